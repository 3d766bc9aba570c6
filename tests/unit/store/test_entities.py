"""What edits changed on Wikidata is recorded once, by the version of the definition, and found with its edit."""

from collections.abc import Iterable
from datetime import timedelta

from bot.model.entities import EntityChanges
from bot.model.intervals import Interval
from bot.store import Store
from bot.store.contributions import save_contributions
from bot.store.entities import (
    Compared,
    drop_stale_changes,
    lacking_entity_edits,
    save_entity_changes,
    stream_entity_edits,
)
from tests.unit.factories import DAY, NOON, contribution

WIKI = "wikidatawiki"
PEOPLE = (11, 12)


def fill(store: Store) -> None:
    """Two people's edits of two items, the later one's first, and one of another wiki."""
    edits = [
        contribution(rev_id, dbname=WIKI, user_id=user, page_id=page, parent_id=rev_id - 1, title=f"Q{page}")
        for rev_id, user, page in ((9, 11, 2), (3, 11, 1), (5, 12, 1), (7, 12, 2))
    ]
    save_contributions(store, edits, fetch=1)
    save_contributions(store, [contribution(3)], fetch=1)


def record(store: Store, compared: Iterable[Compared], *, version: int = 1) -> None:
    save_entity_changes(store, WIKI, compared, version=version, asked_at=NOON)


def found(store: Store) -> list[tuple[int, EntityChanges | None]]:
    return [(one.contribution.rev_id, one.changes) for one in stream_entity_edits(store, WIKI, PEOPLE, DAY)]


def lacking(store: Store, after: tuple[int, int] = (0, 0), at_most: int = 10) -> list[int]:
    edits = lacking_entity_edits(store, WIKI, PEOPLE, DAY, after=after, at_most=at_most)
    return [edit.rev_id for edit in edits]


def test_what_is_recorded_is_found_with_its_edit(store: Store) -> None:
    fill(store)
    record(store, [Compared(rev_id=3, changes={"labels_added": 1, "claims_added": 2}), Compared(rev_id=5, changes={})])
    record(store, [Compared(rev_id=7, changes=None, why="hidden")])
    assert found(store) == [(3, {"labels_added": 1, "claims_added": 2}), (9, None), (5, {}), (7, None)]


def test_only_edits_inside_the_span_are_found(store: Store) -> None:
    fill(store)
    later = Interval(DAY.end, DAY.end + timedelta(days=1))
    assert list(stream_entity_edits(store, WIKI, PEOPLE, later)) == []
    assert lacking_entity_edits(store, WIKI, PEOPLE, later, after=(0, 0), at_most=9) == ()


def test_what_is_not_recorded_comes_page_after_page_a_part_at_a_time(store: Store) -> None:
    fill(store)
    assert lacking(store) == [3, 5, 7, 9]
    assert lacking(store, at_most=3) == [3, 5, 7]
    assert lacking(store, after=(1, 5)) == [7, 9]
    record(store, [Compared(rev_id=5, changes={}), Compared(rev_id=9, changes=None, why="deleted")])
    assert lacking(store) == [3, 7]


def test_another_definition_and_what_was_unknown_long_ago_are_forgotten(store: Store) -> None:
    fill(store)
    record(store, [Compared(rev_id=3, changes={"labels_added": 1})])
    record(store, [Compared(rev_id=5, changes=None, why="hidden"), Compared(rev_id=7, changes={})], version=2)
    assert drop_stale_changes(store, WIKI, version=2, unknown_before=NOON) == 1
    assert lacking(store) == [3, 9]
    assert drop_stale_changes(store, WIKI, version=2, unknown_before=NOON + timedelta(seconds=1)) == 1
    assert lacking(store) == [3, 5, 9]


def test_a_second_answer_takes_the_place_of_the_first(store: Store) -> None:
    fill(store)
    record(store, [Compared(rev_id=3, changes=None, why="hidden")])
    record(store, [Compared(rev_id=3, changes={"merges": 1})])
    assert found(store)[0] == (3, {"merges": 1})
