"""Databases are brought up to date with what they hold, even by a process that dies at it, and explain themselves."""

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import bot.store
from bot.store import Store, open_store
from bot.store.engine import NEWEST_REVISION, bring_to
from bot.store.memory import recall, remember
from bot.store.tables import metadata
from tests.mariadb import MariaDb

SCRIPTS = ScriptDirectory(str(Path(bot.store.__file__).parent / "migrations"))

NAMES = ("Ab", "AB", "Äb", "ਗੁਰਪ੍ਰੀਤ", "𝒢")

FIRST_TABLES = 18
"""Tables that the first migration makes; each one that is done stays done on MariaDB, so that the most count."""

Rows = dict[str, list[dict[str, Any]]]


def test_the_migrations_make_the_tables_that_the_code_expects(store: Store) -> None:
    assert differences(store) == []


def test_a_store_is_brought_to_the_last_migration() -> None:
    assert SCRIPTS.get_heads() == [NEWEST_REVISION]


def test_what_the_first_version_stored_is_there_in_the_newest(database: str, tmp_path: Path) -> None:
    old = first_version(database, tmp_path)
    with old.begin() as connection:
        tables = reflect(connection)
        for table in tables.values():
            connection.execute(table.insert(), [row_of(table, number) for number in range(len(NAMES))])
        before = read(connection, tables)
    new = open_store(database, folder=tmp_path)
    assert differences(new) == []
    with new.begin() as connection:
        after = read(connection, reflect(connection))
    assert {name: [keep(row, rows[0]) for row in after[name]] for name, rows in before.items()} == before


def test_a_migration_that_is_killed_anywhere_is_finished_by_the_next_process(database: str, tmp_path: Path) -> None:
    for statement in itertools.count(1):
        with killed_before(statement) as countdown, suppress(Killed):
            store = open_store(database, folder=tmp_path)
        if countdown.left > 0:
            break
    assert statement > FIRST_TABLES
    assert differences(store) == []


def test_names_that_an_older_mariadb_store_took_for_one_are_told_apart(mariadb: MariaDb, tmp_path: Path) -> None:
    url = mariadb.new_database()
    with first_version(url, tmp_path).begin() as connection:
        tables = reflect(connection)
        for name in tables:
            connection.execute(sa.text(f"ALTER TABLE `{name}` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"))
        connection.execute(tables["memory"].insert(), {"key": "a", "value": "1"})
    store = open_store(url, folder=tmp_path)
    assert recall(store, "a ") is None
    remember(store, "a ", 2)
    assert (recall(store, "a"), recall(store, "a ")) == (1, 2)
    query = "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_schema = DATABASE()"
    with store.begin() as connection:
        found = set(connection.scalars(sa.text(f"{query} AND table_name <> 'alembic_version'")))
    assert found == {None, "utf8mb4_nopad_bin"}


def test_every_table_column_and_index_says_what_it_is_for() -> None:
    tables = metadata.sorted_tables
    assert [str(column) for table in tables for column in table.columns if not column.doc] == []
    assert [table.name for table in tables if not table.info.get("doc")] == []
    assert [index.name for table in tables for index in table.indexes if not index.info.get("doc")] == []


def first_version(url: str, folder: Path) -> Store:
    """Make a database as the first version of the bot left it."""
    (folder / "state").mkdir(exist_ok=True)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        bring_to(connection, "0001")
    return engine


def differences(store: Store) -> list[Any]:
    with store.begin() as connection:
        found: list[Any] = compare_metadata(MigrationContext.configure(connection), metadata)
        return found


def reflect(connection: sa.Connection) -> dict[str, sa.Table]:
    found = sa.MetaData()
    found.reflect(connection)
    return {name: table for name, table in found.tables.items() if name != "alembic_version"}


def row_of(table: sa.Table, number: int) -> dict[str, Any]:
    """Give a row that holds a name wherever it can."""
    return {column.name: value_for(column, number) for column in table.columns}


def value_for(column: sa.Column[Any], number: int) -> object:
    if isinstance(column.type, sa.String):
        return NAMES[number]
    return bool(number) if isinstance(column.type, sa.Boolean) else number


def read(connection: sa.Connection, tables: dict[str, sa.Table]) -> Rows:
    return {
        name: sorted((dict(row) for row in connection.execute(sa.select(table)).mappings()), key=str)
        for name, table in tables.items()
    }


def keep(row: dict[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    return {column: row[column] for column in columns}


class Killed(Exception):  # noqa: N818 - the end of a process, not an error
    pass


@dataclass
class Countdown:
    left: int


@contextmanager
def killed_before(statement: int) -> Iterator[Countdown]:
    """End whatever is done to a database before so many statements have changed it."""
    countdown = Countdown(statement)

    def count(*event: Any) -> None:
        if event[2].lstrip().startswith(("CREATE", "ALTER", "INSERT", "UPDATE", "DROP")):
            countdown.left -= 1
            if not countdown.left:
                raise Killed

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        yield countdown
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
