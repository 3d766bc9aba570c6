"""What an edit changed in an item, property or lexeme of Wikidata.

`entities/*.json` are pairs of documents in the shape of Wikibase's JSON (the addresses stand in
`bot/measures/entities.py`) with their differences. A document that is a text is taken as it stands.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.measures.entities import read_entity
from bot.measures.entity_changes import entity_changes
from bot.model.entities import CHANGE_KEYS, CONTENT_KEYS, Unreadable

CASES = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (Path(__file__).parent / "entities").iterdir()
}
PAIRS = sorted(name for name, case in CASES.items() if "changes" in case)
MANY = 1_000_000
FUZZ = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HOSTILE = {
    "nested lists": '{"type":"item","id":"Q1","labels":' + "[" * MANY,
    "nested maps": '{"type":"item","id":"Q1","labels":{"en":{"value":"x"}},"claims":' + '{"a":' * MANY,
    "closed lists": '{"type":"item","id":"Q1","claims":' + "[" * 50_000 + "]" * 50_000 + "}",
    "a number of a million digits": '{"type":"item","id":"Q1","x":' + "1" * MANY + "}",
    "nothing": "",
    "a lone surrogate": '"\\ud800"',
}


def text_of(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)


def compare(case: dict[str, Any], before: str = "before", after: str = "after") -> Any:
    old = case[before]
    summary = case.get("summary", "")
    return entity_changes(None if old is None else text_of(old), text_of(case[after]), summary=summary)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_pair_of_documents_differs_as_its_case_says(name: str) -> None:
    case = CASES[name]
    expected = Unreadable(why=case["unknown"]) if "unknown" in case else case["changes"]
    assert compare(case) == expected


def test_the_cases_need_no_other_keys_and_leave_none_out() -> None:
    assert {key for name in PAIRS for key in CASES[name]["changes"]} <= set(CHANGE_KEYS)
    assert {key for name in PAIRS for key in CASES[name]["changes"]} == set(CHANGE_KEYS)


@pytest.mark.parametrize("name", [name for name in PAIRS if CASES[name]["before"] and "summary" not in CASES[name]])
def test_undoing_an_edit_gives_the_opposite(name: str) -> None:
    """What was added is removed, what was changed is changed back; a redirect that ends gives nothing."""
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    changes = {key: number for key, number in CASES[name]["changes"].items() if key in CONTENT_KEYS}
    turned = {f"{part}_{opposite[kind]}": n for key, n in changes.items() for part, _, kind in (key.rpartition("_"),)}
    assert {key: n for key, n in compare(CASES[name], "after", "before").items() if key in CONTENT_KEYS} == turned


@pytest.mark.parametrize("name", PAIRS)
def test_a_document_does_not_differ_from_itself(name: str) -> None:
    after = text_of(CASES[name]["after"])
    assert entity_changes(after, after) == {}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_document_is_unknown_with_a_reason(name: str) -> None:
    read = read_entity(HOSTILE[name])
    assert isinstance(read, Unreadable)
    assert 0 < len(read.why) < 60


def test_many_statements_with_one_id_are_read_once_each() -> None:
    statement = '{"id":"Q1$A","mainsnak":{"snaktype":"novalue","property":"P1"}}'
    many = '{"type":"item","id":"Q1","claims":{"P1":[' + ",".join([statement] * 20_000) + "]}}"
    assert entity_changes(None, many) == {"claims_added": 20_000}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ("id", "value", "claims", "mainsnak", "qualifiers", "references", "hash", "P1", "en", "title")
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=30,
)


@FUZZ
@given(
    document=st.dictionaries(
        st.sampled_from(
            (
                "labels",
                "lemmas",
                "descriptions",
                "aliases",
                "claims",
                "sitelinks",
                "forms",
                "senses",
                "redirect",
                "entity",
            )
        ),
        JSON,
    )
)
def test_whatever_stands_in_a_document_it_is_read_or_unknown(document: dict[str, Any]) -> None:
    text = json.dumps({"type": "lexeme", "id": "L1", **document})
    changes = entity_changes(None, text)
    assert isinstance(changes, Unreadable) or all(number > 0 for number in changes.values())
