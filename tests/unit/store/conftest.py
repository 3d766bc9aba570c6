"""Stores to test on."""

from pathlib import Path

import pytest

from bot.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store("sqlite:///state/test.sqlite", folder=tmp_path)
