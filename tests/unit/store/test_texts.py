"""What was counted in texts, as the store keeps it and gives it back with revisions."""

from datetime import timedelta

from bot.store import Store
from bot.store.contributions import save_contributions, stream_contributions
from bot.store.texts import CountedText, drop_stale_counts, lacking_counts, save_text_counts
from tests.unit.factories import DAY, NOON, contribution

WIKI = "pawiki"
A_DAY = timedelta(days=1)


def counted(rev_id: int, words: int | None, references: int | None, *, version: int = 1) -> CountedText:
    why = None if words is not None else "hidden"
    return CountedText(rev_id=rev_id, words=words, references=references, words_version=version, why=why)


def save(store: Store, *texts: CountedText, references_version: int = 7) -> None:
    save_text_counts(store, WIKI, texts, references_version=references_version, asked_at=NOON)


def drop(store: Store, dbname: str = WIKI, *, after: timedelta = timedelta(0)) -> int:
    return drop_stale_counts(store, dbname, words_versions=(1,), references_version=7, unknown_before=NOON + after)


def lacking(store: Store) -> tuple[int, ...]:
    return lacking_counts(store, WIKI, (4, 3, 2, 1))


def test_a_revision_comes_with_the_words_of_its_text_and_of_its_parents(store: Store) -> None:
    save(store, counted(1, 10, 2), counted(2, 25, 1), counted(3, None, None))
    save_text_counts(store, "enwiki", [counted(1, 99, 9)], references_version=7, asked_at=NOON)
    edits = [
        contribution(n, dbname=WIKI, parent_id=n - 1, timestamp=NOON + n * timedelta(minutes=1)) for n in (2, 3, 4)
    ]
    save_contributions(store, edits, fetch=1)
    given = stream_contributions(store, {WIKI: [11]}, DAY)
    assert [(c.words_before, c.references_before, c.words, c.references) for c in given] == [
        (10, 2, 25, 1),
        (25, 1, None, None),
        (None, None, None, None),
    ]


def test_what_is_recorded_is_not_lacking_whether_or_not_it_could_be_counted(store: Store) -> None:
    save(store, counted(1, 10, 2), counted(3, None, None))
    assert lacking(store) == (4, 2)
    assert lacking_counts(store, "enwiki", (1,)) == (1,)
    assert lacking_counts(store, WIKI, range(1, 2_000))[:3] == (2, 4, 5)


def test_what_another_version_counted_is_counted_anew(store: Store) -> None:
    save(store, counted(1, 10, 2), counted(2, 10, 2, version=2))
    save(store, counted(3, 10, 2), references_version=8)
    assert drop(store, "enwiki") == 0
    assert drop(store) == 2
    assert lacking(store) == (4, 3, 2)
    assert drop(store) == 0


def test_a_text_that_could_not_be_had_is_asked_for_again_after_a_while(store: Store) -> None:
    save(store, counted(1, None, None), counted(2, None, 3))
    drop(store)
    assert lacking(store) == (4, 3)
    drop(store, after=A_DAY)
    assert lacking(store) == (4, 3, 1)


def test_a_text_is_recorded_once(store: Store) -> None:
    save(store, counted(1, None, None))
    save(store, counted(1, 5, 0))
    drop(store, after=A_DAY)
    assert lacking(store) == (4, 3, 2)
