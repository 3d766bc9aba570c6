"""One run at a time on one store; a run that dies lets go by itself."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from bot.store.engine import Store

NAME = "campaignbot"


@contextmanager
def hold(store: Store, *, owner: str) -> Iterator[str | None]:
    """Hold the store for one run; give None, or who holds it already.

    SQLite: a lock of the operating system on a file beside the database. MariaDB: a lock of the server's that ends
    with the connection. A store in memory is nobody else's.
    """
    if store.dialect.name != "sqlite":
        with store.connect() as connection:
            held = connection.scalar(sa.select(sa.func.get_lock(NAME, 0))) == 1
            yield None if held else "another run"
    elif not store.url.database:
        yield None
    else:
        path = Path(f"{store.url.database}.lock")
        with path.open("a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                file.seek(0)
                yield file.read().strip() or "another run"
                return
            file.truncate(0)
            file.write(owner)
            file.flush()
            yield None
            file.truncate(0)
