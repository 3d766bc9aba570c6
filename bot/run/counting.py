"""Counting the words and references of many texts, in processes of their own once that is worth starting them.

Or on a cluster, if the operator names one.
"""

import os
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from threading import Lock
from types import TracebackType
from typing import Self

from bot.measures import TextVocabulary, count_text
from bot.model.texts import TextCounts
from bot.run.cluster import Cluster

ENOUGH = 20_000_000
"""Characters: a process takes half a second to start, in which so many are counted without it."""

MOST_PROCESSES = 3
"""As many as wikis that are asked at once."""


class Counting:
    """Counts texts for several threads, on a `cluster` if there is one; processes end with the context."""

    def __init__(self, *, enough: int = ENOUGH, processes: int | None = None, cluster: Cluster | None = None) -> None:
        self._cluster = cluster
        self._left = enough
        self._processes = min(os.cpu_count() or 1, MOST_PROCESSES) if processes is None else processes
        self._pool: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def count(self, texts: Sequence[str], *, language: str, vocabulary: TextVocabulary) -> tuple[TextCounts, ...]:
        """Give what is in each text, in order."""
        work = partial(count_texts, language=language, vocabulary=vocabulary)
        if self._cluster and (elsewhere := self._cluster.share_out(work, texts)) is not None:
            return elsewhere
        pool = self._pool_for(sum(map(len, texts)))
        if pool is None:
            return work(texts)
        try:
            shares = [pool.submit(work, texts[first :: self._processes]) for first in range(self._processes)]
            counted = [iter(share.result()) for share in shares]
        except BrokenExecutor:  # the system ends processes where memory is short
            self._processes = 1
            return work(texts)
        return tuple(next(counted[number % self._processes]) for number in range(len(texts)))

    def _pool_for(self, characters: int) -> ProcessPoolExecutor | None:
        """Give the processes; None as long as there was not enough for them, or where one is all there can be."""
        with self._lock:
            self._left -= characters
            if self._left > 0 or self._processes < 2:  # noqa: PLR2004 - one besides this one gains nothing
                return None
            if self._pool is None:
                # Not a fork: this process has threads, and much that is of no use for counting.
                self._pool = ProcessPoolExecutor(self._processes, mp_context=get_context("spawn"))
            return self._pool


def count_texts(texts: Sequence[str], *, language: str, vocabulary: TextVocabulary) -> tuple[TextCounts, ...]:
    """Give what is in each text, in order."""
    return tuple(count_text(text, language=language, vocabulary=vocabulary) for text in texts)
