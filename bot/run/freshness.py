"""How far behind reports are, from the store alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.model.reporting import State, program_page, state_of
from bot.store import Store
from bot.store.campaigns import load_campaigns
from bot.store.progress import ReportState

LAST_RUN = "last run"
"""Under which key the store remembers what the last run amounted to."""

CURRENT = ("saved", "unchanged")
"""Outcomes after which a page says what is known."""


def oldest_report(
    store: Store, home: str, reports: Mapping[tuple[str, str], ReportState], now: datetime
) -> timedelta | None:
    """Give the age of the report of an open program that was up to date longest ago; None where no program is open."""
    ages = [
        now - _up_to_date_at(reports.get((home, program_page(campaign, program.name))), program.windows[0].start)
        for campaign in load_campaigns(store).values()
        for program in campaign.programs
        if state_of(program, now) in (State.RUNNING, State.SETTLING)
    ]
    return max(ages, default=None)


def _up_to_date_at(report: ReportState | None, start: datetime) -> datetime:
    if report is None:
        return start
    if report.outcome in CURRENT:
        return report.checked_at
    return report.saved_at or start
