"""What each wiki said of each name on a list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.model.contributions import Account
from bot.store.engine import Store, reading, upsert
from bot.store.tables import account, rename
from bot.store.times import from_seconds, to_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """The answer for one name on one wiki; `account` is None where there was none at `checked_at`."""

    user_name: str
    account: Account | None
    checked_at: datetime


def load_accounts(store: Store, dbname: str, names: Collection[str]) -> dict[str, LookedUp]:
    """Give by name what is known of `names` on a wiki; names never looked up there are left out."""
    wanted = set(names)
    query = sa.select(account).where(account.c.dbname == dbname)
    with reading(store) as connection:
        return {row.user_name: _looked_up(row) for row in connection.execute(query) if row.user_name in wanted}


def known_names(store: Store, dbname: str) -> frozenset[str]:
    """Give every name that was ever looked up on a wiki."""
    with reading(store) as connection:
        return frozenset(connection.scalars(sa.select(account.c.user_name).where(account.c.dbname == dbname)))


def save_accounts(store: Store, dbname: str, answers: Iterable[LookedUp]) -> None:
    """Record the answers of a wiki."""
    with store.begin() as connection:
        upsert(connection, account, (_row(dbname, answer) for answer in answers))


def longest_unasked(store: Store, dbname: str, *, before: datetime, most: int) -> tuple[LookedUp, ...]:
    """Give at most so many accounts of a wiki that nobody asked about since a moment, the longest unasked first."""
    c = account.c
    old = sa.select(rename.c.old_name).where(rename.c.dbname == dbname)
    query = (
        sa.select(account)
        .where(c.dbname == dbname, c.user_id.is_not(None), c.checked_at < to_seconds(before), c.user_name.not_in(old))
        .order_by(c.checked_at, c.user_name)
        .limit(most)
    )
    with reading(store) as connection:
        return tuple(_looked_up(row) for row in connection.execute(query))


def copy_accounts(store: Store, old_name: str, new_name: str) -> None:
    """Let what wikis said of an account's old name hold for its new one, where they have said nothing of that."""
    old, new = account.alias(), account.alias()
    with store.begin() as connection:
        rows = connection.execute(
            sa.select(old)
            .outerjoin(new, sa.and_(new.c.dbname == old.c.dbname, new.c.user_name == new_name))
            .where(old.c.user_name == old_name, old.c.user_id.is_not(None), new.c.user_id.is_(None))
        )
        upsert(connection, account, [{**row, "user_name": new_name} for row in rows.mappings()])


def _row(dbname: str, answer: LookedUp) -> dict[str, object]:
    found = answer.account
    return {
        "dbname": dbname,
        "user_name": answer.user_name,
        "user_id": found.user_id if found else None,
        "central_id": found.central_id if found else None,
        "registration": to_seconds(found.registration) if found else None,
        "checked_at": to_seconds(answer.checked_at),
        "blocked": found is not None and found.blocked,
        "bot": found is not None and found.bot,
        "temporary": found is not None and found.temporary,
    }


def _looked_up(row: sa.Row[Any]) -> LookedUp:
    return LookedUp(user_name=row.user_name, checked_at=from_seconds(row.checked_at), account=account_of(row))


def account_of(row: sa.Row[Any]) -> Account | None:
    """Give the account in a row; None where there was none of that name."""
    if row.user_id is None:
        return None
    return Account(
        dbname=row.dbname,
        user_id=row.user_id,
        user_name=row.user_name,
        central_id=row.central_id,
        registration=from_seconds(row.registration),
        blocked=row.blocked,
        bot=row.bot,
        temporary=row.temporary,
    )
