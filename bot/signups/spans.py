"""Where template calls and links start and end, in one pass over the text."""

import re
from dataclasses import dataclass

from bot.signups.source import Span

_TOKEN = re.compile(r"\{\{|\}\}|\[\[(?!\[)|\]\]|\||\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A template, page or parser function between double braces, and where its arguments begin."""

    start: int
    end: int
    pipes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Every closed call, by its start, the ends of links by their start, and links that hold other links."""

    calls: tuple[Call, ...]
    link_ends: dict[int, int]
    captions: tuple[Span, ...]
    """Insides of links that hold other links: only files do."""


def find_spans(text: str, bounds: Span) -> Spans:
    """Match braces and brackets between two positions; what is never closed is left out, as MediaWiki does."""
    scan = _Scan()
    for match in _TOKEN.finditer(text, *bounds):
        scan.read(match[0], match.start())
    return Spans(
        calls=tuple(sorted(scan.calls, key=lambda call: call.start)),
        link_ends=scan.link_ends,
        captions=tuple(scan.captions),
    )


class _Scan:
    """What is open at one position: starts of calls as they are, starts of links as their complement (`~start`)."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.link_ends: dict[int, int] = {}
        self.captions: list[Span] = []
        self._open: list[int] = []
        self._open_calls = 0
        self._pipes: dict[int, list[int]] = {}
        self._last_link = -1

    def read(self, mark: str, position: int) -> None:
        if mark == "{{":
            self._open.append(position)
            self._open_calls += 1
        elif mark == "[[":
            self._open.append(~position)
        elif mark == "}}":
            self._close_call(position + 2)
        elif mark == "]]":
            self._close_link(position + 2)
        elif mark == "|":
            if self._open and self._open[-1] >= 0:
                self._pipes.setdefault(self._open[-1], []).append(position)
        else:
            self._drop_links()

    def _close_call(self, end: int) -> None:
        if self._open_calls:
            self._drop_links()
            start = self._open.pop()
            self._open_calls -= 1
            self.calls.append(Call(start=start, end=end, pipes=tuple(self._pipes.pop(start, ()))))

    def _close_link(self, end: int) -> None:
        if self._open and self._open[-1] < 0:
            start = ~self._open.pop()
            self.link_ends[start] = end
            if self._last_link > start:
                self.captions.append((start + 2, end))
            self._last_link = start

    def _drop_links(self) -> None:
        """Forget links that the line leaves open: their brackets are plain text."""
        while self._open and self._open[-1] < 0:
            self._open.pop()
