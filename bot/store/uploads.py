"""Uploaded files: which pages may be some, what wikis said of them, and how many articles use each."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.model.intervals import Interval
from bot.model.uploads import UploadedFile
from bot.model.wikis import NS_FILE
from bot.store.engine import Store, reading, upsert
from bot.store.tables import page, revision, upload, upload_use
from bot.store.times import from_seconds, to_seconds

IDS_A_QUERY = 500
"""MariaDB gives up the index range beyond about a thousand values of one IN list."""

ROWS_AT_ONCE = 5_000

_LEAVES_THE_TEXT = sa.or_(revision.c.parent_id == 0, revision.c.size_diff == 0)
"""An upload creates the file's page or, where there is one already, adds a revision with the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PerhapsUploaded:
    """A page that may hold a file that a participant uploaded; `latest` is the last revision that may be the upload.

    `created`: a participant's revision is the page's first.
    """

    page_id: int
    latest: datetime
    created: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFile:
    """What a wiki said of a page at `asked_at`; `user_id` and `timestamp` are None where no participant uploaded it.

    `title` without the namespace; None where it was deleted and not everybody may know. `edited`: a participant's
    revision that may be the upload was known then.
    """

    page_id: int
    title: str | None
    user_id: int | None
    timestamp: datetime | None
    deleted: bool
    edited: bool
    asked_at: datetime


def perhaps_uploaded(
    store: Store, dbname: str, user_ids: Sequence[int], interval: Interval
) -> dict[int, PerhapsUploaded]:
    """Give by page id the pages that these accounts may have uploaded inside `interval`."""
    both = revision.join(page, sa.and_(page.c.dbname == revision.c.dbname, page.c.page_id == revision.c.page_id))
    columns = (
        revision.c.page_id,
        sa.func.max(revision.c.timestamp).label("latest"),
        sa.func.min(revision.c.parent_id).label("parent_id"),
    )
    found: dict[int, PerhapsUploaded] = {}
    with reading(store) as connection:
        for ids in _chunks(user_ids):
            query = (
                sa.select(*columns)
                .select_from(both)
                .where(*_inside(dbname, ids, interval))
                .group_by(revision.c.page_id)
                .order_by(revision.c.page_id)
            )
            for row in connection.execute(query):
                before, latest = found.get(row.page_id), from_seconds(row.latest)
                found[row.page_id] = PerhapsUploaded(
                    page_id=row.page_id,
                    latest=max(latest, before.latest) if before else latest,
                    created=row.parent_id == 0 or (before is not None and before.created),
                )
    return found


def never_asked(store: Store, accounts: Mapping[str, Iterable[int]], interval: Interval) -> frozenset[tuple[str, int]]:
    """Give dbname and local id of those who may have uploaded a file of which its wiki was never asked."""
    both = revision.join(page, sa.and_(page.c.dbname == revision.c.dbname, page.c.page_id == revision.c.page_id))
    asked = both.outerjoin(
        upload, sa.and_(upload.c.dbname == revision.c.dbname, upload.c.page_id == revision.c.page_id)
    )
    found: set[tuple[str, int]] = set()
    with reading(store) as connection:
        for dbname, user_ids in accounts.items():
            for ids in _chunks(sorted(user_ids)):
                query = (
                    sa.select(revision.c.user_id)
                    .select_from(asked)
                    .where(*_inside(dbname, ids, interval), upload.c.page_id.is_(None))
                )
                found.update((dbname, user_id) for user_id in connection.scalars(query.distinct()))
    return frozenset(found)


def load_files(store: Store, dbname: str, *, user_ids: Sequence[int], page_ids: Sequence[int]) -> dict[int, AskedFile]:
    """Give by page id what a wiki said of these pages, and of all files that these accounts uploaded."""
    found: dict[int, AskedFile] = {}
    with reading(store) as connection:
        for column, values in ((upload.c.user_id, user_ids), (upload.c.page_id, page_ids)):
            for ids in _chunks(values):
                query = sa.select(upload).where(upload.c.dbname == dbname, column.in_(ids))
                found.update((row.page_id, _asked(row)) for row in connection.execute(query))
    return found


def save_files(store: Store, dbname: str, files: Iterable[AskedFile]) -> None:
    """Record what a wiki said."""
    with store.begin() as connection:
        upsert(
            connection,
            upload,
            (
                {
                    "dbname": dbname,
                    "page_id": one.page_id,
                    "title": one.title,
                    "user_id": one.user_id,
                    "timestamp": to_seconds(one.timestamp),
                    "deleted": one.deleted,
                    "edited": one.edited,
                    "asked_at": to_seconds(one.asked_at),
                }
                for one in files
            ),
        )


def save_uses(
    store: Store, dbname: str, usages: Mapping[int, int], *, asked: str, everywhere: bool, asked_at: datetime
) -> None:
    """Record how many articles use files of a wiki, by page id, as `asked` said; `everywhere`: it speaks for all."""
    with store.begin() as connection:
        if everywhere:
            for ids in _chunks(tuple(usages)):
                others = sa.and_(upload_use.c.page_id.in_(ids), upload_use.c.asked != asked)
                connection.execute(upload_use.delete().where(upload_use.c.dbname == dbname, others))
        at = to_seconds(asked_at)
        upsert(
            connection,
            upload_use,
            (
                {"dbname": dbname, "page_id": page_id, "asked": asked, "usages": count, "asked_at": at}
                for page_id, count in usages.items()
            ),
        )


def load_uploads(store: Store, accounts: Mapping[str, Collection[int]], interval: Interval) -> Iterator[UploadedFile]:
    """Give the files whose first version `accounts` (dbname -> local ids) uploaded inside `interval`, deleted ones too.

    Sorted by wiki, account, time and id.
    """
    use = upload_use.c
    uses = (
        sa.select(
            use.dbname, use.page_id, sa.func.sum(use.usages).label("usages"), sa.func.min(use.asked_at).label("used_at")
        )
        .group_by(use.dbname, use.page_id)
        .subquery()
    )
    joined = upload.outerjoin(uses, sa.and_(uses.c.dbname == upload.c.dbname, uses.c.page_id == upload.c.page_id))
    columns = sa.select(upload, uses.c.usages, uses.c.used_at).select_from(joined)
    with reading(store) as connection:
        for dbname, user_ids in sorted(accounts.items()):
            for ids in _chunks(sorted(user_ids)):
                query = columns.where(
                    upload.c.dbname == dbname,
                    upload.c.user_id.in_(ids),
                    upload.c.timestamp >= to_seconds(interval.start),
                    upload.c.timestamp < to_seconds(interval.end),
                ).order_by(upload.c.user_id, upload.c.timestamp, upload.c.page_id)
                for row in connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query):
                    yield _uploaded(row)


def _inside(dbname: str, user_ids: Sequence[int], interval: Interval) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        revision.c.dbname == dbname,
        revision.c.user_id.in_(user_ids),
        revision.c.timestamp >= to_seconds(interval.start),
        revision.c.timestamp < to_seconds(interval.end),
        page.c.namespace == NS_FILE,
        _LEAVES_THE_TEXT,
    )


def _asked(row: sa.Row[*tuple[Any, ...]]) -> AskedFile:
    return AskedFile(
        page_id=row.page_id,
        title=row.title,
        user_id=row.user_id,
        timestamp=from_seconds(row.timestamp),
        deleted=row.deleted,
        edited=row.edited,
        asked_at=from_seconds(row.asked_at),
    )


def _uploaded(row: sa.Row[*tuple[Any, ...]]) -> UploadedFile:
    return UploadedFile(
        dbname=row.dbname,
        page_id=row.page_id,
        title=row.title,
        user_id=row.user_id,
        timestamp=from_seconds(row.timestamp),
        deleted=row.deleted,
        usages=None if row.usages is None else int(row.usages),
        asked_at=from_seconds(row.used_at),
    )


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + IDS_A_QUERY] for start in range(0, len(ids), IDS_A_QUERY))
