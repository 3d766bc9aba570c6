"""What is fetched: all that is needed, nothing twice outside the overlap, and few requests."""

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.intervals import Interval, clip, merge, subtract
from bot.run.plan import OVERLAP, Fetch, plan_fetches
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
