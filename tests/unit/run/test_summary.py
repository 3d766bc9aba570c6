"""What a run amounts to."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.intervals import Interval
from bot.run.freshness import oldest_report
from bot.run.stopwatch import Stopwatch
from bot.run.summary import Summary
from bot.store import Store, open_store
from bot.store.campaigns import save_campaigns
from bot.store.progress import ReportState
from bot.wikis.request_tally import RequestTally, kind_of
from tests.unit.factories import DAY, NOON, campaign, program

API = "https://pa.wikipedia.org/w/api.php"
TITLE = "Dalit History Month/Delhi/Report"


@pytest.mark.parametrize(
    ("url", "body", "kind"),
    [
        (f"{API}?action=query&list=usercontribs&ucuserids=1%7C2&meta=userinfo", None, "usercontribs"),
        (f"{API}?action=query&prop=revisions&titles=%E0%A8%95", None, "revisions"),
        (f"{API}?action=query&generator=categorymembers&prop=info", None, "categorymembers"),
        (f"{API}?action=query&meta=siteinfo%7Cuserinfo", None, "siteinfo"),
        (f"{API}?action=query&meta=userinfo", None, "userinfo"),
        (API, "action=edit&title=%E0%A8%95&text=list%3Dusercontribs", "edit"),
        (API, b"action=query&prop=revisions&revids=1", "revisions"),
        (API, None, "api.php"),
        ("https://meta.wikimedia.org/w/rest.php/campaignevents/v0/event_registration/42", None, "rest.php"),
    ],
)
def test_a_request_is_called_after_what_it_asks(url: str, body: str | bytes | None, kind: str) -> None:
    assert kind_of(url, body) == kind


def test_requests_are_counted_by_wiki_and_kind() -> None:
    tally = RequestTally()
    for _ in range(3):
        tally.count(f"{API}?action=query&list=users", None)
    tally.count(API, "action=edit")
    tally.count("https://pnb.wikipedia.org/w/api.php?action=query&list=users", None)
    assert tally.below("https://pa.wikipedia.org/w/") == {"users": 3, "edit": 1}
    assert tally.below("https://hi.wikipedia.org/w/") == {}


def test_stages_follow_each_other_and_one_that_returns_goes_on() -> None:
    watch = Stopwatch()
    assert watch.read() == {}
    for stage in ("lists", "texts", "lists"):
        watch.next(stage)
    assert list(watch.read()) == ["lists", "texts"]
    assert all(seconds >= 0 for seconds in watch.read().values())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give a store with a program that runs at noon, one that is to come, and one that is over."""
    store = open_store("sqlite:///state.sqlite", folder=tmp_path)
    year = timedelta(days=365)
    others = (
        program(name="Earlier", windows=(Interval(DAY.start - year, DAY.end - year),)),
        program(name="Later", windows=(Interval(DAY.start + year, DAY.end + year),)),
    )
    save_campaigns(store, {"a.yaml": campaign(program(), *others)})
    return store


def state(outcome: str, *, saved: int | None, checked: int) -> ReportState:
    """Give what became of the report, in minutes before noon."""
    return ReportState(
        dbname="metawiki",
        title=TITLE,
        saved_at=None if saved is None else NOON - timedelta(minutes=saved),
        checked_at=NOON - timedelta(minutes=checked),
        outcome=outcome,
    )


@pytest.mark.parametrize(
    ("report", "minutes"),
    [
        (state("saved", saved=5, checked=5), 5),
        (state("unchanged", saved=300, checked=5), 5),
        (state("postponed", saved=8, checked=0), 8),
        (state("refused", saved=90, checked=0), 90),
        (state("refused", saved=None, checked=0), 720),
        (None, 720),
    ],
)
def test_a_report_is_as_old_as_what_it_says(store: Store, report: ReportState | None, minutes: int) -> None:
    reports = {("metawiki", TITLE): report} if report else {}
    assert oldest_report(store, "metawiki", reports, NOON) == timedelta(minutes=minutes)


def test_where_no_program_is_open_no_report_is_old(store: Store) -> None:
    assert oldest_report(store, "metawiki", {}, NOON + timedelta(days=90)) is None


def test_a_line_tells_it_all() -> None:
    summary = Summary(
        requests={"enwiki": {"usercontribs": 2, "users": 1, "info": 1, "siteinfo": 1}, "pawiki": {"usercontribs": 1}},
        pages={"saved": 2, "refused": 1, "conflict": 1, "gone": 1, "warned": 1, "guarded": 1, "unchanged": 4},
        oldest_report=timedelta(minutes=4, seconds=59),
        seconds={"lists": 0.25, "contributions": 3.0},
    )
    assert summary.in_words() == (
        "6 requests; enwiki 5 (usercontribs 2, users 1, info 1, …); pawiki 1 (usercontribs 1) | "
        "2 pages saved, 5 refused | oldest report 4 minutes old | lists 0.2 s, contributions 3.0 s"
    )
