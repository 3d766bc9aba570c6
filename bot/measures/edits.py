"""Contributions in any order, a few of them, in columns, with what was counted in their texts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from bot.model.contributions import Contribution
from bot.model.edits import UNKNOWN, Edits, Numbers, Pages, TextNumbers, Texts, column


def edits_of(contributions: Iterable[Contribution]) -> Iterator[Edits]:
    """Give them wiki by wiki."""
    wikis: dict[str, list[Contribution]] = defaultdict(list)
    for contribution in contributions:
        wikis[contribution.dbname].append(contribution)
    for dbname, theirs in sorted(wikis.items()):
        yield _of_wiki(dbname, sorted(theirs, key=lambda c: (c.page_id, c.user_id, c.timestamp, c.rev_id)))


def texts_of(contributions: Iterable[Contribution]) -> Texts:
    """Give what they know of their own texts and of their parents'."""
    known: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for c in contributions:
        for rev_id, words, references in (
            (c.rev_id, c.words, c.references),
            (c.parent_id, c.words_before, c.references_before),
        ):
            if rev_id and (words, references) != (None, None):
                known[c.dbname][rev_id] = _number(words), _number(references)

    def texts(dbname: str, _rev_ids: Numbers) -> TextNumbers:
        rows = sorted((rev_id, *numbers) for rev_id, numbers in known[dbname].items())
        return TextNumbers(*(column([row[place] for row in rows]) for place in range(3)))

    return texts


def _of_wiki(dbname: str, contributions: list[Contribution]) -> Edits:
    last = {c.page_id: c for c in contributions}
    places = {page_id: place for place, page_id in enumerate(last)}
    return Edits(
        pages=Pages(
            dbname=dbname,
            page_id=column(list(last)),
            namespace=column([c.namespace for c in last.values()]),
            title=[c.title for c in last.values()],
            is_redirect=[c.is_redirect for c in last.values()],
        ),
        page=column([places[c.page_id] for c in contributions]),
        user_id=column([c.user_id for c in contributions]),
        timestamp=column([int(c.timestamp.timestamp()) for c in contributions]),
        rev_id=column([c.rev_id for c in contributions]),
        parent_id=column([_number(c.parent_id) for c in contributions]),
        size_diff=column([_number(c.size_diff) for c in contributions]),
        reverted=np.array([c.reverted for c in contributions], dtype=np.bool_),
    )


def _number(number: int | None) -> int:
    return UNKNOWN if number is None else number
