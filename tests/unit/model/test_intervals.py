"""Laws of spans of time."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.intervals import Interval, clip, merge, subtract

START = datetime(2026, 4, 1, tzinfo=UTC)
HOURS = 20

moments = st.integers(0, HOURS).map(lambda hours: START + timedelta(hours=hours))
intervals = st.lists(st.builds(Interval, moments, moments), max_size=6)


def hours_in(spans: list[Interval] | tuple[Interval, ...]) -> set[int]:
    """Give the numbers of the whole hours that the spans hold."""
    return {hour for hour in range(HOURS) if any(START + timedelta(hours=hour) in span for span in spans)}


@given(intervals)
def test_merging_keeps_the_moments_and_leaves_gaps_between_the_spans(spans: list[Interval]) -> None:
    merged = merge(spans)
    assert hours_in(merged) == hours_in(spans)
    assert all(before.end < after.start for before, after in itertools.pairwise(merged))


@given(intervals, intervals)
def test_subtracting_leaves_what_is_in_the_first_and_not_in_the_second(
    some: list[Interval], holes: list[Interval]
) -> None:
    rest = subtract(some, holes)
    assert hours_in(rest) == hours_in(some) - hours_in(holes)
    assert rest == merge(rest)


@given(intervals, st.builds(Interval, moments, moments))
def test_clipping_keeps_what_lies_inside(spans: list[Interval], bounds: Interval) -> None:
    assert hours_in(clip(spans, bounds)) == hours_in(spans) & hours_in([bounds])
