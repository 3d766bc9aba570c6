"""A wiki's replica: found, opened, asked how late it is, and closed after use."""

import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

import pymysql
from pymysql.converters import encoders
from pymysql.cursors import SSCursor

from bot.model.errors import WikiUnavailableError
from bot.replicas.credentials import Credentials, NoReplica
from bot.replicas.failures import sentence

META_SLICE = "s7"
"""The slice whose server has the list of all wikis, `meta_p.wiki`."""

MOST_SECONDS = 600
"""How long one query may take, its rows included (MariaDB's max_statement_time)."""

CONNECT_SECONDS = 10

VIEWS = "SELECT 1 FROM revision_userindex, revision, page, actor_revision, change_tag, change_tag_def LIMIT 0"
"""Fails where one of the views is missing, which is what happens to new wikis; costs nothing."""

LAG = "SELECT lag FROM heartbeat_p.heartbeat WHERE shard = %s"

ROWS_AT_ONCE = 1_000

Row = Sequence[Any]


class Stream(SSCursor):
    """A cursor whose rows come one by one."""

    connection: Any
    _result: Any

    def drop(self) -> None:
        """Let go of the rows that are still to come; the driver would read them all before it lets go."""
        if self._result is not None:
            self._result.unbuffered_active = False
        self.connection = None


Connection: TypeAlias = "pymysql.Connection[Stream]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """An open connection to the views of one wiki; `lag` is how far it was behind the wiki when it was opened."""

    dbname: str
    lag: timedelta
    connection: Connection = field(repr=False)

    def query(self, statement: str, values: Sequence[Any]) -> Iterator[Row]:
        """Give the rows of a query as they come, every value as bytes or None; one query at a time.

        Raises WikiUnavailableError.
        """
        try:
            yield from _rows(self.connection, statement, values)
        except pymysql.MySQLError as error:
            raise WikiUnavailableError(sentence(error)) from error


class Replicas:
    """The replicas that an account may ask: never more than one connection to a slice, none of them idle.

    Safe to be used by several threads, each for another wiki.
    """

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._slices: Mapping[str, str] | NoReplica | None = None
        self._turns: dict[str, threading.Lock] = {}
        self._finding = threading.Lock()

    @contextmanager
    def connect(self, dbname: str) -> Iterator[Replica | NoReplica]:
        """Open a wiki's replica, once nobody else reads from its slice; it is closed with the context."""
        slices = self._find_slices()
        if isinstance(slices, NoReplica):
            yield slices
            return
        if dbname not in slices:
            yield NoReplica(why="there is no replica of this wiki")
            return
        with self._turns[slices[dbname]]:
            replica = _open(self._credentials, dbname, slices[dbname])
            if isinstance(replica, Replica):
                try:
                    yield replica
                finally:
                    _close(replica.connection)
                return
        yield replica

    def _find_slices(self) -> Mapping[str, str] | NoReplica:
        """Give by dbname the slice of each wiki that has a replica; asked once."""
        with self._finding:
            if self._slices is None:
                self._slices = _read_slices(self._credentials)
                if not isinstance(self._slices, NoReplica):
                    self._turns = {name: threading.Lock() for name in self._slices.values()}
            return self._slices


def _read_slices(credentials: Credentials) -> Mapping[str, str] | NoReplica:
    try:
        connection = _connect(credentials, META_SLICE, "meta_p")
        try:
            rows = tuple(_rows(connection, "SELECT dbname, slice FROM wiki", ()))
        finally:
            _close(connection)
    except pymysql.MySQLError as error:
        return NoReplica(why=sentence(error, "the list of replicas"))
    return {dbname.decode(): name.decode().removesuffix(".labsdb") for dbname, name in rows}


def _open(credentials: Credentials, dbname: str, slice_name: str) -> Replica | NoReplica:
    """Give a wiki's replica with everything that is read from it, or why there is none."""
    try:
        connection = _connect(credentials, dbname, f"{dbname}_p")
    except pymysql.MySQLError as error:
        return NoReplica(why=sentence(error))
    try:
        tuple(_rows(connection, VIEWS, ()))
        lag = _read_lag(connection, slice_name)
    except pymysql.MySQLError as error:
        _close(connection)
        return NoReplica(why=sentence(error))
    if lag is None:
        _close(connection)
        return NoReplica(why="its replica does not say how late it is")
    return Replica(dbname=dbname, lag=lag, connection=connection)


def _read_lag(connection: Connection, slice_name: str) -> timedelta | None:
    """Give how far the slice is behind the wikis, in whole seconds and never less than it is."""
    rows = tuple(_rows(connection, LAG, (slice_name,)))
    return timedelta(seconds=math.ceil(float(rows[0][0]))) if rows and rows[0][0] is not None else None


def _connect(credentials: Credentials, host: str, database: str) -> Connection:
    return pymysql.connect(
        host=credentials.host_of(host),
        port=credentials.port,
        user=credentials.user,
        password=credentials.password,
        database=database,
        charset="utf8mb4",
        # Rows in their millions: what a value is, the query that asked for it knows.
        use_unicode=False,
        conv=dict(encoders.items()),
        cursorclass=Stream,
        autocommit=True,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=MOST_SECONDS + CONNECT_SECONDS,
        init_command=f"SET SESSION max_statement_time = {MOST_SECONDS}",
    )


def _rows(connection: Connection, statement: str, values: Sequence[Any]) -> Iterator[Row]:
    """Give the rows of a query; whoever does not take all of them has to do without the connection from then on."""
    cursor = connection.cursor()
    try:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows
    except BaseException:
        cursor.drop()
        _close(connection)
        raise
    cursor.close()


def _close(connection: Connection) -> None:
    if connection.open:
        connection.close()
