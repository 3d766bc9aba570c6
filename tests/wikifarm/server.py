"""PHP's own web server for one farm: started, found again, and ended by the id of its process group."""

import contextlib
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.wikifarm.errors import FarmError
from tests.wikifarm.layout import PHP_FILES
from tests.wikifarm.php import farm_environment, php_command

_PATIENCE = 20.0
"""Seconds that the server may take to begin or to end."""
_OWNED = 'trap : TERM; "$@" & read -r _; kill 0; wait'
"""Ends its whole group when its input closes, which it does however its parent ends."""
_DETACHED = 'setsid "$@" </dev/null >&2 & echo $!'

_DEAD = ("Z", "X")
_GROUP, _START_TIME = 2, 19
"""Places in what follows the name in /proc/PID/stat, after proc(5)."""

Owner = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; `group` is the id of its process group and of the process that leads it."""

    group: int
    started: str
    """When that process began, as the kernel counts it; with the id it names one process only."""
    url: str
    owner: Owner | None = None
    """The process that ends it with us; None when it was told to outlive whoever started it."""

    @property
    def alive(self) -> bool:
        return _start_time(self.group) == self.started

    def stop(self) -> None:
        """End its process group, by force if need be; nothing happens when it has ended already."""
        # As long as we have not looked at our own process, its id can be nobody else's.
        if self.alive or (self.owner is not None and self.owner.returncode is None):
            for ending in (signal.SIGTERM, signal.SIGKILL):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.group, ending)
                if _wait_until(lambda: not _members(self.group)):
                    break
        if self.owner is not None:
            if self.owner.stdin is not None:
                self.owner.stdin.close()
            self.owner.wait(_PATIENCE)

    def save(self, file: Path) -> None:
        """Write down where it is, for whoever comes later."""
        file.write_text(json.dumps({"group": self.group, "started": self.started, "url": self.url}), encoding="utf-8")


def load_server(file: Path) -> Server | None:
    """Give the server that was written down in a file, whether or not it still runs."""
    return Server(**json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


def start_server(directory: Path, *, port: int = 0, detached: bool = False) -> Server:
    """Serve the farm in `directory` on a port of the loopback address: the wanted one if it is free, else any.

    Unless `detached`, the server ends with this process, however that ends.
    """
    log = directory / "server.log"
    for candidate in dict.fromkeys((port, 0)):
        listen = ("-S", f"127.0.0.1:{candidate}", "-t", str(directory / "www"), str(PHP_FILES / "router.php"))
        with log.open("wb") as output:
            spawn = _spawn_detached if detached else _spawn_owned
            group, owner = spawn(php_command(*listen), farm_environment(directory), output)
        started = _start_time(group)
        _wait_until(lambda: b"started" in log.read_bytes() or b"Failed" in log.read_bytes())
        announced = re.search(r"\((http://127\.0\.0\.1:\d+)\) started", log.read_text(encoding="utf-8"))
        server = Server(group=group, started=started, url=announced[1] if announced else "", owner=owner)
        if announced:
            return server
        server.stop()
    raise FarmError(f"PHP's web server did not start: {log.read_text(encoding='utf-8')[-2000:]}")


def _spawn_owned(command: list[str], environment: dict[str, str], output: IO[bytes]) -> tuple[int, Owner | None]:
    owner = subprocess.Popen(
        ["sh", "-c", _OWNED, "sh", *command],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )
    return owner.pid, owner


def _spawn_detached(command: list[str], environment: dict[str, str], output: IO[bytes]) -> tuple[int, Owner | None]:
    shell = ["sh", "-c", _DETACHED, "sh", *command]
    done = subprocess.run(shell, env=environment, stdout=subprocess.PIPE, stderr=output, check=True)
    return int(done.stdout), None


def _start_time(pid: int) -> str:
    """Give when a living process began; nothing when there is none."""
    fields = _stat(Path(f"/proc/{pid}"))
    return fields[_START_TIME] if fields else ""


def _members(group: int) -> list[str]:
    """Give the ids of the living processes of a group."""
    processes = Path("/proc").glob("[0-9]*")
    return [process.name for process in processes if (fields := _stat(process)) and fields[_GROUP] == str(group)]


def _stat(process: Path) -> list[str]:
    """Give a living process's `stat` from its third field on; nothing for one that only waits to be looked at."""
    try:
        fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [] if fields[0] in _DEAD else fields


def _wait_until(condition: Callable[[], bool]) -> bool:
    """Give whether it came true within our patience."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True
