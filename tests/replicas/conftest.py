"""A real wiki on MariaDB with its replica, and the bot's client of it."""

from collections.abc import Iterator

import pytest

from tests.wiki.pywikibot_here import use_config  # isort: skip - pywikibot reads its configuration when imported

from bot.model.wikis import Wiki
from bot.wikis.client import Client
from tests.mariadb import MariaDb
from tests.wikifarm import Farm

DBNAME = "pawiki"


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory, mariadb: MariaDb) -> Iterator[Farm]:
    """Give a farm whose Punjabi wiki is on MariaDB, with the bot's account and nothing else."""
    mariadb.sql(f"DROP DATABASE IF EXISTS {DBNAME}")
    with Farm.start(tmp_path_factory.mktemp("farm"), mariadb=mariadb, on_mariadb=(DBNAME,)) as farm:
        farm.create_bot("CampaignBot")
        folder = tmp_path_factory.mktemp("account")
        farm.write_pywikibot_config(folder)
        use_config(folder)
        yield farm


@pytest.fixture(scope="module")
def client(farm: Farm) -> Client:
    assert farm[DBNAME].language == "pa"
    return Client(Wiki(dbname=DBNAME, family="farm", code="pa", language="pa", wikimedia=False))
