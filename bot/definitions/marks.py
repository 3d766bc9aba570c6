"""The signs of YAML as people type them, as regular expressions; none crosses the end of a line."""

import re

from bot.definitions.text import INVISIBLE, SPACE_KIN

SPACE = rf"[ {SPACE_KIN}{INVISIBLE}]"
INDENTATION = re.compile(rf"[\t {SPACE_KIN}{INVISIBLE}]*")
GAP = re.compile(rf"{SPACE}*")
DASH = re.compile(rf"-(?={SPACE}|$)", re.MULTILINE)
BULLET = re.compile(rf"(?:\*+|[\u2022\u00b7]|[\u2013\u2014](?={SPACE})){SPACE}*(?=[^\s*])")
_IN_DOUBLE = r"\"(?:[^\"\\\n]|\\.)*\""
_IN_SINGLE = r"'(?:[^'\n]|'')*'"
_PLAIN = rf"(?:[^\s'\"\[\]{{}}#&*!|>@%`,:?-]|[:?-](?=\S))[^:\n]*(?::(?!{SPACE}|$)[^:\n]*)*"
KEY = re.compile(rf"(?:{_IN_DOUBLE}|{_IN_SINGLE}|{_PLAIN}):(?={SPACE}|$)", re.MULTILINE)
FULL_WIDTH_COLONS = "\uff1a\ufe55\ufe13"
BLOCK_TEXT = re.compile(r"[|>][-+0-9]{0,2}")
COMMENT = re.compile(rf"(?:^|(?<={SPACE}))#.*")
LINK = re.compile(r"\[\[[^\[\]{}\n]+\]\]")
SECOND_COLON = re.compile(rf":(?:{SPACE}|$)", re.MULTILINE)
QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
"""Quoted values, which may go on over several lines."""
ANCHORS_AND_TAGS = re.compile(rf"(?:[&!][^\s,\[\]{{}}]*{SPACE}*)+")
_MEANINGS = {"*": "stands for another value", "&": "names a value", "!": "gives a type"}
SIGNS = frozenset(_MEANINGS)
"""Signs that mean something else in YAML than a person means by them."""
NEVER_FIRST = frozenset("@`%,]}|>")
"""Signs with which no plain value can begin in YAML, though a person may well mean text."""
IN_QUOTES = "put the whole value in quotation marks"


def meaning_of(sign: str) -> str:
    return f"a value that begins with {sign} {_MEANINGS[sign]} in YAML"
