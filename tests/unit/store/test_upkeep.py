"""A database as a whole: looked at, brought up to date, copied while others write, and put back."""

import stat
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.model.errors import OperatorError
from bot.store import Store, open_store
from bot.store.accounts import LookedUp, save_accounts
from bot.store.contributions import finish_fetch
from bot.store.engine import reading, upsert
from bot.store.memory import recall, remember
from bot.store.progress import WikiState, load_wiki_states, save_wiki_state
from bot.store.tables import memory, metadata, wiki
from bot.store.upkeep import back_up, look_at, restore, upgrade
from tests.mariadb import MariaDb
from tests.unit.factories import DAY, NOON, account, contribution

COUNTS = 3
"""Copies that are made while somebody writes."""


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Give all that a store holds."""
    with reading(store) as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def fill(store: Store) -> None:
    """Store a little of several kinds, in several scripts."""
    asha = account(user_id=1, user_name="ਆਸ਼ਾ", dbname="pawiki")
    save_accounts(store, "pawiki", [LookedUp(user_name="ਆਸ਼ਾ", account=asha, checked_at=NOON)])
    edits = [contribution(rev_id, dbname="pawiki", user_id=1, title="บามา") for rev_id in range(1, 30)]
    finish_fetch(store, "pawiki", (1,), DAY, edits, fetch=1)
    save_wiki_state(store, WikiState(dbname="pawiki", read_until=NOON))
    remember(store, "names", ["فاطمة", "小明"])


def test_looking_at_a_database_makes_nothing_and_upgrading_makes_it(database: str, tmp_path: Path) -> None:
    assert look_at(database, folder=tmp_path).revision is None
    assert list(tmp_path.iterdir()) == []
    before = upgrade(database, folder=tmp_path)
    assert (before.revision, look_at(database, folder=tmp_path).up_to_date) == (None, True)
    assert upgrade(database, folder=tmp_path).up_to_date


def test_a_database_that_is_not_there_is_made_on_its_server(mariadb: MariaDb, tmp_path: Path) -> None:
    url = f"{mariadb.new_database()}__campaignbot"
    with pytest.raises(OperatorError, match="Unknown database") as raised:
        look_at(url, folder=tmp_path)
    assert "secret" not in str(raised.value)
    upgrade(url, folder=tmp_path)
    assert look_at(url, folder=tmp_path).up_to_date


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OperatorError, match="cannot be"):
        upgrade("sqlite:///file/campaignbot.sqlite", folder=tmp_path)


def test_a_copy_is_put_back_with_every_row(store: Store, tmp_path: Path) -> None:
    fill(store)
    copy = tmp_path / "backups" / "copy.sqlite"
    back_up(store, copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == ["copy.sqlite"]
    with store.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    remember(store, "a run's", "own")
    restore(copy, store)
    assert rows(store) == rows(open_store(f"sqlite:///{copy}", folder=tmp_path))
    assert recall(store, "names") == ["فاطمة", "小明"]


def test_a_copy_moves_from_one_kind_of_database_to_the_other(mariadb: MariaDb, tmp_path: Path) -> None:
    file = open_store("sqlite:///one.sqlite", folder=tmp_path)
    fill(file)
    back_up(file, tmp_path / "first.sqlite")
    server = open_store(mariadb.new_database(), folder=tmp_path)
    restore(tmp_path / "first.sqlite", server)
    back_up(server, tmp_path / "second.sqlite")
    other = open_store("sqlite:///two.sqlite", folder=tmp_path)
    restore(tmp_path / "second.sqlite", other)
    assert rows(other) == rows(file)


def test_nothing_is_put_over_what_is_there(store: Store, tmp_path: Path) -> None:
    fill(store)
    back_up(store, tmp_path / "copy.sqlite")
    before = rows(store)
    with pytest.raises(OperatorError, match="not empty"):
        restore(tmp_path / "copy.sqlite", store)
    assert rows(store) == before


@pytest.mark.parametrize(("text", "words"), [(b"not a database" * 99, "this is no copy"), (None, "no such file")])
def test_what_is_no_copy_is_refused(store: Store, tmp_path: Path, text: bytes | None, words: str) -> None:
    path = tmp_path / "notes.txt"
    if text:
        path.write_bytes(text)
    with pytest.raises(OperatorError, match=words):
        restore(path, store)


def write_on(url: str, done: Event) -> None:
    """Write one number in two tables at once, again and again; another process's part."""
    store = open_store(url, folder=Path())
    number = 0
    while not done.is_set():
        number += 1
        with store.begin() as connection:
            upsert(connection, memory, [{"key": "number", "value": str(number)}])
            upsert(connection, wiki, [{"dbname": "pawiki", "read_until": number, "failed_at": None, "failure": None}])


def test_a_copy_is_of_one_moment_while_another_process_writes(database: str, tmp_path: Path) -> None:
    store = open_store(database, folder=tmp_path)
    context = get_context("spawn")
    done = context.Event()
    writer = context.Process(target=write_on, args=(database, done))
    writer.start()
    try:
        copied = [0]
        for count in range(COUNTS):
            copied.append(_copied_later(store, tmp_path / f"{count}.sqlite", above=copied[-1]))
    finally:
        done.set()
        writer.join()
    assert writer.exitcode == 0


def _copied_later(store: Store, path: Path, *, above: int) -> int:
    """Copy until the copy holds a number above one, and give it, the same in both tables."""
    while True:
        back_up(store, path)
        copy = open_store(f"sqlite:///{path}", folder=Path())
        number, state = recall(copy, "number"), load_wiki_states(copy).get("pawiki")
        assert state is None or _seconds(state.read_until) == number
        if number is not None and number > above:
            return int(number)


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else round(moment.timestamp())
