"""When a service that fails is left alone: one for each run, for all threads that ask it."""

import time
from threading import Event, Lock

from bot.services.page_views import Failed

MOST_FAILURES = 3
"""One after the other; then the service is not asked any more in this run."""

LONGEST_PAUSE = 10
"""Seconds for which a run waits where the service asks to be left alone; for a longer pause the next runs wait."""


class Circuit:
    """Says whether the service may be asked; `failed` is why not any more, in this run."""

    def __init__(self, seconds: float) -> None:
        self.failed: Failed | None = None
        self._until = time.monotonic() + seconds
        self._resume = 0.0
        self._in_a_row = 0
        self._lock = Lock()
        self._ended = Event()

    def may_ask(self) -> bool:
        """Whether a request may be made now, after a pause if the service asked for one."""
        while (pause := self._resume - time.monotonic()) > 0 and not self._ended.is_set():
            self._ended.wait(pause)
        return self.failed is None and time.monotonic() < self._until

    def note(self, answer: object) -> None:
        """Note how the service answered."""
        with self._lock:
            if not isinstance(answer, Failed):
                self._in_a_row = 0
                return
            self._in_a_row += 1
            long = answer.pause is not None and answer.pause > LONGEST_PAUSE
            if long or self._in_a_row >= MOST_FAILURES:
                self.failed = self.failed or answer
                self._ended.set()
            elif answer.pause:
                self._resume = max(self._resume, time.monotonic() + answer.pause)
