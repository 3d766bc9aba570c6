"""What each revision that counts gives to the sums."""

import numpy as np

from bot.measures.runs import Runs, gave, has_text
from bot.measures.sums import Field, nothing
from bot.measures.taking import Taken
from bot.model.edits import UNKNOWN, Numbers, TextNumbers


def gifts(taken: Taken, runs: Runs, texts: TextNumbers) -> Numbers:
    """Give what each revision gives to the sums: bytes and the like itself, words and references the last of a run."""
    edits, row = taken.edits, taken.row
    given = nothing(len(row))
    reverted = edits.reverted[row]
    redirects = np.array(edits.pages.is_redirect, dtype=np.bool_)
    given[Field.EDITS] = 1
    given[Field.REVERTED] = reverted
    given[Field.CREATES] = (edits.parent_id[row] == 0) & ~redirects[taken.page]
    if not has_text(edits.dbname):
        given[Field.TEXTLESS] = 1
        return given
    differences = edits.size_diff[row]
    known = ~reverted & (differences != UNKNOWN)
    given[Field.BYTES_ADDED] = np.where(known, np.maximum(differences, 0), 0)
    given[Field.BYTES_REMOVED] = np.where(known, np.maximum(-differences, 0), 0)
    given[Field.SIZES_KNOWN] = known
    given[Field.SIZES_UNKNOWN] = ~reverted & ~known
    words, references = gave(runs, texts)
    for numbers, field, fields_known, fields_unknown in (
        (words, Field.WORDS, Field.WORDS_KNOWN, Field.WORDS_UNKNOWN),
        (references, Field.REFERENCES, Field.REFERENCES_KNOWN, Field.REFERENCES_UNKNOWN),
    ):
        given[field, runs.last] = np.where(numbers == UNKNOWN, 0, numbers)
        given[fields_known, runs.last] = numbers != UNKNOWN
        given[fields_unknown, runs.last] = numbers == UNKNOWN
    return given
