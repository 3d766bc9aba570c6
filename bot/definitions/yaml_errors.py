"""PyYAML's complaints in words for people."""

import yaml

from bot.definitions.editing import Edited
from bot.definitions.marks import IN_QUOTES
from bot.definitions.sources import Excerpt

_ONE_COLUMN = "begin the settings of one level in the same column, with spaces before them"
_WORDS = {
    "could not find expected ':'": ("a colon is missing on this line", "write key: value"),
    "mapping values are not allowed": ("this colon cannot be understood here", f"{IN_QUOTES}, or check its column"),
    "sequence entries are not allowed": ("a list cannot begin here", "begin it on the next line"),
    "expected <block end>": ("this line does not fit in here", _ONE_COLUMN),
    "expected ',' or": ("a comma or the closing bracket is missing", "separate the entries with commas"),
    "unknown escape character": ("a backslash has a meaning of its own in double quotation marks", "use single ones"),
    "expected escape sequence": ("a backslash has a meaning of its own in double quotation marks", "use single ones"),
    "unexpected end of stream": ("this quotation mark is never closed", "close it at the end of the value"),
    "cannot start any token": ("a value cannot begin with this sign", IN_QUOTES),
    "document start": ("the text goes on after its end", "leave out the lines --- and ..., and what begins with %"),
}
"""Parts of PyYAML's messages, and what is told instead, with a hint."""
_AT_THE_BEGINNING = ("could not find expected ':'", "unexpected end of stream")


def explain(error: yaml.MarkedYAMLError, excerpt: Excerpt, edited: Edited) -> None:
    """Tell where the text stops being readable, unless a problem of that line says why already."""
    complaint = error.problem or ""
    part = next((part for part in _WORDS if part in complaint), None)
    message, hint = _WORDS[part] if part else ("this line cannot be understood", f"{IN_QUOTES}, or check its column")
    mark = error.problem_mark
    if (part in _AT_THE_BEGINNING or mark is None) and error.context_mark:
        mark = error.context_mark
    index = edited.original(mark.index) if mark else 0
    if not excerpt.findings.has_error_on_line(excerpt.place(index).line):
        excerpt.error(index, message, hint)
