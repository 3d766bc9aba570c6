"""`campaignbot run` is killed while it saves 20 pages; after the next run every page is right, and saved once.

`CAMPAIGNBOT_KILLS` sets how often.
"""

import os
import random
import signal
from datetime import UTC, datetime, timedelta

import pytest

from bot.publishing import read_region
from bot.reports import canonical
from tests.wiki.bot_on_farm import BotOnFarm
from tests.wiki.test_killed import dying_run
from tests.wikifarm import Farm

KILLS = int(os.environ.get("CAMPAIGNBOT_KILLS", "5"))
SEED = 20260414
NOW = datetime.now(UTC)
PROGRAMS = [f"ਪ੍ਰੋਗਰਾਮ {number}" for number in range(18)]
PAGES = ("Status", "Report", *(f"{program}/Report" for program in PROGRAMS))
STATEMENTS_OF_SAVING = 4 * len(PAGES)
"""The last of a run: for each page two transactions of two statements."""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts(["Asha", "فاطمة"])
    return bot


def define(bot: BotOnFarm, campaign: str) -> None:
    """Let one campaign be the only one."""
    window = f"start: {NOW - timedelta(days=3):%Y-%m-%d}\n    end: {NOW + timedelta(days=3):%Y-%m-%d}"
    programs = "\n".join(f"  - program: {p}\n    {window}\n    participants: [names: [Asha, فاطمة]]" for p in PROGRAMS)
    bot.write(
        "config/campaigns/one.yaml", f"campaign: {campaign}\nprivacy: public\nwikis: [en]\nprograms:\n{programs}\n"
    )


def regions(bot: BotOnFarm, campaign: str) -> dict[str, str]:
    """Give what the bot wrote on each page, with the same word for every campaign's name."""
    texts = {page: read_region(bot.page(f"{campaign}/{page}")) or "" for page in PAGES}
    return {page: canonical(text).replace(campaign, "@") for page, text in texts.items()}


def saves(bot: BotOnFarm, campaign: str) -> dict[str, int]:
    """Give how many revisions each page has."""
    return {
        page: bot.farm["metawiki"].sql(
            "SELECT COUNT(*) FROM revision JOIN page ON page_id = rev_page WHERE page_title = ?",
            (f"{campaign}/{page}".replace(" ", "_"),),
        )[0][0]
        for page in PAGES
    }


def test_every_page_is_right_and_saved_once(bot: BotOnFarm) -> None:
    chosen = random.Random(SEED)
    for campaign in ("The first, which makes the tables", "Undisturbed"):
        define(bot, campaign)
        statements = int(dying_run(bot, 0).stderr.split()[-1])
    expected = regions(bot, "Undisturbed")
    assert all(expected.values())
    begun = 0
    for number in range(KILLS):
        campaign = f"Killed-{number}"
        define(bot, campaign)
        deadly = statements - chosen.randint(5, STATEMENTS_OF_SAVING)
        assert dying_run(bot, deadly, chosen.uniform(0, 0.05)).returncode == -signal.SIGKILL
        begun += any(saves(bot, campaign).values())
        assert bot("run").code == 0
        assert (regions(bot, campaign), saves(bot, campaign)) == (expected, dict.fromkeys(PAGES, 1)), deadly
        assert bot("run").saved() == ()
    assert begun
