"""Half-open spans of time `[start, end)` and their arithmetic; all times aware, UTC, whole seconds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """`[start, end)`: `end` is the first moment that no longer belongs to it."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def merge(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the same moments as sorted intervals that neither touch nor overlap; empty ones are dropped."""
    merged: list[Interval] = []
    for interval in sorted(i for i in intervals if i.start < i.end):
        if merged and interval.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, interval.end))
        else:
            merged.append(interval)
    return tuple(merged)


def subtract(intervals: Iterable[Interval], holes: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the moments that are in `intervals` and in none of `holes`."""
    rest = list(merge(intervals))
    for hole in merge(holes):
        rest = [
            piece
            for i in rest
            for piece in (Interval(i.start, min(i.end, hole.start)), Interval(max(i.start, hole.end), i.end))
            if piece.start < piece.end
        ]
    return tuple(rest)


def clip(intervals: Iterable[Interval], bounds: Interval) -> tuple[Interval, ...]:
    """Give the moments of `intervals` that lie inside `bounds`."""
    return merge(Interval(max(i.start, bounds.start), min(i.end, bounds.end)) for i in intervals)
