"""`campaignbot db`, and a database on a server whose account is found as on Toolforge."""

import re
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.store import open_store
from bot.store.forgotten import Reason, open_forgotten
from bot.store.memory import recall, remember
from tests.mariadb import MariaDb
from tests.mariadb.server import PASSWORD, USER
from tests.unit.cli.operating import BOT_YAML, Operator


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    operator = Operator(folder=tmp_path)
    operator.write("config/bot.yaml", BOT_YAML)
    return operator


def test_a_backup_is_called_after_its_moment_and_the_oldest_go(operator: Operator) -> None:
    assert operator("db", "upgrade").stdout.endswith(": made\n")
    assert operator("db", "upgrade").stdout.endswith(": up to date\n")
    for year in (2024, 2025):
        operator.write(f"backups/campaignbot-{year}0101T000000Z.sqlite", "")
    ended = operator("db", "backup", "--keep", "2")
    assert ended.returncode == 0, ended.stderr
    name = Path(ended.stdout.strip()).name
    assert re.fullmatch(r"campaignbot-\d{8}T\d{6}Z\.sqlite", name)
    kept = sorted(path.name for path in (operator.folder / "backups").iterdir())
    assert kept == ["campaignbot-20250101T000000Z.sqlite", name]


def test_a_backup_is_put_back_into_a_new_database(operator: Operator) -> None:
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=operator.folder)
    remember(store, "names", ["ਆਸ਼ਾ"])
    copy = operator("db", "backup", "--to", str(operator.folder / "ਕਾਪੀਆਂ")).stdout.strip()
    operator.write("config/bot.yaml", f"{BOT_YAML}database: sqlite:///new.sqlite\n")
    ended = operator("db", "restore", copy)
    assert (ended.returncode, ended.stdout) == (0, f"restored from {copy}\n")
    assert recall(open_store("sqlite:///new.sqlite", folder=operator.folder), "names") == ["ਆਸ਼ਾ"]


def test_who_was_forgotten_goes_along_with_every_copy_as_of_the_last(operator: Operator) -> None:
    url = "sqlite:///state/campaignbot.sqlite"
    forgotten = open_forgotten(open_store(url, folder=operator.folder), url, folder=operator.folder, keep=True)
    copy = operator("db", "backup").stdout.strip()
    forgotten.add(["ਆਸ਼ਾ"], [], Reason.FORGOTTEN)
    assert operator("db", "backup").returncode == 0
    carried = operator.folder / "backups/forgotten.json"
    assert carried.stat().st_mode & 0o777 == 0o600
    operator.write("config/bot.yaml", f"{BOT_YAML}database: sqlite:///new/campaignbot.sqlite\n")
    assert operator("db", "restore", copy).returncode == 0
    url = "sqlite:///new/campaignbot.sqlite"
    again = open_forgotten(open_store(url, folder=operator.folder), url, folder=operator.folder, keep=True)
    assert again.has_name("ਆਸ਼ਾ")


def test_the_account_on_a_server_is_found_as_on_toolforge(operator: Operator, mariadb: MariaDb) -> None:
    """https://wikitech.wikimedia.org/wiki/Help:Toolforge/ToolsDB."""
    address = make_url(f"{mariadb.new_database()}__campaignbot")
    operator.write(
        "config/bot.yaml",
        f"{BOT_YAML}database: mysql+pymysql://{address.host}:{address.port}/{address.database}\n",
    )
    operator.write("replica.my.cnf", f"[client]\nuser='{USER}'\npassword='{PASSWORD}'\n")
    for command in (("db", "upgrade"), ("status",), ("db", "backup")):
        ended = operator(*command)
        assert ended.returncode == 0, ended.stderr
        assert PASSWORD not in ended.stdout + ended.stderr
    assert mariadb.sql("SHOW TABLES LIKE 'alembic_version'", database=address.database) != ()
