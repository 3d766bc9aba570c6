"""Views of pages by people, day by day, and which pages participants edited from which day on."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from bot.model.intervals import Interval
from bot.model.views import DailyViews, FirstEdit
from bot.store.contributions import IDS_A_QUERY
from bot.store.engine import Store, reading, upsert
from bot.store.tables import page, page_views, revision, viewed_program
from bot.store.times import from_seconds, to_seconds

PageKey = tuple[str, int]
"""dbname and page id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredViews:
    """What is known of a page, the title (with its namespace) under which it was asked for last, and why no more."""

    title: str
    views: DailyViews
    why: str | None = None


def save_page_views(store: Store, key: PageKey, stored: StoredViews) -> None:
    """Record what the service said of a page."""
    dbname, page_id = key
    row = {
        "dbname": dbname,
        "page_id": page_id,
        "title": stored.title,
        "first": _start_of(stored.views.first),
        "views": json.dumps(stored.views.views, separators=(",", ":")),
        "asked": _start_of(stored.views.asked),
        "why": stored.why,
    }
    with store.begin() as connection:
        upsert(connection, page_views, [row])


def load_page_views(store: Store, keys: Collection[PageKey]) -> dict[PageKey, StoredViews]:
    """Give what is known of these pages; those that were never asked for are left out."""
    wanted = set(keys)
    found: dict[PageKey, StoredViews] = {}
    with reading(store) as connection:
        for dbname in sorted({dbname for dbname, _ in wanted}):
            for row in connection.execute(sa.select(page_views).where(page_views.c.dbname == dbname)):
                if (key := (dbname, row.page_id)) in wanted:
                    found[key] = _stored(row)
    return found


def has_page_views(store: Store, dbnames: Collection[str]) -> bool:
    """Whether any page of these wikis was ever asked for."""
    query = sa.select(page_views.c.page_id).where(page_views.c.dbname.in_(dbnames)).limit(1)
    with reading(store) as connection:
        return connection.scalar(query) is not None


def first_edits(
    store: Store, accounts: Mapping[str, Iterable[int]], windows: Sequence[Interval]
) -> Iterator[FirstEdit]:
    """Give for each page and each of `accounts` (dbname -> local ids) the first stored edit inside the windows."""
    inside = sa.or_(
        *(
            sa.and_(revision.c.timestamp >= to_seconds(w.start), revision.c.timestamp < to_seconds(w.end))
            for w in windows
        )
    )
    with reading(store) as connection:
        for dbname, user_ids in sorted(accounts.items()):
            ids = sorted(user_ids)
            for start in range(0, len(ids), IDS_A_QUERY):
                firsts = (
                    sa.select(revision.c.page_id, revision.c.user_id, sa.func.min(revision.c.timestamp).label("first"))
                    .where(revision.c.dbname == dbname, revision.c.user_id.in_(ids[start : start + IDS_A_QUERY]))
                    .where(revision.c.timestamp >= to_seconds(windows[0].start))
                    .where(revision.c.timestamp < to_seconds(windows[-1].end), inside)
                    .group_by(revision.c.page_id, revision.c.user_id)
                    .subquery()
                )
                query = sa.select(firsts, page.c.namespace, page.c.title, page.c.is_redirect).join(
                    page, sa.and_(page.c.dbname == dbname, page.c.page_id == firsts.c.page_id)
                )
                for row in connection.execute(query.order_by(firsts.c.page_id, firsts.c.user_id)):
                    yield FirstEdit(
                        dbname=dbname,
                        page_id=row.page_id,
                        namespace=row.namespace,
                        title=row.title,
                        is_redirect=row.is_redirect,
                        user_id=row.user_id,
                        timestamp=from_seconds(row.first),
                    )


def load_viewed_programs(store: Store) -> dict[tuple[str, str], date]:
    """Give by campaign and program the last day about which all their pages were asked for."""
    with reading(store) as connection:
        rows = connection.execute(sa.select(viewed_program))
        return {(row.campaign, row.program): _day_of(row.asked) for row in rows}


def save_viewed_programs(store: Store, programs: Iterable[tuple[str, str]], asked: date) -> None:
    """Record that all pages of these programs were asked for, until that day."""
    rows = ({"campaign": c, "program": p, "asked": _start_of(asked)} for c, p in programs)
    with store.begin() as connection:
        upsert(connection, viewed_program, rows)


def _stored(row: sa.Row[tuple[object, ...]]) -> StoredViews:
    known = DailyViews(first=_day_of(row.first), views=tuple(json.loads(row.views)), asked=_day_of(row.asked))
    return StoredViews(title=row.title, views=known, why=row.why)


def _start_of(day: date) -> int:
    return to_seconds(datetime.combine(day, time(), UTC))


def _day_of(seconds: int) -> date:
    return from_seconds(seconds).date()
