"""Stored revisions page by page, and the counts of their texts, as results are added up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import sqlalchemy as sa

from bot.model.contributions import REVERTED
from bot.model.edits import UNKNOWN, Edits, Numbers, Pages, TextNumbers, column
from bot.model.intervals import Interval
from bot.store.chunks import chunks
from bot.store.engine import Store, bare_rows, reading, written_out
from bot.store.tables import page, revision, text_count
from bot.store.times import to_seconds
from bot.store.types import NUMBER

ROWS_AT_ONCE = 10_000
"""Of revisions, in memory."""

IDS_A_QUERY = 1_000

_IDS = "…"
"""Where they are written into a query."""

_chosen = sa.Table(
    "chosen_account",
    sa.MetaData(),
    sa.Column("user_id", NUMBER, primary_key=True, autoincrement=False),
    prefixes=["TEMPORARY"],
)
"""Whose revisions are read; a list of so many in the query itself would keep MariaDB from using its index."""

_TAGS = sa.literal("|") + revision.c.tags + sa.literal("|")

_COLUMNS = (
    revision.c.page_id,
    revision.c.user_id,
    revision.c.timestamp,
    revision.c.rev_id,
    sa.func.coalesce(revision.c.parent_id, UNKNOWN),
    sa.func.coalesce(revision.c.size_diff, UNKNOWN),
    sa.case((revision.c.tags.contains(REVERTED), _TAGS.contains(f"|{REVERTED}|")), else_=sa.false()),
)


@dataclass(frozen=True, slots=True)
class StoredPages:
    """What is stored, as long as the context lasts that gave it; to be read only once."""

    edits: Iterator[Edits]
    """Wiki after wiki, no page twice, some thousand revisions in memory at a time."""
    _connection: sa.Connection

    def texts(self, dbname: str, rev_ids: Numbers) -> TextNumbers:
        """Give what was counted in these revisions' texts; `rev_ids` rise."""
        c = text_count.c
        columns = (c.rev_id, sa.func.coalesce(c.words, UNKNOWN), sa.func.coalesce(c.references, UNKNOWN))
        query = sa.select(*columns).where(c.dbname == dbname).order_by(c.rev_id)
        return TextNumbers(*_table(_among(self._connection, query, c.rev_id, rev_ids), len(columns)))


@contextmanager
def stored_pages(store: Store, accounts: Mapping[str, Iterable[int]], interval: Interval) -> Iterator[StoredPages]:
    """Give what `accounts` (dbname -> local ids) did inside `interval`, page by page."""
    with reading(store) as connection, _beside(store, connection) as lookups:
        connection.execute(sa.schema.CreateTable(_chosen, if_not_exists=True))
        edits = (
            some
            for dbname, user_ids in sorted(accounts.items())
            for columns in _by_page(_revisions(connection, dbname, user_ids, interval))
            if (some := _edits(lookups, dbname, columns))
        )
        yield StoredPages(edits, lookups)


def _beside(store: Store, connection: sa.Connection) -> AbstractContextManager[sa.Connection]:
    """Give a connection for queries while rows are still coming in; MariaDB takes only one at a time on each."""
    return nullcontext(connection) if store.dialect.name == "sqlite" else reading(store)


def _revisions(
    connection: sa.Connection, dbname: str, user_ids: Iterable[int], interval: Interval
) -> Iterator[Numbers]:
    """Give the columns of revisions, some at a time."""
    connection.execute(_chosen.delete())
    for ids in chunks(user_ids, ROWS_AT_ONCE):
        connection.execute(_chosen.insert(), [{"user_id": user_id} for user_id in ids])
    c = revision.c
    query = (
        sa.select(*_COLUMNS)
        .prefix_with("STRAIGHT_JOIN", dialect="mysql")
        .select_from(_chosen.join(revision, c.user_id == _chosen.c.user_id))
        .where(c.dbname == dbname, c.timestamp >= to_seconds(interval.start), c.timestamp < to_seconds(interval.end))
        .order_by(c.page_id, c.user_id, c.timestamp, c.rev_id)
    )
    return (
        _table(rows, len(_COLUMNS))
        for rows in bare_rows(connection, written_out(connection, query), at_once=ROWS_AT_ONCE)
    )


def _by_page(tables: Iterable[Numbers]) -> Iterator[Numbers]:
    """Cut them anew, so that all of a page stands in one of them; the first column is the page."""
    rest = _table([], len(_COLUMNS))
    for table in tables:
        whole = np.append(rest, table, axis=1)
        cut = np.searchsorted(whole[0], whole[0, -1])
        rest = whole[:, cut:]
        if cut:
            yield whole[:, :cut]
    if rest.size:
        yield rest


def _edits(connection: sa.Connection, dbname: str, columns: Numbers) -> Edits | None:
    """Put the pages beside their edits; those of which nothing is known are left out."""
    p = page.c
    query = sa.select(p.page_id, p.namespace, p.title, p.is_redirect).where(p.dbname == dbname).order_by(p.page_id)
    rows = _among(connection, query, p.page_id, np.unique(columns[0]))
    if not rows:
        return None
    ids, namespaces, titles, redirects = zip(*rows, strict=True)
    known = column(ids)
    place = np.minimum(np.searchsorted(known, columns[0]), len(known) - 1)
    there = known[place] == columns[0]
    _, user_id, timestamp, rev_id, parent_id, size_diff, reverted = columns[:, there]
    return Edits(
        pages=Pages(
            dbname=dbname,
            page_id=known,
            namespace=column(namespaces),
            title=titles,
            is_redirect=[None if redirect is None else bool(redirect) for redirect in redirects],
        ),
        page=place[there],
        user_id=user_id,
        timestamp=timestamp,
        rev_id=rev_id,
        parent_id=parent_id,
        size_diff=size_diff,
        reverted=reverted.astype(np.bool_),
    )


def _table(rows: Sequence[tuple[Any, ...]], columns: int) -> Numbers:
    """Give rows of numbers as columns."""
    numbers = np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * columns)
    return np.ascontiguousarray(numbers.reshape(-1, columns).T)


def _among(
    connection: sa.Connection, query: sa.Select[Any], which: sa.Column[int], ids: Numbers
) -> list[tuple[Any, ...]]:
    """Give the rows with these ids, which rise, written out: SQLAlchemy takes longer for them than SQLite to find them.

    What is written says nothing of its type: as a truth value it becomes `IN (…) = 1`, and SQLite reads the whole wiki.
    """
    is_among: sa.ColumnElement[Any] = sa.literal_column(f"{which.table.name}.{which.name} IN ({_IDS})")
    text = written_out(connection, query.where(is_among))
    found: list[tuple[Any, ...]] = []
    for some in chunks(ids.tolist(), IDS_A_QUERY):
        for rows in bare_rows(connection, text.replace(_IDS, ", ".join(map(str, some)))):
            found.extend(rows)
    return found
