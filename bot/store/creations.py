"""Where pages that participants created were created, by the logs of their wikis."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.model.page_log import PageKey
from bot.model.results import PageName
from bot.store.engine import Store, reading, upsert
from bot.store.tables import account, creation, page, revision
from bot.store.times import from_seconds, to_seconds

NAMES_A_QUERY = 500

_r, _c = revision.c, creation.c
_WITH_PAGE = revision.join(page, sa.and_(page.c.dbname == _r.dbname, page.c.page_id == _r.page_id))
_WITH_CREATION = _WITH_PAGE.outerjoin(creation, sa.and_(_c.dbname == _r.dbname, _c.page_id == _r.page_id))
_WITH_NAME = creation.join(page, sa.and_(page.c.dbname == _c.dbname, page.c.page_id == _c.page_id))
_CREATES = _r.parent_id == sa.literal_column("0")
"""With the number written out, or SQLite would not use the index of these."""
_MOVED = sa.or_(_c.namespace != page.c.namespace, _c.title != page.c.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedPage:
    """A page that a participant, by local id, created at a moment; `name` is what it is called now."""

    page_id: int
    user_id: int
    created_at: datetime
    name: PageName


def unasked_creations(store: Store, dbname: str, namespaces: Collection[int]) -> tuple[CreatedPage, ...]:
    """Give the created pages in these namespaces, redirects left out, of which no log was asked yet, oldest first."""
    columns = _r.page_id, _r.user_id, _r.timestamp, page.c.namespace, page.c.title
    query = (
        sa.select(*columns)
        .select_from(_WITH_CREATION)
        .where(
            _r.dbname == dbname,
            _CREATES,
            _c.page_id.is_(None),
            page.c.namespace.in_(sorted(namespaces)),
            sa.or_(page.c.is_redirect.is_(None), ~page.c.is_redirect),
        )
        .order_by(_r.timestamp, _r.page_id)
    )
    with reading(store) as connection:
        return tuple(
            CreatedPage(
                page_id=page_id,
                user_id=user_id,
                created_at=from_seconds(timestamp),
                name=PageName(namespace=namespace, title=title),
            )
            for page_id, user_id, timestamp, namespace, title in connection.execute(query)
        )


def next_moved(store: Store, dbname: str, before: datetime) -> tuple[int, PageName] | None:
    """Give the moved page, by id and old name, of which no log was asked for longest, if that was before a moment."""
    query = (
        sa.select(_c.page_id, _c.namespace, _c.title)
        .select_from(_WITH_NAME)
        .where(_c.dbname == dbname, _c.asked_at < to_seconds(before), _MOVED)
        .order_by(_c.asked_at, _c.page_id)
        .limit(1)
    )
    with reading(store) as connection:
        row = connection.execute(query).one_or_none()
    return (row.page_id, PageName(namespace=row.namespace, title=row.title)) if row else None


def names_of(store: Store, dbname: str, user_ids: Iterable[int]) -> dict[int, str]:
    """Give what accounts, by local id, were called when they were last looked up on a wiki."""
    ids = sorted(user_ids)
    found: dict[int, str] = {}
    with reading(store) as connection:
        for start in range(0, len(ids), NAMES_A_QUERY):
            some = ids[start : start + NAMES_A_QUERY]
            query = sa.select(account.c.user_id, account.c.user_name).order_by(account.c.checked_at)
            rows = connection.execute(query.where(account.c.dbname == dbname, account.c.user_id.in_(some)))
            found.update((user_id, name) for user_id, name in rows)
    return found


def save_creations(store: Store, dbname: str, names: Mapping[int, PageName | None], *, asked_at: datetime) -> None:
    """Record what pages, by id, were called when they were created; None where the log does not say."""
    rows = (
        {
            "dbname": dbname,
            "page_id": page_id,
            "namespace": name.namespace if name else None,
            "title": name.title if name else None,
            "asked_at": to_seconds(asked_at),
        }
        for page_id, name in names.items()
    )
    with store.begin() as connection:
        upsert(connection, creation, rows)


def load_redirects(store: Store, dbnames: Iterable[str]) -> frozenset[PageKey]:
    """Give the pages of these wikis that participants created and that are redirects now."""
    query = sa.select(page.c.dbname, page.c.namespace, page.c.title).select_from(_WITH_PAGE)
    query = query.where(_r.dbname.in_(sorted(dbnames)), _CREATES, page.c.is_redirect)
    with reading(store) as connection:
        return frozenset((dbname, namespace, title) for dbname, namespace, title in connection.execute(query))


def load_moved(store: Store, dbnames: Iterable[str]) -> dict[PageKey, PageName]:
    """Give of the pages of these wikis that are not called any more as when they were created what they were called."""
    columns = (page.c.dbname, page.c.namespace, page.c.title, _c.namespace, _c.title)
    query = sa.select(*columns).select_from(_WITH_NAME).where(_c.dbname.in_(sorted(dbnames)), _MOVED)
    with reading(store) as connection:
        return {
            (dbname, namespace, title): PageName(namespace=old_namespace, title=old_title)
            for dbname, namespace, title, old_namespace, old_title in connection.execute(query.order_by(_c.page_id))
        }
