"""What a reader's API queries tell of a farm's wiki."""

from typing import Any

import requests

from tests.wikifarm import FarmWiki


def query(wiki: FarmWiki, **params: str | int) -> Any:
    """Give what a reader's API query answers."""
    asked = {"action": "query", "format": "json", "formatversion": 2, **params}
    response = requests.get(wiki.api_url, params=asked, timeout=60)
    response.raise_for_status()
    return response.json()["query"]


def contributions(wiki: FarmWiki, user: str) -> list[tuple[str, str, int, list[str]]]:
    """Give title, time, size difference and tags of an account's contributions, oldest first."""
    found = query(wiki, list="usercontribs", ucuser=user, ucprop="title|timestamp|sizediff|tags", ucdir="newer")
    return [(row["title"], row["timestamp"], row["sizediff"], row["tags"]) for row in found["usercontribs"]]


def tags(wiki: FarmWiki, rev_id: int) -> list[str]:
    (page,) = query(wiki, prop="revisions", revids=rev_id, rvprop="tags")["pages"]
    found: list[str] = page["revisions"][0]["tags"]
    return found
