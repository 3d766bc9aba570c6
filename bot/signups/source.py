"""The text of a page as the reader sees it: what is not shown blanked out, the places of lines and of struck text."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]
"""Start and end of a piece of text."""

_HIDDEN_TAGS = (
    "nowiki|pre|code|syntaxhighlight|source|math|ref|gallery|templatedata|templatestyles|inputbox|score|graph"
)
_HIDDEN = re.compile(rf"<!--|<({_HIDDEN_TAGS})(?:\s[^<>]{{0,500}})?>", re.IGNORECASE)
_CLOSING = {tag: re.compile(rf"</{tag}\s{{0,20}}>", re.IGNORECASE) for tag in _HIDDEN_TAGS.split("|")}
_STRIKE = re.compile(r"<(/?)(s|del|strike|span)(\s[^<>]{0,500})?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page's text, twice with the same length, so that a place in one is the same place in the other."""

    shown: str
    """Without comments."""
    live: str
    """Also without what is not read as wikitext: nowiki, pre, code and their like."""
    line_starts: tuple[int, ...]

    def line(self, position: int) -> int:
        """Give the number, from 1, of the line on which the position stands."""
        return bisect_right(self.line_starts, position)


def make_source(wikitext: str) -> Source:
    """Blank out comments and everything else that MediaWiki does not read as wikitext; line breaks stay."""
    text = wikitext.replace("\r\n", "\n").replace("\r", "\n")
    shown: list[str] = []
    live: list[str] = []
    done = 0
    for start, end, comment in _hidden_spans(text):
        visible, hidden = text[done:start], text[start:end]
        blank = "\n".join(" " * len(line) for line in hidden.split("\n"))
        shown += (visible, blank if comment else hidden)
        live += (visible, blank)
        done = end
    rest = text[done:]
    return Source(shown="".join((*shown, rest)), live="".join((*live, rest)), line_starts=find_line_starts(text))


def find_line_starts(text: str) -> tuple[int, ...]:
    """Give where each line starts."""
    return (0, *(match.end() for match in re.finditer("\n", text)))


def _hidden_spans(text: str) -> Iterable[tuple[int, int, bool]]:
    """Give start, end and whether it is a comment of each hidden piece; a tag that is never closed hides nothing."""
    never_closed: set[str] = set()
    position = 0
    while match := _HIDDEN.search(text, position):
        tag = (match[1] or "").lower()
        position = match.end()
        if not tag:
            end = text.find("-->", position)
            position = len(text) if end < 0 else end + 3
        elif tag in never_closed or match[0].endswith("/>"):
            continue
        elif closing := _CLOSING[tag].search(text, position):
            position = closing.end()
        else:
            never_closed.add(tag)
            continue
        yield match.start(), position, not tag


def struck_spans(source: Source) -> tuple[Span, ...]:
    """Give what stands between strike tags, over several lines too; a tag that is never closed strikes its line."""
    opened: dict[str, list[tuple[int, bool]]] = {"s": [], "del": [], "strike": [], "span": []}
    spans: list[Span] = []
    for match in _STRIKE.finditer(source.live):
        stack = opened[match[2].lower()]
        attributes = match[3] or ""
        if not match[1] and not attributes.endswith("/"):
            stack.append((match.start(), match[2].lower() != "span" or "line-through" in attributes.lower()))
        elif match[1] and stack:
            start, strikes = stack.pop()
            if strikes:
                spans.append((start, match.end()))
    for start, strikes in (item for stack in opened.values() for item in stack):
        if strikes:
            following = source.line(start)
            lines = source.line_starts
            spans.append((start, lines[following] if following < len(lines) else len(source.live)))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Cover:
    """Which positions some spans cover, asked for one position at a time."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, position: int) -> bool:
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and position < self.ends[index]


def make_cover(spans: Iterable[Span]) -> Cover:
    """Merge spans so that asking for a position is a single search."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Cover(tuple(starts), tuple(ends))
