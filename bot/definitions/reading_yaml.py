"""YAML text to the raw tree: every scalar is text, and what people do not mean when they write it is a problem."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

import yaml

from bot.definitions.editing import Edited
from bot.definitions.marks import IN_QUOTES, meaning_of
from bot.definitions.repairing import repair
from bot.definitions.sources import Excerpt, Findings
from bot.definitions.text import clean
from bot.definitions.tree import DEEPEST, Entry, Items, Map, Node, Text
from bot.definitions.yaml_errors import explain
from bot.model.problems import Place

LARGEST = 600_000
"""Bytes of a definition."""
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_UNPRINTABLE = yaml.reader.Reader.NON_PRINTABLE


class _UnreadableError(Exception):
    """The text cannot be read any further; the problem is told."""


def compose(excerpt: Excerpt, known: Collection[str]) -> Node | None:
    """Give the tree of a YAML text, or None when it is empty or so broken that the problems say it all.

    `known` are the settings that may stand in it.
    """
    plain = Excerpt(findings=excerpt.findings, start=excerpt.start, text=_plain(excerpt))
    edited = repair(plain, known)
    builder = _Builder(excerpt=plain, edited=edited)
    try:
        for event in yaml.parse(edited.text, Loader=yaml.BaseLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        explain(error, plain, edited)
        return None
    except _UnreadableError:
        return None
    return builder.root


def _plain(excerpt: Excerpt) -> str:
    """Give the text with the same length, without signs that YAML does not allow or takes for the end of a line."""
    for sign in _UNPRINTABLE.finditer(excerpt.text):
        excerpt.error(sign.start(), "an invisible control character stands here", "delete it")
    text = _OTHER_LINE_ENDS.sub(" ", _UNPRINTABLE.sub(" ", excerpt.text))
    return "\n".join(_with_plain_tabs(line) for line in text.split("\n"))


def _with_plain_tabs(line: str) -> str:
    """Turn tabs into spaces, except those of the indentation, whose width has to be thought about."""
    content = line.lstrip()
    return line[: len(line) - len(content)] + content.replace("\t", " ")


@dataclass(slots=True, kw_only=True)
class _Open:
    """A list or map whose end has not come yet."""

    is_map: bool
    place: Place
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Builds the tree from PyYAML's events; a stack instead of recursion keeps deep nesting harmless."""

    excerpt: Excerpt
    edited: Edited
    root: Node | None = None
    stack: list[_Open] = field(default_factory=list)

    @property
    def findings(self) -> Findings:
        return self.excerpt.findings

    def take(self, event: yaml.Event) -> None:
        place = self.excerpt.place(self.edited.original(event.start_mark.index if event.start_mark else 0))
        self._refuse_signs(event, place)
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self.findings.error(place, "a second document begins here", "keep one, and leave out the line ---")
                raise _UnreadableError
            case yaml.ScalarEvent():
                self._add(Text(value=event.value, place=place))
            case yaml.AliasEvent():
                self._add(Text(value=f"*{event.anchor}", place=place))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(self.stack) >= DEEPEST:
                    self.findings.error(place, "lists stand too deep inside each other here", "check the brackets")
                    raise _UnreadableError
                self.stack.append(_Open(is_map=isinstance(event, yaml.MappingStartEvent), place=place))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                closed = self.stack.pop()
                items = Items(items=tuple(closed.children), place=closed.place)
                self._add(self._map(closed) if closed.is_map else items)

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node

    def _map(self, closed: _Open) -> Map:
        entries = []
        for named, value in zip(closed.children[::2], closed.children[1::2], strict=True):
            if not isinstance(named, Text):
                self.findings.error(named.place, "the name of a setting is expected here", "write it like key: value")
                continue
            entries.append(Entry(key=clean(named.value).lower(), place=named.place, value=value))
        return Map(entries=tuple(entries), place=closed.place)

    def _refuse_signs(self, event: yaml.Event, place: Place) -> None:
        """Refuse anchors, aliases and tags, which the repair has not seen only where they stand in odd places."""
        signs = {
            "*": isinstance(event, yaml.AliasEvent),
            "&": not isinstance(event, yaml.AliasEvent) and getattr(event, "anchor", None),
            "!": getattr(event, "tag", None),
        }
        for sign, stands in signs.items():
            if stands:
                self.findings.error(place, meaning_of(sign), IN_QUOTES)
