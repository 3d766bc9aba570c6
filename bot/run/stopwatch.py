"""How long each stage of a run took."""

import time
from collections.abc import Mapping


class Stopwatch:
    """Measures stages that follow each other."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._stage: str | None = None
        self._since = time.monotonic()

    def next(self, stage: str) -> None:
        """End the stage that goes on, and begin another."""
        self._end()
        self._stage = stage

    def read(self) -> Mapping[str, float]:
        """Give the seconds of each stage so far, in the order in which they began."""
        if self._stage is not None:
            self.next(self._stage)
        return dict(self._seconds)

    def _end(self) -> None:
        now = time.monotonic()
        if self._stage is not None:
            self._seconds[self._stage] = self._seconds.get(self._stage, 0) + now - self._since
        self._since = now
