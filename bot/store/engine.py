"""Opening a database: what SQLite and MariaDB each need, and bringing the tables up to date."""

import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pymysql.cursors import SSCursor
from sqlalchemy.dialects import mysql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.pool import NullPool, StaticPool

from bot.model.errors import OperatorError
from bot.store import server
from bot.store.tables import metadata

Store = sa.Engine
"""A database that holds the tables, brought up to date."""

NEWEST_REVISION = "0008"
"""The last of the migrations."""

READING = "campaignbot_reading"
"""Execution option of SQLite's connections that only read."""

STATEMENTS_KEPT = 20
"""Ready to be used again by a connection to SQLite; Python's 128 take 10 MB where each lists a thousand ids."""

ROWS_COPIED_AT_ONCE = 5_000

PRIVATE = 0o600
"""The mode of a SQLite database's file."""

SQLITE_BUSY_SECONDS = 60
"""How long one connection waits for another's write before it gives up."""

CONNECTIONS = 3
"""To a server, kept open: what is read, what is written meanwhile, and one to spare."""

MIGRATION_SECONDS = 600
"""How long a process waits for another that is bringing the same database up to date."""


def open_store(url: str, *, folder: Path) -> Store:
    """Connect to `url` (a SQLite path in it is relative to `folder`) and migrate it forward.

    Raises OperatorError, which names no password, when the database cannot be used; so does, from then on, whatever
    uses the store when the database fails.
    """
    address = read_address(url, folder)
    with named_when_unusable(address):
        if path := sqlite_file(address):
            path.parent.mkdir(parents=True, exist_ok=True)
            _keep_private(path)
        engine = connect(address)
        _migrate(engine)
    sa.event.listen(engine, "handle_error", _tell_operator)
    return engine


def open_scratch(url: str, *, folder: Path) -> Store:
    """Give a store in memory with the rows of the database at `url`, if there is one, and write nothing to that.

    Raises OperatorError as `open_store` does, and when the tables would have to be migrated first.
    """
    address = read_address(url, folder)
    path = sqlite_file(address)
    if path and not path.exists():
        return _empty()
    with named_when_unusable(address):
        engine = connect(address)
        with reading(engine) as connection:
            revision = revision_of(connection)
        if revision == NEWEST_REVISION:
            return scratch_copy(engine)
    if revision is None:
        return _empty()
    raise OperatorError(
        f"the database {address.render_as_string(hide_password=True)} is of another version of the bot, and a dry run "
        "does not change it; run `campaignbot run` once, which brings it up to date"
    )


def scratch_copy(store: Store) -> Store:
    """Give a store in memory with the same rows, for a run that is to write nothing."""
    copy = _empty()
    copy_rows(store, copy)
    return copy


def copy_rows(store: Store, other: Store) -> None:
    """Put every row, all as they are at one moment, into another store with empty tables; at once or not at all."""
    with reading(store) as source, other.begin() as target:
        for table in metadata.sorted_tables:
            rows = source.execution_options(yield_per=ROWS_COPIED_AT_ONCE).execute(sa.select(table)).mappings()
            for batch in rows.partitions():
                target.execute(table.insert(), [dict(row) for row in batch])


def _empty() -> Store:
    return open_store("sqlite://", folder=Path())


def read_address(url: str, folder: Path) -> sa.URL:
    """Read the address of a database; a SQLite path in it is relative to `folder`. Raises OperatorError."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise OperatorError(
            "database: not an address of a database; expected sqlite:///… or mysql+pymysql://…"
        ) from None
    path = sqlite_file(address)
    return address.set(database=str(folder / path)) if path else address


def sqlite_file(address: sa.URL) -> Path | None:
    """Give the file of a SQLite database; None for a database in memory or on a server."""
    is_file = address.get_backend_name() == "sqlite" and address.database
    return Path(str(address.database)) if is_file else None


def _keep_private(path: Path) -> None:
    """Let nobody else of this machine read who takes part."""
    path.touch(mode=PRIVATE)
    if stat.S_IMODE(path.stat().st_mode) & ~PRIVATE:
        path.chmod(PRIVATE)


@contextmanager
def named_when_unusable(address: sa.URL) -> Iterator[None]:
    """Turn whatever a database fails with into an OperatorError that names no password."""
    try:
        yield
    except (SQLAlchemyError, ModuleNotFoundError, OSError, UnicodeError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise OperatorError(
            f"the database {address.render_as_string(hide_password=True)} cannot be used: {reason}"
        ) from None


def _tell_operator(context: sa.engine.ExceptionContext) -> None:
    """Raise an OperatorError for what is the database's matter: a full disk, a lost server, a broken file.

    What a statement asks wrongly stays what it is, a bug.
    """
    failure = context.sqlalchemy_exception
    ours = isinstance(failure, IntegrityError | ProgrammingError | DataError | NotSupportedError)
    if context.engine is None or context.is_pre_ping or ours or not isinstance(failure, DBAPIError):
        return
    address = context.engine.url.render_as_string(hide_password=True)
    reason = str(context.original_exception).splitlines()[0]
    raise OperatorError(f"the database {address} cannot be used any more: {reason}") from None


def connect(address: sa.URL) -> Store:
    """Give a database as it is, without making or changing any table."""
    if address.get_backend_name() != "sqlite":
        return _connect_to_server(address)
    engine = sa.create_engine(
        address,
        poolclass=NullPool if address.database else StaticPool,
        hide_parameters=True,
        connect_args={"cached_statements": STATEMENTS_KEPT},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_to_server(address: sa.URL) -> Store:
    """Keep connections as long as the process lives, which is for one run: each costs 30 ms where it is encrypted."""
    engine = sa.create_engine(
        address,
        # The default also locks gaps between rows, in which a run and a command beside it would wait for each other.
        isolation_level="READ COMMITTED",
        paramstyle="format",
        pool_size=CONNECTIONS,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    sa.event.listen(engine, "connect", _prepare_mariadb)
    return engine


def _migrate(engine: sa.Engine) -> None:
    """Bring the tables to the newest form, one process at a time."""
    with engine.begin() as connection:
        if revision_of(connection) == NEWEST_REVISION:
            return
        if engine.dialect.name != "sqlite":  # which has taken the write lock already
            connection.detach()  # so that the lock ends with the connection
            server.take(connection, server.MIGRATION, seconds=MIGRATION_SECONDS)
            if revision_of(connection) == NEWEST_REVISION:
                return
        bring_to(connection, NEWEST_REVISION)


def bring_to(connection: sa.Connection, revision: str) -> None:
    """Do the migrations up to one of them."""
    import alembic.command  # noqa: PLC0415 - takes longer than a whole export, and is hardly ever needed
    import alembic.config  # noqa: PLC0415

    config = alembic.config.Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, revision)


def revision_of(connection: sa.Connection) -> str | None:
    """Give the migration that the tables are at, by Alembic's own record; None for a new database."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    number: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return number


def reading(store: Store) -> AbstractContextManager[sa.Connection]:
    """Open a connection that only reads, and sees one unchanging state of the database."""
    if store.dialect.name != "sqlite":
        return store.execution_options(isolation_level="REPEATABLE READ").begin()
    return store.execution_options(**{READING: True}).begin()


def upsert(connection: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert `rows` of numbers and texts, or bring what has the same primary key up to date."""
    batch = list(rows)
    if batch:
        columns = tuple(column.name for column in table.columns if column.name in batch[0])
        upsert_values(connection, table, columns, [tuple(row[column] for column in columns) for row in batch])


def upsert_values(
    connection: sa.Connection, table: sa.Table, columns: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> None:
    """Do as `upsert` does with bare values; `columns` in the order of the table."""
    if rows:
        statement = _upsert_statement(connection.dialect, table, columns)
        compiled = statement.compile(dialect=connection.dialect, column_keys=columns)
        # Straight to the driver: SQLAlchemy's own look at each value took as long as everything else.
        connection.exec_driver_sql(str(compiled), rows)


def written_out(connection: sa.Connection, query: sa.Select[Any]) -> str:
    """Give the query as the database reads it, with its values in it."""
    return str(query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))


def bare_rows(
    connection: sa.Connection, query: str, *, at_once: int = ROWS_COPIED_AT_ONCE
) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Give very many rows as the driver does, some at once; SQLAlchemy's own take three times as long.

    Until the last one, a connection to MariaDB takes no other query.
    """
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection is closed")
    with closing(driver.cursor() if connection.dialect.name == "sqlite" else driver.cursor(SSCursor)) as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(at_once):
            yield rows


def _upsert_statement(dialect: sa.Dialect, table: sa.Table, columns: tuple[str, ...]) -> sa.Insert:
    changing = [c for c in columns if not table.c[c].primary_key]
    if dialect.name == "sqlite":
        lite = sqlite.insert(table)
        keys = list(table.primary_key.columns)
        values = {c: lite.excluded[c] for c in changing}
        return lite.on_conflict_do_update(keys, set_=values) if values else lite.on_conflict_do_nothing()
    maria = mysql.insert(table)
    first_key = next(iter(table.primary_key.columns)).name
    return maria.on_duplicate_key_update({c: maria.inserted[c] for c in changing} or {first_key: table.c[first_key]})


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """WAL does not work on network file systems such as Toolforge's homes; a truncated journal does everywhere."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA foreign_keys = ON")


def _prepare_mariadb(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
    """Have the server refuse a text that is too long, however it is set up: no name is better than half of one."""
    with closing(connection.cursor()) as cursor:
        cursor.execute("SET SESSION sql_mode = 'TRADITIONAL'")


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at once, except for readers: a read that turns into a write cannot wait for a writer."""
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
