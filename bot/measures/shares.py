"""What one person did to one page, by days, and the runs of their revisions.

A run is made of consecutive revisions by one person on one page inside one window (DESIGN section 4). Words and
references are those at its end less those before it, so that only the texts at its ends are needed.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.measures.calendar import NEVER, Calendar
from bot.measures.sums import Sums, added_up
from bot.model.contributions import REVERTED, Edit, PageEdits
from bot.model.wikis import WIKIDATA

_TEXTLESS = frozenset({WIKIDATA})

Counts = tuple[int | None, int | None]
"""Words and references of a text; None where they are not known."""

Texts = Callable[[str, Collection[int]], Mapping[int, Counts]]
"""Gives what is known of the texts of these revisions of a wiki."""

UNKNOWN: Counts = (None, None)
"""Of a text that nobody counted, or that cannot be had."""

_EMPTY: Counts = (0, 0)


def has_text(dbname: str) -> bool:
    """Whether a wiki's pages are running text; Wikidata's are not."""
    return dbname not in _TEXTLESS


@dataclass(slots=True, eq=False)
class Run:
    """Where a run began and which is its last revision; `parent_id` as in Contribution."""

    parent_id: int | None
    rev_id: int
    sums: Sums
    """Of the day on which it ended."""

    @property
    def ends(self) -> tuple[int, ...]:
        """The revisions whose texts tell what it did; none where the parent is not known: one alone tells nothing."""
        if self.parent_id is None:
            return ()
        return (self.parent_id, self.rev_id) if self.parent_id else (self.rev_id,)

    def gave(self, counts: Mapping[int, Counts]) -> Counts:
        """Give how many words it added, and how many references it added or, below zero, removed."""
        if self.parent_id is None:
            return UNKNOWN
        words_before, references_before = counts.get(self.parent_id, UNKNOWN) if self.parent_id else _EMPTY
        words, references = counts.get(self.rev_id, UNKNOWN)
        return (
            None if words is None or words_before is None else max(words - words_before, 0),
            None if references is None or references_before is None else references - references_before,
        )


_NOTHING = Sums()

_NO_RUN = Run(parent_id=None, rev_id=-1, sums=_NOTHING)
"""No revision goes on with it."""


class Share:
    """What one person did to a page, by day; `named`: whether reports may say so."""

    __slots__ = ("days", "name", "named", "runs", "sums")

    def __init__(self, name: str, *, named: bool) -> None:
        self.name = name
        self.named = named
        self.days: dict[date, Sums] = {}
        self.runs: list[Run] = []
        self.sums = _NOTHING
        """Of all days, once it is closed."""

    def on(self, day: date, *, textless: bool) -> Sums:
        """Give the sums of a day, to be added to."""
        sums = self.days.get(day)
        if sums is None:
            sums = self.days[day] = Sums()
            sums.textless = textless
        return sums

    def close(self, counts: Mapping[int, Counts]) -> None:
        """Add what the runs gave to the days on which they ended, and all days together."""
        for run in self.runs:
            run.sums.add_run(*run.gave(counts))
        self.sums = added_up(self.days.values())


def count_share(page: PageEdits, edits: Iterable[Edit], calendar: Calendar, *, name: str, named: bool) -> Share | None:
    """Add up one person's revisions of a page, by time; None where none of them counts."""
    share = Share(name, named=named)
    edges, cells = calendar.edges, calendar.cells
    redirect, textless = bool(page.is_redirect), not has_text(page.dbname)
    until, cell, window, sums, run = -NEVER, None, -1, _NOTHING, _NO_RUN
    for _, _, timestamp, rev_id, parent_id, size_diff, tags in edits:
        if timestamp >= until:
            place = bisect_right(edges, timestamp)
            until = edges[place] if place < len(edges) else NEVER
            cell = cells[place]
            if cell is not None:
                if window != cell[0]:
                    window, run = cell[0], _NO_RUN
                sums = share.on(cell[1], textless=textless)
        if cell is None:
            continue
        sums.edits += 1
        if parent_id == 0 and not redirect:
            sums.creates, sums.created_at = True, timestamp
        if REVERTED in tags and REVERTED in tags.split("|"):
            sums.reverted += 1
        elif not textless:
            sums.add_difference(size_diff)
            if parent_id == run.rev_id:
                run.rev_id, run.sums = rev_id, sums
            else:
                run = Run(parent_id, rev_id, sums)
                share.runs.append(run)
    return share if share.days else None


_NO_RUN = Run(parent_id=None, rev_id=-1, sums=Sums())
"""No revision goes on with it."""
