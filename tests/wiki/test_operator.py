"""The operator's own files beside the pages of the wiki."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "রোকেয়া", "小明", "มาลี")


def definition(name: str, **settings: str) -> str:
    """Give a campaign of one program; `settings` are further ones of the program."""
    more = "".join(f"    {key}: {value}\n" for key, value in settings.items())
    return f"""campaign: {name}
wikis: [en]
programs:
  - program: Writing
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
{more}"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts(PEOPLE, registered=NOW - timedelta(days=100))
    farm["enwiki"].import_revisions(
        Revision(title="Bama", text="A writer. " * count, user=user, timestamp=NOW - timedelta(hours=10 - count))
        for count, user in enumerate(PEOPLE, 1)
    )
    return bot


def test_check_tells_what_is_wrong_between_the_operators_files_and_pages(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    for title, name in (("ਕਵੀ ਹਫ਼ਤਾ", "ਕਵੀ ਹਫ਼ਤਾ"), ("Poets", "ਕਵੀ ਹਫ਼ਤਾ"), ("Taken", "Files first")):
        wiki.edit(title, f'<syntaxhighlight lang="yaml">\n{definition(name)}</syntaxhighlight>')
    bot.write("config/campaigns/first.yaml", definition("Files first"))
    told = bot("check", "ਕਵੀ_ਹਫ਼ਤਾ", "Poets", "Taken", "--format", "json")
    (bot.folder / "config/campaigns/first.yaml").unlink()
    assert told.code == 0, told.errors
    assert [(p["place"], p["severity"], p["message"]) for p in json.loads(told.output)] == [
        (
            {"source": "Poets", "line": 0, "column": 0},
            "error",
            'a campaign named "ਕਵੀ ਹਫ਼ਤਾ" is defined in ਕਵੀ ਹਫ਼ਤਾ already',
        ),
        (
            {"source": "Taken", "line": 0, "column": 0},
            "error",
            'a campaign named "Files first" is defined by the operator of the bot already',
        ),
    ]


def test_a_page_that_is_not_there_was_mistyped_by_who_checks_it(bot: BotOnFarm) -> None:
    told = bot("check", "Poets", "ਕੋਈ ਨਹੀਂ")
    assert (told.code, told.output) == (1, "ਕੋਈ ਨਹੀਂ: there is no such page on the home wiki\n")
