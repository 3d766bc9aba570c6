"""Pages that exist no more: the revisions that went with them, and what the logs say of the deletion."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from bot.model.contributions import Contribution
from bot.model.page_log import DeletedPage, PageKey
from bot.store.engine import Store, reading, upsert, upsert_values
from bot.store.tables import creation, deletion, lost_revision, page, revision
from bot.store.times import from_seconds, to_seconds

IDS_A_QUERY = 500

_lost, _gone = lost_revision.c, deletion.c
_COLUMNS = tuple(column.name for column in lost_revision.columns)
_PAGE = sa.and_(page.c.dbname == _lost.dbname, page.c.page_id == _lost.page_id)
_DELETION = sa.and_(_gone.dbname == _lost.dbname, _gone.page_id == _lost.page_id)
_IS_BACK = sa.exists().where(
    revision.c.dbname == _lost.dbname,
    revision.c.user_id == _lost.user_id,
    revision.c.timestamp == _lost.timestamp,
    revision.c.rev_id == _lost.rev_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LostPage:
    """A page of which revisions went missing; `title` without its namespace, as it was called last."""

    page_id: int
    namespace: int
    title: str


def keep_lost(connection: sa.Connection, gone: sa.ColumnElement[bool]) -> int:
    """Keep, as revisions whose page may be deleted, those that a condition names; give how many there are."""
    columns = (revision.c[name] for name in _COLUMNS)
    rows = [tuple(row) for row in connection.execute(sa.select(*columns).where(gone))]
    upsert_values(connection, lost_revision, _COLUMNS, rows)
    return len(rows)


def note_restored(store: Store, dbname: str) -> None:
    """Take pages for restored of which a revision has come back."""
    with store.begin() as connection:
        query = sa.select(_lost.page_id).where(_lost.dbname == dbname, _IS_BACK).distinct()
        for ids in _some(connection.scalars(query).all()):
            connection.execute(lost_revision.delete().where(_lost.dbname == dbname, _lost.page_id.in_(ids)))
            restored = deletion.update().where(_gone.dbname == dbname, _gone.page_id.in_(ids))
            connection.execute(restored.values(restored=True))


def lost_pages(store: Store, dbname: str) -> tuple[LostPage, ...]:
    """Give the pages of which revisions went missing and of which nobody knows yet whether they are deleted."""
    joined = lost_revision.join(page, _PAGE).outerjoin(deletion, _DELETION)
    query = (
        sa.select(page.c.page_id, page.c.namespace, page.c.title)
        .select_from(joined)
        .where(_lost.dbname == dbname, sa.or_(_gone.restored.is_(None), _gone.restored))
        .distinct()
        .order_by(page.c.page_id)
    )
    with reading(store) as connection:
        return tuple(LostPage(**row) for row in connection.execute(query).mappings())


def next_deletion(store: Store, dbname: str, before: datetime) -> LostPage | None:
    """Give the deleted page of which the log was not asked for longest, if that was before a moment."""
    joined = deletion.join(page, sa.and_(page.c.dbname == _gone.dbname, page.c.page_id == _gone.page_id))
    query = (
        sa.select(page.c.page_id, page.c.namespace, page.c.title)
        .select_from(joined)
        .where(_gone.dbname == dbname, ~_gone.restored, _gone.asked_at < to_seconds(before))
        .order_by(_gone.asked_at, _gone.page_id)
        .limit(1)
    )
    with reading(store) as connection:
        row = connection.execute(query).mappings().one_or_none()
    return LostPage(**row) if row else None


def save_deletion(store: Store, dbname: str, page_id: int, deleted_at: datetime, *, asked_at: datetime) -> None:
    """Record when a page was deleted; whatever else is stored of its revisions is lost, too."""
    row = {
        "dbname": dbname,
        "page_id": page_id,
        "deleted_at": to_seconds(deleted_at),
        "asked_at": to_seconds(asked_at),
        "restored": False,
    }
    with store.begin() as connection:
        upsert(connection, deletion, [row])
        theirs = sa.and_(revision.c.dbname == dbname, revision.c.page_id == page_id)
        if keep_lost(connection, theirs):
            connection.execute(revision.delete().where(theirs))


def forget_lost(store: Store, dbname: str, page_ids: Collection[int], *, exist: bool) -> None:
    """Forget the lost revisions of pages; of those of which none are left, or that do not exist, their titles too."""
    with store.begin() as connection:
        for ids in _some(tuple(page_ids)):
            connection.execute(lost_revision.delete().where(_lost.dbname == dbname, _lost.page_id.in_(ids)))
            if not exist:
                connection.execute(revision.delete().where(revision.c.dbname == dbname, revision.c.page_id.in_(ids)))
            left = sa.select(revision.c.page_id).where(revision.c.dbname == dbname, revision.c.page_id.in_(ids))
            for table in (deletion, creation, page):
                theirs = table.c.dbname == dbname, table.c.page_id.in_(ids), table.c.page_id.not_in(left)
                connection.execute(table.delete().where(*theirs))


def load_deleted(store: Store, dbnames: Iterable[str]) -> tuple[DeletedPage, ...]:
    """Give the pages of these wikis whose deletion is known, with the revisions that went with them."""
    columns = (_gone.deleted_at, *(lost_revision.c[name] for name in _COLUMNS), page.c.namespace, page.c.title)
    query = (
        sa.select(*columns)
        .select_from(lost_revision.join(page, _PAGE).join(deletion, _DELETION))
        .where(_lost.dbname.in_(sorted(dbnames)), ~_gone.restored)
        .order_by(_lost.dbname, _lost.page_id, _lost.timestamp, _lost.rev_id)
    )
    with reading(store) as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(
        DeletedPage(deleted_at=from_seconds(deleted_at), contributions=tuple(_contribution(row) for row in group))
        for (_, _, deleted_at), group in groupby(rows, itemgetter("dbname", "page_id", "deleted_at"))
    )


def load_restored(store: Store, dbnames: Iterable[str]) -> dict[PageKey, datetime]:
    """Give when pages of these wikis were deleted that exist again."""
    joined = deletion.join(page, sa.and_(page.c.dbname == _gone.dbname, page.c.page_id == _gone.page_id))
    query = sa.select(page.c.dbname, page.c.namespace, page.c.title, _gone.deleted_at).select_from(joined)
    with reading(store) as connection:
        rows = connection.execute(query.where(_gone.dbname.in_(sorted(dbnames)), _gone.restored)).all()
    return {(dbname, namespace, title): from_seconds(at) for dbname, namespace, title, at in rows}


def _contribution(row: sa.RowMapping) -> Contribution:
    """Give a lost revision with all that is known of it."""
    return Contribution(
        dbname=row["dbname"],
        rev_id=row["rev_id"],
        parent_id=None,
        page_id=row["page_id"],
        namespace=row["namespace"],
        title=row["title"],
        user_id=row["user_id"],
        timestamp=from_seconds(row["timestamp"]),
        size=None,
        size_diff=None,
        tags=(),
    )


def _some(ids: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (ids[start : start + IDS_A_QUERY] for start in range(0, len(ids), IDS_A_QUERY))
