"""A fresh farm of real wikis for each test module."""

from collections.abc import Iterator

import pytest

from tests.wikifarm import Farm


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    """Give a farm with nothing on it but the account Admin; every test of the module shares it."""
    with Farm.start(tmp_path_factory.mktemp("farm")) as farm:
        yield farm
