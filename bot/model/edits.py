"""Very many revisions at once, in columns of equal length."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

UNKNOWN = -(1 << 62)
"""Stands in a column where a number is not known."""


class Page(NamedTuple):
    """A page as it is now; its fields are as in Contribution."""

    dbname: str
    page_id: int
    namespace: int
    title: str
    is_redirect: bool | None


class Pages(NamedTuple):
    """Pages of one wiki, in columns, by id; `title` and `is_redirect` as in Page."""

    dbname: str
    page_id: Numbers
    namespace: Numbers
    title: Sequence[str]
    is_redirect: Sequence[bool | None]

    def one(self, place: int) -> Page:
        """Give the page at this place."""
        namespace, page_id = int(self.namespace[place]), int(self.page_id[place])
        return Page(self.dbname, page_id, namespace, self.title[place], self.is_redirect[place])

    def every(self) -> Iterator[Page]:
        return (self.one(place) for place in range(len(self.title)))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Edits:
    """All that is asked for of what was done to some pages of one wiki, by page, person, time and revision.

    `page` is the place in `pages`, `timestamp` in seconds since 1970 UTC; the rest as in Contribution, or UNKNOWN.
    """

    pages: Pages
    page: Numbers
    user_id: Numbers
    timestamp: Numbers
    rev_id: Numbers
    parent_id: Numbers
    size_diff: Numbers
    reverted: Flags

    @property
    def dbname(self) -> str:
        return self.pages.dbname


class TextNumbers(NamedTuple):
    """What was counted in whole texts, by revision, or UNKNOWN; revisions rise."""

    rev_id: Numbers
    words: Numbers
    references: Numbers


Texts = Callable[[str, Numbers], TextNumbers]
"""Gives what is known of the texts of these revisions of a wiki."""


def column(numbers: Sequence[int]) -> Numbers:
    """Give a column of these numbers."""
    return np.array(numbers, dtype=np.int64)
