"""What an operator does with a database as a whole: look at it, bring it up to date, copy it and put a copy back.

A copy is a SQLite file with the same tables, whatever the database is: the bot can run on it as it is, and
`restore` takes its rows back into a database of either kind.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from pymysql.constants import ER
from sqlalchemy.exc import OperationalError

from bot.model.errors import OperatorError
from bot.store.engine import (
    NEWEST_REVISION,
    SQLITE_BUSY_SECONDS,
    Store,
    connect,
    copy_rows,
    named_when_unusable,
    open_store,
    read_address,
    reading,
    revision_of,
    sqlite_file,
)
from bot.store.erasing import erase_forgotten
from bot.store.forgotten import FILE, copy_forgotten, forgotten_file, open_forgotten
from bot.store.tables import memory, metadata

UNFINISHED = ".unfinished"

ALWAYS_THERE = "information_schema"
"""A database that every server has and everyone may open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A database as it is; `revision` is None for one without tables."""

    address: str
    """Without its password."""
    revision: str | None

    @property
    def up_to_date(self) -> bool:
        return self.revision == NEWEST_REVISION


def look_at(url: str, *, folder: Path) -> Condition:
    """Tell how a database is, and change nothing; raises OperatorError when it cannot be used."""
    address = read_address(url, folder)
    told = address.render_as_string(hide_password=True)
    if (path := sqlite_file(address)) and not path.exists():
        _refuse_unwritable(path)
        return Condition(address=told, revision=None)
    with named_when_unusable(address), reading(connect(address)) as connection:
        revision = revision_of(connection)
    if path:
        _refuse_unwritable(path)
    return Condition(address=told, revision=revision)


def upgrade(url: str, *, folder: Path) -> Condition:
    """Bring a database to the newest form, on a server make it where there is none; give how it was before."""
    address = read_address(url, folder)
    if sqlite_file(address) is None and address.get_backend_name() != "sqlite":
        with named_when_unusable(address):
            _make_database(address)
    before = look_at(url, folder=folder)
    open_store(url, folder=folder)
    return before


def back_up(store: Store, path: Path) -> None:
    """Copy everything as it is at one moment into a new SQLite file that only its owner may read.

    Others may write meanwhile; a copy that did not come to its end leaves no file of that name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + UNFINISHED)
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        if store.dialect.name == "sqlite":
            _copy_file(store, unfinished)
        else:
            copy_rows(store, open_store(f"sqlite:///{unfinished}", folder=Path()))
        unfinished.replace(path)
    finally:
        for left in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
            left.unlink(missing_ok=True)


def restore(path: Path, store: Store, url: str, *, folder: Path) -> None:
    """Put the rows of a copy into the database at `url`, which has none but of small things; raises OperatorError.

    Whoever was forgotten since the copy was made is left out: the file that says so is that of the database, and only
    where it has none, the one beside the copy. The copy may be of an earlier version of the bot, and stays as it is.
    Killed on the way, the database is empty.
    """
    if not path.is_file():
        raise OperatorError(f"{path}: there is no such file")
    if any(_tables_with_rows(store)):
        raise OperatorError("the database is not empty; put the copy into a new one, which bot.yaml names")
    with TemporaryDirectory(prefix="campaignbot-") as name:
        copy = Path(name) / "copy.sqlite"
        shutil.copyfile(path, copy)
        source = _opened(copy, called=path)
        kept = forgotten_file(url, folder=folder)
        if not kept.exists():
            copy_forgotten(path.with_name(FILE), kept)
        erase_forgotten(source, open_forgotten(source, url, folder=folder, keep=True))
        with store.begin() as connection:
            connection.execute(memory.delete())
        copy_rows(source, store)


def _opened(copy: Path, *, called: Path) -> Store:
    """Bring a copy to the newest form; raises OperatorError where it is something else."""
    address = f"sqlite:///{copy}"
    try:
        revision = look_at(address, folder=Path()).revision
    except OperatorError:
        revision = None
    if revision is None:
        raise OperatorError(f"{called}: this is no copy of the bot's database")
    return open_store(address, folder=Path())


def _copy_file(store: Store, path: Path) -> None:
    """Copy a file in one step, for which writers wait."""
    with closing(sqlite3.connect(str(store.url.database))) as source, closing(sqlite3.connect(path)) as target:
        source.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_SECONDS * 1000}")
        source.backup(target)


def _make_database(address: sa.URL) -> None:
    """Make a server's database if it is missing; who may not make any is told so."""
    try:
        with connect(address).connect():
            return
    except OperationalError as error:
        if error.orig is None or error.orig.args[0] != ER.BAD_DB_ERROR:
            raise
    server = connect(address.set(database=ALWAYS_THERE))
    with server.begin() as connection:
        name = server.dialect.identifier_preparer.quote_identifier(str(address.database))
        connection.exec_driver_sql(f"CREATE DATABASE IF NOT EXISTS {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")


def _tables_with_rows(store: Store) -> Iterator[str]:
    """Give the tables that hold more than what a run remembers for its own convenience."""
    with reading(store) as connection:
        for table in metadata.sorted_tables:
            if table is not memory and connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
                yield table.name


def _refuse_unwritable(path: Path) -> None:
    """See whether a file can be written, or made; raises OperatorError."""
    nearest = next(place for place in (path, *path.absolute().parents) if place.exists())
    if not os.access(nearest, os.W_OK):
        raise OperatorError(f"the database {path} cannot be used: {nearest} cannot be written")
