"""The log of what reached the wikis, as php/log.php writes it."""

import fcntl
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request: `entry` is the script (`api`, `index`, `rest`, `load`), `params` are of its address and body."""

    wiki: str
    method: str
    entry: str
    params: Mapping[str, str]
    """Without passwords and tokens."""
    user_agent: str


class RequestLog:
    """Reads the log of a farm, each line once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = 0
        self._requests: tuple[Request, ...] = ()

    def requests(self) -> tuple[Request, ...]:
        """Give every request so far, in the order in which they came."""
        if self._file.is_file():
            with self._file.open("rb") as log:
                fcntl.flock(log, fcntl.LOCK_SH)  # no line is half written while we hold it
                log.seek(self._read)
                lines = log.readlines()
                self._read = log.tell()
            self._requests += tuple(Request(**json.loads(line)) for line in lines)
        return self._requests
