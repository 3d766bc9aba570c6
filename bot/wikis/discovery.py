"""What a MediaWiki says of itself to somebody who has only its address; before pywikibot knows of it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from bot.model.errors import WikiUnavailableError

SCRIPT = "api.php"
PLACES = ("", "/w")
"""Where MediaWiki's scripts are below the address of a wiki (Manual:$wgScriptPath)."""

SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """A wiki as pywikibot has to be told of it; `script_path` is empty or begins with a slash."""

    dbname: str
    language: str
    protocol: str
    host: str
    script_path: str


def discover(address: str, *, user_agent: str) -> Discovered:
    """Ask a wiki whose `api.php`, or folder of scripts, is at `address`; raises WikiUnavailableError."""
    base = address.strip().removesuffix(SCRIPT).rstrip("/")
    if urlsplit(base).scheme not in ("http", "https") or not urlsplit(base).netloc:
        raise WikiUnavailableError(f"{address} is no address of a wiki; expected https://…/api.php")
    why = ""
    for api in (f"{base}{place}/{SCRIPT}" for place in PLACES):
        try:
            return _discovered(_general(api, user_agent), api)
        except (requests.RequestException, ValueError, LookupError, TypeError) as error:
            why = why or f"{api} does not answer as MediaWiki's API does ({type(error).__name__})"
    raise WikiUnavailableError(why)


def _general(api: str, user_agent: str) -> Any:
    asked = {"action": "query", "meta": "siteinfo", "siprop": "general", "format": "json", "formatversion": "2"}
    response = requests.get(api, params=asked, headers={"User-Agent": user_agent}, timeout=SECONDS)
    return response.json()["query"]["general"]


def _discovered(general: Any, api: str) -> Discovered:
    parts = urlsplit(api)
    return Discovered(
        dbname=general["wikiid"],
        language=general["lang"],
        protocol=parts.scheme,
        host=parts.netloc,
        script_path=parts.path.removesuffix(f"/{SCRIPT}"),
    )
