"""What people write to harm is saved as text: the pages that the bot saves on a real wiki do nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from tests.unit.reports.test_wikitext import HOSTILE
from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, FarmWiki, Revision

NOW = datetime.now(UTC)
PEOPLE = ("+SUM(A1)", "''Bold''", "__TOC x", "\u0410sha", "Asha", "ISBN 9780306406157", "مريم-1", "-cmd", "Https& b")
TITLES = (
    "=1+1",
    "''Evil''",
    "ISBN 9780306406157",
    "NOINDEX",
    "-- x --",
    "* item; term",
    "Template;evil",
    "https//evil.example spam",
    "مرحبا -1 ~ 2~~",
    "\u0410sha",
    "a &lt b",
    "\\n= heading =",
)
LINES = (
    "* {{subst:evil}} ~~~~ [[Category:Evil]] <includeonly>x</includeonly> __NOINDEX__",
    "* |} \n= heading =",
    "* <nowiki>~~~~</nowiki> {{evil}} |}",
    "* \u202eevil [[File:Evil.jpg]]",
)
DESCRIPTION = " ".join(text for text in HOSTILE if text.isprintable())


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    home = farm["metawiki"]
    farm.create_accounts(PEOPLE, registered=NOW - timedelta(days=100))
    for title in ("Template:Evil", "Template:!", "Evil", "File:Evil.jpg"):
        home.edit(title, "EVIL")
    farm["enwiki"].import_revisions(
        Revision(title=title, text="x", user=PEOPLE[number % len(PEOPLE)], timestamp=NOW - timedelta(hours=number + 1))
        for number, title in enumerate(TITLES)
    )
    home.edit("Evil 1/P/Participants", "\n".join(LINES))
    for name in PEOPLE:
        home.edit("Evil 1/P/Participants", f"\n* [[User:{name}]]", user=name, append=True)
    window = f"start: {NOW - timedelta(days=3):%Y-%m-%d}\n    end: {NOW + timedelta(days=3):%Y-%m-%d}"
    bot.write(
        "config/campaigns/evil.yaml",
        f"campaign: Evil 1\nwikis: [en]\nprivacy: public\ndescription: >-\n  {DESCRIPTION}\n"
        f"programs:\n  - program: P\n    {window}\n",
    )
    ended = bot("run")
    assert ended.code == 0, ended.errors
    return bot


def parsed(wiki: FarmWiki, page: str) -> dict[str, Any]:
    """Give what MediaWiki makes of a page as it was saved."""
    kinds = "templates|categories|images|langlinks|properties|externallinks|sections|text"
    asked = {"action": "parse", "format": "json", "formatversion": "2", "page": page, "prop": kinds}
    answer = requests.get(wiki.api_url, params=asked, timeout=60).json()
    found: dict[str, Any] = answer["parse"]
    return found


@pytest.mark.parametrize("page", ["Evil 1/Report", "Evil 1/P/Report", "Evil 1/Status"])
def test_a_saved_page_does_nothing_beside_showing_itself(page: str, bot: BotOnFarm) -> None:
    found = parsed(bot.farm["metawiki"], page)
    nothing = {kind: found[kind] for kind in ("templates", "categories", "images", "langlinks") if found[kind]}
    assert nothing == {}
    assert not set(found["properties"]) & {"noindex", "notoc", "hiddencat", "displaytitle"}
    assert not [address for address in found["externallinks"] if "evil" in address]
    assert "EVIL" not in found["text"]
    assert "<script" not in found["text"]
    assert found["text"].count("<table") == found["text"].count("</table>")


@pytest.mark.parametrize("page", ["Evil 1/Report", "Evil 1/P/Report"])
def test_the_text_is_what_the_bot_sent_without_signatures_or_substitutions(page: str, bot: BotOnFarm) -> None:
    text = bot.page(page)
    assert "CampaignBot]] (" not in text
    assert "EVIL" not in text
    assert "\u202e" not in text
    assert text.count("<!-- CampaignBot begin -->") == text.count("<!-- CampaignBot end -->") == 1
    assert text.count("\n{|") == text.count("\n|}")


def test_every_person_and_page_is_there_under_their_own_name(bot: BotOnFarm) -> None:
    result = bot.export("Evil 1")
    assert {page["title"] for page in result["pages"]} == {title[:1].upper() + title[1:] for title in TITLES}
    names = {name.replace("_", " ").strip() for name in PEOPLE}
    assert set(result["participants"]) == {*names, "Admin"}, "whose tildes became a signature when the list was saved"


def test_a_second_run_finds_nothing_to_save(bot: BotOnFarm) -> None:
    assert bot("run").saved() == ()
