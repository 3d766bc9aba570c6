"""Small questions about one line of YAML as people type it."""

import re
from dataclasses import dataclass

from bot.definitions.marks import COMMENT, DASH, GAP, INDENTATION
from bot.definitions.sources import Excerpt

_TAB_AS_SPACES = "  "
_NAMESPACES_TOO = ("file", "event")
"""Settings that name namespaces as well: in `Event:X` a space has to say that no page is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Says of a line whether it is a setting beside or above the value that stands open before it."""

    excerpt: Excerpt
    known_key: re.Pattern[str]
    parent: int

    def __call__(self, line: int) -> bool:
        text, end = self.excerpt.text, self.excerpt.end_of_line(line)
        first = skip(INDENTATION, text, line, end)
        if len(as_spaces(text[line:first])) > self.parent:
            return False
        if DASH.match(text, first, end):
            first = skip(GAP, text, first + 1, end)
        key = self.known_key.match(text, first, end)
        return bool(key and key[2])


def skip(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match else start


def as_spaces(indentation: str) -> str:
    return "".join(_TAB_AS_SPACES if sign == "\t" else " " if sign.isspace() else "" for sign in indentation)


def is_setting(word: str, rest: str) -> bool:
    return word.islower() and (word not in _NAMESPACES_TOO or rest[:1].isdecimal())


def end_of_value(text: str, start: int, end: int) -> int:
    """Give where the line ends without its comment and the spaces before it."""
    comment = COMMENT.search(text, start, end)
    return start + len(text[start : comment.start() if comment else end].rstrip())
