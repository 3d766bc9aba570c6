"""Cutting things out of wikitext, in one pass over it whatever it holds.

Every search begins where the last one ended, and what was not found once is not searched again: text that opens a
million things and closes none costs as much as any other.
"""

import re
from functools import cache

NOT_WIKITEXT = (
    "ce",
    "chem",
    "graph",
    "hiero",
    "math",
    "nowiki",
    "pre",
    "score",
    "source",
    "syntaxhighlight",
    "templatedata",
    "timeline",
)
"""Elements of whose inside MediaWiki makes something else: no tag or template in them is one."""


@cache
def opening_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Give the expression for the beginning of a comment or of one of these elements, whose name is group 1."""
    return re.compile(rf"<(?=[!a-z])(?:!--|({'|'.join(names)})(?=[\s/>]))", re.IGNORECASE)


def without_elements(text: str, opening: re.Pattern[str], *, comment: str) -> str:
    """Give the text with a space for each of the elements and `comment` for each comment, as MediaWiki finds them.

    A comment that is not closed reaches to the end of the text; an element that is not closed is none.
    """
    elements = _Elements(text)
    kept: list[str] = []
    kept_to = position = 0
    while begin := opening.search(text, position):
        position, found = elements.end_of(begin)
        if found:
            kept += text[kept_to : begin.start()], " " if begin[1] else comment
            kept_to = position
    return "".join((*kept, text[kept_to:]))


class _Elements:
    """Where comments and elements of one text end, asked from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._never_closed: set[str] = set()

    def end_of(self, begin: re.Match[str]) -> tuple[int, bool]:
        """Give where what begins there ends; or where to go on and False, where it is not closed."""
        text, after, name = self._text, begin.end(), begin[1]
        if name is None:
            end = text.find("-->", after)
            return (len(text) if end < 0 else end + 3), True
        tag_end = -1 if ">" in self._never_closed else text.find(">", after)
        if tag_end < 0:
            self._never_closed.add(">")
            return after, False
        if text[tag_end - 1] == "/":
            return tag_end + 1, True
        name = name.lower()
        closing = None if name in self._never_closed else _closing(name).search(text, tag_end + 1)
        if closing is None:
            self._never_closed.add(name)
            return tag_end + 1, False
        return closing.end(), True


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*+>", re.IGNORECASE)


def without_nested(text: str, mark: re.Pattern[str]) -> str:
    """Give the text with a space for each outermost thing between two marks; group 1 matches those that open one.

    What is not closed stays, and so does what closes nothing.
    """
    open_at: list[int] = []
    closed: list[tuple[int, int]] = []
    for match in mark.finditer(text):
        if match[1] is not None:
            open_at.append(match.start())
        elif open_at:
            start = open_at.pop()
            while closed and closed[-1][0] > start:
                closed.pop()
            closed.append((start, match.end()))
    kept: list[str] = []
    position = 0
    for start, end in closed:
        kept.append(text[position:start])
        position = end
    return " ".join((*kept, text[position:]))
