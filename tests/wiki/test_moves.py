"""Articles and sign-up lists that are moved, made redirects or deleted while a campaign runs."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm

NOW = datetime.now(UTC)
PAGE = "ਦਲਿਤ ਇਤਿਹਾਸ"
LIST = f"{PAGE}/Delhi/Participants"
ELSEWHERE = "Wikipedia:ਸੂਚੀ"

CAMPAIGN = f"""campaign: {PAGE}
wikis: [en, pa]
privacy: public
programs:
  - program: Delhi
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants:
      - page: {LIST}
      - page: pa:{ELSEWHERE}
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts(["Asha", "ਗੁਰਪ੍ਰੀਤ", "Chen"], registered=NOW - timedelta(days=100))
    for title, user in (("Bama", "Asha"), ("Bama Faustina", "Asha"), ("ਬਾਮਾ", "ਗੁਰਪ੍ਰੀਤ")):
        farm["enwiki"].edit(title, f"{title} is a writer.", user=user)
    farm["metawiki"].edit(LIST, "* [[User:Asha]]\n* [[User:ਗੁਰਪ੍ਰੀਤ]]")
    farm["pawiki"].edit(ELSEWHERE, "* [[User:Chen]]")
    bot.write("config/campaigns/one.yaml", CAMPAIGN)
    assert bot("run").code == 0
    return bot


def test_an_article_that_was_made_a_redirect_later_is_no_longer_created(bot: BotOnFarm) -> None:
    assert bot.export(PAGE)["totals"]["pages_created"] == 3
    bot.farm["enwiki"].edit("Bama Faustina", "#REDIRECT [[Bama]]")
    assert bot("run").code == 0
    exported = bot.export(PAGE)
    assert exported["totals"]["pages_created"] == 2
    assert {page["title"]: page["created"] for page in exported["pages"]}["Bama Faustina"] is False


def test_who_is_on_a_list_that_was_moved_still_takes_part(bot: BotOnFarm) -> None:
    bot.farm["metawiki"].move(LIST, f"{LIST} of April")
    bot.farm["pawiki"].move(ELSEWHERE, f"{ELSEWHERE} 2")
    bot.farm["metawiki"].edit(f"{LIST} of April", "\n* [[User:Admin]]", append=True)
    ended = bot("run")
    assert ended.code == 0
    assert set(bot.export(PAGE)["participants"]) == {"Admin", "Asha", "Chen", "ਗੁਰਪ੍ਰੀਤ"}
    assert [(r.wiki, r.params["titles"]) for r in ended.requests if "redirects" in r.params] == [
        ("metawiki", LIST),
        ("pawiki", ELSEWHERE),
    ]


def test_who_opted_out_stays_out_when_that_page_is_moved(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("User:CampaignBot/Opt-out", "* [[User:Admin]]")
    wiki.move("User:CampaignBot/Opt-out", "User:CampaignBot/Leave me out")
    assert bot("run").code == 0
    assert set(bot.export(PAGE)["participants"]) == {"Asha", "Chen", "ਗੁਰਪ੍ਰੀਤ"}


def test_who_was_on_a_list_that_leads_nowhere_still_takes_part(bot: BotOnFarm) -> None:
    bot.farm["metawiki"].delete(f"{LIST} of April")
    assert bot("run").code == 0
    assert set(bot.export(PAGE)["participants"]) == {"Asha", "Chen", "ਗੁਰਪ੍ਰੀਤ"}
    assert LIST in bot.page(f"{PAGE}/Delhi/Report")
