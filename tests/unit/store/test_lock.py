"""Only one run works on a store; the other is told which, and a dead one holds nothing."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store import open_store
from bot.store.lock import SOMEBODY, hold
from bot.store.memory import remember
from tests.mariadb import MariaDb

CHILD = (
    "import pathlib, sys\n"
    "from bot.store import open_store\n"
    "from bot.store.lock import hold\n"
    "with hold(open_store(sys.argv[1], folder=pathlib.Path()), owner='process 7, since 12:30') as other:\n"
    "    print(other, flush=True)\n"
    "    sys.stdin.read()"
)


def test_the_other_of_two_processes_is_told_who_holds_the_store_and_since_when(database: str, tmp_path: Path) -> None:
    store = open_store(database, folder=tmp_path)
    with held_elsewhere(database), hold(store, owner="process 8") as other:
        assert other == "process 7, since 12:30"
    with hold(store, owner="process 8") as nobody, hold(store, owner="process 9") as other:
        assert (nobody, other) == (None, "process 8")


def test_a_process_that_is_killed_lets_go(database: str, tmp_path: Path) -> None:
    store = open_store(database, folder=tmp_path)
    with held_elsewhere(database) as child:
        child.kill()
    assert child.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 20  # a server takes a moment to see that a connection is gone
    while (other := holder(database, tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert other is None
    with hold(store, owner="process 8") as nobody:
        assert nobody is None


def test_who_left_without_a_word_is_not_taken_for_who_came_after(mariadb: MariaDb, tmp_path: Path) -> None:
    store = open_store(mariadb.new_database(), folder=tmp_path)
    with hold(store, owner="process 8"):
        remember(store, "lock", {"connection": 0, "owner": "process 7"})
        with hold(store, owner="process 9") as other:
            assert other == SOMEBODY


def test_runs_on_two_databases_of_one_server_do_not_wait_for_each_other(mariadb: MariaDb, tmp_path: Path) -> None:
    first, second = (open_store(mariadb.new_database(), folder=tmp_path) for _ in range(2))
    with hold(first, owner="process 7") as nobody, hold(second, owner="process 8") as nobody_either:
        assert (nobody, nobody_either) == (None, None)


def test_a_store_in_memory_is_nobody_elses(tmp_path: Path) -> None:
    store = open_store("sqlite://", folder=tmp_path)
    with hold(store, owner="process 7") as nobody, hold(store, owner="process 8") as nobody_either:
        assert (nobody, nobody_either) == (None, None)


def test_of_processes_that_open_a_new_store_at_once_one_makes_it(database: str, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir(exist_ok=True)
    code = "import pathlib, sys; from bot.store import open_store; open_store(sys.argv[1], folder=pathlib.Path())"
    children = [subprocess.Popen([sys.executable, "-c", code, database]) for _ in range(3)]
    assert [child.wait() for child in children] == [0, 0, 0]


def holder(database: str, folder: Path) -> str | None:
    with hold(open_store(database, folder=folder), owner="process 8") as other:
        return other


@contextmanager
def held_elsewhere(database: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Let another process hold a store."""
    command = [sys.executable, "-c", CHILD, database]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdin
        assert child.stdout.readline() == b"None\n"
        yield child
        child.stdin.close()
