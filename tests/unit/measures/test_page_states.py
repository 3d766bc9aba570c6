"""What reports say of pages that are gone, came from somewhere else, or are redirects."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.measures import Enrolment, Knowledge, with_page_log
from bot.measures.states import page_state
from bot.model.campaigns import Privacy, Program
from bot.model.contributions import Contribution
from bot.model.page_log import DeletedPage, PageLog
from bot.model.participants import Participant
from bot.model.results import PageName, PageResult, PageState, Result, Totals
from tests.unit.factories import NOON, at, contribution, person, program

ASHA, GURPREET = person("Asha", enwiki=11), person("ਗੁਰਪ੍ਰੀਤ", named=False, enwiki=12)
DELETED_AT = at("2026-04-20 10:00")
KEY = ("enwiki", 0, "Bama")


def page(**changes: object) -> PageResult:
    values = {
        "wiki": "enwiki",
        "namespace": 0,
        "title": "Bama",
        "created": True,
        "deleted": False,
        "edits": 2,
        "bytes_added": 10,
        "bytes_removed": 0,
        "bytes_net": 10,
        "participants": ("Asha",),
        "state": PageState.NEW,
    }
    return PageResult(**(values | changes))  # type: ignore[arg-type]


def enrolment(which: Program, *people: Participant) -> Enrolment:
    return Enrolment(program=which, participants=people, wikis=which.wikis, knowledge=Knowledge(as_of=NOON))


def told(
    log: PageLog, *pages: PageResult, people: Iterable[Participant] = (ASHA, GURPREET), **changes: object
) -> tuple[PageResult, ...]:
    """Give the pages of the report of a program, with its settings changed."""
    everybody = tuple(people)
    result = Result(
        campaign="Dalit History Month",
        program="Delhi",
        as_of=NOON,
        unknown_wikis=(),
        totals=Totals(participants=2),
        wikis={},
        participants={one.user_name: Totals() for one in everybody if one.named},
        pages=pages,
    )
    return with_page_log(result, (enrolment(program(**changes), *everybody),), log).pages


def deleted(*contributions: Contribution, when: datetime = DELETED_AT) -> PageLog:
    return PageLog(deleted=(DeletedPage(deleted_at=when, contributions=contributions),))


def test_a_deleted_page_is_listed_last_with_what_is_left_to_say() -> None:
    first = page(title="ਬਾਮਾ")
    gone = deleted(contribution(1, title="Bama"), contribution(2, title="Bama", user_id=12))
    assert told(gone, first) == (
        first,
        page(
            created=False,
            deleted=True,
            edits=0,
            bytes_added=0,
            bytes_net=0,
            words_added=0,
            references_added=0,
            state=PageState.DELETED,
            deleted_at=DELETED_AT,
        ),
    )


def test_a_deleted_page_is_not_listed_where_nothing_of_it_would_have_counted() -> None:
    assert told(deleted(contribution(1, timestamp=at("2026-04-13 12:00")))) == ()
    assert told(deleted(contribution(1, namespace=118))) == ()
    assert told(deleted(contribution(1, user_id=99))) == ()


def test_a_deleted_page_is_not_listed_where_nobody_may_be_named_or_its_title_names_another() -> None:
    assert told(deleted(contribution(1, user_id=12))) == ()
    users: dict[str, Any] = {"namespaces": (2,)}
    assert told(deleted(contribution(1, namespace=2, title="ਗੁਰਪ੍ਰੀਤ/ਕੱਚਾ")), **users) == ()
    assert [one.title for one in told(deleted(contribution(1, namespace=2, title="Asha/x")), **users)] == ["Asha/x"]
    hidden = (person("Asha", named=False, enwiki=11),)
    assert told(deleted(contribution(1)), people=hidden, privacy=Privacy.HIDDEN) == ()


def test_a_title_at_which_a_listed_page_stands_again_is_listed_once() -> None:
    assert told(deleted(contribution(1, title="Bama")), page()) == (page(),)


def test_a_page_that_was_deleted_twice_under_one_title_is_listed_once() -> None:
    both = PageLog(
        deleted=tuple(
            DeletedPage(deleted_at=when, contributions=(contribution(number, page_id=number),))
            for number, when in ((1, DELETED_AT), (2, NOON))
        )
    )
    assert [one.deleted_at for one in told(both)] == [DELETED_AT]


def test_a_moved_page_says_where_it_was_created_unless_that_names_somebody_else() -> None:
    for name, shown in (
        (PageName(namespace=118, title="Bama"), True),
        (PageName(namespace=2, title="Asha/sandbox"), True),
        (PageName(namespace=2, title="ਗੁਰਪ੍ਰੀਤ/sandbox"), False),
        (PageName(namespace=3, title="มานี"), False),
    ):
        assert told(PageLog(moved={KEY: name}), page()) == (page(moved_from=name if shown else None),)


def test_redirects_and_restored_pages_say_so() -> None:
    log = PageLog(redirects=frozenset({KEY}), restored={KEY: DELETED_AT})
    (one,) = told(log, page(created=False, state=PageState.IMPROVED))
    assert (one.state, one.deleted_at, one.deleted) == (PageState.REDIRECT, DELETED_AT, False)


def test_a_page_is_new_improved_or_as_before() -> None:
    assert page_state(created=True, edits=2, reverted=2) is PageState.NEW
    assert page_state(created=False, edits=2, reverted=1) is PageState.IMPROVED
    assert page_state(created=False, edits=2, reverted=2) is PageState.REVERTED
