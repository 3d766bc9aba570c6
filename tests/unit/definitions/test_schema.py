"""The JSON Schema says of YAML files what the reader says of them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.definitions import json_schema
from tests.unit.definitions.jsonschema import complaints

CASES = Path(__file__).parent / "cases"
PAIRS = sorted(path.stem for path in (CASES / "pairs").glob("*.yaml"))
SCHEMA = json_schema()


class Core(yaml.SafeLoader):
    """Types numbers and leaves dates and `no` text, as editors with YAML 1.2 do."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in {"int", "float", "null"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def complaints_about(text: str) -> list[str]:
    value: Any = Core(text).get_single_data()
    return list(complaints(value, SCHEMA, SCHEMA))


def test_it_names_its_dialect() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_it_takes_the_example_of_the_design() -> None:
    assert complaints_about((CASES / "yaml" / "example_of_the_design.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize("setting", PAIRS)
def test_it_takes_each_setting(setting: str) -> None:
    assert complaints_about((CASES / "pairs" / f"{setting}.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("programs: [{program: P}]", [": without campaign"]),
        ("campaign: X\nprograms: []", ["/programs: too few"]),
        ("campaign: X\nprograms: [{program: P, colour: red}]", ["/programs/0: unknown colour"]),
        ("campaign: X\nprograms: [{program: P, scope: some}]", ["/programs/0/scope: none of the forms"]),
        ("campaign: X\nprograms: [{program: P, goals: {x: 1}}]", ["/programs/0/goals: none of the forms"]),
        (
            "campaign: X\nprograms: [{program: P, participants: {x: 1}}]",
            ["/programs/0/participants: none of the forms"],
        ),
        ("campaign: [X]\nprograms: [{program: P}]", ["/campaign: none of the forms"]),
    ],
)
def test_it_refuses_what_the_reader_refuses(text: str, expected: list[str]) -> None:
    assert complaints_about(text) == expected
