"""Stored revisions come page by page, person after person, with what was counted in texts."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from bot.model.edits import UNKNOWN, Page
from bot.store import Store, scratch_copy
from bot.store.contributions import save_contributions
from bot.store.pages import IDS_A_QUERY, stored_pages
from bot.store.texts import CountedText, save_text_counts
from tests.unit.factories import DAY, NOON, contribution

MINUTE = timedelta(minutes=1)
SECONDS = int(NOON.timestamp())


def fill(store: Store) -> None:
    edits = [
        contribution(
            3,
            page_id=7,
            title="ਬਾਮਾ",
            user_id=11,
            timestamp=NOON + MINUTE,
            parent_id=2,
            tags=("a", "mw-reverted"),
            is_redirect=False,
        ),
        contribution(2, page_id=7, title="ਬਾਮਾ", user_id=11, parent_id=0, size_diff=None, is_redirect=False),
        contribution(4, page_id=7, title="ਬਾਮਾ", user_id=12, parent_id=None, size_diff=-5, is_redirect=False),
        contribution(5, page_id=5, title="اردو", user_id=12, namespace=2, tags=("not-mw-reverted",)),
        contribution(6, page_id=5, title="اردو", user_id=13, namespace=2),
        contribution(7, page_id=6, title="ไทย", user_id=11, timestamp=DAY.end),
    ]
    save_contributions(store, edits, fetch=1)
    save_contributions(store, [contribution(3, dbname="pawiki", page_id=7, user_id=21)], fetch=1)


def read(store: Store, **accounts: list[int]) -> list[tuple[Page, int, list[int]]]:
    """Give page, person, and of each revision time, id, parent, difference and whether it was reverted."""
    with stored_pages(store, accounts, DAY) as stored:
        return [
            (some.pages.one(place), user_id, row)
            for some in stored.edits
            for place, user_id, *row in zip(
                some.page.tolist(),
                some.user_id.tolist(),
                (some.timestamp - SECONDS).tolist(),
                some.rev_id.tolist(),
                some.parent_id.tolist(),
                some.size_diff.tolist(),
                some.reverted.tolist(),
                strict=True,
            )
        ]


def test_pages_come_with_the_edits_of_those_who_were_asked_for(store: Store) -> None:
    fill(store)
    first, second = Page("enwiki", 5, 2, "اردو", None), Page("enwiki", 7, 0, "ਬਾਮਾ", is_redirect=False)
    assert read(store, enwiki=[12, 11], pawiki=[21], eswiki=[11]) == [
        (first, 12, [0, 5, 900, 100, False]),
        (second, 11, [0, 2, 0, UNKNOWN, False]),
        (second, 11, [60, 3, 2, 100, True]),
        (second, 12, [0, 4, UNKNOWN, -5, False]),
        (Page("pawiki", 7, 0, "Savitribai Phule", None), 21, [0, 3, 900, 100, False]),
    ]
    assert read(store, enwiki=[]) == []


def test_no_page_is_cut_in_two(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.pages.ROWS_AT_ONCE", 3)
    sizes = {4: 2, 5: 7, 6: 1, 9: 3, 10: 1}
    rev_ids = iter(range(1, 100))
    edits = [contribution(next(rev_ids), page_id=p, user_id=11) for p, size in sizes.items() for _ in range(size)]
    save_contributions(store, edits, fetch=1)
    with stored_pages(store, {"enwiki": [11]}, DAY) as stored:
        batches = [some.pages.page_id[some.page].tolist() for some in stored.edits]
    assert [page_id for batch in batches for page_id in batch] == [p for p, size in sizes.items() for _ in range(size)]
    assert len(batches) > 1
    assert all(one[-1] != other[0] for one, other in pairwise(batches))


def test_texts_are_looked_up_while_pages_come_in(store: Store) -> None:
    edits = [contribution(n, page_id=n, user_id=11) for n in range(1, IDS_A_QUERY + 3)]
    save_contributions(store, edits, fetch=1)
    counted = [CountedText(rev_id=n, words=n, references=None, words_version=1) for n in (1, 5, IDS_A_QUERY + 2)]
    save_text_counts(store, "enwiki", counted, references_version=1, asked_at=NOON)
    with stored_pages(store, {"enwiki": [11]}, DAY) as stored:
        found = [stored.texts("enwiki", some.rev_id) for some in stored.edits]
    assert [np.concatenate(numbers).tolist() for numbers in zip(*found, strict=True)] == [
        [1, 5, IDS_A_QUERY + 2],
        [1, 5, IDS_A_QUERY + 2],
        [UNKNOWN] * 3,
    ]


def test_a_copy_in_memory_gives_the_same_twice(store: Store) -> None:
    fill(store)
    copy = scratch_copy(store)
    assert read(copy, enwiki=[11, 12]) == read(copy, enwiki=[11, 12]) == read(store, enwiki=[11, 12])
