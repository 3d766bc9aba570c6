"""A database that fails while the bot uses it is the operator's matter, and no password is told."""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.model.errors import OperatorError
from bot.store import Store, open_store
from bot.store.memory import recall, remember
from bot.store.server import number_of
from bot.store.tables import memory
from tests.mariadb import MariaDb


def test_a_file_that_broke_meanwhile_is_told(tmp_path: Path) -> None:
    store = open_store("sqlite:///state/bot.sqlite", folder=tmp_path)
    (tmp_path / "state/bot.sqlite").write_bytes(os.urandom(4096))
    with pytest.raises(OperatorError, match=r"bot\.sqlite cannot be used any more: file is not a database"):
        recall(store, "key")


def test_a_disk_that_is_full_is_told_and_what_was_there_stays(tmp_path: Path) -> None:
    store = open_store("sqlite:///test.sqlite", folder=tmp_path)
    remember(store, "key", "before")

    def fill(connection: sa.Connection) -> None:
        """Let the database grow no more, as if its disk were full."""
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    sa.event.listen(store, "begin", fill)
    with pytest.raises(OperatorError, match="cannot be used any more: database or disk is full"):
        remember(store, "key", "ਪੰਜਾਬੀ" * 100_000)
    sa.event.remove(store, "begin", fill)
    assert recall(store, "key") == "before"


def test_a_server_that_ends_the_connection_is_told_without_the_password(mariadb: MariaDb, tmp_path: Path) -> None:
    url = mariadb.new_database()
    store = open_store(url, folder=tmp_path)
    with pytest.raises(OperatorError, match="cannot be used any more") as told:
        _use_after_its_end(store)
    password = sa.make_url(url).password
    assert not password or password not in str(told.value)
    remember(store, "key", "after")
    assert recall(store, "key") == "after"


def _use_after_its_end(store: Store) -> None:
    with store.begin() as connection:
        with store.begin() as other:
            other.exec_driver_sql(f"KILL CONNECTION {number_of(connection)}")
        connection.execute(sa.text("SELECT 1"))


def test_a_statement_that_is_wrong_is_no_matter_of_the_operators(database: str, tmp_path: Path) -> None:
    store = open_store(database, folder=tmp_path)
    with pytest.raises(sa.exc.IntegrityError):
        _insert_twice(store)


def _insert_twice(store: Store) -> None:
    row = {"key": "twice", "value": "1"}
    with store.begin() as connection:
        connection.execute(memory.insert(), [row, row])
