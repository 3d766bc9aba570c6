"""What was never read is not shown as none: neither of a wiki nor of a person."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.reporting import ListNotes
from bot.model.results import Totals
from bot.run.results import stored_results
from bot.store import Store, open_store
from bot.store.accounts import LookedUp, save_accounts
from bot.store.campaigns import Enrolled, save_enrolment
from bot.store.contributions import finish_fetch, save_contributions
from bot.store.progress import WikiState, save_wiki_state
from tests.unit.factories import DAY, NOON, account, campaign, contribution, program, span

DELHI = program(wikis=("enwiki",))
ASHA, GURPREET, BOLA, NEW = "Asha", "ਗੁਰਪ੍ਰੀਤ", "Bola", "فاطمة"
NONE = Totals(
    participants=1,
    active_participants=0,
    new_editors=0,
    edits=0,
    reverted_edits=0,
    pages_edited=0,
    pages_created=0,
    bytes_added=0,
    bytes_removed=0,
    bytes_net=0,
    words_added=0,
    references_added=0,
    uploads=0,
    uploads_in_use=0,
    upload_usages=0,
)
UNKNOWN = Totals(participants=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give a store of a program whose wiki was read for Asha, and since Bola and ਗੁਰਪ੍ਰੀਤ signed up does not answer."""
    store = open_store("sqlite:///test.sqlite", folder=tmp_path)
    names = (ASHA, BOLA, GURPREET, NEW)
    notes = ListNotes(lists=(), listed=len(names), not_found=(), missing_lists=(), empty=False)
    save_enrolment(
        store, Enrolled(campaign=campaign().name, program=DELHI.name, wikis=DELHI.wikis, names=names, notes=notes)
    )
    save_accounts(store, "enwiki", _answers())
    finish_fetch(store, "enwiki", [11], DAY, fetch=1)
    finish_fetch(store, "enwiki", [12], span("2026-01-01", "2026-02-01"), fetch=1)
    save_wiki_state(store, WikiState(dbname="enwiki", read_until=NOON, failed_at=NOON, failure="503"))
    return store


def _answers() -> Iterable[LookedUp]:
    """Give what the wiki said before it failed; it was never asked about the newest name."""
    for name, user_id in ((ASHA, 11), (BOLA, 12)):
        yield LookedUp(user_name=name, account=account(name, user_id), checked_at=NOON)
    yield LookedUp(user_name=GURPREET, account=None, checked_at=NOON)


def test_who_was_not_read_inside_the_window_or_not_asked_about_is_unknown(store: Store) -> None:
    whole, (delhi,) = stored_results(store, campaign(DELHI))
    assert (
        delhi.participants
        == whole.participants
        == {ASHA: NONE, BOLA: replace(UNKNOWN, new_editors=0), GURPREET: replace(NONE, new_editors=None), NEW: UNKNOWN}
    )
    assert delhi.wikis["enwiki"].edits == 0


def test_what_was_read_before_a_wiki_failed_midway_is_shown(store: Store) -> None:
    save_contributions(store, [contribution(1, user_id=12)], fetch=2)
    _, (delhi,) = stored_results(store, campaign(DELHI))
    assert (delhi.participants[BOLA].edits, delhi.participants[NEW]) == (1, UNKNOWN)


def test_once_the_wiki_answers_everybody_is_known(store: Store) -> None:
    finish_fetch(store, "enwiki", [12], DAY, fetch=2)
    save_wiki_state(store, WikiState(dbname="enwiki", read_until=NOON))
    _, (delhi,) = stored_results(store, campaign(DELHI))
    assert {replace(totals, new_editors=0) for totals in delhi.participants.values()} == {NONE}
