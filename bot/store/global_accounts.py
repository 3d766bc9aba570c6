"""Since when people have global accounts, and on which wikis they have edited, as CentralAuth last said."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Store, reading, upsert
from bot.store.tables import global_account
from bot.store.times import from_seconds, to_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class EditsThere:
    """How many edits somebody had made on a wiki, and when that number was first seen."""

    edits: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAccount:
    """What was answered for one name at `asked_at`; `wikis` by dbname, those without any edit left out."""

    user_name: str
    exists: bool
    asked_at: datetime
    wikis: Mapping[str, EditsThere]
    registration: datetime | None = None


def load_global_accounts(store: Store, names: Collection[str]) -> dict[str, AskedAccount]:
    """Give by name what is known of `names`; names never asked about are left out."""
    wanted = set(names)
    with reading(store) as connection:
        rows = connection.execute(sa.select(global_account))
        return {row.user_name: _asked(row) for row in rows if row.user_name in wanted}


def save_global_accounts(store: Store, answers: Iterable[AskedAccount]) -> None:
    """Record what was answered."""
    rows = (
        {
            "user_name": answer.user_name,
            "found": answer.exists,
            "asked_at": to_seconds(answer.asked_at),
            "registration": to_seconds(answer.registration),
            "wikis": json.dumps({d: [there.edits, to_seconds(there.since)] for d, there in answer.wikis.items()}),
        }
        for answer in answers
    )
    with store.begin() as connection:
        upsert(connection, global_account, rows)


def _asked(row: sa.Row[tuple[object, ...]]) -> AskedAccount:
    wikis: dict[str, tuple[int, int]] = json.loads(row.wikis)
    return AskedAccount(
        user_name=row.user_name,
        exists=row.found,
        asked_at=from_seconds(row.asked_at),
        registration=from_seconds(row.registration),
        wikis={d: EditsThere(edits=edits, since=from_seconds(since)) for d, (edits, since) in wikis.items()},
    )
