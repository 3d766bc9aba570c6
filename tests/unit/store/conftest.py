"""Stores to test on: every test of this folder that asks for one runs on SQLite and on a real MariaDB."""

from pathlib import Path

import pytest

from bot.store import Store, open_store
from bot.store.tables import metadata
from tests.mariadb import MariaDb


@pytest.fixture(params=["sqlite", "mariadb"])
def kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def database(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database that holds nothing yet."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path}/state/ਪੰਜਾਬੀ.sqlite"
    server: MariaDb = request.getfixturevalue("mariadb")
    return server.new_database()


@pytest.fixture
def store(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Give a store that holds nothing yet."""
    if kind == "sqlite":
        return open_store("sqlite:///state/test.sqlite", folder=tmp_path)
    on_server: Store = request.getfixturevalue("store_on_server")
    with on_server.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(table.delete())
    return on_server


@pytest.fixture(scope="session")
def store_on_server(mariadb: MariaDb) -> Store:
    """Give one store for all: to make its tables takes longer than a test."""
    return open_store(mariadb.new_database(), folder=Path())
