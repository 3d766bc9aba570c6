"""Stored revisions page by page, and the counts of their texts, as results are added up."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import sqlalchemy as sa

from bot.model.contributions import Edit, PageEdits
from bot.model.intervals import Interval
from bot.store.chunks import chunks
from bot.store.engine import Store, bare_rows, reading
from bot.store.tables import page, revision, text_count
from bot.store.times import to_seconds
from bot.store.types import NUMBER

ROWS_AT_ONCE = 5_000
"""Of revisions, read from the database."""

IDS_A_QUERY = 500

_chosen = sa.Table(
    "chosen_account",
    sa.MetaData(),
    sa.Column("user_id", NUMBER, primary_key=True, autoincrement=False),
    prefixes=["TEMPORARY"],
)
"""Whose revisions are read; a list of so many in the query itself would keep MariaDB from using its index."""

_EDIT = (
    revision.c.page_id,
    revision.c.user_id,
    revision.c.timestamp,
    revision.c.rev_id,
    revision.c.parent_id,
    revision.c.size_diff,
    revision.c.tags,
)
"""A page's id and what makes an Edit, in the order of its fields."""


@dataclass(frozen=True, slots=True)
class StoredPages:
    """What is stored, as long as the context lasts that gave it; to be read only once."""

    pages: Iterator[PageEdits]
    """Wiki after wiki, a few in memory at a time."""
    _connection: sa.Connection

    def texts(self, dbname: str, rev_ids: Collection[int]) -> Mapping[int, tuple[int | None, int | None]]:
        """Give the words and references of these revisions' texts, as far as they were counted."""
        c = text_count.c
        columns = sa.select(c.rev_id, c.words, c.references)
        found: dict[int, tuple[int | None, int | None]] = {}
        for ids in chunks(rev_ids, IDS_A_QUERY):
            query = columns.where(c.dbname == dbname, _is_among(c.rev_id, ids))
            found.update((rev_id, (words, refs)) for rev_id, words, refs in bare_rows(self._connection, query))
        return found


@contextmanager
def stored_pages(store: Store, accounts: Mapping[str, Iterable[int]], interval: Interval) -> Iterator[StoredPages]:
    """Give the pages that `accounts` (dbname -> local ids) edited inside `interval`, with these edits."""
    with reading(store) as connection, _beside(store, connection) as lookups:
        connection.execute(sa.schema.CreateTable(_chosen, if_not_exists=True))
        pages = (
            one
            for dbname, user_ids in sorted(accounts.items())
            for some in chunks(_edits_by_page(connection, dbname, user_ids, interval), IDS_A_QUERY)
            for one in _with_titles(lookups, dbname, dict(some))
        )
        yield StoredPages(pages, lookups)


def _beside(store: Store, connection: sa.Connection) -> AbstractContextManager[sa.Connection]:
    """Give a connection for queries while rows are still coming in; MariaDB takes only one at a time on each."""
    return nullcontext(connection) if store.dialect.name == "sqlite" else reading(store)


def _edits_by_page(
    connection: sa.Connection, dbname: str, user_ids: Iterable[int], interval: Interval
) -> Iterator[tuple[int, list[tuple[int, list[Edit]]]]]:
    """Give each page's id and, by person, edits."""
    connection.execute(_chosen.delete())
    for ids in chunks(user_ids, ROWS_AT_ONCE):
        connection.execute(_chosen.insert(), [{"user_id": user_id} for user_id in ids])
    c = revision.c
    query = (
        sa.select(*_EDIT)
        .prefix_with("STRAIGHT_JOIN", dialect="mysql")
        .select_from(_chosen.join(revision, c.user_id == _chosen.c.user_id))
        .where(c.dbname == dbname, c.timestamp >= to_seconds(interval.start), c.timestamp < to_seconds(interval.end))
        .order_by(c.page_id, c.user_id, c.timestamp, c.rev_id)
    )
    theirs = ((*who, list(edits)) for who, edits in groupby(bare_rows(connection, query), itemgetter(0, 1)))
    for page_id, of_page in groupby(theirs, itemgetter(0)):
        yield page_id, [(user_id, edits) for _, user_id, edits in of_page]


def _with_titles(
    connection: sa.Connection, dbname: str, edits: Mapping[int, Sequence[tuple[int, Sequence[Edit]]]]
) -> Iterator[PageEdits]:
    p = page.c
    query = sa.select(p.page_id, p.namespace, p.title, p.is_redirect).where(
        p.dbname == dbname, _is_among(p.page_id, edits)
    )
    for page_id, namespace, title, is_redirect in bare_rows(connection, query):
        redirect = None if is_redirect is None else bool(is_redirect)
        yield PageEdits(dbname, page_id, namespace, title, redirect, edits[page_id])


def _is_among(column: sa.Column[int], ids: Iterable[int]) -> sa.ColumnElement[bool]:
    """Say `column IN (…)` with the numbers written out, which SQLAlchemy takes longer for than SQLite to find them."""
    return sa.literal_column(f"{column.table.name}.{column.name} IN ({', '.join(map(str, ids))})", sa.Boolean)
