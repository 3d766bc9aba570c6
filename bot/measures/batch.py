"""Pages whose texts are still to be looked up, many at a time, before they are added up."""

from collections.abc import Callable

from bot.measures.shares import Texts
from bot.measures.tally import PageTally

Sink = Callable[[PageTally], None]
"""Takes a page that is closed."""

TEXTS_AT_ONCE = 1_000
PAGES_AT_ONCE = 500
"""How many wait at most."""


class Batch:
    """Pages of one wiki that wait for what was counted in their texts."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._waiting: list[tuple[Sink, PageTally]] = []
        self._needed: set[int] = set()
        self._dbname: str | None = None

    def add(self, sink: Sink, page: PageTally) -> None:
        """Let a page be closed and then taken by `sink`, soon."""
        full = len(self._needed) >= TEXTS_AT_ONCE or len(self._waiting) >= PAGES_AT_ONCE
        if full or page.page.dbname != self._dbname:
            self.flush()
            self._dbname = page.page.dbname
        self._waiting.append((sink, page))
        for share in page.shares:
            for run in share.runs:
                self._needed.update(run.ends)

    def flush(self) -> None:
        """Close all that wait."""
        counts = self._texts(self._dbname, self._needed) if self._dbname and self._needed else {}
        for sink, page in self._waiting:
            page.close(counts)
            sink(page)
        self._waiting.clear()
        self._needed.clear()
