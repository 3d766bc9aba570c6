"""Totals of a large campaign from the store, beside one SQL query that adds up by person and wiki."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.measures import Enrolment, Knowledge, measure
from bot.model.contributions import Contribution
from bot.model.intervals import Interval
from bot.model.participants import Participant
from bot.store import Store, open_store
from bot.store.contributions import save_contributions
from bot.store.engine import reading
from bot.store.pages import stored_pages
from bot.store.texts import CountedText, save_text_counts
from tests.benchmarks.memory import peak_memory
from tests.benchmarks.rows import Row, Section
from tests.unit.factories import campaign, program

WIKIS = ("enwiki", "pawiki", "arwiki", "bnwiki", "tawiki", "hiwiki")
PEOPLE = 2_000
EDITS_A_PAGE = 5
SPAN = Interval(datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))
ROWS_AT_ONCE = 50_000

BY_PERSON_AND_WIKI = """
SELECT r.dbname, r.user_id, count(*), sum(r.tags LIKE '%mw-reverted%'), count(DISTINCT r.page_id), sum(r.parent_id = 0),
  sum(max(r.size_diff, 0)), sum(max(-r.size_diff, 0)), sum(a."references"), sum(b."references"),
  sum(max(a.words - b.words, 0))
FROM revision AS r
JOIN page AS p ON p.dbname = r.dbname AND p.page_id = r.page_id
LEFT JOIN text_count AS a ON a.dbname = r.dbname AND a.rev_id = r.rev_id
LEFT JOIN text_count AS b ON b.dbname = r.dbname AND b.rev_id = r.parent_id
WHERE p.namespace = 0 AND r.timestamp >= :start AND r.timestamp < :end
GROUP BY r.dbname, r.user_id
"""


def measure_totals(folder: Path, rows: int) -> Section:
    """Time both, each in a process of its own, on so many revisions of two thousand people on six wikis."""
    folder.mkdir(parents=True)
    _do("fill", rows, folder)
    (plain, plain_memory), (seconds, memory) = (_do(step, rows, folder) for step in ("sql", "totals"))
    return Section(
        title=f"Totals of {rows:,} revisions, {PEOPLE:,} people, {len(WIKIS)} wikis",
        rows=(
            Row(what="SQL by person and wiki", seconds=plain, ratio=1, rate=rows / plain, memory=plain_memory),
            Row(what="every total", seconds=seconds, ratio=seconds / plain, rate=rows / seconds, memory=memory),
        ),
    )


def fill(store: Store, rows: int) -> None:
    """Store the revisions, and the counts of the texts at the ends of their runs."""
    for first in range(0, rows, ROWS_AT_ONCE):
        edits = [_edit(number, rows) for number in range(first, min(first + ROWS_AT_ONCE, rows))]
        for dbname in WIKIS:
            theirs = [edit for edit in edits if edit.dbname == dbname]
            save_contributions(store, theirs, fetch=1)
            ends = (edit for edit in theirs if edit.rev_id % EDITS_A_PAGE == EDITS_A_PAGE - 1)
            counted = (
                CountedText(rev_id=e.rev_id, words=e.rev_id % 900, references=e.rev_id % 9, words_version=1)
                for e in ends
            )
            save_text_counts(store, dbname, counted, references_version=1, asked_at=SPAN.end)


def sql(store: Store, rows: int) -> None:
    """Add up by one query."""
    with reading(store) as connection:
        query = sa.text(BY_PERSON_AND_WIKI)
        found = connection.execute(query, {"start": SPAN.start.timestamp(), "end": SPAN.end.timestamp()}).all()
    _expect(rows, sum(row[2] for row in found))


def totals(store: Store, rows: int) -> None:
    """Measure a campaign of one program."""
    people = tuple(
        Participant(user_name=f"ਗੁਰਪ੍ਰੀਤ {i}", accounts=dict.fromkeys(WIKIS, i), named=True) for i in range(PEOPLE)
    )
    which = program(windows=(SPAN,), wikis=WIKIS)
    enrolment = Enrolment(program=which, participants=people, wikis=WIKIS, knowledge=Knowledge(as_of=SPAN.end))
    with stored_pages(store, dict.fromkeys(WIKIS, range(PEOPLE)), SPAN) as stored:
        whole, _ = measure(campaign(which), (enrolment,), stored.edits, stored.texts)
    _expect(rows, whole.totals.edits or 0)


def _edit(number: int, rows: int) -> Contribution:
    """Give one of so many revisions: five by one person on a page, one after the other."""
    page, turn = divmod(number, EDITS_A_PAGE)
    return Contribution(
        dbname=WIKIS[page % len(WIKIS)],
        rev_id=number + 1_000_000_000,
        parent_id=number + 999_999_999 if turn else 0,
        page_id=page,
        namespace=0,
        title=f"ਸਾਵਿਤਰੀਬਾਈ {page}",
        user_id=page // len(WIKIS) % PEOPLE,
        timestamp=SPAN.start + timedelta(seconds=number * int((SPAN.end - SPAN.start).total_seconds()) // rows),
        size=5_000 + turn,
        size_diff=number % 700 - 100,
        tags=("mw-reverted",) if number % 50 == 0 else (),
    )


def _do(step: str, rows: int, folder: Path) -> tuple[float, int]:
    """Give a step's seconds and megabytes."""
    command = [sys.executable, "-m", "tests.benchmarks.totals", step, str(rows), str(folder)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(ended.stdout)
    return told["seconds"], told["memory"]


def _expect(rows: int, found: int) -> None:
    if found != rows:
        raise AssertionError(f"{found} of {rows} revisions were counted")


STEPS = {step.__name__: step for step in (fill, sql, totals)}


def main() -> int:
    """Do one step, and tell how long it took."""
    name, rows, folder = sys.argv[1:]
    store = open_store("sqlite:///totals.sqlite", folder=Path(folder))
    begun = time.perf_counter()
    STEPS[name](store, int(rows))
    print(json.dumps({"seconds": time.perf_counter() - begun, "memory": peak_memory()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
