"""A database as a whole: looked at, brought up to date, copied while others write, and put back."""

import stat
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.model.errors import OperatorError
from bot.signups import Entry, SignupList
from bot.signups.values import Form
from bot.store import Store, open_store
from bot.store.accounts import LookedUp, save_accounts
from bot.store.contributions import finish_fetch
from bot.store.engine import reading, upsert
from bot.store.forgotten import Reason, copy_forgotten, forgotten_file, open_forgotten
from bot.store.memory import recall, remember
from bot.store.progress import WikiState, load_wiki_states, save_wiki_state
from bot.store.signup_lists import KnownList, LastReading, save_signup_lists
from bot.store.tables import memory, metadata, wiki
from bot.store.upkeep import back_up, look_at, restore, upgrade
from tests.mariadb import MariaDb
from tests.unit.factories import DAY, NOON, account, contribution

COUNTS = 3
"""Copies that are made while somebody writes."""


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Give all that a store holds, but not of which file of the forgotten it is the store."""
    with reading(store) as connection:
        return {
            table.name: sorted(
                (tuple(r) for r in connection.execute(sa.select(table)) if r[0] != "forgotten"), key=repr
            )
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


def put_back(copy: Path, store: Store) -> None:
    restore(copy, store, address(store), folder=copy.parent)


def address(store: Store) -> str:
    return store.url.render_as_string(hide_password=False)


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
    put_back(copy, store)
    assert rows(store) == rows(open_store(f"sqlite:///{copy}", folder=tmp_path))
    assert recall(store, "names") == ["فاطمة", "小明"]


def test_who_was_forgotten_since_does_not_come_back_with_a_copy(store: Store, tmp_path: Path) -> None:
    fill(store)
    renamed = replace(account(user_id=2, user_name="小明", dbname="pawiki"), central_id=22)
    save_accounts(store, "pawiki", [LookedUp(user_name="小明", account=renamed, checked_at=NOON)])
    entries = tuple(
        Entry(name=name, line=n, form=Form.PLAIN, withdrawn=False) for n, name in enumerate(("فاطمة", "Asha"))
    )
    last = LastReading(rev_id=3, signups=SignupList(entries=entries, unread=(), section_found=True))
    save_signup_lists(store, [KnownList(key=("metawiki", "ਸੂਚੀ", ""), stands_at="ਸੂਚੀ", last=last)])
    forgotten = open_forgotten(store, address(store), folder=tmp_path, keep=True)
    back_up(store, tmp_path / "copy.sqlite")
    forgotten.add(["ਆਸ਼ਾ", "فاطمة"], [], Reason.OPTED_OUT)
    forgotten.add([], [replace(renamed, dbname="enwiki", user_name="A new name")], Reason.FORGOTTEN)
    with store.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    put_back(tmp_path / "copy.sqlite", store)
    told = repr({table: held for table, held in rows(store).items() if table != "memory"})
    told += told.encode().decode("unicode_escape", errors="ignore")
    assert [name for name in ("ਆਸ਼ਾ", "فاطمة", "小明", "บามา", "Asha") if name in told] == ["Asha"]


def test_a_copy_without_its_file_of_the_forgotten_is_not_put_back(store: Store, tmp_path: Path) -> None:
    fill(store)
    kept = forgotten_file(address(store), folder=tmp_path)
    open_forgotten(store, address(store), folder=tmp_path, keep=True)
    back_up(store, tmp_path / "copy.sqlite")
    copy_forgotten(kept, tmp_path / "elsewhere" / kept.name)
    kept.unlink()
    with store.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    with pytest.raises(OperatorError, match="missing"):
        put_back(tmp_path / "copy.sqlite", store)
    assert not any(rows(store).values())
    (tmp_path / "copy.sqlite").rename(tmp_path / "elsewhere/copy.sqlite")
    restore(tmp_path / "elsewhere/copy.sqlite", store, address(store), folder=tmp_path)
    assert recall(store, "names") == ["فاطمة", "小明"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_copy_moves_from_one_kind_of_database_to_the_other(mariadb: MariaDb, tmp_path: Path) -> None:
    file = open_store("sqlite:///one.sqlite", folder=tmp_path)
    fill(file)
    back_up(file, tmp_path / "first.sqlite")
    server = open_store(mariadb.new_database(), folder=tmp_path)
    put_back(tmp_path / "first.sqlite", server)
    back_up(server, tmp_path / "second.sqlite")
    other = open_store("sqlite:///state/two.sqlite", folder=tmp_path)
    put_back(tmp_path / "second.sqlite", other)
    assert rows(other) == rows(file)


def test_nothing_is_put_over_what_is_there(store: Store, tmp_path: Path) -> None:
    fill(store)
    back_up(store, tmp_path / "copy.sqlite")
    before = rows(store)
    with pytest.raises(OperatorError, match="not empty"):
        put_back(tmp_path / "copy.sqlite", store)
    assert rows(store) == before


@pytest.mark.parametrize(("text", "words"), [(b"not a database" * 99, "this is no copy"), (None, "no such file")])
def test_what_is_no_copy_is_refused(store: Store, tmp_path: Path, text: bytes | None, words: str) -> None:
    path = tmp_path / "notes.txt"
    if text:
        path.write_bytes(text)
    with pytest.raises(OperatorError, match=words):
        put_back(path, store)


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
