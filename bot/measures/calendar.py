"""Where a moment lies: in which window of a program, and on which of its days."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

from bot.model.edits import Numbers, column
from bot.model.intervals import Interval, merge

Cell = tuple[int, date]
"""Number of the window, and the day in the program's time zone."""

NEVER = 1 << 62
"""Later than any moment, in seconds."""


class Calendar:
    """Cuts time, in seconds since 1970 UTC, at the edges of windows and at midnights.

    `edges` are the cuts, in order; `cells` what lies before the first, between each two, and after the last: the window
    and day, or None for what counts nothing. Runs end with the windows of `runs`, where others count than count here.
    """

    def __init__(self, windows: Iterable[Interval], timezone: str, *, runs: Iterable[Interval] | None = None) -> None:
        counted = merge(windows)
        whole = merge(counted if runs is None else runs)
        zone = ZoneInfo(timezone)
        cuts = {_seconds(edge) for window in (*counted, *whole) for edge in (window.start, window.end)}
        cuts.update(second for window in counted for second in _midnights(window, zone))
        self.edges: list[int] = sorted(cuts)
        inside = [_cell(start, counted, whole, zone) for start, _ in pairwise([*self.edges, NEVER])]
        self.cells: tuple[Cell | None, ...] = (None, *inside)


class Timetable:
    """Several calendars as one, for very many moments at once.

    `windows` and `days` have, for each calendar and each segment of time between two cuts, the number of the window and
    the ordinal of the day; -1 for what counts nothing.
    """

    def __init__(self, calendars: Sequence[Calendar]) -> None:
        self._edges = column(sorted({edge for calendar in calendars for edge in calendar.edges}))
        starts = np.append(-NEVER, self._edges)
        shape = len(calendars), len(starts)
        self.windows, self.days = np.empty(shape, dtype=np.int64), np.empty(shape, dtype=np.int64)
        for number, calendar in enumerate(calendars):
            places = np.searchsorted(column(calendar.edges), starts, side="right")
            self.windows[number] = column([cell[0] if cell else -1 for cell in calendar.cells])[places]
            self.days[number] = column([cell[1].toordinal() if cell else -1 for cell in calendar.cells])[places]

    def segments(self, timestamps: Numbers) -> Numbers:
        """Give in which segment each moment lies."""
        return np.searchsorted(self._edges, timestamps, side="right")


def _cell(start: int, counted: Sequence[Interval], whole: Sequence[Interval], zone: ZoneInfo) -> Cell | None:
    moment = datetime.fromtimestamp(start, UTC)
    if not any(moment in window for window in counted):
        return None
    number = next(number for number, window in enumerate(whole) if moment in window)
    return number, moment.astimezone(zone).date()


def _midnights(window: Interval, zone: ZoneInfo) -> Iterable[int]:
    day = window.start.astimezone(zone).date() + timedelta(days=1)
    while (midnight := datetime.combine(day, time(), zone).astimezone(UTC)) < window.end:
        yield _seconds(midnight)
        day += timedelta(days=1)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
