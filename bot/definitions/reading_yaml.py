"""YAML text to the raw tree: every scalar is text, and what people do not mean when they write it is a problem."""

from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

from bot.definitions.sources import Findings
from bot.definitions.text import clean
from bot.definitions.tree import DEEPEST, Entry, Items, Map, Node, Text
from bot.model.problems import Place

LARGEST = 100_000
"""Bytes of a definition."""


@dataclass(slots=True, kw_only=True)
class _Open:
    """A list or map whose end has not come yet."""

    is_map: bool
    place: Place
    children: list[Node] = field(default_factory=list)


class _UnreadableError(Exception):
    """The text cannot be read any further; the problem is told."""


def compose(text: str, place_at: Callable[[int], Place], findings: Findings) -> Node | None:
    """Give the tree of a YAML text, or None when it is empty or so broken that the problems say it all."""
    builder = _Builder(place_at=place_at, findings=findings)
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        findings.error(place_at(mark.index if mark else 0), f"this line cannot be read: {error.problem}")
        return None
    except yaml.reader.ReaderError as error:
        findings.error(place_at(error.position), "an invisible control character stands here", "delete it")
        return None
    except _UnreadableError:
        return None
    return builder.root


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Builds the tree from PyYAML's events; a stack instead of recursion keeps deep nesting harmless."""

    place_at: Callable[[int], Place]
    findings: Findings
    root: Node | None = None
    stack: list[_Open] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        place = self.place_at(event.start_mark.index if event.start_mark else 0)
        self._refuse_anchors_and_tags(event, place)
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self.findings.error(place, "a second document begins here", "keep one campaign, and leave out the ---")
                raise _UnreadableError
            case yaml.ScalarEvent():
                self._add(Text(value=event.value, place=place))
            case yaml.AliasEvent():
                self.findings.error(
                    place, "a word that begins with * has a meaning of its own here", "put it in quotation marks"
                )
                self._add(Text(value=f"*{event.anchor}", place=place))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(self.stack) >= DEEPEST:
                    self.findings.error(place, "lists stand too deep inside each other here", "check the brackets")
                    raise _UnreadableError
                self.stack.append(_Open(is_map=isinstance(event, yaml.MappingStartEvent), place=place))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                opened = self.stack.pop()
                self._add(
                    self._map(opened) if opened.is_map else Items(items=tuple(opened.children), place=opened.place)
                )

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node

    def _map(self, opened: _Open) -> Map:
        entries: dict[str, Entry] = {}
        for key_node, value in zip(opened.children[::2], opened.children[1::2], strict=True):
            if not isinstance(key_node, Text):
                self.findings.error(key_node.place, "the name of a setting is expected here", "write key: value")
                continue
            key = clean(key_node.value).lower()
            if key in entries:
                first = entries[key].place.line
                self.findings.error(
                    key_node.place, f'"{key[:40]}" was given in line {first} already', "keep one of them"
                )
                continue
            entries[key] = Entry(key=key, place=key_node.place, value=value)
        return Map(entries=tuple(entries.values()), place=opened.place)

    def _refuse_anchors_and_tags(self, event: yaml.Event, place: Place) -> None:
        if getattr(event, "tag", None) not in {None, "!"}:
            self.findings.error(
                place, "a word that begins with ! has a meaning of its own here", "put it in quotation marks"
            )
        elif not isinstance(event, yaml.AliasEvent) and getattr(event, "anchor", None):
            self.findings.error(
                place, "a word that begins with & has a meaning of its own here", "put it in quotation marks"
            )
