"""The life of a program and of a campaign."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.intervals import Interval
from bot.model.reporting import State, campaign_state, state_of
from tests.unit.reports.samples import CAMPAIGN, DELHI

DAY = timedelta(days=1)
START = datetime(2026, 4, 14, tzinfo=UTC)
ONE_DAY = replace(DELHI, windows=(Interval(START, START + DAY),))
TWO_DAYS = replace(DELHI, windows=(Interval(START, START + DAY), Interval(START + 2 * DAY, START + 3 * DAY)))
LATER = replace(DELHI, windows=(Interval(START + 5 * DAY, START + 6 * DAY),))
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (START - SECOND, State.UPCOMING),
        (START, State.RUNNING),
        (START + DAY - SECOND, State.RUNNING),
        (START + DAY, State.SETTLING),
        (START + 8 * DAY - SECOND, State.SETTLING),
        (START + 8 * DAY, State.CLOSED),
    ],
)
def test_program_settles_for_a_week_after_its_end(now: datetime, state: State) -> None:
    assert state_of(ONE_DAY, now) is state


def test_program_runs_between_two_of_its_windows() -> None:
    assert state_of(TWO_DAYS, START + 1.5 * DAY) is State.RUNNING


def test_program_without_dates_has_not_begun() -> None:
    assert state_of(replace(DELHI, windows=()), START) is State.UPCOMING


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (START - SECOND, State.UPCOMING),
        (START, State.RUNNING),
        (START + 3 * DAY, State.RUNNING),
        (START + 6 * DAY, State.SETTLING),
        (START + 9 * DAY, State.SETTLING),
        (START + 13 * DAY, State.CLOSED),
    ],
)
def test_campaign_runs_from_its_first_program_to_its_last(now: datetime, state: State) -> None:
    assert campaign_state(replace(CAMPAIGN, programs=(ONE_DAY, LATER)), now) is state
