"""When a wiki is asked about files: news at once, uses once a day while a program is open, and twice after that."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.measures import Enrolment, Knowledge
from bot.run.upload_plan import UploadNeed, due_files
from bot.store.uploads import AskedFile, PerhapsUploaded
from tests.unit.factories import DAY, NOON, person, program

A_DAY = timedelta(days=1)
CLOSES = DAY.end + timedelta(days=7)
LAST = DAY.end + timedelta(days=38)
EVENING = NOON + timedelta(hours=6)


def need(*, anew: bool = False) -> UploadNeed:
    which = program(wikis=("commonswiki",))
    asha = person("Asha", commonswiki=11)
    enrolment = Enrolment(program=which, participants=(asha,), wikis=which.wikis, knowledge=Knowledge(as_of=None))
    return UploadNeed(dbname="commonswiki", enrolments=(enrolment,), user_ids=(11,), span=DAY, anew=anew)


def perhaps(**changes: Any) -> dict[int, PerhapsUploaded]:
    values: dict[str, Any] = {"page_id": 1, "latest": NOON, "created": True}
    return {1: PerhapsUploaded(**(values | changes))}


def known(asked_at: datetime = EVENING, **changes: Any) -> dict[int, AskedFile]:
    values: dict[str, Any] = {
        "page_id": 1,
        "title": "A.jpg",
        "user_id": 11,
        "timestamp": NOON,
        "deleted": False,
        "edited": True,
        "asked_at": asked_at,
    }
    return {1: AskedFile(**(values | changes))}


def test_a_new_page_is_asked_about_at_once() -> None:
    assert due_files(need(), perhaps(), {}, NOON) == (1,)


@pytest.mark.parametrize(
    ("asked_at", "now", "due"),
    [
        (EVENING, EVENING + A_DAY - timedelta(seconds=1), ()),
        (EVENING, EVENING + A_DAY, (1,)),
        (CLOSES - A_DAY, CLOSES, (1,)),
        (CLOSES, CLOSES + timedelta(days=20), ()),
        (CLOSES, LAST, (1,)),
        (LAST, LAST + timedelta(days=100), ()),
        (EVENING, LAST + timedelta(days=100), (1,)),
    ],
)
def test_uses_are_asked_for_once_a_day_until_the_program_closes_then_twice_more(
    asked_at: datetime, now: datetime, due: tuple[int, ...]
) -> None:
    assert due_files(need(), perhaps(), known(asked_at), now) == due


def test_a_page_that_is_gone_or_came_back_or_got_a_new_version_is_asked_about_at_once() -> None:
    soon = EVENING + timedelta(minutes=5)
    assert due_files(need(), {}, known(), soon) == (1,)
    assert due_files(need(), perhaps(), known(edited=False, deleted=True), soon) == (1,)
    assert due_files(need(), perhaps(latest=soon), known(), soon) == (1,)
    assert due_files(need(), perhaps(), known(), soon) == ()


def test_a_page_that_holds_nothing_of_theirs_is_asked_about_again_only_if_somebody_created_it() -> None:
    nothing = known(user_id=None, timestamp=None)
    assert due_files(need(), perhaps(created=False), nothing, EVENING + A_DAY) == ()
    assert due_files(need(), perhaps(), nothing, EVENING + A_DAY) == (1,)
    assert due_files(need(), perhaps(), nothing, CLOSES + 2 * A_DAY) == (1,)
    assert due_files(need(), perhaps(), known(CLOSES, user_id=None, timestamp=None), CLOSES + 2 * A_DAY) == ()


def test_a_file_of_another_time_or_of_nobody_on_a_list_is_not_asked_about_again() -> None:
    before = known(timestamp=NOON - 9 * A_DAY, edited=False)
    assert due_files(need(), {}, before, EVENING + 2 * A_DAY) == ()
    assert due_files(need(), perhaps(), known(user_id=12), EVENING + 2 * A_DAY) == ()


def test_everything_is_asked_anew_when_somebody_says_so() -> None:
    assert due_files(need(anew=True), perhaps(), known(), EVENING) == (1,)
