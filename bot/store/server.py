"""Locks of a MariaDB server, each of one database; a lock ends with the connection that holds it, however that ends."""

import sqlalchemy as sa

RUN, MIGRATION = "run", "migration"
"""What is locked."""


def take(connection: sa.Connection, what: str, *, seconds: int) -> bool:
    """Take a lock, waiting for it at most so long; give whether we have it."""
    return connection.scalar(sa.select(sa.func.get_lock(_name(what), seconds))) == 1


def holder(connection: sa.Connection, what: str) -> int | None:
    """Give the server's number of the connection that holds a lock."""
    number: int | None = connection.scalar(sa.select(sa.func.is_used_lock(_name(what))))
    return number


def number_of(connection: sa.Connection) -> int:
    """Give the server's number of this connection."""
    return int(connection.execute(sa.select(sa.func.connection_id())).scalar_one())


def _name(what: str) -> sa.ColumnElement[str]:
    """Give a name of the lock for this database alone, within the server's 64 characters; tools share a server."""
    return sa.func.concat(f"campaignbot {what} ", sa.func.sha1(sa.func.database()))
