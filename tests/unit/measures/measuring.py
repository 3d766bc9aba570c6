"""Measuring contributions as tests write them down."""

from collections.abc import Iterable

from bot.measures import Enrolment, edits_of, measure, texts_of
from bot.model.campaigns import Campaign
from bot.model.contributions import Contribution
from bot.model.results import Result


def measure_edits(
    campaign: Campaign, enrolments: Iterable[Enrolment], contributions: Iterable[Contribution]
) -> tuple[Result, tuple[Result, ...]]:
    """Give the results of these contributions, with what they know of their texts."""
    edits = tuple(contributions)
    return measure(campaign, enrolments, edits_of(edits), texts_of(edits))
