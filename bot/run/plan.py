"""Which spans of time of which accounts to fetch from one wiki. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.intervals import Interval, clip, merge, subtract

OVERLAP = timedelta(days=14)
"""How far back each run reads again, for late tags, deletions and moves (DESIGN section 5)."""

IN_FULL = timedelta(days=7)
"""After how long everything that open programs need is read again, for what changed before the overlap."""

TAKEN_ALONG = IN_FULL / 2
"""Whose last full reading is that old is read together with those whose turn it is, so that all have one turn."""

Spans = tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What a closed program needs, to be read a last time once it has closed."""

    at: datetime
    windows: Spans
    user_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One interval to be read for several accounts, as many as fit into a request."""

    interval: Interval
    user_ids: tuple[int, ...]


def due_in_full(
    *,
    open_needs: Mapping[int, Spans],
    closings: Iterable[Closing],
    read_in_full: Mapping[int, datetime],
    now: datetime,
) -> Mapping[int, Spans]:
    """Give, for each account whose turn it is, what has to be read again although it is known.

    Its turn is every week while a program is open, once after a program closed, and before either was ever done.
    """
    due: dict[int, list[Interval]] = defaultdict(list)
    for closing in closings:
        for user_id in closing.user_ids:
            last = read_in_full.get(user_id)
            if last is None or last < closing.at:
                due[user_id].extend(closing.windows)
    overdue = any(now - read_in_full.get(user_id, now) >= IN_FULL for user_id in open_needs)
    for user_id, spans in open_needs.items():
        last = read_in_full.get(user_id)
        if user_id in due or last is None or (overdue and now - last >= TAKEN_ALONG):
            due[user_id].extend(spans)
    return {user_id: merge(spans) for user_id, spans in due.items()}


def plan_fetches(
    *,
    needed: Mapping[int, Spans],
    open_needs: Mapping[int, Spans],
    covered: Mapping[int, Spans],
    now: datetime,
    batch: int,
    turns: Mapping[int, int] | None = None,
) -> tuple[Fetch, ...]:
    """Give the fewest fetches after which `needed` is covered until `now` and the recent past is read again.

    `open_needs` are the needs of programs that are not closed yet: only of these the last `OVERLAP` is read
    again, as one interval for all accounts, so that a run with nothing new is one fetch for each `batch`. Accounts with
    a lower number in `turns` come first: time may be short.
    """
    past = Interval(datetime.min.replace(tzinfo=now.tzinfo), now)
    recent = {user_id: clip(spans, Interval(now - OVERLAP, now)) for user_id, spans in open_needs.items()}
    again = _hull(tuple(span for spans in recent.values() for span in spans))
    accounts_by_spans: dict[Interval, list[int]] = defaultdict(list)
    turn = turns or {}
    for user_id in sorted(needed, key=lambda user_id: (turn.get(user_id, 0), user_id)):
        missing = subtract(clip(needed[user_id], past), covered.get(user_id, ()))
        for interval in merge((*missing, *(again if recent.get(user_id) else ()))):
            accounts_by_spans[interval].append(user_id)
    return tuple(
        Fetch(interval=interval, user_ids=tuple(user_ids[start : start + batch]))
        for interval, user_ids in sorted(accounts_by_spans.items(), key=lambda one: (turn.get(one[1][0], 0), one[0]))
        for start in range(0, len(user_ids), batch)
    )


def _hull(spans: Sequence[Interval]) -> Spans:
    return (Interval(min(s.start for s in spans), max(s.end for s in spans)),) if spans else ()
