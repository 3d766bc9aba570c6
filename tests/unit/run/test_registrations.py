"""Programs take their windows from event registrations, and organizers learn what is wrong with these."""

from dataclasses import replace
from typing import Any

from bot.model.campaigns import Event, Program
from bot.model.intervals import Interval
from bot.model.problems import Place, Problem, Severity
from bot.model.registrations import Registrant, Registration
from bot.run.registrations import Events, with_event_windows
from tests.unit.factories import DAY, campaign, program, span

PAGE = "Dalit History Month"
NEXT_WEEK = span("2026-04-21", "2026-04-22")


def event(event_id: int = 42, window: Interval = DAY, timezone: str = "Asia/Kolkata") -> Registration:
    people = (Registrant(central_id=4, user_name="ਗੁਰਪ੍ਰੀਤ"), Registrant(central_id=9, user_name=None))
    return Registration(event_id=event_id, timezone=timezone, window=window, registrants=people)


def events(*known: Registration, **changes: Any) -> Events:
    values: dict[str, Any] = {"unanswered": {}, "known": {one.event_id: one for one in known}}
    return Events(**(values | changes))


def by_event(*event_ids: int, **changes: Any) -> Program:
    return program(**({"windows": (), "sources": tuple(Event(event_id=i) for i in event_ids or (42,))} | changes))


def filled(one: Program, found: Events) -> Program:
    """Give the program after its events were asked."""
    (after,) = with_event_windows(campaign(one), found, PAGE)[0].programs
    return after


def told(one: Program, found: Events) -> list[str]:
    _, problems = with_event_windows(campaign(one), found, PAGE)
    assert all((p.severity, p.place) == (Severity.WARNING, Place(source=PAGE)) for p in problems)
    return [problem.message for problem in problems]


def test_a_program_without_a_window_has_its_events_and_the_time_zone_of_it() -> None:
    expected = by_event(windows=(DAY,), timezone="Asia/Kolkata", windows_by_event=True)
    assert filled(by_event(), events(event())) == expected
    assert told(by_event(), events(event())) == []


def test_a_window_in_the_definition_is_stronger_than_the_events() -> None:
    own = by_event(windows=(NEXT_WEEK,))
    assert filled(own, events(event())) == own


def test_an_event_that_is_put_off_takes_its_program_along() -> None:
    before = filled(by_event(), events(event()))
    assert filled(before, events(event(window=NEXT_WEEK, timezone="UTC"))) == replace(
        before, windows=(NEXT_WEEK,), timezone="UTC"
    )


def test_while_the_service_does_not_answer_the_last_known_window_stays() -> None:
    before = filled(by_event(), events(event()))
    assert filled(by_event(), events(event(), unanswered={42: "503"})) == before
    assert told(by_event(), events(event(), unanswered={42: "503"})) == []
    assert filled(before, events(unanswered={42: "503"})) == before


def test_several_events_give_several_windows() -> None:
    both = events(event(window=NEXT_WEEK), event(43, timezone="America/Lima"))
    after = filled(by_event(42, 43), both)
    assert (after.windows, after.timezone) == ((DAY, NEXT_WEEK), "Asia/Kolkata")


def test_an_offset_is_no_time_zone_to_show() -> None:
    assert filled(by_event(timezone="Asia/Dhaka"), events(event(timezone="+05:30"))).timezone == "Asia/Dhaka"


def test_an_event_that_is_not_there_is_told_once() -> None:
    twice = campaign(by_event(), by_event(name="Mumbai"))
    nowhere = Problem(
        place=Place(source=PAGE),
        message="there is no event registration 42",
        hint="check the number, whether the registration was deleted, and whether this wiki has any",
        severity=Severity.WARNING,
    )
    assert with_event_windows(twice, events(missing=frozenset({42})), PAGE) == (twice, (nowhere,))


def test_a_deleted_registration_keeps_its_people_and_window() -> None:
    deleted = events(event(), missing=frozenset({42}))
    assert told(by_event(), deleted) == ["there is no event registration 42; who was on it before still counts"]
    assert filled(by_event(), deleted).windows == (DAY,)


def test_an_event_that_was_never_read_is_told() -> None:
    assert told(by_event(), events(unanswered={42: "503"})) == ["event registration 42 could not be read yet"]


def test_events_that_run_for_years_give_no_window() -> None:
    years = events(event(window=span("2024-01-01", "2026-01-01")))
    assert filled(by_event(), years) == by_event()
    assert told(by_event(), years) == ['the events of "Delhi" run for more than 366 days together']
    assert told(by_event(windows=(DAY,)), years) == []


def test_who_is_hidden_counts_without_a_name() -> None:
    assert (event().names, event().hidden) == (("ਗੁਰਪ੍ਰੀਤ",), frozenset({9}))
