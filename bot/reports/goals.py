"""Targets and how much of each is reached."""

from dataclasses import dataclass

from bot.model.campaigns import Goal
from bot.model.results import Totals
from bot.reports.messages import Translator
from bot.reports.wikidata import LABELS as WIKIDATA
from bot.reports.wikitext import Wikitext

_LABELS = {
    "participants": "column-participants",
    "active_participants": "column-active",
    "new_editors": "column-new-editors",
    "retained": "column-retained",
    "edits": "column-edits",
    "reverted_edits": "column-reverted",
    "pages_edited": "column-edited",
    "pages_created": "column-created",
    "bytes_added": "column-bytes",
    "bytes_removed": "column-removed",
    "bytes_net": "column-net",
    "words_added": "column-words",
    "references_added": "column-references",
    "uploads": "column-uploads",
    "uploads_in_use": "column-in-use",
    "upload_usages": "column-usages",
    "pageviews": "column-pageviews",
    **WIKIDATA,
}
"""The metrics of the export that can be a goal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGoal:
    """A bar as long as the reached part, in percent, and the same in words."""

    label: Wikitext
    width: int
    reached: bool
    text: Wikitext


def shown_goals(goals: tuple[Goal, ...], totals: Totals, t: Translator) -> tuple[ShownGoal, ...]:
    """Give the goals in the order of the definition; a metric that reports do not know is left out."""
    return tuple(
        _shown(goal, getattr(totals, goal.metric), t) for goal in goals if goal.metric in _LABELS and goal.target > 0
    )


def _shown(goal: Goal, value: int | None, t: Translator) -> ShownGoal:
    if value is None:
        return ShownGoal(label=t(_LABELS[goal.metric]), width=0, reached=False, text=t("goal-unknown", goal.target))
    part = max(value, 0) / goal.target
    reached = part >= 1
    return ShownGoal(
        label=t(_LABELS[goal.metric]),
        width=min(int(100 * part), 100),
        reached=reached,
        text=t("goal-reached", value, goal.target)
        if reached
        else t("goal-progress", value, goal.target, t.formats.share(part)),
    )
