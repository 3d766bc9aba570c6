"""Targets and how much of each is reached."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.model.campaigns import Goal
from bot.model.results import ReachedGoal, Result
from bot.reports.messages import Translator
from bot.reports.wikidata import LABELS as WIKIDATA
from bot.reports.wikitext import Wikitext

LABELS = {
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
"""What each metric that can be a goal is called: every metric that a definition may name."""

_MARK = re.compile(r"<!--goal (?P<metric>[a-z_]{1,64}) (?P<target>[0-9]{1,18}) (?P<how>on|by) (?P<day>[0-9-]{10})-->")
"""Stands behind the words that tell of a reached goal, so that a new store can read there when that was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGoal:
    """A bar as long as the reached part, in percent, and the same in words; `reached` once, whatever it is now."""

    label: Wikitext
    width: int
    reached: bool
    text: Wikitext


def shown_goals(goals: Iterable[Goal], result: Result, t: Translator) -> tuple[ShownGoal, ...]:
    """Give the goals in the order of the definition."""
    reached = {(one.metric, one.target): one for one in result.reached}
    return tuple(
        _shown(goal, getattr(result.totals, goal.metric, None), reached.get((goal.metric, goal.target)), t)
        for goal in goals
    )


def read_reached(region: str) -> tuple[ReachedGoal, ...]:
    """Give the goals that the bot's part of a report says were reached."""
    found = {(mark["metric"], int(mark["target"])): mark for mark in _MARK.finditer(region)}
    return tuple(
        ReachedGoal(metric=metric, target=target, day=day, exact=mark["how"] == "on")
        for (metric, target), mark in found.items()
        if (day := _day(mark["day"]))
    )


def _shown(goal: Goal, value: int | None, reached: ReachedGoal | None, t: Translator) -> ShownGoal:
    percent = 0 if value is None else min(100 * max(value, 0) // goal.target, 100)
    return ShownGoal(
        label=t(LABELS[goal.metric]),
        width=percent,
        reached=reached is not None,
        text=_text(goal, value, percent, reached, t),
    )


def _text(goal: Goal, value: int | None, percent: int, reached: ReachedGoal | None, t: Translator) -> Wikitext:
    if reached:
        key = "goal-reached-on" if reached.exact else "goal-reached-by"
        how = "on" if reached.exact else "by"
        said = t(key, value, goal.target, t.formats.date(reached.day))
        return Wikitext(f"{said}<!--goal {goal.metric} {goal.target} {how} {reached.day}-->")
    if value is None:
        return t("goal-unknown", goal.target)
    return t("goal-progress", value, goal.target, t.formats.share(percent / 100))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
