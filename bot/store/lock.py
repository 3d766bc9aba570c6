"""One run at a time on one store; a run that dies lets go by itself."""

import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import sqlalchemy as sa

from bot.store import server
from bot.store.engine import Store
from bot.store.memory import recall, remember

SOMEBODY = "another run"
"""Who holds the store, until they have said so."""

_OWNER = "lock"
"""Under which key the store remembers who holds it on which connection."""

_MOST_SECONDS = 7 * 24 * 3600
"""How long the server keeps a connection that says nothing; by its own default a long run would lose the lock."""


def hold(store: Store, *, owner: str) -> AbstractContextManager[str | None]:
    """Hold the store for one run; give None, or what the run that holds it already calls itself.

    SQLite: a lock of the operating system on a file beside the database. MariaDB: a lock of the server's that ends
    with the connection. A store in memory is nobody else's.
    """
    if store.dialect.name != "sqlite":
        return _hold_on_server(store, owner)
    return _hold_file(Path(f"{store.url.database}.lock"), owner) if store.url.database else nullcontext()


@contextmanager
def _hold_file(path: Path, owner: str) -> Iterator[str | None]:
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            yield file.read().strip() or SOMEBODY
            return
        file.truncate(0)
        file.write(owner)
        file.flush()
        yield None
        file.truncate(0)


@contextmanager
def _hold_on_server(store: Store, owner: str) -> Iterator[str | None]:
    with store.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # what is given back stays open, and would hold the lock
        if not server.take(connection, server.RUN, seconds=0):
            yield _owner_of(store, server.holder(connection, server.RUN))
            return
        connection.execute(sa.text(f"SET SESSION wait_timeout = {_MOST_SECONDS}"))
        remember(store, _OWNER, {"connection": server.number_of(connection), "owner": owner})
        yield None


def _owner_of(store: Store, connection_number: int | None) -> str:
    """Give what the holder called itself; what an earlier one left behind belongs to another connection."""
    told = recall(store, _OWNER)
    return told["owner"] if told and told["connection"] == connection_number else SOMEBODY
