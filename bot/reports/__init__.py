"""Totals, templates and messages to pages of wikitext. Pure."""

from bot.reports.goals import read_reached
from bot.reports.paging import continuations, continued_title
from bot.reports.renderer import Renderer, canonical
from bot.reports.wikitext import Wikitext, escape, link, mentions, people_linked

__all__ = [
    "Renderer",
    "Wikitext",
    "canonical",
    "continuations",
    "continued_title",
    "escape",
    "link",
    "mentions",
    "people_linked",
    "read_reached",
]
