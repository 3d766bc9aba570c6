"""What edits changed in the entities of Wikidata; the documents themselves are never kept."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from bot.model.contributions import Contribution
from bot.model.entities import EntityChanges, EntityEdit
from bot.model.intervals import Interval
from bot.store.engine import Store, reading, upsert_values
from bot.store.tables import entity_change, page, revision
from bot.store.times import from_seconds, to_seconds

IDS_A_QUERY = 500

ROWS_A_READ = 5_000

_COLUMNS = tuple(column.name for column in entity_change.columns)

_READ = (
    revision.c.rev_id,
    revision.c.parent_id,
    revision.c.page_id,
    page.c.namespace,
    page.c.title,
    revision.c.user_id,
    revision.c.timestamp,
    revision.c.tags,
    page.c.is_redirect,
    entity_change.c.changes,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What one revision changed; None where that is unknown, and `why` in a few words for a person."""

    rev_id: int
    changes: EntityChanges | None
    why: str | None = None


def save_entity_changes(
    store: Store, dbname: str, compared: Iterable[Compared], *, version: int, asked_at: datetime
) -> None:
    """Record what was found by this version of the definition in documents that a wiki was asked for."""
    at = to_seconds(asked_at)
    rows = [
        (dbname, one.rev_id, version, at, None if one.changes is None else _written(one.changes), one.why)
        for one in compared
    ]
    with store.begin() as connection:
        upsert_values(connection, entity_change, _COLUMNS, rows)


def drop_stale_changes(store: Store, dbname: str, *, version: int, unknown_before: datetime) -> int:
    """Forget what other versions found, and what was unknown before a moment; give how many."""
    c = entity_change.c
    stale = sa.or_(
        c.version != version,
        sa.and_(c.changes.is_(None), c.asked_at < to_seconds(unknown_before)),
    )
    with store.begin() as connection:
        return connection.execute(entity_change.delete().where(c.dbname == dbname, stale)).rowcount


def stream_entity_edits(store: Store, dbname: str, user_ids: Sequence[int], interval: Interval) -> Iterator[EntityEdit]:
    """Give the stored revisions of these accounts inside `interval`, a few at a time, account after account."""
    with reading(store) as connection:
        for ids in _chunks(user_ids):
            query = _revisions(dbname, ids, interval).order_by(
                revision.c.user_id, revision.c.timestamp, revision.c.rev_id
            )
            for row in connection.execution_options(yield_per=ROWS_A_READ).execute(query):
                yield _edit(dbname, row)


def load_entity_changes(store: Store, dbname: str, rev_ids: Sequence[int]) -> dict[int, EntityChanges]:
    """Give what is known of what these revisions changed."""
    found: dict[int, EntityChanges] = {}
    c = entity_change.c
    with reading(store) as connection:
        for ids in _chunks(rev_ids):
            query = sa.select(c.rev_id, c.changes).where(c.dbname == dbname, c.rev_id.in_(ids), c.changes.is_not(None))
            found.update((rev_id, _read(changes)) for rev_id, changes in connection.execute(query))
    return found


def lacking_entity_edits(
    store: Store, dbname: str, user_ids: Sequence[int], interval: Interval, *, after: tuple[int, int], at_most: int
) -> tuple[Contribution, ...]:
    """Give revisions as `stream_entity_edits` does of which nothing is recorded, page after page.

    They come after page and revision `after`, and only so many; there are no more of them when there are fewer.
    `user_ids` are at most `IDS_A_QUERY`.
    """
    position = sa.tuple_(revision.c.page_id, revision.c.rev_id)
    query = (
        _revisions(dbname, user_ids, interval)
        .where(entity_change.c.rev_id.is_(None), position > sa.tuple_(*after))
        .order_by(revision.c.page_id, revision.c.rev_id)
        .limit(at_most)
    )
    with reading(store) as connection:
        return tuple(_edit(dbname, row).contribution for row in connection.execute(query))


def _revisions(dbname: str, user_ids: Sequence[int], interval: Interval) -> sa.Select[Any]:
    both = revision.join(page, sa.and_(page.c.dbname == revision.c.dbname, page.c.page_id == revision.c.page_id))
    compared = both.outerjoin(
        entity_change,
        sa.and_(entity_change.c.dbname == revision.c.dbname, entity_change.c.rev_id == revision.c.rev_id),
    )
    return (
        sa.select(*_READ)
        .select_from(compared)
        .where(
            revision.c.dbname == dbname,
            revision.c.user_id.in_(user_ids),
            revision.c.timestamp >= to_seconds(interval.start),
            revision.c.timestamp < to_seconds(interval.end),
        )
    )


def _edit(dbname: str, row: Sequence[Any]) -> EntityEdit:
    rev_id, parent_id, page_id, namespace, title, user_id, timestamp, tags, is_redirect, changes = row
    return EntityEdit(
        contribution=Contribution(
            dbname=dbname,
            rev_id=rev_id,
            parent_id=parent_id,
            page_id=page_id,
            namespace=namespace,
            title=title,
            user_id=user_id,
            timestamp=from_seconds(timestamp),
            size=None,
            size_diff=None,
            tags=tuple(tags.split("|")) if tags else (),
            is_redirect=is_redirect,
        ),
        changes=None if changes is None else _read(changes),
    )


def _written(changes: EntityChanges) -> str:
    return json.dumps(changes, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=1024)
def _read(changes: str) -> EntityChanges:
    """Most edits change the same few things."""
    read: dict[str, int] = json.loads(changes)
    return read


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + IDS_A_QUERY] for start in range(0, len(ids), IDS_A_QUERY))
