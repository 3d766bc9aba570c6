"""A run that is killed at any instruction leaves a store from which the next run ends as if nothing had been.

`CAMPAIGNBOT_KILLS` sets how often on each database; the moments come from a seed, so that they can be had again.
"""

import os
import random
import signal
import time
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from bot.store import open_store
from tests.mariadb import MariaDb
from tests.store.passes import EARLIER, NOW, collect, contents

KILLS = int(os.environ.get("CAMPAIGNBOT_KILLS", "5"))
SEED = 20260414

_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["alembic.command", "pymysql", "tests.store.passes"])


@pytest.mark.parametrize("kind", ["sqlite", "mariadb"])
def test_the_rows_are_those_of_an_undisturbed_store(kind: str, mariadb: MariaDb, tmp_path: Path) -> None:
    moments = random.Random(SEED)

    def new_database() -> str:
        return mariadb.new_database() if kind == "mariadb" else f"sqlite:///{tmp_path}/{moments.random()}.sqlite"

    undisturbed = new_database()
    seconds = {now: run(undisturbed, now) for now in (EARLIER, NOW)}
    expected = contents(open_store(undisturbed, folder=tmp_path))
    killed = 0
    while killed < KILLS:
        url = new_database()
        for now in (EARLIER, NOW):  # the first makes the tables, too
            killed += was_killed(url, now, after=moments.uniform(0, seconds[now]))
            collect(url, now)
        assert contents(open_store(url, folder=tmp_path)) == expected, f"after {killed} kills with seed {SEED}"


def run(url: str, now: datetime) -> float:
    """Let a process do a pass, and give the seconds that it takes."""
    begun = time.perf_counter()
    process = _PROCESSES.Process(target=collect, args=(url, now))
    process.start()
    process.join()
    assert process.exitcode == 0
    return time.perf_counter() - begun


def was_killed(url: str, now: datetime, *, after: float) -> bool:
    """Let a process do a pass, kill it after so many seconds, and give whether it had not ended before."""
    process = _PROCESSES.Process(target=collect, args=(url, now))
    process.start()
    time.sleep(after)
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0
