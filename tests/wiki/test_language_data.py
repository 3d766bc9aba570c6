"""What the bot knows of MediaWiki's languages is what MediaWiki says of them."""

from typing import Any

import requests

from bot.cli.shipped import load_fallbacks
from bot.reports.codes import html_language
from bot.reports.formats import Formats
from tests.wikifarm import Farm


def languages(api: str) -> dict[str, dict[str, Any]]:
    """Give what a wiki says of each language; it says only as much at once as it can in a second."""
    asked = {"action": "query", "meta": "languageinfo", "liprop": "bcp47|dir|fallbacks", "format": "json"}
    told: dict[str, dict[str, Any]] = {}
    goes_on: dict[str, str] | None = {}
    while goes_on is not None:
        answer = requests.get(api, params={**asked, "formatversion": "2", **goes_on}, timeout=60).json()
        told.update(answer["query"]["languageinfo"])
        goes_on = answer.get("continue")
    return told


def test_fallbacks_directions_and_codes_are_mediawiki_s(farm: Farm) -> None:
    told = languages(farm["metawiki"].api_url)
    assert len(told) > 500
    assert load_fallbacks() == {
        code: tuple(one["fallbacks"]) for code, one in told.items() if one["fallbacks"] not in ([], ["en"])
    }
    assert {code for code, one in told.items() if Formats(code).direction != one["dir"]} == set()
    assert {code for code, one in told.items() if html_language(code).lower() != one["bcp47"].lower()} == set()
