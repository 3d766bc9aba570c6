"""A server in a folder of its own: installed, started, asked, and ended by its process id."""

import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pymysql

HOST = "127.0.0.1"
USER = "campaignbot"
PASSWORD = "se:cr/et@of?tests"  # noqa: S105 - guards nothing but a folder of tests; has to be quoted in an address

_PATIENCE = 60.0
"""Seconds that the server may take to begin or to end."""
_ATTEMPTS = 5
"""How often another program may take the free port that we found."""
_ENDS_WITH_US = ("setpriv", "--pdeathsig=TERM", "--")
"""Has the kernel end the server when the thread that started it ends, however it does."""

_AT_START = "grants.sql"
_SOCKET = "server.sock"
"""In the data folder, by its short name: a whole path may be longer than the system allows."""

_FAST = (
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--sync-frm=0",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=64M",
    "--innodb-log-file-size=32M",
    "--performance-schema=0",
)
"""What a server may leave out whose data nobody needs tomorrow."""


class MariaDbError(Exception):
    """The server is not installed, or did not start; its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MariaDb:
    """A running server; `port` is on the loopback address, `socket` its other way in."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes]" = field(repr=False)

    @classmethod
    @contextmanager
    def start(cls, folder: Path) -> Iterator["MariaDb"]:
        """Run a new server in `folder`, which has to be empty or missing, until the context ends.

        It ends with this process, too, however that ends. Its account `USER` may do everything.
        """
        _install(folder)
        server = _start(folder)
        try:
            yield server
        finally:
            _end(server.process)

    @property
    def socket(self) -> Path:
        return self.folder / "data" / _SOCKET

    def url(self, database: str) -> str:
        """Give the address of a database as SQLAlchemy reads it."""
        return f"mysql+pymysql://{USER}:{quote(PASSWORD, safe='')}@{HOST}:{self.port}/{database}"

    def create_database(self, name: str) -> None:
        """Make a database anew, with the server's own character set, which is latin1: tables have to say theirs."""
        self.sql(f"DROP DATABASE IF EXISTS `{name}`")
        self.sql(f"CREATE DATABASE `{name}`")

    def new_database(self) -> str:
        """Make a database of which nobody else knows, and give its address."""
        name = f"tests_{secrets.token_hex(4)}"
        self.create_database(name)
        return self.url(name)

    def sql(
        self, statement: str, parameters: Sequence[Any] | Mapping[str, Any] = (), *, database: str | None = None
    ) -> tuple[tuple[Any, ...], ...]:
        """Do one statement, committed at once, and give the rows that it gives."""
        with closing(self.connect(database)) as connection, connection.cursor() as cursor:
            cursor.execute(statement, parameters or None)
            return tuple(cursor.fetchall())

    def connect(self, database: str | None = None) -> "pymysql.Connection[pymysql.cursors.Cursor]":
        return pymysql.connect(
            host=HOST,
            port=self.port,
            user=USER,
            password=PASSWORD,
            database=database,
            charset="utf8mb4",
            autocommit=True,
        )


def _install(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        "mariadb-install-db",
        "--no-defaults",
        *_as_root(),
        f"--datadir={folder / 'data'}",
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        "--skip-name-resolve",
        *_FAST,
    ]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    except FileNotFoundError:
        raise MariaDbError("there is no MariaDB; `make test` installs it") from None
    if done.returncode != 0:
        raise MariaDbError(done.stdout)
    account = f"'{USER}'@'%' IDENTIFIED BY '{PASSWORD}'"
    (folder / _AT_START).write_text(f"GRANT ALL ON *.* TO {account} WITH GRANT OPTION;\n", encoding="utf-8")


def _start(folder: Path) -> MariaDb:
    log = folder / "server.log"
    for _ in range(_ATTEMPTS):
        port = _free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(_command(folder, port), stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        server = MariaDb(folder=folder, port=port, process=process)
        try:
            ready = _wait_until_ready(server)
        except BaseException:
            _end(process)
            raise
        if ready:
            return server
        _end(process)
        told = log.read_text(encoding="utf-8", errors="replace")
        if "Address already in use" not in told:
            break
    raise MariaDbError(f"MariaDB did not start: {told[-3000:]}")


def _command(folder: Path, port: int) -> list[str]:
    return [
        *_ENDS_WITH_US,
        "mariadbd",
        "--no-defaults",
        *_as_root(),
        f"--datadir={folder / 'data'}",
        f"--init-file={folder / _AT_START}",
        f"--socket={_SOCKET}",
        f"--bind-address={HOST}",
        f"--port={port}",
        "--skip-name-resolve",
        *_FAST,
        "--innodb-fast-shutdown=2",
    ]


def _as_root() -> tuple[str, ...]:
    """Give what the server has to be told before it runs as root, which is who runs tests in a container."""
    return ("--user=root",) if os.geteuid() == 0 else ()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(server: MariaDb) -> bool:
    """Give whether the server lets its account in before it ends or our patience does."""
    deadline = time.monotonic() + _PATIENCE
    while server.process.poll() is None and time.monotonic() < deadline:
        with suppress(pymysql.err.OperationalError):
            server.connect().close()
            return True
        time.sleep(0.02)
    return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the server, by force if need be; nothing happens when it has ended already."""
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
