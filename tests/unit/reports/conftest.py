"""The renderer with the project's own templates and messages, and translations that only these tests use."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.reports import Renderer

HERE = Path(__file__).parent
TEMPLATES = Path(__file__).parents[3] / "templates"


def read_messages(folder: Path) -> dict[str, dict[str, str]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


@pytest.fixture(scope="session")
def templates() -> Mapping[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (TEMPLATES / "reports").glob("*.jinja")}


@pytest.fixture(scope="session")
def messages() -> Mapping[str, Mapping[str, str]]:
    return read_messages(TEMPLATES / "i18n") | read_messages(HERE / "i18n")


@pytest.fixture(scope="session")
def renderer(templates: Mapping[str, str], messages: Mapping[str, Mapping[str, str]]) -> Renderer:
    return Renderer(templates, messages)
