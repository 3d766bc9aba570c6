"""`campaignbot init` and `campaignbot doctor` on real wikis, which have no CentralAuth, replicas or Wikidata."""

import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm
from tests.wikifarm.wiki import BOT_APP, BOT_SECRET

NOW = datetime.now(UTC)
PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "小明", "มาลี")
ACCOUNT = "ਮੁਹਿੰਮ Bot"
QUICK = "put_throttle = 0\nminthrottle = 0\nretry_wait = 0\n"
DEFINITION = f"""campaign: ਕਵੀ ਹਫ਼ਤਾ
privacy: public
programs:
  - program: Writing
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    wikis: [pawiki]
    participants: {{names: [{", ".join(PEOPLE)}]}}
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    """Give an operator who has an account with a bot password, and an empty folder."""
    farm.create_bot(ACCOUNT)
    farm.create_accounts(PEOPLE, registered=NOW - timedelta(days=100))
    return BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("operator"))


def answers(farm: Farm, *, account: str = ACCOUNT, secret: str = BOT_SECRET) -> str:
    """Give what somebody types who has one wiki of their own as home, and another whose edits count."""
    wikis = (farm["metawiki"].api_url, f"{farm.url}/pawiki/", "")
    return "\n".join((*wikis, account, "bot@example.org", "password", BOT_APP, secret, "")) + "\n"


def prepared(farm: Farm, folder: Path, account: str, *, secret: str = BOT_SECRET) -> BotOnFarm:
    """Give an operator whose files are there already."""
    bot = BotOnFarm(farm=farm, folder=folder)
    bot("init", typed=answers(farm, account=account, secret=secret))
    with (folder / "user-config.py").open("a", encoding="utf-8") as config:
        config.write(QUICK)
    return bot


def told(output: str, verdict: str) -> str:
    """Give the sentences of one verdict, each with what to do."""
    return "\n".join(re.findall(rf"^{verdict}: .*\n(?:    do: .*\n)?", output, re.MULTILINE))


def test_a_few_questions_lead_from_an_empty_folder_to_a_report(bot: BotOnFarm) -> None:
    begun = bot("init", typed=answers(bot.farm))
    assert begun.code == 1, begun.output
    assert BOT_SECRET not in begun.output + begun.errors
    settings = yaml.safe_load((bot.folder / "config/bot.yaml").read_text("utf-8"))
    assert settings["home"] == "metawiki"
    assert settings["wikis"] == {
        "metawiki": {"family": "metawiki", "code": "en"},
        "pawiki": {"family": "pawiki", "code": "pa"},
    }
    modes = {name: stat.S_IMODE((bot.folder / name).stat().st_mode) for name in ("user-config.py", "user-password.py")}
    assert modes == {"user-config.py": 0o600, "user-password.py": 0o600}
    assert told(begun.output, "missing").count("missing: ") == 1
    assert "    do: campaignbot setup" in told(begun.output, "missing")
    assert f"there is no page User:{ACCOUNT}/Opt-out" in told(begun.output, "advice")
    assert begun.saved() == ()

    with (bot.folder / "user-config.py").open("a", encoding="utf-8") as config:
        config.write(QUICK)
    assert bot("setup").code == 0
    bot.farm["metawiki"].edit(f"User:{ACCOUNT}/Opt-out", "Add yourself:")
    assert bot("db", "upgrade").code == 0
    looked = bot("doctor")
    assert (looked.code, told(looked.output, "missing"), told(looked.output, "unknown")) == (0, "", "")
    for sentence in (
        f"ok: logged in on metawiki as {ACCOUNT}",
        f"ok: logged in on pawiki as {ACCOUNT}",
        "ok: metawiki answers about 500 people to a request",
        "ok: the bot's templates and help pages are on metawiki",
        "is up to date",
    ):
        assert sentence in looked.output

    bot.write("config/campaigns/poets.yaml", DEFINITION)
    bot.farm["pawiki"].edit("ਬਾਮਾ", "ਬਾਮਾ ਇੱਕ ਲੇਖਿਕਾ ਹੈ।", "ਗੁਰਪ੍ਰੀਤ")
    ended = bot("run")
    assert (ended.code, ended.errors.count("did not answer")) == (0, 0), ended.errors
    assert "ਗੁਰਪ੍ਰੀਤ" in bot.page("ਕਵੀ ਹਫ਼ਤਾ/Writing/Report")
    totals = bot.export("ਕਵੀ ਹਫ਼ਤਾ")["totals"]
    assert (totals["participants"], totals["edits"], totals["pages_created"]) == (len(PEOPLE), 1, 1)


def test_files_that_are_there_are_not_overwritten(bot: BotOnFarm) -> None:
    before = {path: path.read_bytes() for path in bot.folder.rglob("*") if path.suffix in (".py", ".yaml")}
    again = bot("init", typed=answers(bot.farm))
    assert again.code == 1
    assert "is there already" in again.errors
    assert {path: path.read_bytes() for path in before} == before


def test_an_address_without_a_wiki_is_said_to_be_none(farm: Farm, tmp_path: Path) -> None:
    bot = BotOnFarm(farm=farm, folder=tmp_path)
    for address, words in (
        (f"{farm.url}/nowiki/api.php", "does not answer as MediaWiki's API does"),
        ("a/b", "no add"),
    ):
        ended = bot("init", typed=f"{address}\n")
        assert (ended.code, words in ended.errors) == (1, True), ended.errors
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_password_is_told_and_not_shown(farm: Farm, tmp_path: Path) -> None:
    bot = prepared(farm, tmp_path, ACCOUNT, secret="ਗੁਪਤ0wrong0password0000000000000")  # noqa: S106 - it opens nothing
    looked = bot("doctor")
    assert looked.code == 1
    assert "the bot's account cannot log in on metawiki" in told(looked.output, "missing")
    assert "wrong0password" not in looked.output + looked.errors


def test_an_account_without_rights_is_told_what_it_lacks(farm: Farm, tmp_path: Path) -> None:
    for wiki in farm.wikis.values():
        wiki.create_accounts(["New bot"], bot_password=True)
    farm["metawiki"].edit("User:New bot/Stop", "Please wait.")
    bot = prepared(farm, tmp_path, "New bot")
    advice = told(bot("doctor").output, "advice")
    for sentence in (
        "New bot has no bot flag on metawiki",
        "metawiki answers about 50 people to a request",
        "New bot is not autoconfirmed on metawiki",
        "User:New bot/Stop has text, so nothing is written",
    ):
        assert sentence in advice
    farm["metawiki"].block("New bot")
    looked = bot("doctor")
    assert looked.code == 1
    assert "New bot is blocked on metawiki" in told(looked.output, "missing")


def test_a_file_that_others_may_read_and_a_wiki_under_another_name_are_to_be_mended(farm: Farm, tmp_path: Path) -> None:
    bot = prepared(farm, tmp_path, ACCOUNT)
    (tmp_path / "user-password.py").chmod(0o644)
    settings = (tmp_path / "config/bot.yaml").read_text("utf-8")
    bot.write("config/bot.yaml", settings.replace("  pawiki:", "  hiwiki:"))
    looked = bot("doctor")
    assert looked.code == 1
    assert f"do: chmod 600 {tmp_path}/user-password.py" in told(looked.output, "missing")
    assert "the wiki that bot.yaml calls hiwiki calls itself pawiki" in told(looked.output, "missing")


def test_a_wiki_that_is_down_is_not_the_operators_to_mend(farm: Farm, tmp_path: Path) -> None:
    bot = prepared(farm, tmp_path, ACCOUNT)
    bot("setup")
    farm.break_wiki("pawiki")
    looked = bot("doctor")
    farm.mend_wiki("pawiki")
    assert looked.code == 2, looked.output
    assert "pawiki did not answer" in told(looked.output, "unknown")
