"""When a goal was reached, and that it stays so."""

from datetime import date

from bot.measures import reached_goals
from bot.model.campaigns import Goal
from bot.model.results import ReachedGoal, Totals

FIRST, SECOND, THIRD, TODAY = (date(2026, 4, day) for day in (14, 15, 17, 30))
EDITS = Goal(metric="edits", target=40)
DAYS = {
    FIRST: Totals(edits=20, active_participants=3),
    SECOND: Totals(edits=25, active_participants=3),
    THIRD: Totals(edits=1, active_participants=2),
}


def test_a_goal_was_reached_on_the_day_whose_edits_brought_it_there() -> None:
    assert reached_goals([EDITS], Totals(edits=46), DAYS, today=TODAY, kept=()) == (
        ReachedGoal(metric="edits", target=40, day=SECOND, exact=True),
    )


def test_a_goal_whose_number_days_do_not_tell_was_reached_by_today() -> None:
    goals = (Goal(metric="active_participants", target=4), Goal(metric="participants", target=9), EDITS)
    assert reached_goals(
        goals, Totals(active_participants=4, participants=9, edits=46), DAYS, today=TODAY, kept=()
    ) == (
        ReachedGoal(metric="active_participants", target=4, day=TODAY, exact=False),
        ReachedGoal(metric="participants", target=9, day=TODAY, exact=False),
        ReachedGoal(metric="edits", target=40, day=SECOND, exact=True),
    )
    assert reached_goals([EDITS], Totals(edits=46), {}, today=TODAY, kept=()) == (
        ReachedGoal(metric="edits", target=40, day=TODAY, exact=False),
    )


def test_people_each_of_whom_was_active_on_one_day_only_are_told_by_days() -> None:
    goals = [Goal(metric="active_participants", target=6)]
    totals = Totals(active_participants=8)
    assert reached_goals(goals, totals, DAYS, today=TODAY, kept=()) == (
        ReachedGoal(metric="active_participants", target=6, day=SECOND, exact=True),
    )


def test_a_reached_goal_stays_when_the_number_falls_or_is_unknown() -> None:
    kept = (ReachedGoal(metric="edits", target=40, day=FIRST, exact=False),)
    for totals in (Totals(edits=39), Totals(edits=None), Totals(edits=46)):
        assert reached_goals([EDITS], totals, DAYS, today=TODAY, kept=kept) == kept


def test_another_number_is_a_new_goal() -> None:
    kept = (ReachedGoal(metric="edits", target=40, day=FIRST, exact=True),)
    raised, lowered = Goal(metric="edits", target=47), Goal(metric="edits", target=10)
    assert reached_goals([raised], Totals(edits=46), DAYS, today=TODAY, kept=kept) == ()
    assert reached_goals([lowered], Totals(edits=46), DAYS, today=TODAY, kept=kept) == (
        ReachedGoal(metric="edits", target=10, day=FIRST, exact=True),
    )
    assert reached_goals([], Totals(edits=46), DAYS, today=TODAY, kept=kept) == ()


def test_what_is_not_known_reaches_nothing() -> None:
    assert reached_goals([EDITS], Totals(), DAYS, today=TODAY, kept=()) == ()


def test_where_days_may_not_be_told_apart_no_day_is_told_that_was_known_before() -> None:
    exact = ReachedGoal(metric="edits", target=40, day=FIRST, exact=True)
    seen = ReachedGoal(metric="edits", target=40, day=SECOND, exact=False)
    for kept, told in ((exact, TODAY), (seen, SECOND)):
        assert reached_goals([EDITS], Totals(edits=46), None, today=TODAY, kept=[kept]) == (
            ReachedGoal(metric="edits", target=40, day=told, exact=False),
        )
