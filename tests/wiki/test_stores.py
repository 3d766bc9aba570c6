"""Two runs on one store, a store that fails during a run, and one that is gone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import open_store
from bot.store.lock import hold
from tests.mariadb import MariaDb
from tests.mariadb.server import PASSWORD
from tests.wiki.bot_on_farm import BOT_YAML, BotOnFarm, Ended
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC).replace(microsecond=0)
STORE = "sqlite:///state/campaignbot.sqlite"
OWNER = "process 7 on elsewhere, since 2026-04-14 12:30 UTC"
REPORTS = ("ਮੁਹਿੰਮ/ਦਿੱਲੀ/Report", "ਮੁਹਿੰਮ/Settling/Report", "ਮੁਹਿੰਮ/Closed/Report", "ਮੁਹਿੰਮ/Report", "ਮੁਹਿੰਮ/Status")
PROGRAMS = {"ਦਿੱਲੀ": (2, 3), "Settling": (6, -3), "Closed": (35, -20)}
"""When each began and ends, in days before and after now."""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts(["Asha", "ਗੁਰਪ੍ਰੀਤ"], registered=NOW - timedelta(days=100))
    for dbname, title in (("enwiki", "Bama"), ("pawiki", "ਬਾਮਾ")):
        farm[dbname].import_revisions(
            Revision(title=f"{title} {days}", text=title * 3, user=user, timestamp=NOW - timedelta(days=days, hours=1))
            for days, user in ((0, "Asha"), (4, "ਗੁਰਪ੍ਰੀਤ"), (30, "Asha"))
        )
    for name in ("Asha", "ਗੁਰਪ੍ਰੀਤ"):
        farm["metawiki"].edit("ਮੁਹਿੰਮ/List", "\n* ~~~~", user=name, append=True)
    programs = "".join(
        f"  - program: {name}\n"
        f"    start: {NOW - timedelta(days=begun):%Y-%m-%d}\n"
        f"    end: {NOW + timedelta(days=ends):%Y-%m-%d}\n"
        f"    participants: [page: ਮੁਹਿੰਮ/List]\n"
        for name, (begun, ends) in PROGRAMS.items()
    )
    bot.write("config/campaigns/one.yaml", f"campaign: ਮੁਹਿੰਮ\nwikis: [en, pa]\nprograms:\n{programs}")
    return bot


def test_a_second_run_says_who_is_at_work_and_leaves_it_to_that(bot: BotOnFarm) -> None:
    with hold(open_store(STORE, folder=bot.folder), owner=OWNER) as other:
        assert other is None
        ended = bot("run")
    assert (ended.code, ended.requests) == (0, ())
    assert OWNER in ended.errors


STATEMENTS = (150, 250)
"""Until the database fails: while a run reads, and while it writes."""


@pytest.mark.parametrize("statements", STATEMENTS)
def test_a_disk_that_takes_nothing_more_is_the_operators_to_mend(bot: BotOnFarm, statements: int) -> None:
    bot.write("config/bot.yaml", BOT_YAML.replace("campaignbot.sqlite", f"full-{statements}.sqlite"))
    ended = bot.failing(statements, 0, "run")
    bot.write("config/bot.yaml", BOT_YAML)
    is_told(ended, "cannot be used any more: ")


@pytest.mark.parametrize("statements", STATEMENTS)
def test_a_server_that_dies_during_a_run_is_the_operators_to_mend(
    bot: BotOnFarm, tmp_path: Path, statements: int
) -> None:
    with MariaDb.start(tmp_path / "server") as server:
        bot.write("config/bot.yaml", BOT_YAML.replace("sqlite:///state/campaignbot.sqlite", server.new_database()))
        ended = bot.failing(statements, server.process.pid, "run")
    bot.write("config/bot.yaml", BOT_YAML)
    is_told(ended, "cannot be used any more: ")
    assert PASSWORD not in ended.errors


def is_told(ended: Ended, why: str) -> None:
    """See that the end of a run is told in one sentence, with its exit code, and nothing of a bug."""
    *_, last = ended.errors.splitlines()
    assert why in last, ended.errors
    assert ended.code == 1
    assert "Traceback" not in ended.errors
    assert "bug" not in ended.errors


def test_with_the_store_gone_reports_say_the_same_and_nothing_is_saved(bot: BotOnFarm) -> None:
    assert bot("run").code == 0
    pages = {title: bot.page(title) for title in REPORTS}
    assert all(pages.values())
    assert "ਗੁਰਪ੍ਰੀਤ" in pages["ਮੁਹਿੰਮ/Settling/Report"]
    for file in (bot.folder / "state").iterdir():
        file.unlink()
    ended = bot("run")
    assert ended.code == 0, ended.errors
    assert set(ended.saved()) <= {"User:CampaignBot/Heartbeat"}
    assert {title: bot.page(title) for title in REPORTS} == pages
