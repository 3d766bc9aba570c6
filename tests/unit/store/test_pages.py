"""Stored revisions come page by page, person after person, with what was counted in texts."""

from datetime import timedelta

from bot.model.contributions import PageEdits
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
            tags=("a", "b"),
            is_redirect=False,
        ),
        contribution(2, page_id=7, title="ਬਾਮਾ", user_id=11, parent_id=0, size_diff=None, is_redirect=False),
        contribution(4, page_id=7, title="ਬਾਮਾ", user_id=12, parent_id=None, size_diff=-5, is_redirect=False),
        contribution(5, page_id=5, title="اردو", user_id=12, namespace=2),
        contribution(6, page_id=5, title="اردو", user_id=13, namespace=2),
        contribution(7, page_id=6, title="ไทย", user_id=11, timestamp=DAY.end),
    ]
    save_contributions(store, edits, fetch=1)
    save_contributions(store, [contribution(3, dbname="pawiki", page_id=7, user_id=21)], fetch=1)


def read(store: Store, **accounts: list[int]) -> list[PageEdits]:
    with stored_pages(store, accounts, DAY) as stored:
        return list(stored.pages)


def test_pages_come_with_the_edits_of_those_who_were_asked_for(store: Store) -> None:
    fill(store)
    assert read(store, enwiki=[12, 11], pawiki=[21], eswiki=[11]) == [
        PageEdits("enwiki", 5, 2, "اردو", None, [(12, [(5, 12, SECONDS, 5, 900, 100, "")])]),
        PageEdits(
            dbname="enwiki",
            page_id=7,
            namespace=0,
            title="ਬਾਮਾ",
            is_redirect=False,
            edits=[
                (11, [(7, 11, SECONDS, 2, 0, None, ""), (7, 11, SECONDS + 60, 3, 2, 100, "a|b")]),
                (12, [(7, 12, SECONDS, 4, None, -5, "")]),
            ],
        ),
        PageEdits("pawiki", 7, 0, "Savitribai Phule", None, [(21, [(7, 21, SECONDS, 3, 900, 100, "")])]),
    ]
    assert read(store, enwiki=[]) == []


def test_texts_are_looked_up_while_pages_come_in(store: Store) -> None:
    edits = [contribution(n, page_id=n, user_id=11) for n in range(1, IDS_A_QUERY + 3)]
    save_contributions(store, edits, fetch=1)
    counted = [CountedText(rev_id=n, words=n, references=None, words_version=1) for n in (1, 5)]
    save_text_counts(store, "enwiki", counted, references_version=1, asked_at=NOON)
    with stored_pages(store, {"enwiki": [11]}, DAY) as stored:
        found: dict[int, tuple[int | None, int | None]] = {}
        for page in stored.pages:
            found.update(stored.texts("enwiki", [page.page_id]))
    assert found == {1: (1, None), 5: (5, None)}


def test_a_copy_in_memory_gives_the_same_twice(store: Store) -> None:
    fill(store)
    copy = scratch_copy(store)
    assert read(copy, enwiki=[11, 12]) == read(copy, enwiki=[11, 12]) == read(store, enwiki=[11, 12])
