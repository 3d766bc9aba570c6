"""Headings of a page, and the part of it that a section is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.signups.names import fold_spaces
from bot.signups.prose import plain_text
from bot.signups.source import Source, Span
from bot.signups.titles import decode

_HEADING = re.compile(r"^(={1,6})([^\n]{1,1000}?)(={1,6})[ \t]*$", re.MULTILINE)
_NUMBERED = re.compile(r"(.+)[ _](\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading, its depth from 1 to 6, and its text without markup."""

    start: int
    end: int
    level: int
    text: str


def find_headings(source: Source) -> tuple[Heading, ...]:
    """Give the page's headings in order."""
    return tuple(
        Heading(
            start=match.start(),
            end=match.end(),
            level=(level := min(len(match[1]), len(match[3]))),
            text=plain_text(match[1][level:] + match[2] + match[3][level:]),
        )
        for match in _HEADING.finditer(source.live)
    )


def section_bounds(headings: tuple[Heading, ...], name: str, length: int) -> Span | None:
    """Give where the section of that heading or anchor starts and ends, with its subsections; None if there is none.

    The second of two equal headings may be asked for as MediaWiki's anchor does, `Name 2`.
    """
    chosen = _find(headings, name)
    if chosen is None:
        return None
    later = (h.start for h in headings if h.start > chosen.start and h.level <= chosen.level)
    return chosen.end, next(later, length)


def _find(headings: tuple[Heading, ...], name: str) -> Heading | None:
    for wanted in _spellings(name):
        equal = [heading for heading in headings if _key(heading.text) == wanted]
        if equal:
            return equal[0]
        numbered = _NUMBERED.fullmatch(wanted)
        equal = [heading for heading in headings if numbered and _key(heading.text) == numbered[1]]
        if numbered and len(equal) >= int(numbered[2]) > 1:
            return equal[int(numbered[2]) - 1]
    return None


def _spellings(name: str) -> Iterator[str]:
    """Give the name as a heading's text, and as the anchor that a link to it may carry."""
    name = name.strip().removeprefix("#")
    yield _key(plain_text(name))
    yield _key(decode(name))
    yield _key(decode(re.sub(r"\.(?=[0-9A-F]{2})", "%", name)))


def _key(text: str) -> str:
    return fold_spaces(text).casefold()
