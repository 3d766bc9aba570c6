"""Goals that are reached while a campaign runs, and stay so, on a real wiki."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
PAGE = "Goals"
REPORT, WHOLE = f"{PAGE}/Delhi/Report", f"{PAGE}/Report"
FIRST, SECOND = NOW - timedelta(days=3), NOW - timedelta(days=2)
TODAY = f"{NOW:%Y-%m-%d}"

CAMPAIGN = """campaign: Goals
wikis: [en]
privacy: {privacy}
goals:
  edits: 3
programs:
  - program: Delhi
    goals:
      edits: {edits}
      pages_created: 9
      participants: 1
    start: {start:%Y-%m-%d}
    end: {end:%Y-%m-%d}
    participants:
      - names: [Asha]
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts(["Asha"], registered=NOW - timedelta(days=100))
    farm["enwiki"].import_revisions(
        Revision(title="Bama", text=f"{number} words.", user="Asha", timestamp=day + timedelta(minutes=number))
        for number, day in enumerate((FIRST, FIRST, SECOND, SECOND))
    )
    return bot


@pytest.fixture
def define(bot: BotOnFarm) -> Callable[..., None]:
    def define(*, edits: int = 3, privacy: str = "public") -> None:
        start, end = NOW - timedelta(days=5), NOW + timedelta(days=5)
        bot.write("config/campaigns/one.yaml", CAMPAIGN.format(edits=edits, privacy=privacy, start=start, end=end))
        assert bot("run").code == 0

    return define


def reached(bot: BotOnFarm, *program: str) -> dict[str, Any]:
    return {goal["metric"]: (goal["target"], goal["day"], goal["exact"]) for goal in _goals(bot, *program)}


def _goals(bot: BotOnFarm, *program: str) -> list[dict[str, Any]]:
    goals: list[dict[str, Any]] = bot.export(PAGE, *program)["goals_reached"]
    return goals


def test_a_goal_reached_before_the_first_run_has_the_day_of_the_edits(
    bot: BotOnFarm, define: Callable[..., None]
) -> None:
    define()
    expected = {"edits": (3, f"{SECOND:%Y-%m-%d}", True), "participants": (1, TODAY, False)}
    assert reached(bot, "Delhi") == expected
    assert reached(bot) == {"edits": expected["edits"]}
    assert "4 of 3, reached on" in bot.page(REPORT)
    assert "0 of 9" in bot.page(REPORT) or "1 of 9" in bot.page(REPORT)


def test_it_stays_reached_when_the_number_falls_below(bot: BotOnFarm) -> None:
    before = reached(bot, "Delhi")
    bot.farm["enwiki"].delete("Bama")
    assert bot("run").code == 0
    assert bot.export(PAGE)["totals"]["edits"] == 0
    assert reached(bot, "Delhi") == before
    assert "0 of 3, reached on" in bot.page(REPORT)


def test_a_new_store_reads_it_from_the_reports_though_somebody_wrote_there_since(bot: BotOnFarm) -> None:
    before, whole = reached(bot, "Delhi"), reached(bot)
    forged = bot.page(REPORT).replace(
        "<!--goal edits 3 on", "<!--goal pages_created 9 on 2001-01-01--><!--goal edits 3 on"
    )
    bot.farm["metawiki"].edit(REPORT, f"Thanks to all!\n{forged}", user="Asha")
    (bot.folder / "state/campaignbot.sqlite").unlink()
    ended = bot("run")
    assert ended.code == 0
    assert (reached(bot, "Delhi"), reached(bot)) == (before, whole)
    assert "2001" not in bot.page(REPORT)
    assert [r.params["titles"] for r in ended.requests if "rvuser" in r.params] == [REPORT]


def test_another_target_is_a_new_goal(bot: BotOnFarm, define: Callable[..., None]) -> None:
    define(edits=50)
    assert "edits" not in reached(bot, "Delhi")
    assert "0 of 50" in bot.page(REPORT)


def test_numbers_that_are_withheld_reach_no_goal(bot: BotOnFarm, define: Callable[..., None]) -> None:
    bot.farm["enwiki"].edit("Karukku", "A book.", user="Asha")
    define(edits=1, privacy="hidden")
    assert (reached(bot, "Delhi"), reached(bot)) == ({}, {})
    for page in (REPORT, WHOLE):
        assert "<!--goal" not in bot.page(page)
