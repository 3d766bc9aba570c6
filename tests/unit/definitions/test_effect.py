"""Who decides what: what of a definition on the wiki takes effect at once, and what waits."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.definitions import WHOLE_CAMPAIGN, Effect, take_effect
from bot.definitions.effect import STRICTNESS, levels
from bot.model.campaigns import Campaign, Event, Names, Privacy
from tests.unit.factories import DAY, campaign, program, span

PUBLIC, CONSENTED, HIDDEN = Privacy.PUBLIC, Privacy.CONSENTED, Privacy.HIDDEN


def defined(whole: Privacy = CONSENTED, delhi: Privacy = CONSENTED, **changes: Any) -> Campaign:
    return campaign(program(privacy=delhi, **changes), privacy=whole, on_wiki=True)


def in_force(which: Campaign) -> Effect:
    return Effect(campaign=which, editor_waits=False, privacy_waits={})


def test_a_new_campaign_by_somebody_autoconfirmed_is_in_force() -> None:
    assert take_effect(defined(), None, trusted=True, approved={}) == in_force(defined())


def test_a_new_campaign_by_a_new_account_waits() -> None:
    waits = Effect(campaign=None, editor_waits=True, privacy_waits={})
    assert take_effect(defined(), None, trusted=False, approved={}) == waits


@pytest.mark.parametrize(
    "changes",
    [
        {"wikis": ("enwiki", "eswiki")},
        {"windows": (span("2026-04-01", "2026-05-01"),)},
        {"sources": (Names(names=("Victim",)),)},
        {"facilitators": ("Stranger",)},
        {"namespaces": (0, 1)},
    ],
)
def test_a_new_account_cannot_change_whose_edits_count(changes: dict[str, Any]) -> None:
    effect = take_effect(defined(**changes), defined(), trusted=False, approved={})
    assert effect == Effect(campaign=defined(), editor_waits=True, privacy_waits={})
    assert take_effect(defined(**changes), defined(), trusted=True, approved={}) == in_force(defined(**changes))


def test_windows_that_an_event_gave_are_no_change_of_the_definition() -> None:
    sources = (Event(event_id=42),)
    asked = defined(windows=(), sources=sources)
    last = defined(windows=(DAY,), sources=sources, windows_by_event=True)
    assert take_effect(asked, last, trusted=False, approved={}) == in_force(asked)
    own = defined(windows=(DAY,), sources=sources)
    assert take_effect(asked, own, trusted=False, approved={}).editor_waits


def test_a_new_account_may_mend_the_description() -> None:
    mended = defined(description="Come and write")
    assert take_effect(mended, defined(), trusted=False, approved={}) == in_force(mended)


def test_a_new_account_may_tighten_privacy_even_while_its_other_changes_wait() -> None:
    tightened = defined(whole=HIDDEN, delhi=HIDDEN)
    assert take_effect(tightened, defined(), trusted=False, approved={}) == in_force(tightened)
    more = defined(whole=HIDDEN, delhi=HIDDEN, wikis=("eswiki",))
    effect = take_effect(more, defined(), trusted=False, approved={})
    assert effect == Effect(campaign=tightened, editor_waits=True, privacy_waits={})


@pytest.mark.parametrize(("before", "asked"), [(CONSENTED, PUBLIC), (HIDDEN, CONSENTED), (HIDDEN, PUBLIC)])
def test_loosening_waits_for_the_operator_and_the_rest_takes_effect(before: Privacy, asked: Privacy) -> None:
    wanted = defined(delhi=asked, description="new words")
    effect = take_effect(wanted, defined(delhi=before), trusted=True, approved={})
    assert effect == Effect(
        campaign=defined(delhi=before, description="new words"), editor_waits=False, privacy_waits={"Delhi": asked}
    )
    assert take_effect(wanted, defined(delhi=before), trusted=True, approved={"Delhi": asked}) == in_force(wanted)


def test_a_new_campaign_cannot_be_public_by_itself() -> None:
    wanted = defined(whole=PUBLIC, delhi=PUBLIC)
    effect = take_effect(wanted, None, trusted=True, approved={})
    waits = {WHOLE_CAMPAIGN: PUBLIC, "Delhi": PUBLIC}
    assert effect == Effect(campaign=defined(), editor_waits=False, privacy_waits=waits)
    assert take_effect(wanted, None, trusted=True, approved=waits) == in_force(wanted)


def test_a_program_that_asks_for_names_in_a_hidden_campaign_stays_hidden_until_approved() -> None:
    effect = take_effect(defined(whole=HIDDEN, delhi=PUBLIC), None, trusted=True, approved={})
    waits = {"Delhi": PUBLIC}
    hidden = defined(whole=HIDDEN, delhi=HIDDEN)
    assert effect == Effect(campaign=hidden, editor_waits=False, privacy_waits=waits)


def test_what_is_public_with_approval_stays_so_and_loosening_again_waits_again() -> None:
    public = defined(delhi=PUBLIC)
    assert take_effect(public, public, trusted=True, approved={}) == in_force(public)
    back = take_effect(defined(delhi=HIDDEN), public, trusted=True, approved={}).campaign
    assert take_effect(public, back, trusted=True, approved={}).privacy_waits == {"Delhi": PUBLIC}


def test_a_program_that_is_new_in_a_public_campaign_starts_careful() -> None:
    before = defined(whole=PUBLIC, delhi=PUBLIC)
    wanted = replace(before, programs=(*before.programs, program(name="Pune", privacy=PUBLIC)))
    assert take_effect(wanted, before, trusted=True, approved={}).privacy_waits == {"Pune": PUBLIC}


any_level = st.sampled_from(list(Privacy))


@given(whole_before=any_level, delhi_before=any_level, whole=any_level, delhi=any_level, trusted=st.booleans())
def test_without_approval_nothing_ever_becomes_looser(
    whole_before: Privacy, delhi_before: Privacy, whole: Privacy, delhi: Privacy, *, trusted: bool
) -> None:
    before = defined(whole_before, delhi_before)
    effect = take_effect(defined(whole, delhi, wikis=("eswiki",)), before, trusted=trusted, approved={})
    assert effect.campaign
    for key, level in levels(effect.campaign).items():
        assert STRICTNESS[level] >= STRICTNESS[levels(before)[key]]


def test_a_program_under_another_name_is_no_more_open_than_before() -> None:
    before = defined(whole=HIDDEN, delhi=HIDDEN)
    renamed = replace(before, privacy=CONSENTED, programs=(program(name="Dilli", privacy=CONSENTED),))
    effect = take_effect(renamed, before, trusted=True, approved={})
    assert effect.privacy_waits == {WHOLE_CAMPAIGN: CONSENTED, "Dilli": CONSENTED}
    assert effect.campaign
    assert [p.privacy for p in effect.campaign.programs] == [HIDDEN]
