"""Work on several wikis at once: a thread asks each of them, and the one that began them does all the rest."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from bot.model.errors import WikiUnavailableError
from bot.wikis.patience import OutOfPatienceError, at_most

MOST_AT_ONCE = 3
"""Wikis that are asked at the same time (DESIGN section 5)."""

MOST_SECONDS = 600
"""After so long a wiki is left; what was read of it stays, and the next run goes on from there."""

MOST_WAITING = 2
"""Answers of one wiki that are held in memory because there was no time yet to store them."""

GRACE_SECONDS = 2
"""How long an interrupted run waits for its threads; what they have not handed in is lost."""

Answer = TypeVar("Answer")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task(Generic[Done]):
    do: Callable[[], Done]
    future: Future[Done]

    def run(self) -> None:
        try:
            done = self.do()
        except BaseException as error:
            self.future.set_exception(error)
            if not isinstance(error, Exception):
                raise
        else:
            self.future.set_result(done)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bug:
    """What must not happen, and is raised when all wikis are done."""

    error: BaseException


class Desk:
    """Where a thread hands in what only the thread that began it may do: use the store, or tell a person something.

    A little of it may wait while the thread goes on, so that answers are stored while the next ones are asked for.
    """

    def __init__(self, tasks: SimpleQueue[_Task[Any]], stopped: Event) -> None:
        self._tasks = tasks
        self._stopped = stopped
        self._waiting: deque[Future[Any]] = deque()

    def hand_in(self, do: Callable[[], object]) -> None:
        """Let something be done soon, after what was handed in before; a later call raises what it raised."""
        while len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._submit(do))

    def ask(self, do: Callable[[], Done]) -> Done:
        """Let something be done, after what was handed in before, and give what it gives."""
        self.settle()
        return self._submit(do).result()

    def settle(self) -> None:
        """Wait until everything that was handed in is done."""
        while self._waiting:
            self._waiting.popleft().result()

    def _submit(self, do: Callable[[], Done]) -> Future[Done]:
        if self._stopped.is_set():
            raise OutOfPatienceError("the run was interrupted")
        task = _Task(do=do, future=Future[Done]())
        self._tasks.put(task)
        return task.future


def side_by_side(
    dbnames: Sequence[str],
    work: Callable[[str, Desk], Answer],
    *,
    seconds: Callable[[], float] = lambda: MOST_SECONDS,
) -> dict[str, Answer | WikiUnavailableError]:
    """Do `work` for each wiki, at most three at once, and give by dbname, in the given order, what came of it.

    A wiki that does not answer, or not within the `seconds` that there are for it when its turn comes, is a value. Any
    other error is raised once all have ended.
    """
    outcomes: dict[str, Answer | WikiUnavailableError | _Bug] = {}
    tasks: SimpleQueue[_Task[Any]] = SimpleQueue()
    todo = _queue_of(dbnames)
    stopped = Event()

    def work_off() -> None:
        while (dbname := _next(todo)) is not None and not stopped.is_set():
            with at_most(seconds(), stopped=stopped):
                outcome = _attempt(dbname, work, Desk(tasks, stopped))
            tasks.put(_Task(do=_setter(outcomes, dbname, outcome), future=Future()))

    threads = tuple(Thread(target=work_off, daemon=True) for _ in range(min(MOST_AT_ONCE, len(dbnames))))
    try:
        for thread in threads:
            thread.start()
        while len(outcomes) < len(dbnames):
            tasks.get().run()
    finally:
        stopped.set()
        while (task := _next(tasks)) is not None:
            task.future.cancel()
        grace_ends = time.monotonic() + GRACE_SECONDS
        for thread in threads:
            thread.join(max(0, grace_ends - time.monotonic()))
    _raise_bugs(outcomes)
    return {dbname: outcome for dbname in dbnames if not isinstance(outcome := outcomes[dbname], _Bug)}


def _attempt(dbname: str, work: Callable[[str, Desk], Answer], desk: Desk) -> Answer | WikiUnavailableError | _Bug:
    outcome: Answer | WikiUnavailableError
    try:
        try:
            outcome = work(dbname, desk)
        except WikiUnavailableError as error:
            outcome = error
        desk.settle()
    except BaseException as error:  # noqa: BLE001 - raised again by the thread that waits for this one
        return _Bug(error=error)
    return outcome


def _raise_bugs(outcomes: dict[str, Any]) -> None:
    bugs = {dbname: outcome.error for dbname, outcome in outcomes.items() if isinstance(outcome, _Bug)}
    if bugs:
        first, *others = bugs
        for dbname in others:
            bugs[first].add_note(f"{dbname}: {bugs[dbname]!r}")
        raise bugs[first]


def _setter(outcomes: dict[str, Done], dbname: str, outcome: Done) -> Callable[[], None]:
    return lambda: outcomes.__setitem__(dbname, outcome)


def _queue_of(items: Sequence[Done]) -> SimpleQueue[Done]:
    queue: SimpleQueue[Done] = SimpleQueue()
    for item in items:
        queue.put(item)
    return queue


def _next(queue: SimpleQueue[Done]) -> Done | None:
    try:
        return queue.get_nowait()
    except Empty:
        return None
