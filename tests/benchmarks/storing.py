"""Keeping many revisions and measuring them, and whether memory grows with them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.rows import Row, Section
from tests.mariadb import MariaDb

COMPARED = (("insert_bare", "insert", "insert on MariaDB"), ("stream_bare", "stream", "stream on MariaDB", "count"))
"""Steps in their order, each group with the one first that the others are compared with."""

WHAT = {
    "insert_bare": "bare table, {rows} in",
    "insert": "store {rows}",
    "insert on MariaDB": "… in MariaDB",
    "stream_bare": "bare table, {rows} out",
    "stream": "read {rows} back",
    "stream on MariaDB": "… from MariaDB",
    "count": "and measure 4 programs",
    "created": "find its created pages",
    "created on MariaDB": "… in MariaDB",
}


def measure_store(folder: Path, rows: int) -> Section:
    """Time each step with so many revisions and with a tenth of them, each in a process of its own."""
    with MariaDb.start(folder / "server") as server:
        return Section(
            title="Keeping revisions in SQLite",
            rows=tuple(
                row for size in (rows // 10, rows) for row in _rows(folder / str(size), size, server.new_database())
            ),
        )


def _rows(folder: Path, size: int, on_server: str) -> Iterator[Row]:
    folder.mkdir(parents=True)
    for steps in COMPARED:
        done = {step: _do(step, folder, size, on_server) for step in steps}
        for step, (seconds, memory) in done.items():
            yield Row(
                what=WHAT[step].format(rows=f"{size:,}"),
                seconds=seconds,
                ratio=seconds / done[steps[0]][0],
                rate=size / seconds,
                memory=memory,
            )
    for step in ("created", "created on MariaDB"):
        seconds, memory = _do(step, folder, size, on_server)
        yield Row(what=WHAT[step], seconds=seconds, memory=memory)


def _do(step: str, folder: Path, size: int, on_server: str) -> tuple[float, int]:
    """Give a step's seconds and megabytes."""
    name, _, elsewhere = step.partition(" on ")
    arguments = [name, str(size), str(folder), *([on_server] if elsewhere else [])]
    ended = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.store_steps", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(ended.stdout)
    return told["seconds"], told["memory"]
