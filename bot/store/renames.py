"""Accounts that were renamed, as the logs of the lists' wikis say."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from bot.model.signups import Rename
from bot.store.engine import Store, reading, upsert
from bot.store.tables import rename
from bot.store.times import from_seconds, to_seconds


def load_renames(store: Store, dbname: str) -> tuple[Rename, ...]:
    """Give the renames that are known of a wiki, oldest first."""
    query = sa.select(rename).where(rename.c.dbname == dbname).order_by(rename.c.at, rename.c.old_name)
    with reading(store) as connection:
        rows = connection.execute(query)
        return tuple(Rename(old=row.old_name, new=row.new_name, at=from_seconds(row.at)) for row in rows)


def save_renames(store: Store, dbname: str, renames: Iterable[Rename]) -> None:
    """Add renames to those that are known of a wiki."""
    rows = ({"dbname": dbname, "old_name": r.old, "at": to_seconds(r.at), "new_name": r.new} for r in renames)
    with store.begin() as connection:
        upsert(connection, rename, rows)


def names_of_same(store: Store, names: Collection[str]) -> frozenset[str]:
    """Give all names that these people are known to have had, on any wiki."""
    with reading(store) as connection:
        pairs = [(row.old_name, row.new_name) for row in connection.execute(sa.select(rename))]
    found = set(names)
    while more := {name for pair in pairs if not found.isdisjoint(pair) for name in pair} - found:
        found |= more
    return frozenset(found)
