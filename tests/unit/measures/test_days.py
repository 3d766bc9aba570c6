"""Activity by day: the day is that of the program's time zone, and a page and a person count once on each."""

from datetime import UTC, date, datetime

import pytest

from bot.measures.calendar import Calendar
from bot.model.campaigns import Privacy
from bot.model.results import Totals
from tests.unit.factories import at, campaign, contribution, person, program, span
from tests.unit.measures.measuring import measure_edits
from tests.unit.measures.test_measure import ASHA, GURPREET, enrolled

APRIL = (span("2026-04-14", "2026-04-17"),)


def seconds(text: str) -> int:
    return int(at(text).timestamp())


def cell(calendar: Calendar, text: str) -> tuple[int, date] | None:
    place = sum(edge <= seconds(text) for edge in calendar.edges)
    return calendar.cells[place]


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("UTC", "2026-04-14 23:59", 14),
        ("UTC", "2026-04-15 00:00", 15),
        ("Asia/Kolkata", "2026-04-14 18:29", 14),
        ("Asia/Kolkata", "2026-04-14 18:30", 15),
        ("America/Sao_Paulo", "2026-04-15 02:59", 14),
    ],
)
def test_days_begin_at_midnight_of_the_time_zone(zone: str, moment: str, day: int) -> None:
    assert cell(Calendar(APRIL, zone), moment) == (0, date(2026, 4, day))


def test_a_day_without_a_midnight_begins_when_the_clocks_were_put_forward() -> None:
    autumn = (span("2026-04-23", "2026-04-26"),)
    calendar = Calendar(autumn, "Africa/Cairo")  # at 00:00 on 24 April it was 01:00
    assert cell(calendar, "2026-04-23 21:59") == (0, date(2026, 4, 23))
    assert cell(calendar, "2026-04-23 22:00") == (0, date(2026, 4, 24))


def test_outside_every_window_is_no_day_and_windows_are_told_apart() -> None:
    calendar = Calendar(
        (span("2026-04-14 09:00", "2026-04-14 10:00"), span("2026-04-14 11:00", "2026-04-14 12:00")), "UTC"
    )
    day = date(2026, 4, 14)
    moments = ("2026-04-14 08:59", "2026-04-14 09:00", "2026-04-14 10:30", "2026-04-14 11:59", "2026-04-14 12:00")
    assert [cell(calendar, moment) for moment in moments] == [None, (0, day), None, (1, day), None]
    assert Calendar((), "UTC").cells == (None,)


def test_each_day_has_its_own_people_and_pages() -> None:
    which = program(windows=APRIL, timezone="Asia/Kolkata")
    edits = (
        contribution(1, parent_id=0, timestamp=at("2026-04-14 10:00")),
        contribution(2, parent_id=1, timestamp=at("2026-04-14 19:00"), size_diff=-40),
        contribution(3, user_id=21, timestamp=at("2026-04-14 20:00")),
        contribution(4, user_id=21, page_id=2, timestamp=at("2026-04-14 21:00"), tags=("mw-reverted",)),
    )
    whole, (result,) = measure_edits(campaign(which), (enrolled(which, ASHA, GURPREET),), edits)
    first, second = result.days[date(2026, 4, 14)], result.days[date(2026, 4, 15)]
    assert (first.edits, first.active_participants, first.pages_edited, first.pages_created) == (1, 1, 1, 1)
    assert (second.edits, second.active_participants, second.pages_edited, second.pages_created) == (3, 2, 2, 0)
    assert (second.reverted_edits, second.bytes_added, second.bytes_removed) == (1, 100, 40)
    assert first.participants is None
    assert {day: t.edits for day, t in whole.days.items()} == {date(2026, 4, 14): 4}


def test_words_belong_to_the_day_on_which_their_run_ended() -> None:
    which = program(windows=APRIL)
    edits = (
        contribution(2, parent_id=1, words_before=5, references_before=0, timestamp=at("2026-04-14 23:00")),
        contribution(3, parent_id=2, words=30, references=1, timestamp=at("2026-04-15 00:10")),
    )
    _, (result,) = measure_edits(campaign(which), (enrolled(which, ASHA),), edits)
    assert [totals.words_added for totals in result.days.values()] == [0, 25]
    assert result.totals.words_added == 25


def test_without_names_no_day_is_told_apart() -> None:
    which = program(windows=APRIL, privacy=Privacy.HIDDEN)
    people = tuple(person(f"ਵਰਤੋਂਕਾਰ {n}", named=False, enwiki=n) for n in range(11, 17))
    edits = [contribution(n, user_id=n, timestamp=datetime(2026, 4, 14, 12, tzinfo=UTC)) for n in range(11, 17)]
    whole, (result,) = measure_edits(campaign(which), (enrolled(which, *people),), edits)
    assert (result.totals.edits, result.days, whole.days) == (6, {}, {})


def test_on_wikidata_there_are_no_bytes() -> None:
    which = program(wikis=("enwiki", "wikidatawiki"))
    item = contribution(1, dbname="wikidatawiki", user_id=31)
    asha = person("Asha", enwiki=11, wikidatawiki=31)
    alone = measure_edits(campaign(which), (enrolled(which, asha),), (item,))[1][0]
    both = measure_edits(campaign(which), (enrolled(which, asha),), (item, contribution(2)))[1][0]
    assert alone.totals == Totals(
        participants=1,
        active_participants=1,
        edits=1,
        reverted_edits=0,
        pages_edited=1,
        pages_created=0,
    )
    assert (both.totals.bytes_added, both.wikis["wikidatawiki"].bytes_added) == (100, None)
