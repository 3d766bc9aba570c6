"""Workers on other machines, reached through a scheduler of Dask distributed, as a `concurrent.futures` executor.

What they are given is public: texts of wikis and what is needed to count them. They need no account and no database.
"""

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as TooLate
from functools import partial
from threading import Lock
from types import TracebackType
from typing import Any, Self, TypeVar

from bot import __version__
from bot.measures import REFERENCES_VERSION, WORDS_VERSION, can_segment
from bot.model.errors import OperatorError

PACKAGE = "distributed"

CONNECTING_SECONDS = 10
"""How long a scheduler may take to answer; without it a run does its work itself."""

MOST_SECONDS = 120
"""How long a unit of work may take there, with waiting for a worker; a run that waits longer does it itself."""

Given = TypeVar("Given")
Done = TypeVar("Done")


class Cluster:
    """Connects when it is first needed, and is left alone for the rest of the run once it failed; for several threads.

    Raises OperatorError where the extra that it needs is not installed.
    """

    def __init__(self, address: str) -> None:
        if importlib.util.find_spec(PACKAGE) is None:
            raise OperatorError("bot.yaml: executor: dask needs more packages: pip install 'campaignbot[cluster]'")
        self.trouble: str | None = None
        """Why it is not used any more, for a person."""
        self._address = address
        self._client: Any = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()

    def share_out(
        self, work: Callable[[Sequence[Given]], Sequence[Done]], things: Sequence[Given]
    ) -> tuple[Done, ...] | None:
        """Let the workers do `work`, each on a part of the things; give what comes of each, in order.

        A worker that dies has its part done by another. None where that cannot be, and the caller has to do it.
        """
        executor = self._executor()
        if executor is None or not things:
            return None
        size = -(-len(things) // self._threads())
        parts = [things[first : first + size] for first in range(0, len(things), size)]
        alike = partial(_do_alike, _likeness(), work)
        futures: list[Future[Sequence[Done] | None]] = [executor.submit(alike, part) for part in parts]
        try:
            return tuple(self._joined(futures))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong there, the work can be done here
            self._give_up(f"{type(error).__name__} on the cluster at {self._address}")
            for future in futures:
                future.cancel()
            return None

    def _joined(self, futures: Sequence[Future[Sequence[Done] | None]]) -> Iterator[Done]:
        for future in futures:
            part = future.result(MOST_SECONDS)
            if part is None:
                raise UnlikeError
            yield from part

    def _executor(self) -> Executor | None:
        with self._lock:
            if self.trouble is None and self._client is None:
                self._connect()
            return None if self.trouble else self._client.get_executor()

    def _connect(self) -> None:
        from distributed import Client  # noqa: PLC0415 - an extra, and a second to import

        try:
            self._client = Client(  # type: ignore[no-untyped-call] # it has no types
                self._address, timeout=CONNECTING_SECONDS, set_as_default=False
            )
        except (OSError, TooLate, ValueError) as error:
            self._give_up(f"{type(error).__name__} when connecting to the cluster at {self._address}")

    def _threads(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def _give_up(self, why: str) -> None:
        self.trouble = f"{why}; this run does the work itself"


class UnlikeError(Exception):
    """A worker has another version of the bot, or lacks a package, and would come to other numbers."""


def _likeness() -> tuple[object, ...]:
    """Give what has to be the same on a worker for its numbers to be the same."""
    return (__version__, WORDS_VERSION, REFERENCES_VERSION, can_segment())


def _do_alike(
    likeness: tuple[object, ...], work: Callable[[Sequence[Given]], Sequence[Done]], part: Sequence[Given]
) -> Sequence[Done] | None:
    """Do the work on a worker that is alike; None on one that is not."""
    return work(part) if _likeness() == likeness else None
