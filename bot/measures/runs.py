"""Runs of revisions: made by one person on one page inside one window, each going on with the one before.

Words and references of a run are those at its end less those before it (DESIGN section 4), so that only the texts at
its ends are needed.
"""

from typing import NamedTuple

import numpy as np

from bot.measures.taking import Taken
from bot.model.edits import UNKNOWN, Numbers, TextNumbers
from bot.model.wikis import WIKIDATA

_TEXTLESS = frozenset({WIKIDATA})


class Runs(NamedTuple):
    """Runs, each with the place of its last revision among those taken, and the revisions before it and at its end."""

    last: Numbers
    parent_id: Numbers
    rev_id: Numbers


def has_text(dbname: str) -> bool:
    """Whether a wiki's pages are running text; Wikidata's are not."""
    return dbname not in _TEXTLESS


def find_runs(taken: Taken) -> Runs:
    """Give the runs of what counts; reverted revisions are in none."""
    edits = taken.edits
    places = np.flatnonzero(~edits.reverted[taken.row]) if has_text(edits.dbname) else taken.row[:0]
    rows = taken.row[places]
    parents, rev_ids = edits.parent_id[rows], edits.rev_id[rows]
    begins = np.ones(len(places), dtype=np.bool_)
    goes_on = parents[1:] == rev_ids[:-1]
    for key in (taken.level, taken.page, taken.member, taken.window):
        goes_on &= key[places[1:]] == key[places[:-1]]
    begins[1:] = ~goes_on
    ends = np.append(begins[1:], True)[: len(places)]
    return Runs(last=places[ends], parent_id=parents[begins], rev_id=rev_ids[ends])


def ends_of(runs: Runs) -> Numbers:
    """Give the revisions whose texts tell what runs did, each once; none of those whose parent is not known."""
    tell = runs.parent_id != UNKNOWN
    return np.unique(np.concatenate((runs.parent_id[tell & (runs.parent_id != 0)], runs.rev_id[tell])))


def gave(runs: Runs, texts: TextNumbers) -> tuple[Numbers, Numbers]:
    """Give how many words each run added, and how many references it added or, below zero, removed; or UNKNOWN."""
    tell = runs.parent_id != UNKNOWN
    empty = runs.parent_id == 0
    found = []
    for numbers in (texts.words, texts.references):
        before = np.where(empty, 0, _look_up(texts.rev_id, numbers, runs.parent_id))
        after = _look_up(texts.rev_id, numbers, runs.rev_id)
        known = tell & (before != UNKNOWN) & (after != UNKNOWN)
        found.append(np.where(known, after - before, UNKNOWN))
    words, references = found
    return np.where(words == UNKNOWN, UNKNOWN, np.maximum(words, 0)), references


def _look_up(rev_ids: Numbers, numbers: Numbers, wanted: Numbers) -> Numbers:
    if not len(rev_ids):
        return np.full(len(wanted), UNKNOWN)
    places = np.minimum(np.searchsorted(rev_ids, wanted), len(rev_ids) - 1)
    return np.where(rev_ids[places] == wanted, numbers[places], UNKNOWN)
