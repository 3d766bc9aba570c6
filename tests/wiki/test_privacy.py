"""Nobody is named who did not agree: every byte that left the bot is searched, whatever people ask of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BotOnFarm, Ended
from tests.wiki.leaks import exported, found, left_behind, said, saved_by_bot, stored
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
HIDDEN = ("Gulabo", "ਗੁਰਪ੍ਰੀਤ", "زینب", "সুমিত্রা", "阿美", "สมหญิง")
SIGNED = ("Asha", "فاطمة", "小明")
ADDED = ("রোকেয়া", "มาลี")
LEAVES, IS_FORGOTTEN = "فاطمة", "小明"

QUIET = f"""campaign: Quiet
wikis: [en, pa]
privacy: hidden
programs:
  - program: Shelter
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants:
      - file: private/names.txt
"""
OPEN = f"""campaign: Open
wikis: [en]
namespaces: [0, 2]
programs:
  - program: Delhi
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants:
      - page: Open/List
"""


def own_page(name: str) -> str:
    """Give the article that only one person edited."""
    return f"Poem {ord(name[0]) * 7919}"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A farm, the bot on it, and how its runs ended so far."""

    bot: BotOnFarm
    runs: list[Ended]

    def run(self) -> None:
        self.runs.append(self.bot("run"))
        assert self.runs[-1].code == 0, self.runs[-1].errors

    def everything(self) -> str:
        """Give all that left the program until now."""
        told = [
            self.bot(*command) for command in (("status",), ("status", "--json"), ("check",), ("--log", "json", "run"))
        ]
        exports = (exported(self.bot, *names) for names in (("Quiet",), ("Quiet", "Shelter"), ("Open",)))
        left = left_behind(self.bot.folder)
        assert left, "pywikibot's files, at least"
        return "\n".join((said(*self.runs, *told), left, *exports, saved_by_bot(self.bot.farm["metawiki"])))


@pytest.fixture(scope="module")
def world(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> World:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    people = (*HIDDEN, *SIGNED, *ADDED)
    farm.create_accounts(people, registered=NOW - timedelta(days=100))
    for dbname in ("enwiki", "pawiki"):
        farm[dbname].import_revisions(
            Revision(title=title, text=f"{name} wrote. " * 3, user=name, timestamp=NOW - timedelta(hours=20 - hour))
            for hour, name in enumerate(people)
            for title in (own_page(name), "Shared", f"User:{name}/Draft")
        )
    home = farm["metawiki"]
    home.edit("Open/List", "Sign:", user="Asha")
    for name in SIGNED:
        home.edit("Open/List", "\n* ~~~~", user=name, append=True)
    for name in ADDED:
        home.edit("Open/List", f"\n* [[User:{name}]]", user="Asha", append=True)
    bot.write("config/campaigns/quiet.yaml", QUIET)
    bot.write("config/campaigns/open.yaml", OPEN)
    bot.write("private/names.txt", "\n".join(HIDDEN))
    (bot.folder / "private/names.txt").chmod(0o600)
    world = World(bot=bot, runs=[])
    world.run()
    return world


def pages_of(*names: str) -> list[str]:
    return [page for name in names for page in (own_page(name), f"{name}/Draft")]


def test_of_hidden_people_there_is_not_a_name_page_or_wiki(world: World) -> None:
    result = world.bot.export("Quiet", "Shelter")
    assert (result["totals"]["active_participants"], result["totals"]["edits"]) == (6, 24)
    assert (result["wikis"], result["participants"], result["pages"]) == ({}, {}, [])
    assert found([*HIDDEN, *pages_of(*HIDDEN)], world.everything()) == []
    quiet = "\n".join(world.bot.page(f"Quiet/{page}") for page in ("Report", "Shelter/Report", "Status"))
    assert "Shared" not in quiet


def test_their_numbers_do_not_follow_their_edits(world: World) -> None:
    world.bot.farm["enwiki"].edit("Shared", "More.", user=HIDDEN[0])
    before = world.bot.page("Quiet/Shelter/Report")
    world.run()
    assert not [title for title in world.runs[-1].saved() if title.startswith("Quiet/")]
    assert world.bot.page("Quiet/Shelter/Report") == before


def test_of_people_whom_others_added_there_are_totals_alone(world: World) -> None:
    result = world.bot.export("Open")
    assert (result["totals"]["participants"], set(result["participants"])) == (5, set(SIGNED))
    everything = world.everything()
    assert found([*ADDED, *pages_of(*ADDED)], everything) == []
    assert found(SIGNED, everything) == list(SIGNED), "or this would find nothing anywhere"
    assert "And 4 more pages" in world.bot.page("Open/Delhi/Report")


def test_who_opts_out_is_gone_from_store_and_reports_in_the_same_run(world: World) -> None:
    world.bot.farm["metawiki"].edit("User:CampaignBot/Opt-out", "Not me. ~~~~", user=LEAVES)
    world.run()
    assert found([LEAVES, *pages_of(LEAVES)], stored(world.bot.folder / "state")) == []
    assert gone_from_reports(world, LEAVES)
    assert world.bot.export("Open")["totals"]["participants"] == 4
    assert "opted out" in world.bot.page("Open/Status")


def test_who_is_forgotten_is_gone_and_the_operator_learns_what_still_names_them(world: World) -> None:
    world.bot.farm["enwiki"].edit(f"User talk:{IS_FORGOTTEN}", "A word of thanks.", user="Asha")
    world.run()
    told = world.bot("forget", IS_FORGOTTEN)
    assert told.code == 0, told.errors
    assert "Open/Delhi/Report: " in told.output
    assert "Open/Report: " in told.output
    assert "the next run takes the name off" in told.output
    assert found([IS_FORGOTTEN, *pages_of(IS_FORGOTTEN)], stored(world.bot.folder / "state")) == []
    world.run()
    assert gone_from_reports(world, IS_FORGOTTEN)
    assert world.bot.export("Open")["totals"]["participants"] == 3
    again = world.bot("forget", IS_FORGOTTEN)
    assert "the next run takes" not in again.output
    assert "?oldid=" in again.output, "the histories still name them"


def test_a_new_store_does_not_bring_them_back(world: World) -> None:
    state = world.bot.folder / "state"
    for path in state.glob("campaignbot.sqlite*"):
        path.unlink()
    world.run()
    world.run()
    assert found([LEAVES, IS_FORGOTTEN, *pages_of(LEAVES, IS_FORGOTTEN)], stored(state)) == []
    assert set(world.bot.export("Open")["participants"]) == {"Asha"}
    assert {oct(path.stat().st_mode & 0o777) for path in state.iterdir()} == {oct(0o600)}


def test_who_takes_back_the_opt_out_counts_again_and_who_was_forgotten_does_not(world: World) -> None:
    home = world.bot.farm["metawiki"]
    home.edit("User:CampaignBot/Opt-out", "", user="Asha")
    world.run()
    assert set(world.bot.export("Open")["participants"]) == {"Asha"}, "a stranger cannot take it back"
    home.edit("User:CampaignBot/Opt-out", "Not me. [[User:فاطمة]]", user=LEAVES)
    home.edit("User:CampaignBot/Opt-out", "<s>Not me. [[User:فاطمة]]</s>", user=LEAVES)
    world.run()
    world.run()
    assert set(world.bot.export("Open")["participants"]) == {"Asha", LEAVES}


def test_without_its_file_of_the_forgotten_no_run_begins(world: World) -> None:
    path = world.bot.folder / "state/forgotten.json"
    kept = path.rename(path.with_name("elsewhere"))
    ended = world.bot("run")
    kept.rename(path)
    assert (ended.code, ended.saved()) == (1, ())
    assert "forgotten.json is missing" in ended.errors


def gone_from_reports(world: World, name: str) -> bool:
    pages = "\n".join(world.bot.page(f"Open/{page}") for page in ("Report", "Delhi/Report", "Status"))
    return not found([name, *pages_of(name)], pages + exported(world.bot, "Open"))


def test_whom_a_wiki_hides_later_is_taken_out_too(world: World) -> None:
    for wiki in (world.bot.farm["metawiki"], world.bot.farm["enwiki"]):
        wiki.hide_user(LEAVES)
    world.runs.append(world.bot.later(8, "run"))
    assert world.runs[-1].code == 0, world.runs[-1].errors
    assert found([LEAVES, *pages_of(LEAVES)], stored(world.bot.folder / "state")) == []
    assert set(world.bot.export("Open")["participants"]) == {"Asha"}


def test_tightening_takes_names_off_in_the_same_run_though_the_program_is_closed(world: World) -> None:
    world.runs.append(world.bot.later(20, "run"))
    assert world.runs[-1].code == 0, world.runs[-1].errors
    assert found(["Asha"], world.bot.page("Open/Delhi/Report")) == ["Asha"]
    world.bot.write("config/campaigns/open.yaml", OPEN + "privacy: hidden\n")
    world.runs.append(world.bot.later(20, "run"))
    for page in ("Report", "Delhi/Report", "Status"):
        text = world.bot.page(f"Open/{page}")
        assert found([*SIGNED, own_page("Asha"), "Shared"], text) == []
    assert "Nobody is named" in world.bot.page("Open/Delhi/Report")
