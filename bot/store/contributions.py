"""Revisions, their pages, and of which spans of time they are complete."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.model.contributions import Contribution
from bot.model.intervals import Interval, merge
from bot.store.chunks import chunks
from bot.store.engine import Store, reading, upsert_values
from bot.store.lost_pages import keep_lost
from bot.store.tables import coverage, page, revision, text_count
from bot.store.times import from_seconds, to_seconds

IDS_A_QUERY = 500
"""MariaDB gives up the index range beyond about a thousand values of one IN list."""

ROWS_A_WRITE = 5_000

_after, _before = text_count.alias("after"), text_count.alias("before")

_COLUMNS = (
    revision.c.dbname,
    revision.c.rev_id,
    revision.c.parent_id,
    revision.c.page_id,
    page.c.namespace,
    page.c.title,
    revision.c.user_id,
    revision.c.timestamp,
    revision.c.size,
    revision.c.size_diff,
    revision.c.tags,
    page.c.is_redirect,
    _after.c.words,
    _after.c.references,
    _before.c.words,
    _before.c.references,
)
"""What makes a Contribution, in the order of its fields."""


_PAGE_COLUMNS = ("dbname", "page_id", "namespace", "title")
_REVISION_COLUMNS = tuple(column.name for column in revision.columns)
"""What a Contribution is stored as, in the order of the tables."""

_CREATES = revision.c.parent_id == sa.literal_column("0")
"""The revision creates its page; with the number written out, or SQLite would not use the index of these."""


def save_contributions(store: Store, contributions: Sequence[Contribution], *, fetch: int) -> None:
    """Add or refresh these revisions and their pages, as seen by `fetch`, a number of its own for each run."""
    for chunk in chunks(contributions, ROWS_A_WRITE):
        with store.begin() as connection:
            _save(connection, chunk, fetch)


def finish_fetch(
    store: Store,
    dbname: str,
    user_ids: Sequence[int],
    interval: Interval,
    rest: Sequence[Contribution] = (),
    *,
    fetch: int,
) -> int:
    """Save the last revisions of a fetch and record that `interval` is now complete for these accounts, at once.

    Gives how many revisions are gone: what was stored for the interval and `fetch` did not return was deleted,
    hidden or moved to another author.
    """
    gone = 0
    with store.begin() as connection:
        for chunk in chunks(rest, ROWS_A_WRITE):
            _save(connection, chunk, fetch)
        for ids in chunks(user_ids, IDS_A_QUERY):
            gone += _drop_gone(connection, dbname, ids, interval, fetch)
            _cover(connection, dbname, ids, interval)
    return gone


def load_coverage(store: Store, dbname: str, user_ids: Sequence[int]) -> dict[int, tuple[Interval, ...]]:
    """Give for each account the spans of which everything has been fetched; accounts without any are left out."""
    with reading(store) as connection:
        return {
            user_id: spans
            for ids in chunks(user_ids, IDS_A_QUERY)
            for user_id, spans in _read_coverage(connection, dbname, ids).items()
        }


def edited_inside(store: Store, dbname: str, user_ids: Sequence[int], windows: Sequence[Interval]) -> frozenset[int]:
    """Give those of these accounts of which a revision inside one of the windows is stored."""
    found: set[int] = set()
    with reading(store) as connection:
        for ids in chunks(user_ids, IDS_A_QUERY):
            for window in windows:
                query = sa.select(revision.c.user_id).where(
                    revision.c.dbname == dbname,
                    revision.c.user_id.in_(ids),
                    revision.c.timestamp >= to_seconds(window.start),
                    revision.c.timestamp < to_seconds(window.end),
                )
                found.update(connection.scalars(query.distinct()))
    return frozenset(found)


def created_pages(store: Store, dbname: str, *, known_too: bool) -> tuple[int, ...]:
    """Give the ids of pages that participants created and that may be redirects; `known_too`: of all they created."""
    created = sa.select(revision.c.page_id).where(revision.c.dbname == dbname, _CREATES)
    query = sa.select(page.c.page_id).where(page.c.dbname == dbname, page.c.page_id.in_(created))
    if not known_too:
        query = query.where(page.c.is_redirect.is_(None))
    with reading(store) as connection:
        return tuple(connection.scalars(query.order_by(page.c.page_id)))


def lately_created(store: Store, dbname: str, since: datetime, *, most: int) -> tuple[int, ...]:
    """Give the ids of pages of known kind that participants created since a moment, at most so many, latest first."""
    both = page.join(revision, sa.and_(revision.c.dbname == page.c.dbname, revision.c.page_id == page.c.page_id))
    query = (
        sa.select(page.c.page_id)
        .select_from(both)
        .where(
            page.c.dbname == dbname,
            page.c.is_redirect.is_not(None),
            _CREATES,
            revision.c.timestamp >= to_seconds(since),
        )
        .order_by(revision.c.timestamp.desc(), page.c.page_id)
        .limit(most)
    )
    with reading(store) as connection:
        return tuple(dict.fromkeys(connection.scalars(query)))


def save_redirects(store: Store, dbname: str, redirects: Mapping[int, bool]) -> None:
    """Record for each page id whether the page is a redirect now."""
    query = (
        page.update()
        .where(page.c.dbname == dbname, page.c.page_id == sa.bindparam("id"))
        .values(is_redirect=sa.bindparam("redirect"))
    )
    if redirects:
        with store.begin() as connection:
            connection.execute(query, [{"id": page_id, "redirect": value} for page_id, value in redirects.items()])


def stream_contributions(
    store: Store, accounts: Mapping[str, Iterable[int]], interval: Interval
) -> Iterator[Contribution]:
    """Give the stored revisions of `accounts` (dbname -> local ids) inside `interval`, a few at a time.

    Sorted by wiki, account, time and id, whatever the order in which they were fetched.
    """
    joined = revision.join(page, sa.and_(page.c.dbname == revision.c.dbname, page.c.page_id == revision.c.page_id))
    counted = joined.outerjoin(
        _after, sa.and_(_after.c.dbname == revision.c.dbname, _after.c.rev_id == revision.c.rev_id)
    ).outerjoin(_before, sa.and_(_before.c.dbname == revision.c.dbname, _before.c.rev_id == revision.c.parent_id))
    columns = sa.select(*_COLUMNS).select_from(counted)
    order = (revision.c.user_id, revision.c.timestamp, revision.c.rev_id)
    with reading(store) as connection:
        for dbname, user_ids in sorted(accounts.items()):
            for ids in chunks(sorted(user_ids), IDS_A_QUERY):
                query = columns.where(
                    revision.c.dbname == dbname,
                    revision.c.user_id.in_(ids),
                    revision.c.timestamp >= to_seconds(interval.start),
                    revision.c.timestamp < to_seconds(interval.end),
                ).order_by(*order)
                for row in connection.execution_options(yield_per=ROWS_A_WRITE).execute(query):
                    yield _contribution(row)


def _save(connection: sa.Connection, contributions: Sequence[Contribution], fetch: int) -> None:
    pages = {c.page_id: c for c in contributions}.values()
    told = [(*_page_values(c), c.is_redirect) for c in pages if c.is_redirect is not None]
    upsert_values(connection, page, (*_PAGE_COLUMNS, "is_redirect"), told)
    upsert_values(connection, page, _PAGE_COLUMNS, [_page_values(c) for c in pages if c.is_redirect is None])
    upsert_values(connection, revision, _REVISION_COLUMNS, [_revision_values(c, fetch) for c in contributions])


def _drop_gone(connection: sa.Connection, dbname: str, user_ids: Sequence[int], interval: Interval, fetch: int) -> int:
    gone = sa.and_(
        revision.c.dbname == dbname,
        revision.c.user_id.in_(user_ids),
        revision.c.timestamp >= to_seconds(interval.start),
        revision.c.timestamp < to_seconds(interval.end),
        revision.c.seen != fetch,
    )
    number = keep_lost(connection, gone)
    if number:
        connection.execute(revision.delete().where(gone))
    return number


def _cover(connection: sa.Connection, dbname: str, user_ids: Sequence[int], interval: Interval) -> None:
    known = _read_coverage(connection, dbname, user_ids)
    connection.execute(coverage.delete().where(coverage.c.dbname == dbname, coverage.c.user_id.in_(user_ids)))
    rows = [
        {"dbname": dbname, "user_id": user_id, "start": to_seconds(span.start), "end": to_seconds(span.end)}
        for user_id in user_ids
        for span in merge((*known.get(user_id, ()), interval))
    ]
    connection.execute(coverage.insert(), rows)


def _read_coverage(connection: sa.Connection, dbname: str, user_ids: Sequence[int]) -> dict[int, tuple[Interval, ...]]:
    query = (
        sa.select(coverage.c.user_id, coverage.c.start, coverage.c.end)
        .where(coverage.c.dbname == dbname, coverage.c.user_id.in_(user_ids))
        .order_by(coverage.c.user_id, coverage.c.start)
    )
    rows = itertools.groupby(connection.execute(query), key=lambda row: row.user_id)
    return {
        user_id: tuple(Interval(from_seconds(row.start), from_seconds(row.end)) for row in group)
        for user_id, group in rows
    }


def _page_values(contribution: Contribution) -> tuple[object, ...]:
    c = contribution
    return c.dbname, c.page_id, c.namespace, c.title


def _revision_values(contribution: Contribution, fetch: int) -> tuple[object, ...]:
    c = contribution
    moment, tags = int(c.timestamp.timestamp()), "|".join(c.tags)
    return c.dbname, c.user_id, moment, c.rev_id, c.page_id, c.parent_id, c.size, c.size_diff, tags, fetch


def _contribution(row: Sequence[Any]) -> Contribution:
    """Give the revision in a row of `_COLUMNS`; unpacked at once: asking a row for each name takes half of the time."""
    dbname, rev_id, parent_id, page_id, namespace, title, user_id, timestamp, size, size_diff, tags, *rest = row
    is_redirect, words, references, words_before, references_before = rest
    return Contribution(
        dbname=dbname,
        rev_id=rev_id,
        parent_id=parent_id,
        page_id=page_id,
        namespace=namespace,
        title=title,
        user_id=user_id,
        timestamp=from_seconds(timestamp),
        size=size,
        size_diff=size_diff,
        tags=tuple(tags.split("|")) if tags else (),
        is_redirect=is_redirect,
        words=words,
        references=references,
        words_before=words_before,
        references_before=references_before,
    )
