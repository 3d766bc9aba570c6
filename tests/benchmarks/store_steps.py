"""`python -m tests.benchmarks.store_steps STEP ROWS FOLDER [DATABASE]`: one step on a store, in a process of its own.

Prints its seconds and the most memory that the process ever held, in megabytes, as JSON.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.measures import Enrolment, Knowledge, measure
from bot.model.contributions import Contribution
from bot.model.intervals import Interval
from bot.store import open_store
from bot.store.contributions import created_pages, finish_fetch, save_contributions, stream_contributions
from bot.store.pages import stored_pages
from tests.benchmarks.memory import peak_memory
from tests.unit.factories import campaign, person, program

DBNAME = "enwiki"
EDITS_A_PERSON = 500
EDITS_A_PAGE = 5
PEOPLE_A_FETCH = 500
ROWS_AN_ANSWER = 5_000
"""What a wiki answers at most to an account with the bot flag."""
START = datetime(2026, 4, 1, tzinfo=UTC)
WEEKS = tuple(Interval(START + timedelta(weeks=i), START + timedelta(weeks=i + 1)) for i in range(4))
SPAN = Interval(START, WEEKS[-1].end)
FETCH = 1


SQLITE = "sqlite:///store.sqlite"


def insert(rows: int, folder: Path, database: str = SQLITE) -> float:
    """Store so many revisions of a month, in the order in which a wiki gives them."""
    store, users = open_store(database, folder=folder), range(rows // EDITS_A_PERSON)
    seconds = 0.0
    for answer in _answers(rows):
        begun = time.perf_counter()
        save_contributions(store, answer, fetch=FETCH)
        seconds += time.perf_counter() - begun
    begun = time.perf_counter()
    for first in range(0, len(users), PEOPLE_A_FETCH):
        finish_fetch(store, DBNAME, users[first : first + PEOPLE_A_FETCH], SPAN, fetch=FETCH)
    return seconds + time.perf_counter() - begun


def insert_bare(rows: int, folder: Path) -> float:
    """Put the same into one table without an index, with nothing between it and SQLite."""
    seconds = 0.0
    with closing(sqlite3.connect(folder / "bare.sqlite")) as database:
        database.execute(
            "CREATE TABLE revision (rev_id INTEGER PRIMARY KEY, page_id, title, user_id, parent_id, timestamp, size,"
            " size_diff, tags)"
        )
        for answer in _answers(rows):
            begun = time.perf_counter()
            with database:
                database.executemany(
                    "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [_bare_row(c) for c in answer]
                )
            seconds += time.perf_counter() - begun
    return seconds


def stream(rows: int, folder: Path, database: str = SQLITE) -> float:
    """Read everything back."""
    begun = time.perf_counter()
    _expect(rows, sum(1 for _ in _stored(rows, folder, database)))
    return time.perf_counter() - begun


def stream_bare(rows: int, folder: Path) -> float:
    """Read everything back from the bare table, in the same order, as SQLite gives it."""
    begun = time.perf_counter()
    with closing(sqlite3.connect(folder / "bare.sqlite")) as database:
        found = database.execute("SELECT * FROM revision ORDER BY user_id, timestamp, rev_id")
        _expect(rows, sum(1 for _ in found))
    return time.perf_counter() - begun


def count(rows: int, folder: Path) -> float:
    """Measure four weekly programs and their campaign while reading everything back."""
    people = tuple(person(f"ਗੁਰਪ੍ਰੀਤ {i}", enwiki=i) for i in range(rows // EDITS_A_PERSON))
    programs = tuple(program(name=f"Week {i}", windows=(week,), wikis=(DBNAME,)) for i, week in enumerate(WEEKS))
    enrolments = tuple(
        Enrolment(program=one, participants=people, wikis=(DBNAME,), knowledge=Knowledge(as_of=SPAN.end))
        for one in programs
    )
    begun = time.perf_counter()
    store = open_store(SQLITE, folder=folder)
    with stored_pages(store, {DBNAME: range(rows // EDITS_A_PERSON)}, SPAN) as stored:
        whole, _ = measure(campaign(*programs), enrolments, stored.edits, stored.texts)
    _expect(rows, whole.totals.edits or 0)
    return time.perf_counter() - begun


def created(rows: int, folder: Path, database: str = SQLITE) -> float:
    """Find the created pages of which nobody knows yet whether they are redirects."""
    store = open_store(database, folder=folder)
    begun = time.perf_counter()
    _expect(rows // EDITS_A_PAGE, len(created_pages(store, DBNAME, known_too=False)))
    return time.perf_counter() - begun


STEPS: Mapping[str, Callable[..., float]] = {
    step.__name__: step for step in (insert, insert_bare, stream, stream_bare, count, created)
}


def _answers(rows: int) -> Iterator[tuple[Contribution, ...]]:
    for first in range(0, rows, ROWS_AN_ANSWER):
        yield tuple(_contribution(i, rows) for i in range(first, min(first + ROWS_AN_ANSWER, rows)))


def _contribution(index: int, rows: int) -> Contribution:
    """Give one of so many revisions: person after person, while ids rise with time, as on a wiki."""
    user, turn = divmod(index, EDITS_A_PERSON)
    moment = turn * (rows // EDITS_A_PERSON) + user
    page = turn // EDITS_A_PAGE * (rows // EDITS_A_PERSON) + user
    return Contribution(
        dbname=DBNAME,
        rev_id=1_000_000_000 + moment,
        parent_id=0 if turn % EDITS_A_PAGE == 0 else 1_000_000_000 + moment - rows // EDITS_A_PERSON,
        page_id=page,
        namespace=0,
        title=f"ਸਾਵਿਤਰੀਬਾਈ {page}",
        user_id=user,
        timestamp=START + timedelta(seconds=moment * int((SPAN.end - SPAN.start).total_seconds()) // rows),
        size=5_000 + turn,
        size_diff=turn % 700 - 100,
        tags=("visualeditor",) if turn % 2 else (),
    )


def _bare_row(c: Contribution) -> tuple[object, ...]:
    tags, timestamp = "|".join(c.tags), int(c.timestamp.timestamp())
    return c.rev_id, c.page_id, c.title, c.user_id, c.parent_id, timestamp, c.size, c.size_diff, tags


def _stored(rows: int, folder: Path, database: str = SQLITE) -> Iterator[Contribution]:
    store = open_store(database, folder=folder)
    return stream_contributions(store, {DBNAME: range(rows // EDITS_A_PERSON)}, SPAN)


def _expect(rows: int, found: int) -> None:
    if found != rows:
        raise AssertionError(f"{found} of {rows} revisions came back")


def main() -> int:
    """Do one step."""
    name, rows, folder, *database = sys.argv[1:]
    seconds = STEPS[name](int(rows), Path(folder), *database)
    print(json.dumps({"seconds": seconds, "memory": peak_memory()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
