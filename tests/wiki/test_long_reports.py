"""A report that has become long goes on on further pages, and leaves none behind when it becomes short again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC).replace(microsecond=0)
PAGE = "Dalit History Month 2026"
REPORT = f"{PAGE}/ਦਿੱਲੀ/Report"
CAMPAIGN = f"""
campaign: {PAGE}
page: {PAGE}
privacy:
  names: public
programs:
  - program: ਦਿੱਲੀ
    wikis: [enwiki]
    start: {{start:%Y-%m-%d %H:%M}}
    end: {{end:%Y-%m-%d %H:%M}}
    participants:
      - names: [ਗੁਰਪ੍ਰੀਤ]
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    """Give a bot that reports on somebody who edited 520 pages, the last five an hour after the others."""
    bot = BotOnFarm(farm=farm, folder=Path(tmp_path_factory.mktemp("operator")))
    bot.prepare()
    farm.create_accounts(["ਗੁਰਪ੍ਰੀਤ"], registered=NOW - timedelta(days=100))
    farm["enwiki"].import_revisions(
        Revision(
            title=f"ਬਾਮਾ {number:03}",
            text="ਕਵੀ " * (600 - number),
            user="ਗੁਰਪ੍ਰੀਤ",
            timestamp=NOW - timedelta(hours=4 if number < 515 else 3),
        )
        for number in range(520)
    )
    write(bot, hours=5)
    return bot


def write(bot: BotOnFarm, *, hours: float) -> None:
    """Let the event begin so many hours ago."""
    start, end = NOW - timedelta(hours=hours), NOW + timedelta(hours=1)
    bot.write("config/campaigns/long.yaml", CAMPAIGN.format(start=start, end=end))


def test_the_rows_that_did_not_fit_are_on_the_next_page(bot: BotOnFarm) -> None:
    ended = bot("run")
    assert ended.code == 0, ended.errors
    assert {REPORT, f"{REPORT}/2", f"{PAGE}/Report/2"} <= set(ended.saved())
    first, second = bot.page(REPORT), bot.page(f"{REPORT}/2")
    assert "ਬਾਮਾ 499" in first
    assert "ਬਾਮਾ 500" not in first
    assert f"[[:{REPORT}/2|" in first
    assert "501 to 520 of 520" in second
    assert "ਬਾਮਾ 519" in second
    assert bot("run").saved() == ()


def test_a_page_that_is_needed_no_more_says_so(bot: BotOnFarm) -> None:
    write(bot, hours=3.5)
    ended = bot("run")
    assert f"{REPORT}/2" in ended.saved()
    assert "ਬਾਮਾ" not in bot.page(f"{REPORT}/2")
    assert "is shorter now and ends before this page" in bot.page(f"{REPORT}/2")
    assert f"[[:{REPORT}/2|" not in bot.page(REPORT)
    assert bot("run").saved() == ()


def test_it_comes_back_when_it_is_needed_again(bot: BotOnFarm) -> None:
    write(bot, hours=5)
    bot("run")
    assert "ਬਾਮਾ 519" in bot.page(f"{REPORT}/2")
