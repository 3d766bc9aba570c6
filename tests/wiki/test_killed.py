"""`campaignbot run` on real wikis is killed at any instruction; what the next run leaves is as if it had not been.

`CAMPAIGNBOT_KILLS` sets how often, on both databases together.
"""

import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.model.reporting import heartbeat_page
from bot.store import open_store
from bot.store.tables import metadata
from tests.mariadb import MariaDb
from tests.wiki.bot_on_farm import BOT_YAML, BotOnFarm
from tests.wikifarm import Farm, Revision

KILLS = int(os.environ.get("CAMPAIGNBOT_KILLS", "5"))
SEED = 20260414
START = datetime.now(UTC).replace(microsecond=0) - timedelta(days=10)
CAMPAIGN = f"""
campaign: Poets week
page: Poets week
wikis: [enwiki, pawiki, arwiki]
privacy: {{names: public}}
programs:
  - program: Writing
    start: {START:%Y-%m-%d}
    end: {START + timedelta(days=5):%Y-%m-%d}
    articles: [Bama, "pa:ਬਾਮਾ"]
    participants:
      - names: [Asha, ਗੁਰਪ੍ਰੀਤ, فاطمة, Nobody at all]
"""
TIMES = ("seen", "checked_at", "read_at", "asked_at", "read_until", "updated_at", "at")
OF_SAVING = ("saved_at", "outcome", "named")
"""What is not the same where a page was saved already by the run that was killed, or for another store."""

Contents = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    people = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة")
    farm.create_accounts(people, registered=START - timedelta(days=100))
    for dbname, title in (("enwiki", "Bama"), ("pawiki", "ਬਾਮਾ"), ("arwiki", "باما")):
        farm[dbname].import_revisions(
            Revision(title=f"{title} {page}", text=title * turn, user=user, timestamp=START + timedelta(days=turn))
            for page in range(3)
            for turn, user in enumerate(people, 1)
        )
    bot.write("config/campaigns/poets.yaml", CAMPAIGN)
    return bot


@pytest.mark.parametrize(("kind", "kills"), [("sqlite", (KILLS + 1) // 2), ("mariadb", KILLS // 2)])
def test_the_next_run_ends_as_if_nothing_had_been(bot: BotOnFarm, kind: str, kills: int, mariadb: MariaDb) -> None:
    chosen = random.Random(SEED)

    def use_new_database() -> str:
        url = mariadb.new_database() if kind == "mariadb" else f"sqlite:///state/{chosen.random()}.sqlite"
        bot.write("config/bot.yaml", BOT_YAML.replace("sqlite:///state/campaignbot.sqlite", url))
        return url

    url = use_new_database()
    statements = int(dying_run(bot, 0).stderr.split()[-1])
    expected = contents(url, bot.folder)
    assert len(expected["revision"]) == 27
    for _ in range(kills):
        url = use_new_database()
        deadly = chosen.randint(1, statements)
        assert dying_run(bot, deadly, chosen.uniform(0, 0.01)).returncode == -signal.SIGKILL
        while "another run is under way" in (ended := bot("run")).errors:
            pass  # the server takes a moment to see that a connection is gone
        assert ended.code == 0, ended.errors
        assert contents(url, bot.folder) == expected, f"killed at statement {deadly} of {statements}"


def dying_run(bot: BotOnFarm, statement: int, seconds: float = 0) -> "subprocess.CompletedProcess[str]":
    config = str(bot.folder / "config")
    return subprocess.run(
        [sys.executable, "-m", "tests.wiki.dying", str(statement), str(seconds), "--config", config, "run"],
        env={**os.environ, "PYWIKIBOT_DIR": str(bot.folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(url: str, folder: Path) -> Contents:
    """Give all that is stored, apart from what is of one run only."""
    found = {}
    with open_store(url, folder=folder).begin() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in (*TIMES, *OF_SAVING)]
            found[table.name] = sorted((tuple(row) for row in connection.execute(sa.select(*columns))), key=repr)
    del found["memory"]  # who held the store, and when things were asked
    heartbeat = heartbeat_page("CampaignBot")  # a new store saves it anew
    found["report"] = [row for row in found["report"] if heartbeat not in row]
    return found
