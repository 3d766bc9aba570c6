"""The bot's part of a page: what stands between its two markers."""

import re
from collections.abc import Iterator
from itertools import chain

from bot.model.outcomes import Refused

BEGIN = "<!-- CampaignBot begin -->"
END = "<!-- CampaignBot end -->"

Span = tuple[int, int]
"""Where a part of a text begins and ends."""

_VERBATIM = ("nowiki", "pre", "syntaxhighlight", "source", "math", "score", "timeline", "templatedata")

_OPENING = re.compile(rf"<!--|<({'|'.join(_VERBATIM)})\b[^<>]*+(?<!/)>", re.IGNORECASE)

_CLOSING = {tag: re.compile(rf"</{tag}\s*+>", re.IGNORECASE) for tag in _VERBATIM}

_LIKE_A_MARKER = re.compile(r"<!--\s*campaign\s*bot[\s_:-]*(?:begin|end)\s*-->", re.IGNORECASE)

_TARGET = re.compile(r"\[\[\s*:?\s*([^\[\]|#]+)")

_ADVICE = f"the page needs {BEGIN} and {END}, each once and in this order, where the report shall stand"


def wrap(region: str) -> str:
    """Give the bot's part with its markers."""
    return f"{BEGIN}\n{region.strip()}\n{END}"


def find_region(text: str) -> Span | Refused:
    """Give where the bot's part begins and ends, markers left out, or why it cannot be told."""
    comments = tuple(_comments(text))
    begins = [span for span in comments if text[slice(*span)] == BEGIN]
    ends = [span for span in comments if text[slice(*span)] == END]
    if len(begins) + len(ends) != len(_LIKE_A_MARKER.findall(text)):
        return _not_plain(text)
    if len(begins) > 1 or len(ends) > 1:
        return Refused(why=f"one of the markers stands there twice; {_ADVICE}")
    if not begins or not ends:
        return Refused(why=f"one of the markers is missing; {_ADVICE}")
    start, end = begins[0][1], ends[0][0]
    return (start, end) if start <= end else Refused(why=f"the markers are crossed; {_ADVICE}")


def read_region(text: str) -> str | None:
    """Give the bot's part of a page; None where it has none that can be told."""
    found = find_region(text)
    return None if isinstance(found, Refused) else text[found[0] : found[1]].strip()


def redirect_target(text: str) -> str | None:
    """Give the title to which a page leads that is a redirect."""
    target = _TARGET.search(text)
    return target[1].replace("_", " ").strip() if target else None


def without_verbatim(text: str) -> str:
    """Give what is left of a text for MediaWiki to read as wikitext."""
    edges = (0, *chain.from_iterable(_verbatim(text)), len(text))
    return "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def _comments(text: str) -> Iterator[Span]:
    return ((start, end) for start, end in _verbatim(text) if text.startswith("<!--", start))


def _verbatim(text: str) -> Iterator[Span]:
    """Give what MediaWiki does not read as wikitext, in time that grows with the text.

    A comment that nobody ended goes to the end of the page; a tag that nobody closed is none.
    """
    unclosed: set[str] = set()
    place = 0
    while opening := _OPENING.search(text, place):
        place = opening.end()
        tag = (opening[1] or "").lower()
        if not tag:
            ended = text.find("-->", place)
            place = len(text) if ended < 0 else ended + len("-->")
        elif tag in unclosed or not (closing := _CLOSING[tag].search(text, place)):
            unclosed.add(tag)
            continue
        else:
            place = closing.end()
        yield opening.start(), place


def _not_plain(text: str) -> Refused:
    """Say what is the matter with a marker that is none."""
    odd = next((one for one in _LIKE_A_MARKER.findall(text) if one not in (BEGIN, END)), None)
    if odd:
        return Refused(why=f"one of the markers is written {odd}; {_ADVICE}")
    return Refused(why=f"one of the markers stands in a comment, or in nowiki, pre or the like; {_ADVICE}")
