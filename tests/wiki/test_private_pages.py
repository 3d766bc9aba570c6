"""What became of pages tells nothing of people who are not named: their drafts, their deleted pages, their days."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BotOnFarm, Ended
from tests.wiki.leaks import exported, found, said, saved_by_bot, stored
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
SIGNED, ADDED = "Asha", "มาลี"
HIDDEN = ("Gulabo", "ਗੁਰਪ੍ਰੀਤ", "زینب", "সুমিত্রা", "阿美")
PROGRAM = f"""wikis: [{{wikis}}]
programs:
  - program: {{name}}
    start: {NOW - timedelta(days=4):%Y-%m-%d}
    end: {NOW + timedelta(days=1):%Y-%m-%d}
    goals: {{{{edits: 4}}}}
    participants:
"""
OPEN = f"campaign: Open\n{PROGRAM.format(wikis='en', name='Delhi')}      - page: Open/List\n"
QUIET = (
    f"campaign: Quiet\nprivacy: hidden\n{PROGRAM.format(wikis='pa', name='Shelter')}      - file: private/names.txt\n"
)


def titles(*people: str) -> list[str]:
    """Give all that these people's pages were ever called."""
    return [f"{what}{ord(name[0]) * 7919}" for name in people for what in ("Rough ", "Poem ", "Lost ")]


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    """Give a bot on whose wikis everybody has moved a draft, and lost a page after the first run."""
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts([SIGNED, ADDED, *HIDDEN], registered=NOW - timedelta(days=100))
    farm["metawiki"].edit("Open/List", f"* [[User:{SIGNED}]]", user=SIGNED)
    farm["metawiki"].edit("Open/List", f"\n* [[User:{ADDED}]]", user="Admin", append=True)
    bot.write("config/campaigns/open.yaml", OPEN)
    bot.write("config/campaigns/quiet.yaml", QUIET)
    bot.write("private/names.txt", "\n".join(HIDDEN))
    (bot.folder / "private/names.txt").chmod(0o600)
    for dbname, people in (("enwiki", (SIGNED, ADDED)), ("pawiki", HIDDEN)):
        for name in people:
            draft, poem, lost = titles(name)
            moment = NOW - timedelta(days=2)
            farm[dbname].import_revisions(
                Revision(title=t, text="Verse.", user=name, timestamp=moment) for t in (f"User:{name}/{draft}", lost)
            )
            farm[dbname].move(f"User:{name}/{draft}", poem, leave_redirect=False)
    assert bot("run").code == 0
    for dbname, people in (("enwiki", (SIGNED, ADDED)), ("pawiki", HIDDEN)):
        for name in people:
            farm[dbname].delete(titles(name)[2])
    assert bot("run").code == 0
    return bot


def everything(bot: BotOnFarm, *ran: Ended) -> str:
    """Give all that left the program until now."""
    exports = (exported(bot, *names) for names in (("Open",), ("Open", "Delhi"), ("Quiet",), ("Quiet", "Shelter")))
    return "\n".join((said(*ran, bot("status")), *exports, saved_by_bot(bot.farm["metawiki"])))


def test_of_pages_by_people_who_are_not_named_no_title_is_told_that_they_ever_had(bot: BotOnFarm) -> None:
    told = everything(bot, bot("run"))
    assert found(titles(ADDED, *HIDDEN), told) == []
    assert found(titles(SIGNED), told) == titles(SIGNED), "or this would find nothing anywhere"


def test_of_hidden_people_no_deleted_page_is_kept_and_no_log_is_asked(bot: BotOnFarm) -> None:
    lost = [titles(name)[2] for name in HIDDEN]
    assert found(lost, stored(bot.folder / "state")) == []
    assert not [r for r in bot.farm.requests() if r.wiki == "pawiki" and r.params.get("list") == "logevents"]


def test_a_goal_of_hidden_people_does_not_say_on_which_day_they_edited(bot: BotOnFarm) -> None:
    (goal,) = bot.export("Quiet", "Shelter")["goals_reached"]
    assert (goal["day"], goal["exact"]) == (f"{NOW:%Y-%m-%d}", False)
    (goal,) = bot.export("Open", "Delhi")["goals_reached"]
    assert (goal["day"], goal["exact"]) == (f"{NOW - timedelta(days=2):%Y-%m-%d}", True)


def test_who_is_forgotten_takes_deleted_pages_and_drafts_along(bot: BotOnFarm) -> None:
    before = found(titles(ADDED), stored(bot.folder / "state"))
    assert before == titles(ADDED)
    assert bot("forget", ADDED).code == 0
    assert bot("run").code == 0
    assert found(titles(ADDED), stored(bot.folder / "state")) == []
    assert found(titles(SIGNED), stored(bot.folder / "state")) == titles(SIGNED)


def test_when_people_are_let_go_reached_goals_stay_and_their_pages_do_not(bot: BotOnFarm) -> None:
    before = bot.export("Open", "Delhi")
    bot.later(8 + 92, "run")
    assert found(titles(SIGNED), stored(bot.folder / "state")) == []
    after = bot.export("Open", "Delhi")
    assert (after["goals_reached"], after["totals"]) == (before["goals_reached"], before["totals"])
