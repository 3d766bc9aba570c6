"""What is fetched: all that is needed, nothing twice outside the overlap, and few requests."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.intervals import Interval, clip, merge, subtract
from bot.model.reporting import SETTLING
from bot.run.plan import IN_FULL, OVERLAP, Closing, Fetch, due_in_full, plan_fetches
from tests.unit.factories import at, span

NOW = at("2026-06-01")
EVENT = span("2026-03-01", "2026-03-03")
RUNNING = span("2026-05-01", "2026-07-01")

Spans = tuple[Interval, ...]


def plan(
    needed: Mapping[int, Spans], covered: Mapping[int, Spans] | None = None, batch: int = 500
) -> tuple[Fetch, ...]:
    return plan_fetches(needed=needed, open_needs=needed, covered=covered or {}, now=NOW, batch=batch)


def everyone(count: int, *spans: Interval) -> dict[int, Spans]:
    return dict.fromkeys(range(1, count + 1), spans)


def test_a_new_event_is_one_fetch_for_all_its_people() -> None:
    assert plan(everyone(3, EVENT)) == (Fetch(interval=EVENT, user_ids=(1, 2, 3)),)


def test_a_running_event_is_read_until_now() -> None:
    assert plan(everyone(1, RUNNING)) == (Fetch(interval=Interval(RUNNING.start, NOW), user_ids=(1,)),)


def test_more_people_than_fit_into_a_request_are_several_fetches() -> None:
    assert [len(fetch.user_ids) for fetch in plan(everyone(120, EVENT), batch=50)] == [50, 50, 20]


def test_a_run_with_nothing_new_reads_only_the_overlap_however_long_the_event() -> None:
    long_event = span("2025-07-01", "2026-07-01")
    covered = everyone(500, Interval(long_event.start, NOW - timedelta(minutes=5)))
    fetches = plan(everyone(500, long_event), covered)
    assert [(fetch.interval, len(fetch.user_ids)) for fetch in fetches] == [(Interval(NOW - OVERLAP, NOW), 500)]


def test_a_run_with_nothing_new_is_one_fetch_for_programs_with_different_windows() -> None:
    needed = {1: (span("2026-05-20", "2026-05-25"),), 2: (span("2026-05-22", "2026-07-01"),)}
    covered = {
        user_id: clip(spans, Interval(EVENT.start, NOW - timedelta(minutes=5))) for user_id, spans in needed.items()
    }
    assert plan(needed, covered) == (Fetch(interval=Interval(at("2026-05-20"), NOW), user_ids=(1, 2)),)


def test_what_ended_before_the_overlap_is_not_read_again() -> None:
    assert plan(everyone(3, EVENT), everyone(3, EVENT)) == ()


def test_a_closed_programs_recent_days_are_not_read_again() -> None:
    recent = span("2026-05-20", "2026-05-22")
    needed = everyone(2, recent)
    assert plan_fetches(needed=needed, open_needs={}, covered=needed, now=NOW, batch=50) == ()


def test_a_late_sign_up_is_a_fetch_of_its_own_and_nobody_else_is_read_again() -> None:
    assert plan(everyone(3, EVENT), everyone(2, EVENT)) == (Fetch(interval=EVENT, user_ids=(3,)),)


def test_a_longer_window_is_only_the_part_that_is_missing() -> None:
    longer = span("2026-03-01", "2026-03-05")
    assert plan(everyone(1, longer), everyone(1, EVENT)) == (
        Fetch(interval=span("2026-03-03", "2026-03-05"), user_ids=(1,)),
    )


def test_what_lies_in_the_future_is_not_read() -> None:
    assert plan(everyone(1, span("2026-07-01", "2026-07-02"))) == ()


def test_somebody_removed_from_the_list_is_not_read() -> None:
    assert plan({}, everyone(3, EVENT)) == ()


# What is known and read again all the same


def due(open_needs: Mapping[int, Spans], *closings: Closing, **days_ago: int) -> Mapping[int, Spans]:
    """Give what is due when account 1 was last read in full so many days ago, given as `_1`."""
    read = {int(name.removeprefix("_")): NOW - timedelta(days=number) for name, number in days_ago.items()}
    return due_in_full(open_needs=open_needs, closings=closings, read_in_full=read, now=NOW)


def test_what_was_never_read_in_full_is_due() -> None:
    assert due(everyone(2, EVENT), _1=1) == {2: (EVENT,)}


def test_within_a_week_nothing_is_due() -> None:
    assert due(everyone(2, EVENT), _1=6, _2=1) == {}


def test_after_a_week_everybody_is_due_whose_reading_is_older_than_half_a_week() -> None:
    assert due(everyone(3, EVENT), _1=7, _2=4, _3=3) == {1: (EVENT,), 2: (EVENT,)}


def test_a_program_that_closed_is_due_once_more_and_then_never() -> None:
    closed = Closing(at=NOW - timedelta(days=2), windows=(EVENT,), user_ids=(1, 2))
    assert due({}, closed, _1=3, _2=1) == {1: (EVENT,)}
    assert due({}, closed, _1=2, _2=500) == {2: (EVENT,)}


def test_who_is_due_for_a_closed_program_is_read_for_the_open_ones_too() -> None:
    closed = Closing(at=NOW, windows=(EVENT,), user_ids=(1,))
    assert due(everyone(1, RUNNING), closed, _1=1) == {1: (EVENT, RUNNING)}


def test_for_somebody_new_nobody_else_is_due() -> None:
    assert due(everyone(3, EVENT), _1=4, _2=4) == {3: (EVENT,)}


# Laws

days = st.integers(0, 100).map(lambda day: NOW - timedelta(days=90) + timedelta(days=day))
spans = st.lists(st.builds(Interval, days, days), max_size=3).map(merge)
people = st.dictionaries(st.integers(1, 8), spans, max_size=8)


@given(people, people, st.integers(1, 3))
def test_after_the_fetches_everything_needed_is_covered_and_only_the_overlap_was_read_twice(
    needed: dict[int, Spans], covered: dict[int, Spans], batch: int
) -> None:
    past = Interval(NOW - timedelta(days=1000), NOW)
    recent = Interval(NOW - OVERLAP, NOW)
    fetched: dict[int, list[Interval]] = {}
    for fetch in plan(needed, covered, batch):
        assert len(fetch.user_ids) <= batch
        for user_id in fetch.user_ids:
            fetched.setdefault(user_id, []).append(fetch.interval)
    for user_id, wanted in needed.items():
        have = (*covered.get(user_id, ()), *fetched.get(user_id, ()))
        assert subtract(clip(wanted, past), have) == ()
        assert subtract(clip(wanted, recent), fetched.get(user_id, ())) == ()
        twice = [i for span in fetched.get(user_id, ()) for i in clip(covered.get(user_id, ()), span)]
        assert subtract(twice, (recent,)) == ()
        assert len(merge(fetched.get(user_id, ()))) == len(fetched.get(user_id, ()))
    assert set(fetched) <= set(needed)


FIRST_DAY = at("2026-01-01")
DAY = timedelta(days=1)
programs = st.tuples(st.integers(0, 20), st.integers(1, 9), st.frozensets(st.integers(1, 3), min_size=1))
"""The first day, how many days, and who takes part."""
Programs = dict[str, tuple[int, int, frozenset[int]]]
runs = st.lists(st.tuples(st.integers(0, 9), st.dictionaries(st.sampled_from("ab"), programs)), max_size=8)
"""How many days after the one before, and the programs as they are then: any may come, go, move or change people."""


@settings(deadline=None)
@given(runs)
def test_whatever_changes_between_runs_all_is_read_each_week_and_after_closing_and_nothing_else_twice(
    history: list[tuple[int, Programs]],
) -> None:
    now = FIRST_DAY
    covered: dict[int, Spans] = {}
    in_full: dict[int, datetime] = {}
    read_at: dict[tuple[int, datetime], datetime] = {}
    open_since: dict[tuple[int, datetime], datetime] = {}
    first_closed: dict[tuple[int, datetime], datetime] = {}
    for pause, defined in history:
        now += pause * DAY
        past = Interval(FIRST_DAY, now)
        closed = {name for name in defined if now >= _window(defined, name).end + SETTLING}
        needed, open_needs = _needs(defined, set(defined)), _needs(defined, set(defined) - closed)
        closings = [
            Closing(at=window.end + SETTLING, windows=(window,), user_ids=tuple(defined[name][2]))
            for name in closed
            for window in (_window(defined, name),)
        ]

        due = due_in_full(open_needs=open_needs, closings=closings, read_in_full=in_full, now=now)
        fresh = {user_id: subtract(spans, due.get(user_id, ())) for user_id, spans in covered.items()}
        fetches = plan_fetches(needed=needed, open_needs=open_needs, covered=fresh, now=now, batch=2)
        for user_id, interval in ((user_id, fetch.interval) for fetch in fetches for user_id in fetch.user_ids):
            again = clip(covered.get(user_id, ()), interval)
            assert subtract(again, (Interval(now - OVERLAP, now), *due.get(user_id, ()))) == ()
            covered[user_id] = merge((*covered.get(user_id, ()), interval))
            read_at.update({(user_id, day): now for day in _days_of((interval,))})
        for user_id in due:
            in_full[user_id] = now
            beyond = subtract(covered.get(user_id, ()), needed[user_id])
            covered[user_id] = subtract(covered.get(user_id, ()), beyond)

        days_open = {(user_id, day) for user_id, spans in open_needs.items() for day in _days_of(clip(spans, past))}
        open_since = {slot: open_since.get(slot, now) for slot in days_open}
        assert all(now - max(read_at[slot], open_since[slot]) < IN_FULL for slot in days_open)
        for closing in closings:
            for slot in ((user_id, day) for user_id in closing.user_ids for day in _days_of(closing.windows)):
                first_closed[slot] = min(closing.at, first_closed.get(slot, closing.at))
                assert read_at[slot] >= first_closed[slot]
        for user_id, spans in needed.items():
            assert subtract(clip(spans, past), covered.get(user_id, ())) == ()


def _window(defined: Programs, name: str) -> Interval:
    start, length, _ = defined[name]
    return Interval(FIRST_DAY + start * DAY, FIRST_DAY + (start + length) * DAY)


def _needs(defined: Programs, names: set[str]) -> dict[int, Spans]:
    people = {user_id for name in names for user_id in defined[name][2]}
    return {
        user_id: merge(_window(defined, name) for name in names if user_id in defined[name][2]) for user_id in people
    }


def _days_of(spans: Spans) -> list[datetime]:
    return [span.start + n * DAY for span in spans for n in range((span.end - span.start).days)]
