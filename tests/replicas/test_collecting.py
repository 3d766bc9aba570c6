"""The bot as an operator runs it, with one wiki read from its replica."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.replicas.credentials import Credentials
from tests.mariadb import MariaDb
from tests.replicas.conftest import DBNAME
from tests.replicas.wiki_replicas import FRESH, make_replicas, set_lag
from tests.wiki.bot_on_farm import BOT_YAML, BotOnFarm, Ended
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC).replace(microsecond=0)
NAMES = ("ਗੁਰਪ੍ਰੀਤ", "فاطمة", "সুফিয়া", "陈丽华", "สมชาย")
SLICE = "s5"

CAMPAIGN = f"""
campaign: ਦਲਿਤ ਇਤਿਹਾਸ
page: ਦਲਿਤ ਇਤਿਹਾਸ
programs:
  - program: Today
    start: {NOW - timedelta(days=2):%Y-%m-%d %H:%M}
    end: {NOW + timedelta(days=2):%Y-%m-%d %H:%M}
    wikis: [{DBNAME}]
    privacy: public
    participants:
      - names: [{", ".join(NAMES)}]
"""


@pytest.fixture(scope="module")
def account(farm: Farm, mariadb: MariaDb) -> Credentials:
    """Give an account on the replica of a wiki where much has happened."""
    wiki = farm[DBNAME]
    now = datetime.now(UTC).replace(microsecond=0)
    farm.create_accounts(NAMES)
    wiki.import_revisions(
        Revision(title=f"ਲੇਖ {number % 12}", text="ਪਾਠ " * number, user=NAMES[number % 5], timestamp=at)
        for number in range(1, 60)
        for at in (now - timedelta(minutes=20 * number),)
    )
    wiki.edit("ਰੀਡਿਰੈਕਟ", "#REDIRECT [[ਲੇਖ 1]]", user=NAMES[0])
    return make_replicas(mariadb, {DBNAME: SLICE})


@pytest.fixture
def homes(
    farm: Farm, account: Credentials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, BotOnFarm]]:
    """Give by source an operator who has the account of the replicas."""
    (tmp_path / "replica.my.cnf").write_text(
        f"[client]\nuser = {account.user}\npassword = '{account.password}'\n"
        f"host = {account.host}\nport = {account.port}\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("TOOL_REPLICA_USER", raising=False)
    assert os.environ["HOME"] == str(tmp_path)
    operators = {}
    for source in ("api", "replica"):
        operator = BotOnFarm(farm=farm, folder=tmp_path / source)
        farm.write_pywikibot_config(operator.folder)
        operator.write("config/bot.yaml", f"{BOT_YAML}source: {{{DBNAME}: {source}}}\n")
        operator.write("config/campaigns/one.yaml", CAMPAIGN)
        operators[source] = operator
    yield operators
    farm.mend_wiki(DBNAME)


def export(operator: BotOnFarm) -> dict[str, Any]:
    """Give the stored results without the moments that differ from run to run."""
    exported = operator.export("ਦਲਿਤ ਇਤਿਹਾਸ", "Today")
    return {key: value for key, value in exported.items() if key != "as_of"}


def asked(ended: Ended, name: str, value: str) -> int:
    return sum(request.wiki == DBNAME and request.params.get(name) == value for request in ended.requests)


def test_both_sources_end_in_the_same_report(homes: dict[str, BotOnFarm], mariadb: MariaDb) -> None:
    set_lag(mariadb, SLICE, FRESH)
    api, replica = homes["api"]("run"), homes["replica"]("run")
    assert (api.code, replica.code) == (0, 0), replica.errors
    assert export(homes["replica"]) == export(homes["api"])
    assert export(homes["replica"])["totals"]["edits"] == 60
    assert export(homes["replica"])["totals"]["pages_created"] == 12
    assert (asked(api, "list", "usercontribs"), asked(replica, "list", "usercontribs")) == (1, 0)
    assert (asked(api, "prop", "info"), asked(replica, "prop", "info")) == (1, 0)


def test_a_late_replica_covers_only_what_it_has(homes: dict[str, BotOnFarm], mariadb: MariaDb) -> None:
    set_lag(mariadb, SLICE, timedelta(minutes=25))
    assert homes["replica"]("run").code == 0
    late = homes["replica"].export("ਦਲਿਤ ਇਤਿਹਾਸ", "Today")
    assert late["totals"]["edits"] == 59 - 1
    assert timedelta(minutes=25) <= datetime.now(UTC) - datetime.fromisoformat(late["as_of"]) < timedelta(minutes=28)
    set_lag(mariadb, SLICE, FRESH)
    assert homes["replica"]("run").code == 0
    assert export(homes["replica"])["totals"]["edits"] == 60


def test_a_replica_that_is_hours_late_is_unknown_rather_than_empty(
    homes: dict[str, BotOnFarm], mariadb: MariaDb
) -> None:
    set_lag(mariadb, SLICE, timedelta(minutes=110))
    ended = homes["replica"]("run")
    set_lag(mariadb, SLICE, FRESH)
    assert (ended.code, "its replica is 110 minutes late" in ended.errors) == (2, True)
    assert export(homes["replica"])["unknown_wikis"] == [DBNAME]


def test_without_its_replica_the_wiki_is_unknown(homes: dict[str, BotOnFarm], mariadb: MariaDb) -> None:
    set_lag(mariadb, SLICE, FRESH)
    mariadb.sql(f"RENAME TABLE {DBNAME}_p.change_tag_def TO {DBNAME}_p.not_yet")
    ended = homes["replica"]("run")
    mariadb.sql(f"RENAME TABLE {DBNAME}_p.not_yet TO {DBNAME}_p.change_tag_def")
    assert ended.code == 2
    assert f"{DBNAME}: did not answer, its numbers are unknown: its replica lacks what the bot reads" in ended.errors
    assert export(homes["replica"])["unknown_wikis"] == [DBNAME]
    assert asked(ended, "list", "usercontribs") == 0
