"""YAML text or wikitext to campaigns, programs and every problem found, with its place. Pure."""

from bot.definitions.conflicts import Standing, find_conflicts, page_key
from bot.definitions.context import Context, Definition
from bot.definitions.effect import STRICTNESS, WHOLE_CAMPAIGN, Effect, levels, take_effect
from bot.definitions.fronts import parse_file, parse_page
from bot.definitions.markers import END_TEMPLATE, REPORT_TEMPLATE, MarkerNames, Markers, Wish, read_markers
from bot.definitions.schema import json_schema
from bot.definitions.settings import parse_settings
from bot.definitions.text import clean_title

__all__ = [
    "END_TEMPLATE",
    "REPORT_TEMPLATE",
    "STRICTNESS",
    "WHOLE_CAMPAIGN",
    "Context",
    "Definition",
    "Effect",
    "MarkerNames",
    "Markers",
    "Standing",
    "Wish",
    "clean_title",
    "find_conflicts",
    "json_schema",
    "levels",
    "page_key",
    "parse_file",
    "parse_page",
    "parse_settings",
    "read_markers",
    "take_effect",
]
