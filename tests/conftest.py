"""What tests of several rooms stand on."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.mariadb import MariaDb

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MariaDb]:
    """Give a real server, one for all tests that ask for it; each makes a database of its own."""
    with MariaDb.start(tmp_path_factory.mktemp("mariadb")) as server:
        yield server
