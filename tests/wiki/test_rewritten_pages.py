"""When one number has changed, only the pages that show it are saved again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC).replace(microsecond=0)
PAGE = "Dalit History Month 2026"
WRITER, OTHER, LAST = "ਗੁਰਪ੍ਰੀਤ", "ليلى", "சுதா"
CAMPAIGN = f"""
campaign: {PAGE}
page: {PAGE}
privacy:
  names: public
wikis: [enwiki]
start: {NOW - timedelta(hours=5):%Y-%m-%d %H:%M}
end: {NOW + timedelta(hours=5):%Y-%m-%d %H:%M}
programs:
  - program: ਦਿੱਲੀ
    participants:
      - names: [{WRITER}]
  - program: پونے
    participants:
      - names: [{OTHER}]
  - program: Chennai
    participants:
      - names: [{LAST}]
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    """Give a bot that has reported on somebody who edited 520 pages, and on two who edited one each."""
    bot = BotOnFarm(farm=farm, folder=Path(tmp_path_factory.mktemp("operator")))
    bot.prepare()
    bot.write("config/campaigns/month.yaml", CAMPAIGN)
    farm.create_accounts([WRITER, OTHER, LAST], registered=NOW - timedelta(days=100))
    edits = [(f"ਬਾਮਾ {number:03}", "ਕਵੀ " * (600 - number), WRITER) for number in range(520)]
    edits += [("بامة", "كلمة " * 900, OTHER), ("பாமா", "சொல் " * 800, LAST)]
    farm["enwiki"].import_revisions(
        Revision(title=title, text=text, user=user, timestamp=NOW - timedelta(hours=4)) for title, text, user in edits
    )
    return bot


def test_one_edit_rewrites_its_program_and_the_first_page_of_its_campaign(bot: BotOnFarm) -> None:
    reports = {f"{PAGE}/{program}/Report" for program in ("ਦਿੱਲੀ", "پونے", "Chennai")}
    ended = bot("run")
    assert ended.code == 0, ended.errors
    assert reports | {f"{PAGE}/ਦਿੱਲੀ/Report/2", f"{PAGE}/Report", f"{PAGE}/Report/2"} <= set(ended.saved())
    assert bot("run").saved() == ()
    bot.farm["enwiki"].edit("بامة", "كلمة " * 901, user=OTHER)
    assert set(bot("run").saved()) == {f"{PAGE}/پونے/Report", f"{PAGE}/Report"}
    assert bot("run").saved() == ()
