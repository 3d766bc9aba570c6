"""Many things, a limited number at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Give the items in order, in lists of at most that many."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
