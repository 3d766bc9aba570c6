"""Uploaded files as the store keeps them."""

from datetime import timedelta
from typing import Any

from bot.model.uploads import UploadedFile
from bot.store import Store
from bot.store.contributions import save_contributions
from bot.store.uploads import (
    AskedFile,
    PerhapsUploaded,
    load_files,
    load_uploads,
    never_asked,
    perhaps_uploaded,
    save_files,
    save_uses,
)
from tests.unit.factories import DAY, NOON, contribution

WIKI = "commonswiki"
LATER = NOON + timedelta(hours=1)


def edit(rev_id: int, page_id: int, **changes: Any) -> Any:
    values = {"dbname": WIKI, "namespace": 6, "title": f"ਤਸਵੀਰ {page_id}.jpg", "page_id": page_id, "size_diff": 9}
    return contribution(rev_id, **(values | changes))


def asked(page_id: int, **changes: Any) -> AskedFile:
    values: dict[str, Any] = {
        "page_id": page_id,
        "title": f"ਤਸਵੀਰ {page_id}.jpg",
        "user_id": 11,
        "timestamp": NOON,
        "deleted": False,
        "edited": True,
        "asked_at": NOON,
    }
    return AskedFile(**(values | changes))


def test_pages_of_files_that_were_created_or_got_a_revision_with_the_same_text_may_be_uploads(store: Store) -> None:
    edits = [
        edit(1, 1, parent_id=0),
        edit(2, 1, parent_id=1, size_diff=0, timestamp=LATER),
        edit(3, 2, parent_id=90, size_diff=0),
        edit(4, 3, parent_id=90),
        edit(5, 4, parent_id=0, namespace=0),
        edit(6, 5, parent_id=0, timestamp=DAY.end),
        edit(7, 6, parent_id=0, user_id=99),
        edit(8, 2, parent_id=0, user_id=12, timestamp=NOON - timedelta(hours=1)),
    ]
    save_contributions(store, edits, fetch=1)
    assert perhaps_uploaded(store, WIKI, (11, 12), DAY) == {
        1: PerhapsUploaded(page_id=1, latest=LATER, created=True),
        2: PerhapsUploaded(page_id=2, latest=NOON, created=True),
    }
    assert perhaps_uploaded(store, WIKI, tuple(range(100, 1_200)), DAY) == {}
    save_files(store, WIKI, [asked(1)])
    assert never_asked(store, {WIKI: [11, 12], "enwiki": [11]}, DAY) == {(WIKI, 11), (WIKI, 12)}
    save_files(store, WIKI, [asked(2, user_id=None, timestamp=None)])
    assert never_asked(store, {WIKI: [11, 12]}, DAY) == frozenset()


def test_what_a_wiki_said_is_found_by_page_and_by_person(store: Store) -> None:
    save_files(store, WIKI, [asked(1), asked(2, user_id=None, timestamp=None), asked(3, user_id=12)])
    save_files(store, WIKI, [asked(1, deleted=True, title=None, edited=False, asked_at=LATER)])
    found = load_files(store, WIKI, user_ids=(11,), page_ids=(2, 7))
    assert found == {
        1: asked(1, deleted=True, title=None, edited=False, asked_at=LATER),
        2: asked(2, user_id=None, timestamp=None),
    }
    assert load_files(store, "enwiki", user_ids=(11,), page_ids=(1,)) == {}


def test_uses_add_up_over_the_wikis_that_were_asked_and_are_as_old_as_the_oldest_answer(store: Store) -> None:
    save_files(store, WIKI, [asked(1), asked(2, user_id=12), asked(3, timestamp=DAY.end)])
    save_uses(store, WIKI, {1: 2}, asked=WIKI, everywhere=False, asked_at=NOON)
    save_uses(store, WIKI, {1: 3, 2: 0}, asked="pawiki", everywhere=False, asked_at=LATER)
    save_uses(store, WIKI, {1: 4, 2: 0}, asked="pawiki", everywhere=False, asked_at=LATER)
    assert uses(store) == {1: (6, NOON), 2: (0, LATER)}
    save_uses(store, WIKI, {1: 5}, asked=WIKI, everywhere=True, asked_at=LATER)
    assert uses(store) == {1: (5, LATER), 2: (0, LATER)}


def test_of_a_file_whose_use_nobody_told_it_is_unknown(store: Store) -> None:
    save_files(store, WIKI, [asked(1)])
    assert list(load_uploads(store, {WIKI: [11], "pawiki": [11]}, DAY)) == [
        UploadedFile(dbname=WIKI, page_id=1, title="ਤਸਵੀਰ 1.jpg", user_id=11, timestamp=NOON)
    ]


def uses(store: Store) -> dict[int, tuple[int | None, Any]]:
    return {file.page_id: (file.usages, file.asked_at) for file in load_uploads(store, {WIKI: [11, 12]}, DAY)}
