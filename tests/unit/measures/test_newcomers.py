"""Who is new and who stayed: by the first registration anywhere, and by an edit between a week and 37 days after."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from bot.measures import Enrolment, Knowledge, is_new, newcomers, retained_span, with_newcomers
from bot.model.newcomers import Registered
from bot.model.results import Result
from tests.unit.factories import NOON, at, campaign, person, program, span
from tests.unit.measures.measuring import measure_edits

DELHI = program(windows=(span("2026-04-14 10:00", "2026-04-14 18:00"), span("2026-04-21", "2026-04-22")))
BEFORE, INSIDE, BETWEEN, SECOND = at("2020-01-01"), NOON, at("2026-04-15"), at("2026-04-21")
AFTER_ALL = at("2026-06-01")


@pytest.mark.parametrize(
    ("local", "everywhere", "is_global", "new"),
    [
        (INSIDE, INSIDE, True, True),
        (SECOND, SECOND, True, True),
        (INSIDE, None, False, True),
        (INSIDE, BEFORE, True, False),
        (SECOND, INSIDE, True, True),
        (AFTER_ALL, INSIDE, True, True),
        (BETWEEN, BETWEEN, True, False),
        (BEFORE, None, True, False),
        (INSIDE, None, True, None),
        (AFTER_ALL, None, True, None),
        (None, INSIDE, True, True),
        (None, None, True, None),
        (BEFORE, INSIDE, True, False),
    ],
    ids=[
        "registered at the event",
        "registered in the second window",
        "no CentralAuth",
        "came here at the event, and registered elsewhere years ago",
        "registered elsewhere at the event, came here later",
        "came here long after the event",
        "registered between two windows",
        "had an account before: nobody has to ask",
        "CentralAuth was not asked yet",
        "came here later, and CentralAuth was not asked yet",
        "has no account on any wiki that was asked",
        "nothing is known",
        "joined CentralAuth at the event with an old account",
    ],
)
def test_who_is_new(local: datetime | None, everywhere: datetime | None, *, is_global: bool, new: bool | None) -> None:
    assert is_new(Registered(local=local, everywhere=everywhere, is_global=is_global), DELHI.windows) is new


def test_of_whom_nothing_is_known_nothing_is_said() -> None:
    assert is_new(None, DELHI.windows) is None
    assert is_new(Registered(local=INSIDE, everywhere=None, is_global=False), ()) is None


def test_who_edits_in_thirty_days_from_a_week_after_the_last_window_on_stayed() -> None:
    assert retained_span(DELHI) == span("2026-04-29", "2026-05-29")


ASHA, GURPREET, FATIMA = person("Asha", enwiki=11), person("ਗੁਰਪ੍ਰੀਤ", enwiki=12, pawiki=12), person("فاطمة", pawiki=13)
NEW = Registered(local=INSIDE, everywhere=INSIDE, is_global=True)
OLD = Registered(local=BEFORE, everywhere=None, is_global=True)
UNASKED = Registered(local=INSIDE, everywhere=None, is_global=True)


def measured(
    registered: Mapping[str, Registered], edited: Mapping[tuple[str, int], bool], *, days_after: int = 100
) -> Result:
    known = Knowledge(as_of=DELHI.windows[-1].end + timedelta(days=days_after))
    enrolment = Enrolment(
        program=DELHI, participants=(ASHA, GURPREET, FATIMA), wikis=("enwiki", "pawiki"), knowledge=known
    )
    whole, (result,) = measure_edits(campaign(DELHI), [enrolment], [])
    one = newcomers(enrolment, registered, edited)
    shown = with_newcomers(result, [one])
    assert with_newcomers(whole, [one, one]).totals == shown.totals
    return shown


def numbers(result: Result) -> dict[str, tuple[int | None, int | None]]:
    named = {"all": result.totals, **result.wikis, **result.participants}
    return {name: (totals.new_editors, totals.retained) for name, totals in named.items()}


def test_new_editors_and_those_who_stayed_by_wiki_and_person() -> None:
    result = measured(
        {"Asha": OLD, "ਗੁਰਪ੍ਰੀਤ": NEW, "فاطمة": NEW}, {("enwiki", 12): False, ("pawiki", 12): True, ("pawiki", 13): False}
    )
    assert numbers(result) == {
        "all": (2, 1),
        "enwiki": (1, 0),
        "pawiki": (2, 1),
        "Asha": (0, 0),
        "ਗੁਰਪ੍ਰੀਤ": (1, 1),
        "فاطمة": (1, 0),
    }


def test_before_the_day_nobody_knows_who_stayed() -> None:
    result = measured({"Asha": OLD, "ਗੁਰਪ੍ਰੀਤ": NEW, "فاطمة": NEW}, {}, days_after=37)
    assert numbers(result)["all"] == (2, None)
    assert result.participants["Asha"].retained is None


def test_who_was_not_asked_about_is_not_known_and_is_counted_as_that() -> None:
    result = measured({"Asha": OLD, "ਗੁਰਪ੍ਰੀਤ": UNASKED}, {})
    assert numbers(result)["all"] == (0, 0)
    assert (result.participants["ਗੁਰਪ੍ਰੀਤ"].new_editors, result.unknown_newcomers) == (None, 2)
    assert numbers(measured({}, {}))["all"][0] is None


def test_a_wiki_that_did_not_say_leaves_it_open_unless_they_edited_elsewhere() -> None:
    people = {"Asha": OLD, "ਗੁਰਪ੍ਰੀਤ": NEW, "فاطمة": OLD}
    assert numbers(measured(people, {("enwiki", 12): False}))["all"] == (1, None)
    assert numbers(measured(people, {("enwiki", 12): True}))["all"] == (1, 1)
