"""Whoever leaves is taken off reports of programs that are closed, too, whatever the store knows of these."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wiki.leaks import found
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "小明")
FACILITATOR, NO_ACCOUNT = "فاطمة", "মীনা"
REPORTS = ("Closed/Report", "Closed/ਦਿੱਲੀ/Report")
CLOSED = f"""campaign: Closed
wikis: [en]
facilitators: [{FACILITATOR}]
programs:
  - program: ਦਿੱਲੀ
    start: {NOW - timedelta(days=30):%Y-%m-%d}
    end: {NOW - timedelta(days=20):%Y-%m-%d}
    participants: [names: [{", ".join(PEOPLE)}, {NO_ACCOUNT}]]
privacy: """


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts((*PEOPLE, FACILITATOR), registered=NOW - timedelta(days=100))
    farm["enwiki"].import_revisions(
        Revision(title=f"Poem {name}", text="A verse. ", user=name, timestamp=NOW - timedelta(days=25))
        for name in PEOPLE
    )
    bot.write("config/campaigns/closed.yaml", f"{CLOSED}public\n")
    run(bot)
    assert named(bot, *PEOPLE, FACILITATOR, NO_ACCOUNT) == [*PEOPLE, FACILITATOR, NO_ACCOUNT]
    return bot


def run(bot: BotOnFarm) -> tuple[str, ...]:
    """Run the bot, and give the reports that it saved."""
    ended = bot("run")
    assert ended.code == 0, ended.errors
    return tuple(title for title in ended.saved() if title in REPORTS)


def named(bot: BotOnFarm, *names: str) -> list[str]:
    return found(names, "\n".join(map(bot.page, REPORTS)))


def lose_store(bot: BotOnFarm) -> None:
    """Lose the database, but not the file of those who were forgotten."""
    for path in (bot.folder / "state").glob("campaignbot.sqlite*"):
        path.unlink()


def test_who_runs_a_program_or_has_no_account_may_leave_as_well(bot: BotOnFarm) -> None:
    assert run(bot) == ()
    for name in (FACILITATOR, NO_ACCOUNT):
        assert bot("forget", name).code == 0
        assert run(bot)
        assert named(bot, name) == []


def test_a_new_store_leaves_closed_reports_alone_and_still_takes_off_who_leaves(bot: BotOnFarm) -> None:
    lose_store(bot)
    bot.farm["enwiki"].delete(f"Poem {PEOPLE[-1]}")
    assert run(bot) == (), "though they would say something else by now"
    before = bot.page(REPORTS[1])
    assert bot("forget", "Asha").code == 0
    assert set(run(bot)) == set(REPORTS)
    assert named(bot, "Asha", *PEOPLE[1:]) == list(PEOPLE[1:])
    bot.farm["metawiki"].edit(REPORTS[1], before, user="Admin")
    assert run(bot) == (REPORTS[1],), "a revision that somebody puts back names nobody for long"
    assert named(bot, "Asha") == []


def test_tightening_holds_for_reports_that_a_new_store_does_not_know(bot: BotOnFarm) -> None:
    lose_store(bot)
    bot.write("config/campaigns/closed.yaml", f"{CLOSED}hidden\n")
    assert set(run(bot)) == set(REPORTS)
    assert named(bot, *PEOPLE) == []
