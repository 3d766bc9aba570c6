"""A collecting pass into a store, of revisions that are made up here, in the steps of `bot.run.collect`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.model.contributions import Contribution
from bot.model.intervals import Interval
from bot.run.plan import Fetch, plan_fetches
from bot.store import Store, open_store
from bot.store.contributions import finish_fetch, load_coverage, save_contributions
from bot.store.tables import coverage, page, revision

WIKIS = ("enwiki", "pawiki")
USERS = range(1, 13)
USERS_A_FETCH = 2
ROWS_AN_ANSWER = 100
START = datetime(2026, 4, 1, tzinfo=UTC)
WINDOW = Interval(START, START + timedelta(days=60))
EARLIER, NOW = START + timedelta(days=30), START + timedelta(days=40)
"""What is older than the overlap that each run reads again is there only if coverage never comes before its rows."""


def collect(url: str, now: datetime) -> None:
    """Read what is missing at `now`, from wikis on which much has happened by `NOW`."""
    store = open_store(url, folder=Path())
    number = int(datetime.now(UTC).timestamp() * 1_000_000)
    needed = dict.fromkeys(USERS, (WINDOW,))
    for dbname in WIKIS:
        covered = load_coverage(store, dbname, USERS)
        plan = plan_fetches(needed=needed, open_needs=needed, covered=covered, now=now, batch=USERS_A_FETCH)
        for fetch in plan:
            last: tuple[Contribution, ...] = ()
            for answer in _answers(dbname, fetch, now):
                save_contributions(store, last, fetch=number)
                last = answer
            finish_fetch(store, dbname, fetch.user_ids, fetch.interval, last, fetch=number)


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Give what is stored of contributions, apart from which run it was that saw it last."""
    columns = {table.name: [c for c in table.columns if c.name != "seen"] for table in (page, revision, coverage)}
    with store.begin() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(sa.select(*chosen))), key=repr)
            for name, chosen in columns.items()
        }


def _answers(dbname: str, fetch: Fetch, now: datetime) -> Iterator[tuple[Contribution, ...]]:
    rows = [
        one
        for user_id in fetch.user_ids
        for one in _contributions(dbname, user_id, now)
        if one.timestamp in fetch.interval
    ]
    for start in range(0, len(rows), ROWS_AN_ANSWER):
        yield tuple(rows[start : start + ROWS_AN_ANSWER])


def _contributions(dbname: str, user_id: int, now: datetime) -> Iterator[Contribution]:
    """Give one person's two edits a day, the last first, as a wiki does.

    By `NOW` every fifth is gone, pages were moved, and some were reverted.
    """
    later = now == NOW
    for turn in reversed(range(80)):
        moment = START + timedelta(hours=12 * turn, seconds=user_id)
        if moment >= now or (later and turn % 5 == 0):
            continue
        yield Contribution(
            dbname=dbname,
            rev_id=user_id * 1_000 + turn,
            parent_id=turn % 3,
            page_id=turn * 10 + user_id % 7,
            namespace=2 if later and turn % 4 == 0 else 0,
            title=f"ਸਾਵਿਤਰੀਬਾਈ {turn}{' ਫੂਲੇ' if later else ''}",
            user_id=user_id,
            timestamp=moment,
            size=1_000 + turn,
            size_diff=None if turn % 7 == 0 else turn,
            tags=("mw-reverted",) if later and turn % 6 == 0 else (),
        )
