"""Page views are read as the service's documentation says, and whatever else it does is a failure with its reason."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot import __version__
from bot.services.page_views import Failed, NoAnswer, PageViews, Views
from tests.services.reader_counter import SHAPES, Answer, Asked, ReaderCounter, counting_readers, shaped

HOST = "pa.wikipedia.org"
FIRST, LAST = date(2026, 4, 14), date(2026, 4, 17)
DAYS = {FIRST: 3, date(2026, 4, 16): 5}


@pytest.fixture
def counter() -> Iterator[ReaderCounter]:
    with counting_readers() as counter:
        yield counter


@pytest.fixture
def service(counter: ReaderCounter) -> PageViews:
    return PageViews(contact="https://example.org/bot", address=counter.url, seconds=2)


@pytest.mark.parametrize(
    "title",
    [
        "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ",
        "سافيتريباي فول",
        "萨维特里拜·普勒",
        "สาวิตรีพาอี ผุเล",
        "AC/DC",
        "Who's afraid?",
        "100% (film)",
        "C++ & C#",
        "ਤਸਵੀਰ:Phule 50% (~1890).jpg",
        "...And Justice for All",
        "Æ_ø",
        "𝒢",
    ],
)
def test_any_title_arrives_as_it_is(service: PageViews, counter: ReaderCounter, title: str) -> None:
    counter.add(HOST, title.replace("_", " "), FIRST, [3, 0, 5])
    assert service.read(HOST, title, FIRST, LAST) == Views(days=DAYS)
    (asked,) = counter.asked
    agent = asked.user_agent
    assert asked == Asked(host=HOST, title=title.replace("_", " "), first=FIRST, last=LAST, user_agent=agent)
    assert agent.startswith(f"CampaignBot/{__version__} (https://example.org/bot) ")


def test_a_page_that_nobody_read_has_no_days(service: PageViews) -> None:
    assert service.read(HOST, "ਬਾਮਾ", FIRST, LAST) == Views(days={})


def test_days_that_were_not_asked_for_are_left_out(service: PageViews, counter: ReaderCounter) -> None:
    days = [{**SHAPES["item"], "timestamp": stamp} for stamp in ("2026041300", "2026041700", "2026041800")]
    counter.trouble = lambda _: Answer(body=json.dumps({"items": days}).encode())
    assert service.read(HOST, "ਬਾਮਾ", FIRST, LAST) == Views(days={LAST: 5204})


def test_the_page_whose_title_stands_for_no_title_is_not_asked_for(service: PageViews, counter: ReaderCounter) -> None:
    assert isinstance(service.read(HOST, "-", FIRST, LAST), NoAnswer)
    assert counter.asked == []


def test_a_page_that_is_refused_is_not_the_services_failure(service: PageViews, counter: ReaderCounter) -> None:
    counter.trouble = lambda _: shaped("bad_request")
    assert service.read(HOST, "ਬਾਮਾ", FIRST, LAST) == NoAnswer(why="the service answered 400")


NONSENSE = [
    b"",
    b"<html>",
    b"[]",
    b"null",
    b"{}",
    b'{"items": {}}',
    b'{"items": ""}',
    b'{"items": [7]}',
    b'{"items": [{"timestamp": "2026041400"}]}',
    b'{"items": [{"timestamp": "2026041400", "views": "3"}]}',
    b'{"items": [{"timestamp": "2026041400", "views": true}]}',
    b'{"items": [{"timestamp": "2026041400", "views": -1}]}',
    b'{"items": [{"timestamp": "2026041400", "views": 1e99}]}',
    b'{"items": [{"timestamp": "yesterday", "views": 3}]}',
    b'{"items": [{"timestamp": 2026041400, "views": 3}]}',
    b'{"items": [{"timestamp": "2026041400", "views": 3}',
    b"\xff\xfe",
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_is_no_number(service: PageViews, counter: ReaderCounter, body: bytes) -> None:
    counter.trouble = lambda _: Answer(body=body)
    assert service.read(HOST, "ਬਾਮਾ", FIRST, LAST) == Failed(
        why="its answer (200) is not what its documentation promises"
    )


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        (Answer(status=500), Failed(why="it answered 500")),
        (Answer(status=502, body=b"<html>"), Failed(why="it answered 502")),
        (Answer(status=503, retry_after="120"), Failed(why="it answered 503", pause=120)),
        (shaped("busy", retry_after="7"), Failed(why="it answered 429", pause=7)),
        (shaped("busy", retry_after="soon"), Failed(why="it answered 429", pause=0)),
        (shaped("busy"), Failed(why="it answered 429")),
        (shaped("no_route"), Failed(why="it answered 404")),
        (Answer(status=404, body=b"gone"), Failed(why="its answer (404) is not what its documentation promises")),
        (Answer(status=403, body=b'"no"'), Failed(why="it answered 403")),
        (Answer(status=302, body=b"{}"), Failed(why="it answered 302")),
        (Answer(body=b" " * 1_000_001), Failed(why="its answer is too long")),
        (Answer(body=b'{"items": []}', promised=500), Failed(why="it cannot be reached, or broke off its answer")),
        (Answer(body=b" " * 50, drip=0.2), Failed(why="it did not answer within 2 seconds")),
    ],
)
def test_a_failure_says_why(service: PageViews, counter: ReaderCounter, answer: Answer, failed: Failed) -> None:
    counter.trouble = lambda _: answer
    assert service.read(HOST, "ਬਾਮਾ", FIRST, LAST) == failed


def test_a_pause_may_be_asked_for_by_its_end(service: PageViews, counter: ReaderCounter) -> None:
    end = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    counter.trouble = lambda _: shaped("busy", retry_after=end)
    failed = service.read(HOST, "ਬਾਮਾ", FIRST, LAST)
    assert isinstance(failed, Failed)
    assert failed.pause is not None
    assert 3000 < failed.pause <= 3600


def test_nobody_listens() -> None:
    nowhere = PageViews(contact="https://example.org/bot", address="http://127.0.0.1:9", seconds=2)
    assert nowhere.read(HOST, "ਬਾਮਾ", FIRST, LAST) == Failed(why="it cannot be reached, or broke off its answer")


def test_a_server_without_the_services_certificate_is_not_believed(counter: ReaderCounter) -> None:
    address = counter.url.replace("http:", "https:")
    failed = PageViews(contact="https://example.org/bot", address=address, seconds=2).read(HOST, "ਬਾਮਾ", FIRST, LAST)
    assert failed == Failed(why="it cannot prove who it is")
    assert counter.asked == []
