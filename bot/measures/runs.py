"""Runs: consecutive revisions by one participant on one page inside one window (DESIGN section 4).

Words and references are those at the end of a run less those before it, so only the texts at its ends are needed. One
person's revisions of one page have to come in the order in which they were saved; all others in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.contributions import Contribution
from bot.model.intervals import Interval
from bot.model.wikis import WIKIDATA

_TEXTLESS = frozenset({WIKIDATA})


def has_text(dbname: str) -> bool:
    """Whether a wiki's pages are running text; Wikidata's are not."""
    return dbname not in _TEXTLESS


@dataclass(slots=True)
class Run:
    """One run so far: where it began, the numbers before it, and those after its last revision."""

    window: Interval | None
    parent_id: int | None
    words_before: int | None
    references_before: int | None
    rev_id: int
    words_after: int | None
    references_after: int | None

    @property
    def words(self) -> int | None:
        """How many words it added; None where the number before or after it is not known."""
        before, after = self.words_before, self.words_after
        return None if before is None or after is None else max(after - before, 0)

    @property
    def references(self) -> int | None:
        """How many references it added or, below zero, removed."""
        before, after = self.references_before, self.references_after
        return None if before is None or after is None else after - before

    def is_continued_by(self, contribution: Contribution, window: Interval | None) -> bool:
        """Whether a revision that was not reverted goes on with it."""
        return contribution.parent_id == self.rev_id and window == self.window

    def go_on(self, contribution: Contribution) -> None:
        self.rev_id = contribution.rev_id
        self.words_after, self.references_after = contribution.words, contribution.references


def begin_run(contribution: Contribution, window: Interval | None) -> Run:
    """Give the run of a revision alone; before the first revision of a page there is nothing."""
    c = contribution
    first = c.parent_id == 0
    return Run(
        window=window,
        parent_id=c.parent_id,
        words_before=0 if first else c.words_before,
        references_before=0 if first else c.references_before,
        rev_id=c.rev_id,
        words_after=c.words,
        references_after=c.references,
    )


def window_of(contribution: Contribution, windows: Sequence[Interval]) -> Interval | None:
    """Give the window in which a revision was made."""
    moment = contribution.timestamp
    for window in windows:  # a generator would take twice as long
        if moment in window:
            return window
    return None
