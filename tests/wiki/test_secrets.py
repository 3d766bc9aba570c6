"""No password and no key reaches anything that a run writes, whatever goes wrong."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BOT_YAML, BotOnFarm
from tests.wiki.leaks import exported, saved_by_bot, stored
from tests.wikifarm import Farm
from tests.wikifarm.wiki import BOT_SECRET

NOW = datetime.now(UTC)
DATABASE_SECRET = "hunter2ਪਾਸਵਰਡ"  # noqa: S105 - of no database
CAMPAIGN = f"""campaign: X
wikis: [en, pa]
programs:
  - program: P
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants: [names: [Asha]]
"""
CRASH = """
import bot.run.one_pass as one_pass
from bot.cli import main

def crash(setting):
    setting.home.log_in()
    raise RuntimeError("a bug")

one_pass.define = crash
main()
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts(["Asha"])
    bot.write("config/campaigns/x.yaml", CAMPAIGN)
    return bot


def test_all_that_runs_write_holds_no_secret(bot: BotOnFarm) -> None:
    assert BOT_SECRET in "".join(path.read_text() for path in bot.folder.glob("user-*.py")), "or nothing is shown"
    commands = [
        bot(*command) for command in (("run",), ("run", "--dry-run"), ("run", "--full"), ("status",), ("check",))
    ]
    bot.farm.break_wiki("enwiki")
    commands.append(bot("run"))
    bot.farm.mend_wiki("enwiki")
    written = [ended.output + ended.errors for ended in commands]
    written += [exported(bot, "X"), saved_by_bot(bot.farm["metawiki"]), stored(bot.folder / "state")]
    written += [path.read_text(errors="replace") for path in bot.folder.rglob("*.log")]
    assert BOT_SECRET not in "\n".join(written)


def test_a_crash_tells_no_secret(bot: BotOnFarm) -> None:
    crashed = subprocess.run(
        [sys.executable, "-c", CRASH, "--verbose", "--config", str(bot.folder / "config"), "run"],
        env={**os.environ, "PYWIKIBOT_DIR": str(bot.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert crashed.returncode == 3, crashed.stderr
    assert "RuntimeError: a bug" in crashed.stderr
    assert BOT_SECRET not in crashed.stdout + crashed.stderr


def test_a_wrong_password_is_not_told(bot: BotOnFarm) -> None:
    passwords = next(path for path in bot.folder.glob("user-password*") if BOT_SECRET in path.read_text())
    right = passwords.read_text()
    passwords.write_text(right.replace(BOT_SECRET, f"no{BOT_SECRET}"))
    for cookies in bot.folder.glob("*.lwp"):
        cookies.unlink()
    ended = bot("run")
    passwords.write_text(right)
    assert ended.code == 1
    assert BOT_SECRET not in ended.output + ended.errors


@pytest.mark.parametrize("command", ["run", "status", "export"])
def test_a_database_that_does_not_answer_is_told_without_its_password(command: str, bot: BotOnFarm) -> None:
    address = f"mysql+pymysql://campaigns:{DATABASE_SECRET}@127.0.0.1:1/campaigns"
    bot.write("config/bot.yaml", BOT_YAML.replace("sqlite:///state/campaignbot.sqlite", address))
    ended = bot(command, *(["X"] if command == "export" else []))
    bot.write("config/bot.yaml", BOT_YAML)
    assert ended.code == 1
    assert "campaigns" in ended.errors
    assert DATABASE_SECRET not in ended.output + ended.errors
