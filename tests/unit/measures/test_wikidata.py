"""What was done on Wikidata, added up: once for each program and campaign, and unknown where nothing is known."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.measures import Enrolment, Knowledge, with_wikidata
from bot.measures.withhold import Measured, is_withheld, measure_safely
from bot.model.campaigns import Privacy
from bot.model.entities import ENTITY_KEYS, EntityEdit
from bot.model.results import Totals
from tests.unit.factories import DAY, campaign, contribution, person, program, span
from tests.unit.measures.measuring import measure_edits

WIKI = "wikidatawiki"
ASHA, GURPREET = person("Asha", wikidatawiki=11, enwiki=1), person("ਗੁਰਪ੍ਰੀਤ", wikidatawiki=12)
ON_WIKIDATA = program(wikis=("enwiki", WIKI))


def edit(rev_id: int, changes: Mapping[str, int] | None, **values: Any) -> EntityEdit:
    return EntityEdit(contribution=contribution(rev_id, **({"dbname": WIKI, "title": "Q1"} | values)), changes=changes)


def enrol(which: Any = ON_WIKIDATA, *people: Any, never_read: Iterable[str] = ()) -> Enrolment:
    return Enrolment(
        program=which,
        participants=people or (ASHA, GURPREET),
        wikis=which.wikis,
        knowledge=Knowledge(as_of=DAY.end, never_read=frozenset(never_read)),
    )


def results(edits: Iterable[EntityEdit], *enrolments: Enrolment) -> Measured:
    every = tuple(edits)
    chosen = enrolments or (enrol(),)
    whole = campaign(*(one.program for one in chosen))
    return with_wikidata(measure_edits(whole, chosen, [one.contribution for one in every]), chosen, every)


def numbers(totals: Totals) -> dict[str, int | None]:
    """Give the numbers of Wikidata that are not 0."""
    return {key: value for key in ENTITY_KEYS if (value := getattr(totals, key)) != 0}


def test_each_person_and_the_whole_have_their_sums() -> None:
    edits = [
        edit(1, {"claims_added": 2, "labels_added": 1}),
        edit(2, {"claims_added": 1, "merges": 1}, user_id=12),
        edit(3, {}, user_id=12),
    ]
    whole, (result,) = results(edits)
    assert numbers(result.totals) == {"claims_added": 3, "labels_added": 1, "merges": 1}
    assert numbers(result.participants["Asha"]) == {"claims_added": 2, "labels_added": 1}
    assert numbers(result.participants["ਗੁਰਪ੍ਰੀਤ"]) == {"claims_added": 1, "merges": 1}
    assert numbers(result.wikis[WIKI]) == numbers(result.totals) == numbers(whole.totals)
    assert numbers(result.wikis["enwiki"]) == dict.fromkeys(ENTITY_KEYS)
    assert result.totals.edits == 3


def test_nothing_was_done() -> None:
    whole, (result,) = results([])
    assert numbers(result.totals) == numbers(result.participants["Asha"]) == numbers(whole.totals) == {}


def test_wikidata_is_not_tracked_or_was_never_read() -> None:
    elsewhere, unread = enrol(program(wikis=("enwiki",))), enrol(never_read=(WIKI,))
    for one in (elsewhere, unread):
        whole, (result,) = results([edit(1, {"claims_added": 2})], one)
        assert numbers(result.totals) == numbers(whole.totals) == dict.fromkeys(ENTITY_KEYS)


def test_items_and_lexemes_created_by_their_namespace() -> None:
    created = [
        edit(1, {"labels_added": 1}, parent_id=0),
        edit(2, {"forms_added": 1}, parent_id=0, namespace=146, page_id=2),
        edit(3, {}, parent_id=0, page_id=3, is_redirect=True),
        edit(4, {}, parent_id=0, namespace=120, page_id=4),
        edit(5, None, parent_id=0, page_id=5),
        edit(6, {"labels_added": 1}, parent_id=0, page_id=6, tags=("mw-reverted",)),
    ]
    _, (result,) = results(created)
    assert numbers(result.totals) == {"items_created": 3, "lexemes_created": 1, "labels_added": 1, "forms_added": 1}
    assert result.uncompared_edits == 1


@pytest.mark.parametrize("tag", ["mw-undo", "mw-rollback", "mw-manual-revert"])
def test_an_edit_that_takes_others_back_is_an_undo_and_counts_like_others(tag: str) -> None:
    _, (result,) = results([edit(1, {"claims_removed": 1}, tags=(tag,)), edit(2, {}, tags=(tag, "mw-reverted"))])
    assert numbers(result.totals) == {"claims_removed": 1, "undos": 1}


def test_a_reverted_edit_changed_nothing() -> None:
    _, (result,) = results([edit(1, {"claims_added": 5}, tags=("mw-reverted",)), edit(2, {"claims_added": 1})])
    assert numbers(result.totals) == {"claims_added": 1}


def test_what_is_unknown_of_every_edit_is_unknown_and_of_some_is_left_out() -> None:
    _, (result,) = results([edit(1, None, parent_id=0), edit(2, {"claims_added": 1}, user_id=12)])
    assert numbers(result.totals) == {"items_created": 1, "claims_added": 1}
    assert result.uncompared_edits == 1
    assert result.participants["Asha"].items_created == 1
    assert result.participants["Asha"].claims_added is None
    assert result.participants["Asha"].undos == 0


def test_edits_outside_the_window_and_in_other_namespaces_count_for_nothing() -> None:
    one = {"claims_added": 1}
    others = [edit(1, one, timestamp=DAY.end), edit(2, one, namespace=1)]
    _, (result,) = results([*others, edit(3, one, namespace=146), edit(4, one, namespace=120)])
    assert numbers(result.totals) == {"claims_added": 2}


def test_namespaces_that_organizers_chose_hold_on_wikidata_too() -> None:
    items_only = enrol(replace(ON_WIKIDATA, namespaces=(0,)))
    _, (result,) = results([edit(1, {"claims_added": 1}, namespace=146), edit(2, {"labels_added": 1})], items_only)
    assert numbers(result.totals) == {"labels_added": 1}


def test_a_campaign_counts_an_edit_of_two_programs_once() -> None:
    second = enrol(replace(ON_WIKIDATA, name="Pune", windows=(span("2026-04-14", "2026-04-16"),)), ASHA)
    whole, programs = results([edit(1, {"claims_added": 1}), edit(2, {"claims_added": 4}, user_id=12)], enrol(), second)
    assert [numbers(one.totals) for one in programs] == [{"claims_added": 5}, {"claims_added": 1}]
    assert numbers(whole.totals) == {"claims_added": 5}
    assert numbers(whole.participants["Asha"]) == {"claims_added": 1}


def test_people_who_are_not_named_count_in_the_totals_only() -> None:
    _, (result,) = results([edit(1, {"claims_added": 3})], enrol(ON_WIKIDATA, replace(ASHA, named=False), GURPREET))
    assert numbers(result.totals) == {"claims_added": 3}
    assert list(result.participants) == ["ਗੁਰਪ੍ਰੀਤ"]


def test_numbers_of_few_people_without_names_are_withheld() -> None:
    hidden = enrol(replace(ON_WIKIDATA, privacy=Privacy.HIDDEN), replace(ASHA, named=False))
    edits = [edit(1, {"claims_added": 3})]

    def measured(chosen: Any) -> Measured:
        plain = measure_edits(campaign(hidden.program), chosen, [one.contribution for one in edits])
        return with_wikidata(plain, chosen, edits)

    whole, (result,) = measure_safely([hidden], measured)
    assert is_withheld(result)
    assert numbers(whole.totals) == numbers(result.totals) == dict.fromkeys(ENTITY_KEYS)
