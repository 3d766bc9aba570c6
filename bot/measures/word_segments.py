"""Word segments of UAX #29 (Unicode Text Segmentation, default word boundaries) that hold a letter or digit.

The properties are those of the Unicode version that the `regex` module knows. A segment of letters that the annex
splits nowhere inside is a piece here; `3,000` and `l'eau` are two pieces with a joint between them.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

import regex

from bot.measures.unicode_sets import plane_0

HELD = r"\p{WB=Extend}\p{WB=Format}\p{WB=ZWJ}"
"""What belongs to the character before it (WB4)."""
_LETTER = r"\p{WB=ALetter}\p{WB=Hebrew_Letter}"
_DIGIT = r"\p{WB=Numeric}"
_INSIDE = rf"{_LETTER}{_DIGIT}\p{{WB=ExtendNumLet}}{HELD}"
"""What goes on with a piece that has begun (WB4, WB5, WB8 to WB10, WB13a, WB13b)."""
_BETWEEN_LETTERS = r"\p{WB=MidLetter}\p{WB=MidNumLet}'"
_BETWEEN_DIGITS = r"\p{WB=MidNum}\p{WB=MidNumLet}'"
_PIECE = regex.compile(rf"[{_LETTER}{_DIGIT}][{_INSIDE}]*+|\p{{L}}")
"""Letters that are in no class of the annex are pieces each (WB999)."""
_JOINT = regex.compile(
    rf"""
      [{_BETWEEN_LETTERS}] [{HELD}]*+ (?=[{_LETTER}])               # WB6, WB7: l'eau
      (?<= [{_LETTER}] [{HELD}]* [{_BETWEEN_LETTERS}] [{HELD}]*)
    | [{_BETWEEN_DIGITS}] [{HELD}]*+ (?=[{_DIGIT}])                 # WB11, WB12: 3,000.5
      (?<= [{_DIGIT}] [{HELD}]* [{_BETWEEN_DIGITS}] [{HELD}]*)
    | " [{HELD}]*+ (?=\p{{WB=Hebrew_Letter}})                       # WB7b, WB7c: צה"ל
      (?<= \p{{WB=Hebrew_Letter}} [{HELD}]* " [{HELD}]*)
    """,
    regex.VERBOSE,
)
_PROSE = 20
"""Joints as near each other as this, in characters, are in no prose, and faster to find at once than one by one."""


def is_plain(text: str) -> bool:
    """Tell whether all letters are in plane 0 and in classes of the annex: there are neither runs nor rare scripts."""
    return not _expressions().rare.search(text)


def count_segments(text: str) -> int:
    """Count the segments, in time that grows with the text."""
    return count_plain(text) if is_plain(text) else len(_PIECE.findall(text)) - len(_JOINT.findall(text))


def count_plain(text: str) -> int:
    """Count the segments of plain text."""
    fast = _expressions()
    pieces = len(fast.piece.findall(text))
    most = len(text) // _PROSE
    places = list(islice(fast.perhaps_joint.finditer(text), most + 1))
    if len(places) > most:
        return pieces - len(_JOINT.findall(text))
    return pieces - sum(1 for place in places if _JOINT.match(text, place.start()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expressions:
    """For plain text."""

    piece: re.Pattern[str]
    perhaps_joint: re.Pattern[str]
    rare: re.Pattern[str]


@cache
def _expressions() -> _Expressions:
    begins, inside = plane_0(_LETTER + _DIGIT), plane_0(_INSIDE)
    between = plane_0(_BETWEEN_LETTERS + _BETWEEN_DIGITS + '"')
    rare = plane_0(rf"\p{{L}}--[{_LETTER}]")
    return _Expressions(
        piece=re.compile(f"[{begins}][{inside}]*+"),
        perhaps_joint=re.compile(f"[{between}](?=[{inside}])(?<=[{inside}][{between}])"),
        rare=re.compile(f"[{rare}\U00010000-\U0010ffff]"),
    )
