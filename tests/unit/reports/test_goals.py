"""Goals: how far each has come, and since when it was reached, also for a store that has yet to learn that."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cli.shipped import load_messages
from bot.definitions.fields import METRICS
from bot.model.campaigns import Goal
from bot.model.results import ReachedGoal, Totals
from bot.reports import Renderer, read_reached
from bot.reports.goals import LABELS, ShownGoal, shown_goals
from bot.reports.messages import Translator
from tests.unit.reports import samples

T = Translator("en", load_messages())
DAY = date(2026, 4, 14)


def shown(goal: Goal, value: int | None, *reached: ReachedGoal) -> ShownGoal:
    result = replace(samples.RESULT, totals=Totals(**{goal.metric: value}), reached=reached)
    (one,) = shown_goals((goal,), result, T)
    return one


def test_every_metric_that_can_be_a_goal_has_a_name() -> None:
    assert set(LABELS) == set(METRICS)


@pytest.mark.parametrize(
    ("value", "width", "text"),
    [
        (0, 0, "0 of 160 (0%)"),
        (159, 99, "159 of 160 (99%)"),
        (None, 0, "not counted yet, the goal is 160"),
        (-40, 0, "-40 of 160 (0%)"),
    ],
)
def test_a_goal_that_is_not_reached_is_never_rounded_up_to_it(value: int | None, width: int, text: str) -> None:
    goal = shown(Goal(metric="edits", target=160), value)
    assert (goal.width, goal.reached) == (width, False)
    assert goal.text.replace("&#37;", "%").replace("&#45;", "-") == text


@pytest.mark.parametrize(("value", "width"), [(170, 100), (152, 95), (None, 0)])
def test_a_goal_that_was_reached_once_says_so_whatever_became_of_the_number(value: int | None, width: int) -> None:
    goal = shown(Goal(metric="edits", target=160), value, ReachedGoal(metric="edits", target=160, day=DAY, exact=True))
    assert (goal.width, goal.reached) == (width, True)
    assert goal.text.startswith(f"{'?' if value is None else value} of 160, reached on 14 April 2026")


def test_a_goal_that_was_set_higher_is_a_new_one() -> None:
    goal = shown(Goal(metric="edits", target=200), 170, ReachedGoal(metric="edits", target=160, day=DAY, exact=True))
    assert (goal.reached, goal.width) == (False, 85)


def test_what_a_report_says_of_reached_goals_is_read_back(renderer: Renderer) -> None:
    reached = (
        ReachedGoal(metric="edits", target=160, day=DAY, exact=True),
        ReachedGoal(metric="pages_created", target=25, day=date(2026, 4, 2), exact=False),
    )
    report = replace(samples.RUNNING, result=replace(samples.RESULT, reached=reached))
    for language in ("en", "ar"):
        page, *_ = renderer.program(
            samples.program_report(report, language=language), samples.CAMPAIGN, samples.CONTEXT
        )
        assert sorted(read_reached(page), key=lambda goal: goal.metric) == list(reached)


def test_marks_that_are_none_are_not_read() -> None:
    assert read_reached("<!--goal edits 160 on 2026-13-40--><!--goal edits x on 2026-04-14--> goal edits 1") == ()


def test_what_is_withheld_says_nothing_of_goals(renderer: Renderer) -> None:
    page, *_ = renderer.program(samples.WITHHELD, samples.CAMPAIGN, samples.CONTEXT)
    assert (read_reached(page), "reached" in page) == ((), False)
