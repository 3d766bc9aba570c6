"""What the bot knows of MediaWiki's languages is what MediaWiki says of them."""

import requests

from bot.cli.shipped import load_fallbacks
from bot.reports.codes import html_language
from bot.reports.formats import Formats
from tests.wikifarm import Farm


def test_fallbacks_directions_and_codes_are_mediawiki_s(farm: Farm) -> None:
    asked = {"action": "query", "meta": "languageinfo", "liprop": "bcp47|dir|fallbacks", "format": "json"}
    answer = requests.get(farm["metawiki"].api_url, params={**asked, "formatversion": "2"}, timeout=60)
    told = answer.json()["query"]["languageinfo"]
    assert len(told) > 500
    assert load_fallbacks() == {
        code: tuple(one["fallbacks"]) for code, one in told.items() if one["fallbacks"] not in ([], ["en"])
    }
    assert {code for code, one in told.items() if Formats(code).direction != one["dir"]} == set()
    assert {code for code, one in told.items() if html_language(code).lower() != one["bcp47"].lower()} == set()
