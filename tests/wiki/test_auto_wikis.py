"""`wikis: auto` on real wikis behind recorded answers of CentralAuth, which the farm does not have.

The whole bot was also run with the extension itself, REL1_43 (commit 85aeaed) on MediaWiki 1.43.9, together with
CampaignEvents: a global account with edits on one wiki, one without any, a name that is none, and a refused one.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import open_store
from bot.store.global_accounts import AskedAccount, load_global_accounts, save_global_accounts
from tests.wiki.bot_on_farm import BOT_YAML, BotOnFarm, Ended
from tests.wiki.front import Front, front_of
from tests.wikifarm import Farm, Revision
from tests.wikifarm.pywikibot_config import write_config

NOW = datetime.now(UTC).replace(microsecond=0)
PEOPLE = (ASHA, GURPREET, NEWCOMER, GHOST) = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "Ghost")

CAMPAIGN = f"""
campaign: Everywhere
page: Everywhere
wikis: auto
privacy: {{names: public}}
programs:
  - program: Writing
    start: {NOW - timedelta(days=2):%Y-%m-%d}
    end: {NOW + timedelta(days=2):%Y-%m-%d}
    participants:
      - names: [{ASHA}, {GURPREET}, {NEWCOMER}, {GHOST}]
"""


@pytest.fixture(scope="module", autouse=True)
def front(farm: Farm) -> Iterator[Front]:
    farm.create_bot("CampaignBot")
    farm.create_accounts((ASHA, GURPREET, NEWCOMER))
    edit(farm, "pawiki", ASHA, NOW - timedelta(hours=2))
    edit(farm, "arwiki", ASHA, NOW - timedelta(days=30))
    edit(farm, "eswiki", GURPREET, NOW - timedelta(hours=1))
    with front_of(farm) as front:
        front.edits = {ASHA: {"pawiki": 1, "arwiki": 1, "qqwiki": 900}, GURPREET: {"eswiki": 1}, NEWCOMER: {}}
        front.refused = {GHOST}
        yield front


@pytest.fixture(scope="module")
def bot(farm: Farm, front: Front, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    folder = tmp_path_factory.mktemp("bot")
    write_config(folder, front.url, "CampaignBot")
    bot = BotOnFarm(farm=farm, folder=folder)
    bot.write("config/bot.yaml", BOT_YAML)
    bot.write("config/campaigns/a.yaml", CAMPAIGN)
    return bot


def edit(farm: Farm, dbname: str, user: str, when: datetime) -> None:
    farm[dbname].import_revisions([Revision(title=f"Bama {when:%H%M%S}", text="A writer", user=user, timestamp=when)])


def let_pass(bot: BotOnFarm, time: timedelta) -> None:
    """Let what CentralAuth said be so much older."""
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=bot.folder)
    answers = load_global_accounts(store, PEOPLE)
    assert set(answers) == set(PEOPLE)
    save_global_accounts(store, [older(answer, time) for answer in answers.values()])


def older(answer: AskedAccount, time: timedelta) -> AskedAccount:
    wikis = {dbname: replace(there, since=there.since - time) for dbname, there in answer.wikis.items()}
    return replace(answer, asked_at=answer.asked_at - time, wikis=wikis)


def wikis_read(ended: Ended) -> set[str]:
    """Give the wikis whose contributions a run has read."""
    return {request.wiki for request in ended.requests if request.params.get("list") == "usercontribs"}


def test_wikis_are_found_and_then_only_those_are_read_where_anything_happens(bot: BotOnFarm, front: Front) -> None:
    first = bot("run")
    assert first.code == 0, first.errors
    assert sorted(front.asked) == sorted(PEOPLE)
    assert wikis_read(first) == {"enwiki", "pawiki", "arwiki", "eswiki"}
    found = bot.export("Everywhere", "Writing")
    assert {dbname: totals["edits"] for dbname, totals in found["wikis"].items()} == {"eswiki": 1, "pawiki": 1}
    assert (found["totals"]["participants"], found["totals"]["edits"], found["complete"]) == (3, 2, True)
    assert list(bot.export("Everywhere")["wikis"]) == ["eswiki", "pawiki"]

    front.asked.clear()
    let_pass(bot, timedelta(hours=1))
    second = bot("run")
    assert front.asked == []
    assert wikis_read(second) == {"enwiki", "pawiki", "eswiki"}
    assert second.saved() == ()


def test_a_newcomer_is_seen_at_once_where_others_edit_already(bot: BotOnFarm, farm: Farm) -> None:
    assert bot("run").code == 0
    edit(farm, "pawiki", NEWCOMER, NOW - timedelta(minutes=30))
    assert bot("run").code == 0
    assert bot.export("Everywhere", "Writing")["wikis"]["pawiki"]["active_participants"] == 2


def test_a_day_later_people_are_asked_about_again_and_a_new_wiki_is_found(
    bot: BotOnFarm, farm: Farm, front: Front
) -> None:
    assert bot("run").code == 0
    assert front.edits is not None
    front.edits[NEWCOMER] = {"commonswiki": 1, "arwiki": 1}
    edit(farm, "arwiki", NEWCOMER, NOW - timedelta(minutes=20))
    front.asked.clear()
    let_pass(bot, timedelta(days=1))
    assert bot("run").code == 0
    assert sorted(front.asked) == sorted(PEOPLE)
    assert list(bot.export("Everywhere", "Writing")["wikis"]) == ["arwiki", "eswiki", "pawiki"]


def test_a_wiki_that_does_not_answer_is_unknown_and_not_left_out(bot: BotOnFarm, farm: Farm) -> None:
    assert bot("run").code == 0
    farm.break_wiki("eswiki")
    ended = bot("run")
    found = bot.export("Everywhere", "Writing")
    farm.mend_wiki("eswiki")
    assert (ended.code, found["unknown_wikis"], found["wikis"]["eswiki"]["edits"]) == (2, ["eswiki"], 1)


def test_without_global_accounts_every_wiki_of_the_operator_is_read(
    farm: Farm, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plain = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("plain"))
    write_config(plain.folder, farm.url, "CampaignBot")
    plain.write("config/bot.yaml", BOT_YAML)
    plain.write("config/campaigns/a.yaml", CAMPAIGN)
    ended = plain("run")
    assert wikis_read(ended) == {"metawiki", "enwiki", "eswiki", "pawiki", "arwiki", "commonswiki"}
    exported = plain.export("Everywhere", "Writing")
    assert sorted(exported["wikis"]) == ["arwiki", "eswiki", "pawiki"]
    people = exported["participants"]
    assert {name: totals["new_editors"] for name, totals in people.items()} == {ASHA: 0, GURPREET: 1, NEWCOMER: 1}


def test_who_registered_elsewhere_before_is_not_new_and_that_is_asked_once(
    farm: Farm, front: Front, tmp_path: Path
) -> None:
    write_config(tmp_path, front.url, "CampaignBot")
    here = BotOnFarm(farm=farm, folder=tmp_path)
    here.write("config/bot.yaml", BOT_YAML)
    here.write("config/campaigns/a.yaml", CAMPAIGN.replace("auto", "[pawiki]"))
    front.registered = {NEWCOMER: f"{NOW - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"}
    front.asked.clear()
    assert here("run").code == 0
    assert sorted(front.asked) == sorted((ASHA, GURPREET, NEWCOMER))
    found = here.export("Everywhere", "Writing")
    assert (found["totals"]["new_editors"], found["wikis"]["pawiki"]["new_editors"]) == (1, 1)
    assert {name: totals["new_editors"] for name, totals in found["participants"].items()} == {
        ASHA: 0,
        GURPREET: 0,
        NEWCOMER: 1,
    }
    front.asked.clear()
    assert here("run").code == 0
    assert front.asked == []
