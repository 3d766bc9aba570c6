"""How long a run may take, so that what is slow leaves the others their turn, and the next run comes in time."""

import time
from collections.abc import Callable

READING_SECONDS = 40 * 60
"""Of each run for reading from wikis; what did not fit goes first in the next."""

RUN_SECONDS = 55 * 60
"""After so long no further page is saved; those left go first in the next run."""


class Budget:
    """Counts from when the run began; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._begun = clock()

    def for_reading(self, most: float) -> float:
        """Give how many seconds may be spent on one thing: `most`, or what is left of the run's time for reading."""
        return max(0.0, min(most, self._begun + READING_SECONDS - self.clock()))

    @property
    def is_spent(self) -> bool:
        """Whether nothing more is to be begun in this run."""
        return self.clock() - self._begun >= RUN_SECONDS
