"""When people registered, and whether accounts edited in the time that shows who stayed."""

from collections.abc import Collection, Iterable, Mapping

import sqlalchemy as sa

from bot.model.intervals import Interval
from bot.model.newcomers import Registered
from bot.store.engine import Store, reading, upsert
from bot.store.tables import account, global_account, later_edit
from bot.store.times import from_seconds, to_seconds


def load_registered(store: Store, names: Collection[str]) -> dict[str, Registered]:
    """Give by name what is known of when these people registered; who has no account anywhere is left out.

    An account without a time of registration is older than MediaWiki's records.
    """
    wanted = set(names)
    a, g = account.c, global_account.c
    locally = (
        sa.select(
            a.user_name,
            sa.func.min(sa.func.coalesce(a.registration, 0)).label("local"),
            sa.func.max(a.central_id).label("central_id"),
        )
        .where(a.user_id.is_not(None))
        .group_by(a.user_name)
    )
    with reading(store) as connection:
        told = {row.user_name: row for row in connection.execute(sa.select(g.user_name, g.found, g.registration))}
        local = {row.user_name: row for row in connection.execute(locally)}
    return {
        name: Registered(
            local=from_seconds(local[name].local) if name in local else None,
            everywhere=from_seconds(told[name].registration) if name in told else None,
            is_global=told[name].found if name in told else local[name].central_id is not None,
        )
        for name in wanted
        if name in local or (name in told and told[name].found)
    }


def load_later_edits(
    store: Store, accounts: Mapping[str, Collection[int]], span: Interval
) -> dict[tuple[str, int], bool]:
    """Give by dbname and local id whether these accounts edited in a span; those never asked about are left out."""
    c = later_edit.c
    query = sa.select(later_edit).where(c.start == to_seconds(span.start), c.end == to_seconds(span.end))
    with reading(store) as connection:
        return {
            (row.dbname, row.user_id): row.edited
            for row in connection.execute(query)
            if row.user_id in accounts.get(row.dbname, ())
        }


def save_later_edits(
    store: Store, dbname: str, user_ids: Iterable[int], span: Interval, edited: Collection[int]
) -> None:
    """Record of each of these accounts whether it edited in a span."""
    rows = (
        {
            "dbname": dbname,
            "user_id": user_id,
            "start": to_seconds(span.start),
            "end": to_seconds(span.end),
            "edited": user_id in edited,
        }
        for user_id in user_ids
    )
    with store.begin() as connection:
        upsert(connection, later_edit, rows)
