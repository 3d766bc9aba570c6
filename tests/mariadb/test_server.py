"""The server of the tests runs, keeps every script, and is gone whatever ends those who started it."""

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pymysql
import pytest
import sqlalchemy as sa

from tests.mariadb import MariaDb, MariaDbError

CHILD = (
    "import pathlib, sys\n"
    "from tests.mariadb import MariaDb\n"
    "with MariaDb.start(pathlib.Path(sys.argv[1])) as server:\n"
    "    print(server.process.pid, flush=True)\n"
    "    sys.stdin.read()"
)


def test_a_database_is_asked_by_its_address_and_the_server_ends_with_its_context(tmp_path: Path) -> None:
    with MariaDb.start(tmp_path / "ਸਰਵਰ") as server:
        server.create_database("wiki")
        server.sql("CREATE TABLE names (name VARCHAR(255) CHARSET utf8mb4)", database="wiki")
        server.sql("INSERT INTO names VALUES (%s)", ["ਗੁਰਪ੍ਰੀਤ 𝒢"], database="wiki")
        engine = sa.create_engine(server.url("wiki"), poolclass=sa.NullPool)
        with engine.connect() as connection:
            assert connection.scalar(sa.text("SELECT name FROM names")) == "ਗੁਰਪ੍ਰੀਤ 𝒢"
        assert server.socket.is_socket()
    assert server.process.returncode == 0
    with pytest.raises(pymysql.err.OperationalError):
        server.connect()


def test_it_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CHILD, str(tmp_path / "server")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        pid = int(child.stdout.readline())
        assert is_alive(pid)
        child.kill()
    assert child.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 30
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(pid)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(MariaDbError, match="data"), MariaDb.start(tmp_path):
        pass


def is_alive(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state not in ("Z", "X")
    return False
