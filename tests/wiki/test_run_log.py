"""What the log of a run says, held to what the wikis saw of it."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.wiki.bot_on_farm import BotOnFarm, Ended
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة")
CAMPAIGN = f"""campaign: ਕਵੀ ਹਫ਼ਤਾ
wikis: [en, pa]
privacy: public
programs:
  - program: Writing
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants: {{names: [{", ".join(PEOPLE)}]}}
"""
REPORT = "ਕਵੀ ਹਫ਼ਤਾ/Writing/Report"


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    bot.write("config/campaigns/poets.yaml", CAMPAIGN)
    farm.create_accounts(PEOPLE, registered=NOW - timedelta(days=100))
    farm["pawiki"].import_revisions(
        Revision(title=f"ਕਵੀ {user}", text="ਪਾਠ", user=user, timestamp=NOW - timedelta(hours=5)) for user in PEOPLE
    )
    return bot


def last_line(ended: Ended) -> dict[str, Any]:
    lines = [json.loads(line) for line in ended.errors.splitlines()]
    assert len({line["run"] for line in lines}) == 1
    line: dict[str, Any] = lines[-1]
    return line


def test_the_last_line_has_the_requests_that_the_wikis_saw(bot: BotOnFarm) -> None:
    ended = bot("--log", "json", "run")
    assert ended.code == 0, ended.errors
    line = last_line(ended)
    seen = Counter(request.wiki for request in ended.requests if request.entry == "api")
    assert {dbname: sum(kinds.values()) for dbname, kinds in line["requests"].items()} == seen
    assert line["requests"]["pawiki"]["usercontribs"] == 1
    assert line["requests"]["metawiki"]["edit"] == len(ended.saved())
    assert line["pages"]["saved"] == len(ended.saved())
    assert (line["result"], line["exit_code"], line["oldest_report_minutes"]) == ("complete", 0, 0)
    assert list(line["seconds"]) == [
        "definitions",
        "lists",
        "people",
        "contributions",
        "texts",
        "logs",
        "files",
        "readers",
        "reports",
        "publishing",
    ]


def test_what_was_not_saved_and_not_read_is_in_the_last_line_and_in_the_status(bot: BotOnFarm) -> None:
    bot.farm["metawiki"].protect(REPORT)
    bot.farm["pawiki"].edit("ਕਵੀ", "ਪਾਠ", "Asha")
    bot.farm.break_wiki("enwiki")
    ended = bot("--log", "json", "run")
    bot.farm.mend_wiki("enwiki")
    line = last_line(ended)
    assert (ended.code, line["result"], line["pages"]["refused"]) == (2, "incomplete", 1)
    told = [json.loads(one)["message"] for one in ended.errors.splitlines()]
    assert len(told) == len(set(told))
    status = json.loads(bot("status", "--json").output)
    assert status["last_run"]["run"] == line["run"]
    assert {part for part in ("enwiki did not answer", REPORT) if part in "\n".join(status["troubles"])} == {
        "enwiki did not answer",
        REPORT,
    }
    assert (bot("status", "--only-new").code, bot("status", "--only-new").code) == (2, 0)


def test_a_run_that_cannot_begin_leaves_word_too(bot: BotOnFarm) -> None:
    bot.farm.break_wiki("metawiki")
    ended = bot("--log", "json", "run")
    bot.farm.mend_wiki("metawiki")
    assert ended.code == 2
    assert [json.loads(line)["level"] for line in ended.errors.splitlines()][-1] == "error"
    last = json.loads(bot("status", "--json").output)["last_run"]
    assert (last["result"], list(last["seconds"])) == ("incomplete", [])
