"""How much happened on each day of an event, as a strip of bars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.intervals import Interval
from bot.model.results import Totals
from bot.reports.scribe import Scribe
from bot.reports.wikitext import Wikitext, escape

MOST_BARS = 92
"""Three months of days; a longer event is shown by weeks."""

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar as high as its part of the highest, in percent, and what it stands for in words."""

    height: int
    text: Wikitext


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The bars in order, what stands below the first and the last, and which was the highest."""

    bars: tuple[Bar, ...]
    first: Wikitext
    last: Wikitext
    highest: Wikitext


def day_strip(
    days: Mapping[date, Totals], windows: tuple[Interval, ...], timezone: str, scribe: Scribe
) -> Strip | None:
    """Give the strip of an event from its first day until today or its last; None for one day, or without edits."""
    if not windows or not any(totals.edits for totals in days.values()):
        return None
    zone = ZoneInfo(timezone)
    first = windows[0].start.astimezone(zone).date()
    last = (min(windows[-1].end, scribe.context.now) - timedelta(seconds=1)).astimezone(zone).date()
    last = max(last, *days)
    if first >= last:
        return None
    step = timedelta(days=1 if (last - first).days < MOST_BARS else _WEEK)
    counted: list[tuple[Wikitext, int]] = []
    day = first
    while day <= last:
        end = min(day + step, last + timedelta(days=1))
        edits = sum(totals.edits or 0 for one, totals in days.items() if day <= one < end)
        counted.append((_named(day, end, timezone, scribe), edits))
        day = end
    most = max(edits for _, edits in counted)
    return Strip(
        bars=tuple(
            Bar(height=max(round(100 * edits / most), 1) if edits else 0, text=scribe.t("day-edits", name, edits))
            for name, edits in counted
        ),
        first=counted[0][0],
        last=counted[-1][0],
        highest=scribe.t("days-highest", *next((name, edits) for name, edits in counted if edits == most)),
    )


def _named(first: date, end: date, timezone: str, scribe: Scribe) -> Wikitext:
    zone = ZoneInfo(timezone)
    start, until = (datetime.combine(day, time(), zone) for day in (first, end))
    return escape(scribe.formats.days(start, until, timezone))
