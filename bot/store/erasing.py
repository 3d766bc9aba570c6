"""Taking people out of the store, wherever their names and ids stand."""

import json
from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from bot.model.contributions import Account
from bot.model.wikis import NS_USER, NS_USER_TALK
from bot.store.accounts import account_of
from bot.store.engine import Store, reading
from bot.store.forgotten import Forgotten
from bot.store.tables import (
    account,
    campaign,
    coverage,
    creation,
    deletion,
    entity_change,
    full_reading,
    global_account,
    later_edit,
    lost_revision,
    page,
    page_views,
    participant,
    program,
    registrant,
    rename,
    revision,
    signup_list,
    source,
    text_count,
    upload,
    upload_use,
)

NAMES_A_QUERY = 500

NOBODY = ""
"""Stands on a stored list where somebody's name stood."""

PROSE = frozenset({"quote", "text", "message", "hint"})
"""Keys of words that people wrote, in which a name may stand among others."""

_NAMED = (
    account.c.user_name,
    participant.c.user_name,
    registrant.c.user_name,
    global_account.c.user_name,
    rename.c.old_name,
    rename.c.new_name,
)
_BY_ID = (revision, lost_revision, coverage, full_reading, later_edit, upload)
_AS_JSON = (program.c.notes, signup_list.c.reading, signup_list.c.traces, source.c.problems, campaign.c.definition)


def stored_names(store: Store) -> frozenset[str]:
    """Give every name that stands in the store for itself; lists hold others, in their own words."""
    with reading(store) as connection:
        columns = (connection.scalars(sa.select(column).distinct()) for column in _NAMED)
        return frozenset(name for names in columns for name in names if name)


def accounts_named(store: Store, names: Collection[str]) -> tuple[Account, ...]:
    """Give the accounts that these people are known to have, on any wiki."""
    with reading(store) as connection:
        rows = (
            row
            for chunk in _chunks(sorted(names))
            for row in connection.execute(sa.select(account).where(account.c.user_name.in_(chunk)))
        )
        return tuple(found for row in rows if (found := account_of(row)))


def erase(store: Store, names: Collection[str]) -> None:
    """Take people out of every table, with all that only they did; what lists say of others stays."""
    if not names:
        return
    accounts = accounts_named(store, names)
    with store.begin() as connection:
        for found in accounts:
            for table in _BY_ID:
                ours = sa.and_(table.c.dbname == found.dbname, table.c.user_id == found.user_id)
                connection.execute(table.delete().where(ours))
        for column in _NAMED:
            for chunk in _chunks(sorted(names)):
                connection.execute(sa.delete(column.table).where(column.in_(chunk)))
        for column in _AS_JSON:
            _scrub_column(connection, column, frozenset(names), {str(found.user_id) for found in accounts})
        for chunk in _chunks(sorted(names)):
            connection.execute(source.update().where(source.c.editor.in_(chunk)).values(editor=None))
        _drop_texts(connection, names)
        _drop_pages_of(connection, names)
        drop_unused(connection, {found.dbname for found in accounts})
        _forget_drafts_of(connection, names)


def erase_forgotten(store: Store, forgotten: Forgotten) -> None:
    """Take everybody out of the store who must not be in it, be it that a name stands on a list alone."""
    with reading(store) as connection:
        accounts = [found for row in connection.execute(sa.select(account)) if (found := account_of(row))]
        listed = connection.execute(sa.select(signup_list.c.reading, signup_list.c.traces)).all()
    names = set(stored_names(store))
    for row in listed:
        names.update(entry["name"] for entry in json.loads(row.reading)["last"]["signups"]["entries"])
        names.update(json.loads(row.traces))
    gone = {found.user_name for found in accounts if forgotten.has_account(found)}
    erase(store, gone | {name for name in names if forgotten.has_name(name)})


def drop_unused(connection: sa.Connection, dbnames: Collection[str]) -> None:
    """Take out the pages, and the counts of texts, of wikis on which nobody known edited them any more."""
    for dbname in sorted(dbnames):
        of_wiki = sa.select(revision.c.page_id).where(revision.c.dbname == dbname)
        lost = sa.select(lost_revision.c.page_id).where(lost_revision.c.dbname == dbname)
        for table in (page, deletion):
            unknown = table.c.page_id.not_in(of_wiki), table.c.page_id.not_in(lost)
            connection.execute(table.delete().where(table.c.dbname == dbname, *unknown))
        created = of_wiki.where(revision.c.parent_id == 0)
        connection.execute(creation.delete().where(creation.c.dbname == dbname, creation.c.page_id.not_in(created)))
        connection.execute(
            page_views.delete().where(page_views.c.dbname == dbname, page_views.c.page_id.not_in(of_wiki))
        )
        connection.execute(
            upload.delete().where(
                upload.c.dbname == dbname, upload.c.user_id.is_(None), upload.c.page_id.not_in(of_wiki)
            )
        )
        files = sa.select(upload.c.page_id).where(upload.c.dbname == dbname)
        connection.execute(upload_use.delete().where(upload_use.c.dbname == dbname, upload_use.c.page_id.not_in(files)))
        revisions = sa.select(revision.c.rev_id).where(revision.c.dbname == dbname)
        changes = entity_change.c
        connection.execute(entity_change.delete().where(changes.dbname == dbname, changes.rev_id.not_in(revisions)))
        for_texts = sa.union(
            revisions,
            sa.select(revision.c.parent_id).where(revision.c.dbname == dbname, revision.c.parent_id.is_not(None)),
        )
        unused = sa.and_(
            text_count.c.dbname == dbname, text_count.c.rev_id.not_in(sa.select(for_texts.subquery().c[0]))
        )
        connection.execute(text_count.delete().where(unused))


def _drop_pages_of(connection: sa.Connection, names: Collection[str]) -> None:
    """Forget what others did to somebody's user pages."""
    for dbname, page_id in _user_pages(connection, page, names):
        for table in (revision, lost_revision, deletion, page):
            connection.execute(table.delete().where(table.c.dbname == dbname, table.c.page_id == page_id))


def _forget_drafts_of(connection: sa.Connection, names: Collection[str]) -> None:
    """Forget that others created pages among the user pages of somebody."""
    for dbname, page_id in _user_pages(connection, creation, names):
        ours = creation.c.dbname == dbname, creation.c.page_id == page_id
        connection.execute(creation.update().where(*ours).values(namespace=None, title=None))


def _user_pages(connection: sa.Connection, table: sa.Table, names: Collection[str]) -> list[tuple[str, int]]:
    """Give wiki and id of the pages in a table that are among these people's: titles there name whose these are."""
    users = sa.select(table).where(table.c.namespace.in_((NS_USER, NS_USER_TALK)))
    rows = connection.execute(users).all()
    return [(row.dbname, row.page_id) for row in rows if row.title.partition("/")[0] in names]


def read_lists_anew(store: Store) -> None:
    """Have every list read from the start on which somebody was not to be known."""
    with store.begin() as connection:
        for row in connection.execute(sa.select(signup_list)).all():
            value = json.loads(row.reading)
            if any(entry["name"] == NOBODY for entry in value["last"]["signups"]["entries"]):
                _write(connection, signup_list.c.reading, row, json.dumps({**value, "reader": ""}, ensure_ascii=False))


def _drop_texts(connection: sa.Connection, names: Collection[str]) -> None:
    """Forget definitions that name somebody; the next run reads them again, and leaves the names out."""
    for row in connection.execute(sa.select(source.c.source, source.c.text)).all():
        if row.text and any(name in row.text for name in names):
            forgotten = source.update().where(source.c.source == row.source).values(text=None, rev_id=None)
            connection.execute(forgotten)


def _scrub_column(
    connection: sa.Connection, column: sa.Column[Any], names: frozenset[str], ids: Collection[str]
) -> None:
    for row in connection.execute(sa.select(column.table)).all():
        text = row._mapping[column]  # noqa: SLF001 - SQLAlchemy's name for it
        value = json.loads(text)
        clean = _without(value, names, ids if column is signup_list.c.traces else ())
        if clean != value:
            _write(connection, column, row, json.dumps(clean, ensure_ascii=False))


def _write(connection: sa.Connection, column: sa.Column[Any], row: sa.Row[Any], text: str) -> None:
    table = column.table
    key = sa.and_(*(one == row._mapping[one] for one in table.primary_key.columns))  # noqa: SLF001
    connection.execute(sa.update(table).where(key).values({column: text}))


def _without(value: Any, names: frozenset[str], ids: Collection[str], key: str = "") -> Any:
    """Give a JSON value without names: an item of a list or a key goes, elsewhere `NOBODY` stands instead."""
    if isinstance(value, dict):
        kept = ((k, v) for k, v in value.items() if k not in names and not (k in ids and isinstance(v, dict)))
        return {k: _without(v, names, ids, k) for k, v in kept}
    if isinstance(value, list):
        return [_without(one, names, ids, key) for one in value if not (isinstance(one, str) and one in names)]
    if isinstance(value, str) and (value in names or (key in PROSE and any(name in value for name in names))):
        return NOBODY
    return value


def _chunks(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + NAMES_A_QUERY] for start in range(0, len(names), NAMES_A_QUERY))
