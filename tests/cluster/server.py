"""Processes of a cluster, begun and ended by their ids."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
CHECKOUT = Path(__file__).parents[2]

_PATIENCE = 120.0
"""Seconds that the scheduler may take to begin, and a process to end."""
_ENDS_WITH_US = ("setpriv", "--pdeathsig=KILL", "--")
"""Has the kernel end a process when the thread that started it ends, however it does."""
_OPEN_TO_ALL = ("PATH", "LANG")
"""What the workers are given of the environment: no account, no home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaskCluster:
    """A running scheduler, at `address`, with its workers."""

    address: str
    workers: tuple["subprocess.Popen[bytes]", ...]

    @classmethod
    @contextmanager
    def start(cls, folder: Path, *, workers: int) -> Iterator["DaskCluster"]:
        """Run them until the context ends; a worker does one thing at a time."""
        folder.mkdir(parents=True, exist_ok=True)
        where = folder / "scheduler.json"
        log = folder / "cluster.log"
        processes = [_begin(log, folder, "scheduler", "--port=0", f"--host={HOST}", f"--scheduler-file={where}")]
        try:
            address = _address(where, processes[0], log)
            arguments = (address, "--nthreads=1", "--no-nanny", f"--host={HOST}")
            processes += [_begin(log, folder, "worker", *arguments) for _ in range(workers)]
            yield cls(address=address, workers=tuple(processes[1:]))
        finally:
            for process in reversed(processes):
                process.kill()
                process.wait(_PATIENCE)


def _begin(log: Path, folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    environment = {name: os.environ[name] for name in _OPEN_TO_ALL if name in os.environ}
    with log.open("ab") as output:
        return subprocess.Popen(
            [*_ENDS_WITH_US, sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            cwd=folder,
            env={**environment, "PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )


def _address(where: Path, scheduler: "subprocess.Popen[bytes]", log: Path) -> str:
    """Give the scheduler's address as soon as it has told it."""
    deadline = time.monotonic() + _PATIENCE
    while scheduler.poll() is None and time.monotonic() < deadline:
        try:
            address: str = json.loads(where.read_text("utf-8"))["address"]
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.05)
        else:
            return address
    raise RuntimeError(f"the scheduler did not start: {log.read_text('utf-8', errors='replace')[-3000:]}")
