"""The raw tree that both fronts give: text in lists and maps, every node with its place."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.model.problems import Place

DEEPEST = 12
"""Levels of lists and maps; the schema needs five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    value: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    items: "tuple[Node, ...]"
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key of a map with its own place, and its value."""

    key: str
    place: Place
    value: "Node"


@dataclass(frozen=True, kw_only=True)
class Map:
    """Settings in their order; without slots, so that the first entry of each key can be remembered."""

    entries: tuple[Entry, ...]
    place: Place

    @cached_property
    def first(self) -> dict[str, Entry]:
        """The first entry of each key."""
        return {entry.key: entry for entry in reversed(self.entries)}

    def get(self, key: str) -> "Node | None":
        entry = self.first.get(key)
        return entry.value if entry else None

    def without(self, *keys: str) -> "Map":
        return Map(entries=tuple(entry for entry in self.entries if entry.key not in keys), place=self.place)


Node = Text | Items | Map


def prune(node: Node, known: Collection[str]) -> Node | None:
    """Leave out settings without a value, which count as not given; None when nothing remains.

    What is not `known` stays, so that it is told.
    """
    if isinstance(node, Text):
        return node if node.value.strip() else None
    if isinstance(node, Items):
        items = tuple(kept for item in node.items if (kept := prune(item, known)))
        return Items(items=items, place=node.place) if items else None
    entries = []
    for entry in node.entries:
        value = prune(entry.value, known) or (None if entry.key in known else entry.value)
        if value:
            entries.append(Entry(key=entry.key, place=entry.place, value=value))
    return Map(entries=tuple(entries), place=node.place) if entries else None


def entries(node: Node) -> Iterator[Entry]:
    """Give every setting in a tree, those inside of others too."""
    if isinstance(node, Items):
        for item in node.items:
            yield from entries(item)
    elif isinstance(node, Map):
        for entry in node.entries:
            yield entry
            yield from entries(entry.value)


def doubles(node: Node) -> Iterator[tuple[Entry, Entry]]:
    """Give each setting that is given again, with its first entry."""
    if isinstance(node, Items):
        for item in node.items:
            yield from doubles(item)
    elif isinstance(node, Map):
        first: dict[str, Entry] = {}
        for entry in node.entries:
            if first.setdefault(entry.key, entry) is not entry:
                yield entry, first[entry.key]
            yield from doubles(entry.value)


def plain(node: Node) -> Any:
    """Give the tree as strings, lists and dictionaries for the schema to type."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {entry.key: plain(entry.value) for entry in node.entries}


def place_of(node: Node, loc: Sequence[int | str], *, of_key: bool = False) -> Place:
    """Give the place of what `loc` names, or of the nearest thing around it that the tree has.

    The schema takes one value for a list of one, so `loc` may hold steps that the tree does not.
    """
    place = node.place
    for position, step in enumerate(loc):
        if isinstance(node, Map) and isinstance(step, str):
            entry = node.first.get(step)
            if entry is None:
                break
            node = entry.value
            last = position == len(loc) - 1 or loc[position + 1] == "[key]"
            place = entry.place if of_key and last else node.place
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
    return place
