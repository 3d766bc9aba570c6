"""The operator's settings, `config/bot.yaml`."""

from dataclasses import fields
from pathlib import Path

import pytest

from bot.definitions import parse_settings
from bot.model.problems import Problem
from bot.model.settings import Settings

CASES = Path(__file__).parent / "cases" / "settings"


def describe(settings: Settings | None, problems: tuple[Problem, ...]) -> str:
    lines = [f"{problem}" for problem in problems]
    if settings is None:
        return "\n".join([*lines, "no settings"]) + "\n"
    return "\n".join([*lines, *(f"{field.name}: {getattr(settings, field.name)}" for field in fields(settings))]) + "\n"


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.yaml")))
def test_settings(case: str) -> None:
    file = CASES / f"{case}.yaml"
    found = parse_settings(file.read_text("utf-8"), source="bot.yaml")
    assert describe(*found) == file.with_suffix(".expected").read_text("utf-8")
