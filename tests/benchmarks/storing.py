"""Keeping many revisions and measuring them, and whether memory grows with them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.rows import Row, Section

COMPARED = (("insert_bare", "insert"), ("stream_bare", "stream", "count"))
"""Steps in their order, each group with the one first that the others are compared with."""

WHAT = {
    "insert_bare": "bare table, {rows} in",
    "insert": "store {rows}",
    "stream_bare": "bare table, {rows} out",
    "stream": "read {rows} back",
    "count": "and measure 4 programs",
}


def measure_store(folder: Path, rows: int) -> Section:
    """Time each step with so many revisions and with a tenth of them, each in a process of its own."""
    return Section(
        title="Keeping revisions in SQLite",
        rows=tuple(row for size in (rows // 10, rows) for row in _rows(folder / str(size), size)),
    )


def _rows(folder: Path, size: int) -> Iterator[Row]:
    folder.mkdir(parents=True)
    for steps in COMPARED:
        done = {step: _do(step, folder, size) for step in steps}
        for step, (seconds, memory) in done.items():
            yield Row(
                what=WHAT[step].format(rows=f"{size:,}"),
                seconds=seconds,
                ratio=seconds / done[steps[0]][0],
                rate=size / seconds,
                memory=memory,
            )


def _do(step: str, folder: Path, size: int) -> tuple[float, int]:
    """Give a step's seconds and megabytes."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.store_steps", step, str(size), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(ended.stdout)
    return told["seconds"], told["memory"]
