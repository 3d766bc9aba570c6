"""YAML text or wikitext to campaigns, programs and every problem found, with its place. Pure."""

from bot.definitions.conflicts import Standing, find_conflicts, page_key
from bot.definitions.context import Context, Definition
from bot.definitions.effect import STRICTNESS, WHOLE_CAMPAIGN, Effect, levels, take_effect
from bot.definitions.fronts import parse_file, parse_page
from bot.definitions.schema import json_schema
from bot.definitions.settings import parse_settings

__all__ = [
    "STRICTNESS",
    "WHOLE_CAMPAIGN",
    "Context",
    "Definition",
    "Effect",
    "Standing",
    "find_conflicts",
    "json_schema",
    "levels",
    "page_key",
    "parse_file",
    "parse_page",
    "parse_settings",
    "take_effect",
]
