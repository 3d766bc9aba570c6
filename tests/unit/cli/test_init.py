"""The files that `campaignbot init` writes, for Wikimedia's wikis; tests/wiki/test_doctor.py has another MediaWiki."""

import stat
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli.init import write_files
from bot.cli.stores import database_address
from bot.definitions import parse_settings
from bot.model.settings import Settings
from tests.unit.cli.operating import BOT_YAML, Operator

KEYS = ("ਕੁੰਜੀ0consumer", "consumer0secret", "access0token", "access0secret")
ACCOUNT = "ਮੁਹਿੰਮ Bot"


def answer(operator: Operator, *answers: str, **environment: str) -> Result:
    """Type the answers, and leave looking everything over to tests/wiki/test_doctor.py."""
    command = click.Command("init", callback=lambda: write_files(operator.folder / "config"))
    return CliRunner().invoke(
        command, input="\n".join(answers) + "\n", env={"HOME": str(operator.folder), **environment}
    )


def configured(operator: Operator) -> dict[str, object]:
    """Give what pywikibot finds in user-config.py, without pywikibot."""
    names: dict[str, object] = {"usernames": {"*": {}}, "authenticate": {}}
    exec((operator.folder / "user-config.py").read_text("utf-8"), names)  # noqa: S102 - this is how pywikibot reads it
    return names


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(folder=tmp_path)


def test_oauth_keys_go_into_a_file_for_nobody_else(operator: Operator) -> None:
    answer(operator, "", ACCOUNT, "", "oauth", *KEYS, "")
    path = operator.folder / "user-config.py"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    names = configured(operator)
    assert names["usernames"] == {"*": {"*": ACCOUNT}}
    keys = names["authenticate"]
    assert isinstance(keys, dict)
    assert {"*.wikimedia.org", "*.wikipedia.org", "*.wikidata.org"} < keys.keys()
    assert set(keys.values()) == {KEYS}
    settings, problems = parse_settings((operator.folder / "config/bot.yaml").read_text("utf-8"), source="bot.yaml")
    assert problems == ()
    assert settings == Settings(
        home="metawiki",
        contact="https://meta.wikimedia.org/wiki/User:ਮੁਹਿੰਮ_Bot",
        stop_page=f"User:{ACCOUNT}/Stop",
        opt_out_page=f"User:{ACCOUNT}/Opt-out",
    )


def test_keys_from_the_environment_stand_in_no_file(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = answer(operator, "metawiki", ACCOUNT, "", "environment", "")
    assert "put the keys into CAMPAIGNBOT_CONSUMER_TOKEN, " in ended.output
    for name, key in zip(("CONSUMER_TOKEN", "CONSUMER_SECRET", "ACCESS_TOKEN", "ACCESS_SECRET"), KEYS, strict=True):
        monkeypatch.setenv(f"CAMPAIGNBOT_{name}", key)
    keys = configured(operator)["authenticate"]
    assert isinstance(keys, dict)
    assert set(keys.values()) == {KEYS}


def test_on_toolforge_the_database_is_the_tools_own(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    """https://wikitech.wikimedia.org/wiki/Help:Toolforge/ToolsDB."""
    account = {"TOOL_TOOLSDB_USER": "s54321", "TOOL_TOOLSDB_PASSWORD": "se:cr/et"}
    ended = answer(operator, "", ACCOUNT, "", "environment", "", **account)
    text = (operator.folder / "config/bot.yaml").read_text("utf-8")
    assert "database: mysql+pymysql:///s54321__campaignbot\n" in text
    assert "se:cr/et" not in ended.output + text
    for name, value in account.items():
        monkeypatch.setenv(name, value)
    settings, _ = parse_settings(text, source="bot.yaml")
    assert settings is not None
    address = "mysql+pymysql://s54321:se%3Acr%2Fet@tools.db.svc.wikimedia.cloud/s54321__campaignbot"
    assert database_address(settings) == address


def test_what_ships_is_overwritten_and_what_somebody_wrote_is_not(operator: Operator) -> None:
    operator.write("config/bot.yaml", BOT_YAML)
    refused = answer(operator, "")
    assert "config/bot.yaml is there already" in str(refused.exception)
    operator.write("config/bot.yaml", Path("config/bot.yaml").read_bytes())
    answer(operator, "", ACCOUNT, "", "environment", "")
    assert "ExampleBot" not in (operator.folder / "config/bot.yaml").read_text("utf-8")


def test_doctor_says_where_to_begin_in_an_empty_folder(operator: Operator) -> None:
    looked = operator("doctor")
    assert looked.returncode == 1
    assert "do: campaignbot init" in looked.stdout
