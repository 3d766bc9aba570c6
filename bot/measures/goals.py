"""Which goals were reached, and when. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import accumulate

from bot.model.campaigns import Goal
from bot.model.results import ReachedGoal, Totals


def reached_goals(
    goals: Iterable[Goal],
    totals: Totals,
    days: Mapping[date, Totals] | None,
    *,
    today: date,
    kept: Iterable[ReachedGoal],
) -> tuple[ReachedGoal, ...]:
    """Give the goals that are reached now, and those that once were: `kept`, unless the target is another one now.

    The day is that whose edits brought the number there, where the days add up to it: nothing that a day has then
    counts on another one, too. Else all that is known is that it was by `today`, and so where `days` are None because
    they may not be told apart.
    """
    told = kept if days is not None else (replace(one, day=today, exact=False) if one.exact else one for one in kept)
    before = {(one.metric, one.target): one for one in told}
    return tuple(_reached(goals, totals, days or {}, today, before))


def _reached(
    goals: Iterable[Goal],
    totals: Totals,
    days: Mapping[date, Totals],
    today: date,
    before: Mapping[tuple[str, int], ReachedGoal],
) -> Iterator[ReachedGoal]:
    for goal in goals:
        value = getattr(totals, goal.metric, None)
        known = before.get((goal.metric, goal.target))
        if known:
            yield known
        elif value is not None and value >= goal.target:
            day = _day(goal, value, days)
            yield ReachedGoal(metric=goal.metric, target=goal.target, day=day or today, exact=day is not None)


def _day(goal: Goal, value: int, days: Mapping[date, Totals]) -> date | None:
    """Give the first day after which the goal was reached; None where the days do not tell."""
    numbers = [getattr(days[day], goal.metric, None) or 0 for day in sorted(days)]
    if sum(numbers) != value:
        return None
    sums = zip(sorted(days), accumulate(numbers), strict=True)
    return next((day for day, number in sums if number >= goal.target), None)
