"""Contributions in any order, a few of them, as pages with their edits and what was counted in their texts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from bot.measures.shares import UNKNOWN, Counts, Texts
from bot.model.contributions import Contribution, Edit, PageEdits


def pages_of(contributions: Iterable[Contribution]) -> Iterator[PageEdits]:
    """Give them page by page."""
    pages: dict[tuple[str, int], list[Contribution]] = defaultdict(list)
    for contribution in contributions:
        pages[contribution.dbname, contribution.page_id].append(contribution)
    for _, of_page in sorted(pages.items()):
        last = of_page[-1]
        edits = sorted((_edit(c) for c in of_page), key=itemgetter(1, 2, 3))
        by_person = tuple((user_id, tuple(theirs)) for user_id, theirs in groupby(edits, itemgetter(1)))
        yield PageEdits(last.dbname, last.page_id, last.namespace, last.title, last.is_redirect, by_person)


def texts_of(contributions: Iterable[Contribution]) -> Texts:
    """Give what they know of their own texts and of their parents'."""
    known: dict[str, dict[int, Counts]] = defaultdict(dict)
    for c in contributions:
        told = {c.rev_id: (c.words, c.references), c.parent_id: (c.words_before, c.references_before)}
        known[c.dbname].update({rev_id: counts for rev_id, counts in told.items() if rev_id and counts != UNKNOWN})

    def texts(dbname: str, _rev_ids: Collection[int]) -> Mapping[int, Counts]:
        return known[dbname]

    return texts


def _edit(c: Contribution) -> Edit:
    timestamp = int(c.timestamp.timestamp())
    return c.page_id, c.user_id, timestamp, c.rev_id, c.parent_id, c.size_diff, "|".join(c.tags)
