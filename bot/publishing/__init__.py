"""The page as it is and the page as rendered to an edit, nothing, or a refusal with its reason. Pure."""

from bot.publishing.decide import due_at, postpone, prepare_edit
from bot.publishing.region import BEGIN, END, read_region

__all__ = ["BEGIN", "END", "due_at", "postpone", "prepare_edit", "read_region"]
