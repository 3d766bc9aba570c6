"""Documents of Wikidata meet in pairs, in whatever order they come, and each is asked for once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from bot.model.contributions import Contribution
from bot.model.entities import EntityChanges
from bot.run.entities import Pairs
from bot.store.entities import Compared
from bot.wikis.texts import NO_ENTITY, RevisionText
from tests.unit.factories import contribution


def edit(rev_id: int, parent_id: int) -> Contribution:
    return contribution(rev_id, dbname="wikidatawiki", parent_id=parent_id)


def item(rev_id: int, *languages: str, **changes: Any) -> RevisionText:
    labels = {language: {"language": language, "value": "Bama"} for language in languages}
    text = json.dumps({"type": "item", "id": "Q1", "labels": labels or []})
    return replace(RevisionText(rev_id=rev_id, text=text, summary=""), **changes)


def outcome(compared: Sequence[Compared]) -> Mapping[int, EntityChanges | str | None]:
    return {one.rev_id: one.why if one.changes is None else one.changes for one in compared}


CHAIN = (edit(11, 10), edit(12, 11), edit(14, 13))
TEXTS = (item(10), item(11, "pa"), item(12, "pa", "ar"), item(13, "th"), item(14))


def test_a_version_between_two_edits_is_asked_for_once() -> None:
    assert sorted(Pairs(CHAIN).rev_ids) == [10, 11, 12, 13, 14]


@pytest.mark.parametrize("order", tuple(permutations(range(5))))
def test_in_whatever_order_the_documents_come(order: tuple[int, ...]) -> None:
    pairs = Pairs(CHAIN)
    compared = [one for number in order for one in pairs.take([TEXTS[number]])]
    assert len(compared) == len(CHAIN)
    assert outcome(compared) == {11: {"labels_added": 1}, 12: {"labels_added": 1}, 14: {"labels_removed": 1}}
    assert pairs.held == 0


def test_an_answer_with_all_of_them_at_once() -> None:
    pairs = Pairs(CHAIN)
    assert set(outcome(pairs.take(TEXTS))) == {11, 12, 14}
    assert pairs.held == 0


def test_the_first_version_of_a_page_is_compared_with_nothing() -> None:
    pairs = Pairs([edit(11, 0)])
    assert pairs.rev_ids == (11,)
    assert outcome(pairs.take([item(11, "bn", "zh")])) == {11: {"labels_added": 2}}


def test_documents_that_cannot_be_had_are_unknown_with_their_reason() -> None:
    hidden, lost = item(12, text=None, why="hidden"), item(13, text=None, why="lost by the wiki")
    compared = Pairs(CHAIN).take([TEXTS[0], TEXTS[1], hidden, lost, TEXTS[4]])
    assert outcome(compared) == {
        11: {"labels_added": 1},
        12: "hidden",
        14: "the version before it: lost by the wiki",
    }


def test_a_page_that_is_no_entity_changes_nothing() -> None:
    talk = [item(number, text=None, why=NO_ENTITY) for number in (10, 11)]
    assert outcome(Pairs([edit(11, 10)]).take(talk)) == {11: {}}


def test_the_summary_of_the_edit_tells_a_merge() -> None:
    merged = item(11, summary="/* wbmergeitems-to:0||Q2 */")
    assert outcome(Pairs([edit(11, 10)]).take([item(10, "pa"), merged])) == {11: {"merges": 1}}
