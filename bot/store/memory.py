"""Small things that are asked for only when something changed."""

import json
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Store, reading, upsert
from bot.store.tables import memory


def remember(store: Store, key: str, value: Any) -> None:
    """Keep a JSON value under `key`."""
    with store.begin() as connection:
        upsert(connection, memory, [{"key": key, "value": json.dumps(value, ensure_ascii=False)}])


def recall(store: Store, key: str) -> Any:
    """Give what is kept under `key`, or None."""
    with reading(store) as connection:
        text = connection.scalar(sa.select(memory.c.value).where(memory.c.key == key))
    return None if text is None else json.loads(text)
