"""The renderer with the project's own templates and messages."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli.shipped import load_messages
from bot.reports import Renderer

TEMPLATES = Path(__file__).parents[3] / "templates"


@pytest.fixture(scope="session")
def templates() -> Mapping[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (TEMPLATES / "reports").glob("*.jinja")}


@pytest.fixture(scope="session")
def messages() -> Mapping[str, Mapping[str, str]]:
    return load_messages()


@pytest.fixture(scope="session")
def renderer(templates: Mapping[str, str], messages: Mapping[str, Mapping[str, str]]) -> Renderer:
    return Renderer(templates, messages)
