"""The bot's part of a page: what stands between its two markers."""

import re

from bot.model.outcomes import Refused

_REDIRECT = re.compile(r"\s*#\s*\w+\s*:?\s*\[\[")
"""A redirect in any language: `#REDIRECT [[…]]`, `#تحويل [[…]]`."""

BEGIN = "<!-- CampaignBot begin -->"
END = "<!-- CampaignBot end -->"


def wrap(region: str) -> str:
    """Give the bot's part with its markers."""
    return f"{BEGIN}\n{region.strip()}\n{END}"


def find_region(text: str) -> tuple[int, int] | Refused:
    """Give where the bot's part begins and ends, markers left out, or why it cannot be told."""
    if text.count(BEGIN) > 1 or text.count(END) > 1:
        return Refused(why=f"the page has one of the markers {BEGIN} and {END} twice; leave one of each")
    start, end = text.find(BEGIN), text.find(END)
    if (start < 0 or end < 0) and _REDIRECT.match(text):
        return Refused(why="the page was moved away and is a redirect now; move the report back to this title")
    if start < 0 or end < 0:
        return Refused(why=f"the page lacks the markers {BEGIN} and {END}; put them back where the report shall stand")
    if end < start:
        return Refused(why=f"the marker {END} stands before {BEGIN}; put them in order")
    return start + len(BEGIN), end


def read_region(text: str) -> str | None:
    """Give the bot's part of a page; None where it has none that can be told."""
    found = find_region(text)
    return None if isinstance(found, Refused) else text[found[0] : found[1]].strip()
