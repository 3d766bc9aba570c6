"""The page as it is and the page as rendered to an edit, nothing, or a refusal with its reason. Pure."""

from bot.publishing.decide import TAKEN_AWAY, due_at, guard, is_empty, postpone, prepare_edit
from bot.publishing.draft import APART, Draft
from bot.publishing.region import BEGIN, END, find_region, read_region, redirect_target

__all__ = [
    "APART",
    "BEGIN",
    "END",
    "TAKEN_AWAY",
    "Draft",
    "due_at",
    "find_region",
    "guard",
    "is_empty",
    "postpone",
    "prepare_edit",
    "read_region",
    "redirect_target",
]
