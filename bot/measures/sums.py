"""What adds up over revisions and runs, in matrices of one row for each field, and what is made of it."""

from collections.abc import Sequence
from enum import IntEnum, auto
from typing import NamedTuple

import numpy as np

from bot.model.edits import Flags, Numbers
from bot.model.results import Totals


class Field(IntEnum):
    """The rows of a matrix of sums."""

    EDITS = 0
    REVERTED = auto()
    CREATES = auto()
    """First revisions of pages that are no redirects now (DESIGN section 4, `pages_created`)."""
    BYTES_ADDED = auto()
    BYTES_REMOVED = auto()
    SIZES_KNOWN = auto()
    """Revisions; so is the next."""
    SIZES_UNKNOWN = auto()
    WORDS = auto()
    REFERENCES = auto()
    WORDS_KNOWN = auto()
    """Runs; so are the next three."""
    WORDS_UNKNOWN = auto()
    REFERENCES_KNOWN = auto()
    REFERENCES_UNKNOWN = auto()
    TEXTLESS = auto()
    """Revisions of pages that are no running text."""


def nothing(*shape: int) -> Numbers:
    """Give sums of nothing, for so many things."""
    return np.zeros((len(Field), *shape), dtype=np.int64)


def begins_of(*keys: Numbers) -> Numbers:
    """Give the place of the first of each that stand side by side and have the same keys."""
    return np.flatnonzero(np.append(True, np.any([key[1:] != key[:-1] for key in keys], axis=0))[: len(keys[0])])


def add_up(sums: Numbers, *keys: Numbers) -> tuple[Numbers, Numbers]:
    """Add columns up that stand side by side and have the same keys; give the place of the first of each, and sums."""
    first = begins_of(*keys)
    return first, np.add.reduceat(sums, first, axis=1) if len(first) else sums


class Groups(NamedTuple):
    """Wikis, people, days or whatever else sums are of, side by side, with how many pages each came from."""

    sums: Numbers
    pages: Numbers
    created: Numbers

    def plus(self, others: "Groups") -> "Groups":
        """Add as many others, each to one, that came from other pages."""
        return Groups(self.sums + others.sums, self.pages + others.pages, self.created + others.created)

    def totals(self, active: Sequence[int], participants: int | None = None) -> list[Totals]:
        """Give the totals of each, `active` being how many people they came from."""
        shown = numbers_of(self.sums)
        return [
            Totals(
                participants=participants,
                active_participants=active[place],
                edits=shown.edits[place],
                reverted_edits=shown.reverted[place],
                pages_edited=pages,
                pages_created=created,
                bytes_added=shown.bytes_added[place],
                bytes_removed=shown.bytes_removed[place],
                bytes_net=shown.bytes_net[place],
                words_added=shown.words[place],
                references_added=shown.references[place],
            )
            for place, (pages, created) in enumerate(zip(self.pages.tolist(), self.created.tolist(), strict=True))
        ]


class Shown(NamedTuple):
    """What several sums say, each in its order."""

    creates: list[bool]
    edits: list[int]
    reverted: list[int]
    bytes_added: list[int | None]
    bytes_removed: list[int | None]
    bytes_net: list[int | None]
    words: list[int | None]
    references: list[int | None]


def numbers_of(sums: Numbers) -> Shown:
    """Give the numbers to be shown for sums: None where something counts but nothing is known of it.

    Pages that are no running text have neither sizes nor words.
    """
    textless = sums[Field.TEXTLESS] > 0
    no_sizes, no_words, no_references = (
        ((sums[unknown] > 0) | textless) & (sums[known] == 0)
        for known, unknown in (
            (Field.SIZES_KNOWN, Field.SIZES_UNKNOWN),
            (Field.WORDS_KNOWN, Field.WORDS_UNKNOWN),
            (Field.REFERENCES_KNOWN, Field.REFERENCES_UNKNOWN),
        )
    )
    added, removed = sums[Field.BYTES_ADDED], sums[Field.BYTES_REMOVED]
    return Shown(
        creates=(sums[Field.CREATES] > 0).tolist(),
        edits=sums[Field.EDITS].tolist(),
        reverted=sums[Field.REVERTED].tolist(),
        bytes_added=_but(added, no_sizes),
        bytes_removed=_but(removed, no_sizes),
        bytes_net=_but(added - removed, no_sizes),
        words=_but(sums[Field.WORDS], no_words),
        references=_but(sums[Field.REFERENCES], no_references),
    )


def _but(numbers: Numbers, unknown: Flags) -> list[int | None]:
    listed: list[int | None] = numbers.tolist()
    for place in np.flatnonzero(unknown).tolist():
        listed[place] = None
    return listed


EMPTY = Groups(nothing(1), *np.zeros((2, 1), dtype=np.int64))
"""One group of nothing."""

NO_EDITS = EMPTY.totals([0])[0]
"""Its totals."""
