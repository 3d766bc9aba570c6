"""Stores of runs that are to write nothing."""

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.model.errors import OperatorError
from bot.store import open_scratch, open_store
from bot.store.memory import recall, remember
from tests.mariadb import MariaDb

URL = "sqlite:///state/ਪੰਜਾਬੀ.sqlite"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "state").iterdir()}


def test_a_scratch_has_what_the_store_has_and_keeps_what_it_gets_to_itself(database: str, tmp_path: Path) -> None:
    remember(open_store(database, folder=tmp_path), "names", ["ਅਮਨ"])
    scratch = open_scratch(database, folder=tmp_path)
    assert recall(scratch, "names") == ["ਅਮਨ"]
    remember(scratch, "names", [])
    assert recall(open_store(database, folder=tmp_path), "names") == ["ਅਮਨ"]


def test_a_database_that_holds_nothing_yet_gets_no_tables(mariadb: MariaDb, tmp_path: Path) -> None:
    url = mariadb.new_database()
    scratch = open_scratch(url, folder=tmp_path)
    remember(scratch, "names", ["ਅਮਨ"])
    assert mariadb.sql("SHOW TABLES", database=make_url(url).database) == ()


def test_before_the_first_run_nothing_is_made(tmp_path: Path) -> None:
    scratch = open_scratch(URL, folder=tmp_path)
    remember(scratch, "names", ["ਅਮਨ"])
    assert recall(scratch, "names") == ["ਅਮਨ"]
    assert list(tmp_path.iterdir()) == []


def test_what_was_stored_is_there_and_stays_as_it_is(tmp_path: Path) -> None:
    remember(open_store(URL, folder=tmp_path), "names", ["ਅਮਨ"])
    before = files(tmp_path)
    scratch = open_scratch(URL, folder=tmp_path)
    assert recall(scratch, "names") == ["ਅਮਨ"]
    remember(scratch, "names", [])
    assert files(tmp_path) == before


def test_tables_of_another_version_are_left_as_they_are(database: str, tmp_path: Path) -> None:
    store = open_store(database, folder=tmp_path)
    with store.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(OperatorError, match="run `campaignbot run` once"):
        open_scratch(database, folder=tmp_path)
    with store.begin() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0000"


def test_an_empty_database_is_taken_for_a_new_one(tmp_path: Path) -> None:
    file = tmp_path / "state" / "ਪੰਜਾਬੀ.sqlite"
    file.parent.mkdir()
    file.touch()
    assert recall(open_scratch(URL, folder=tmp_path), "names") is None
    assert file.read_bytes() == b""


def test_a_file_that_is_no_database_is_the_operators_to_mend(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, but a file that is long enough to be read as one" * 9)
    with pytest.raises(OperatorError, match="cannot be used"):
        open_scratch("sqlite:///notes.txt", folder=tmp_path)
