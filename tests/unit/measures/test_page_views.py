"""Page views: which days of which pages count, asked for once, and what they add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.measures import (
    Enrolment,
    Knowledge,
    Rule,
    ViewedPages,
    last_viewed_day,
    missing_days,
    needed_days,
    viewed_pages,
    with_news,
    with_page_views,
)
from bot.model.campaigns import Program
from bot.model.participants import Participant
from bot.model.results import PageViewsKnown, Result
from bot.model.views import DailyViews, Days, FirstEdit
from tests.unit.factories import campaign, contribution, person, program, span
from tests.unit.measures.measuring import measure_edits

APRIL = date(2026, 4, 1)
ASHA, GURPREET, HIDDEN = (
    person("Asha", enwiki=11),
    person("ਗੁਰਪ੍ਰੀਤ", enwiki=12, pawiki=12),
    person("فاطمة", named=False, enwiki=13),
)
PEOPLE = (ASHA, GURPREET, HIDDEN)
DELHI = program(windows=(span("2026-04-14 10:00", "2026-04-14 18:00"),))


def day(number: int) -> date:
    """Give a day by its number in April, which may go on."""
    return APRIL + timedelta(days=number - 1)


def days(first: int, last: int) -> Days:
    return Days(first=day(first), last=day(last))


def known(first: int, *views: int, asked: int = 60) -> DailyViews:
    return DailyViews(first=day(first), views=views, asked=day(asked))


def edit(
    user_id: int, number: int, page_id: int = 1, dbname: str = "enwiki", hour: int = 12, **page: object
) -> FirstEdit:
    when = datetime.combine(day(number), datetime.min.time(), UTC) + timedelta(hours=hour)
    values: dict[str, object] = {"namespace": 0, "title": f"Page {page_id}", "is_redirect": False} | page
    return FirstEdit(dbname=dbname, page_id=page_id, user_id=user_id, timestamp=when, **values)  # type: ignore[arg-type]


def viewed(of: Program, *edits: FirstEdit, people: tuple[Participant, ...] = PEOPLE) -> ViewedPages:
    return viewed_pages(of, Rule(of, participants=people, wikis=of.wikis, wanted=()), edits)


def since(pages: ViewedPages) -> dict[tuple[str, int], Mapping[str, date]]:
    return {key: page.since for key, page in pages.pages.items()}


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2026-04-14 18:00", date(2026, 5, 14)),
        ("2026-04-15", date(2026, 5, 14)),
        ("2026-04-15 00:01", date(2026, 5, 15)),
    ],
)
def test_readers_count_until_thirty_days_after_the_last_day(end: str, last: date) -> None:
    assert last_viewed_day(program(windows=(span("2026-04-14", end),))) == last


def test_a_page_counts_from_the_first_edit_that_counts() -> None:
    pages = viewed(
        program(windows=(span("2026-04-14", "2026-04-16"),)),
        edit(11, 15),
        edit(12, 14),
        edit(13, 14, page_id=2),
        edit(11, 14, page_id=3, namespace=1),
        edit(99, 14, page_id=4),
        edit(12, 14, page_id=5, dbname="pawiki"),
        edit(12, 13, page_id=6),
    )
    assert since(pages) == {
        ("enwiki", 1): {"Asha": day(15), "ਗੁਰਪ੍ਰੀਤ": day(14)},
        ("enwiki", 2): {"فاطمة": day(14)},
        ("pawiki", 5): {"ਗੁਰਪ੍ਰੀਤ": day(14)},
    }
    assert needed_days([pages])["enwiki", 1] == Days(first=day(14), last=date(2026, 5, 15))


def test_a_page_of_two_programs_is_needed_from_the_first_to_the_last_day_of_both() -> None:
    may = program(name="May", windows=(span("2026-05-20", "2026-05-21"),))
    pages = (viewed(DELHI, edit(11, 14)), viewed(may, edit(12, 50)))
    assert needed_days(pages) == {("enwiki", 1): Days(first=day(14), last=date(2026, 6, 19))}


@pytest.mark.parametrize(
    ("needed", "before", "closed", "missing"),
    [
        (days(14, 44), None, 13, None),
        (days(14, 44), None, 14, days(14, 14)),
        (days(14, 44), None, 60, days(14, 44)),
        (days(14, 44), known(14, 5, 6, asked=15), 15, None),
        (days(14, 44), known(14, 5, 6, asked=15), 16, days(16, 16)),
        (days(14, 44), known(14, 5, asked=15), 16, days(15, 16)),
        (days(14, 44), known(14, asked=15), 15, None),
        (days(12, 44), known(14, 5, 6, asked=15), 15, days(12, 15)),
        (days(12, 13), known(14, 5, 6, asked=15), 15, days(12, 15)),
        (days(14, 15), known(14, 5, 6, asked=15), 60, None),
        (days(14, 15), known(14, 5, asked=15), 16, days(15, 15)),
    ],
    ids=[
        "the first day is not over",
        "one day is over",
        "all days are over",
        "asked today already",
        "a new day",
        "a day that was not added up yet",
        "nothing known and asked today",
        "somebody signed up late",
        "only earlier days are needed",
        "all days are known",
        "the last day was not added up yet",
    ],
)
def test_only_days_that_are_over_and_not_known_are_asked_for(
    needed: Days, before: DailyViews | None, closed: int, missing: Days | None
) -> None:
    assert missing_days(needed, before, day(closed)) == missing


@pytest.mark.parametrize(
    ("before", "asked", "found", "closed", "after"),
    [
        (None, days(14, 20), {14: 3, 16: 5}, 20, known(14, 3, 0, 5, 0, asked=20)),
        (None, days(14, 16), {}, 20, known(14, 0, 0, 0, asked=20)),
        (None, days(14, 16), {}, 16, known(14, asked=16)),
        (known(14, 3, asked=14), days(15, 15), {15: 4}, 15, known(14, 3, 4, asked=15)),
        (known(14, 3, asked=14), days(15, 15), {}, 15, known(14, 3, asked=15)),
        (known(14, 3, asked=14), days(12, 15), {12: 1, 14: 9, 15: 4}, 15, known(12, 1, 0, 3, 4, asked=15)),
        (known(14, 3, asked=14), days(12, 14), {}, 14, known(12, 0, 0, 3, asked=14)),
    ],
    ids=[
        "days without views are known once they have settled",
        "nobody read it",
        "nobody read it, or nobody has added it up",
        "a new day",
        "a new day that may not be added up yet",
        "earlier days, and what was known stays",
        "only earlier days",
    ],
)
def test_days_are_known_for_good_when_they_have_views_or_have_settled(
    before: DailyViews | None, asked: Days, found: dict[int, int], closed: int, after: DailyViews
) -> None:
    assert with_news(before, asked, {day(n): views for n, views in found.items()}, day(closed)) == after


@given(
    truth=st.lists(st.integers(0, 3), min_size=45, max_size=45),
    late=st.lists(st.integers(0, 3), min_size=45, max_size=45),
    asked=st.sets(st.integers(14, 50)),
)
def test_however_often_it_is_asked_and_however_late_days_are_added_up_they_are_known_in_the_end(
    truth: list[int], late: list[int], asked: set[int]
) -> None:
    before: DailyViews | None = None
    for closed in sorted({*asked, 55}):
        missing = missing_days(days(14, 44), before, day(closed))
        if missing:
            # A day is there once all days before it are, at most three days after it is over.
            there = next((n for n in range(14, 45) if n + min(late[n], 3) > closed), 45)
            found = {day(n): truth[n] for n in range(14, there) if missing.first <= day(n) <= missing.last}
            before = with_news(before, missing, found, day(closed))
    assert before == DailyViews(first=day(14), views=tuple(truth[14:45]), asked=before.asked if before else day(0))


def measured(of: Iterable[Program], *edits: FirstEdit) -> tuple[Result, tuple[Result, ...], tuple[ViewedPages, ...]]:
    programs = tuple(of)
    enrolments = [
        Enrolment(program=p, participants=PEOPLE, wikis=p.wikis, knowledge=Knowledge(as_of=None)) for p in programs
    ]
    revisions = [
        contribution(
            number,
            dbname=e.dbname,
            page_id=e.page_id,
            user_id=e.user_id,
            timestamp=e.timestamp,
            title=e.title,
            namespace=e.namespace,
        )
        for number, e in enumerate(edits)
    ]
    whole, results = measure_edits(campaign(*programs), enrolments, revisions)
    pages = tuple(
        viewed(p, *(e for e in edits if any(e.timestamp in window for window in p.windows))) for p in programs
    )
    return whole, results, pages


VIEWS = {("enwiki", 1): known(14, *([1] * 31), asked=44), ("enwiki", 2): known(14, *([100] * 31), asked=44)}
EDITS = (edit(11, 14), edit(12, 14), edit(13, 14, page_id=2))


def test_views_by_program_wiki_person_and_page() -> None:
    _, (result,), pages = measured([DELHI], *EDITS)
    shown = with_page_views(result, pages, VIEWS, None)
    assert shown.totals.pageviews == 31 + 3100
    assert {dbname: totals.pageviews for dbname, totals in shown.wikis.items()} == {"enwiki": 3131, "pawiki": None}
    assert {name: totals.pageviews for name, totals in shown.participants.items()} == {"Asha": 31, "ਗੁਰਪ੍ਰੀਤ": 31}
    assert [(page.title, page.pageviews) for page in shown.pages] == [("Page 1", 31)]
    assert shown.page_views == PageViewsKnown(until=date(2026, 5, 14), behind=0, failure=None)
    assert replace(shown.totals, pageviews=None) == result.totals


def test_a_person_has_the_readers_since_their_own_first_edit() -> None:
    two_days = program(windows=(span("2026-04-14", "2026-04-16"),))
    _, (result,), pages = measured([two_days], edit(11, 14), edit(12, 15))
    shown = with_page_views(result, pages, VIEWS, None)
    assert [totals.pageviews for totals in (shown.totals, *shown.participants.values())] == [31, 31, 30]


def test_a_campaign_counts_no_reader_twice() -> None:
    later = program(name="Later", windows=(span("2026-04-20", "2026-04-21"),))
    whole, results, pages = measured([DELHI, later], edit(11, 14), edit(12, 20))
    views = {("enwiki", 1): known(14, *([1] * 60), asked=80)}
    shown = [with_page_views(r, (p,), views, None).totals.pageviews for r, p in zip(results, pages, strict=True)]
    assert shown == [31, 31]
    assert with_page_views(whole, pages, views, None).totals.pageviews == 37


def test_readers_between_two_programs_are_nobodys() -> None:
    autumn = program(name="Autumn", windows=(span("2026-09-01", "2026-09-02"),))
    whole, _, pages = measured([DELHI, autumn], edit(11, 14), edit(11, 154))
    views = {("enwiki", 1): known(14, *([1] * 200), asked=400)}
    assert with_page_views(whole, pages, views, None).totals.pageviews == 62


def test_what_is_not_known_is_not_zero_and_says_why() -> None:
    _, (result,), pages = measured([DELHI], *EDITS)
    nothing = with_page_views(result, pages, {}, "it answered 500")
    assert nothing.totals.pageviews is nothing.pages[0].pageviews is None
    assert nothing.page_views == PageViewsKnown(until=None, behind=0, failure="it answered 500")
    first = {("enwiki", 1): known(14, 7, 8, asked=16)}
    some = with_page_views(result, pages, first, "it answered 500")
    assert some.totals.pageviews == 15
    assert some.page_views == PageViewsKnown(until=day(16), behind=1, failure="it answered 500")


def test_before_anybody_edited_nothing_is_known_and_nothing_missing() -> None:
    _, (result,), pages = measured([DELHI])
    assert with_page_views(result, pages, {}, "it answered 500").page_views == PageViewsKnown(
        until=None, behind=0, failure=None
    )
