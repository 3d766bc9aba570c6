"""Which wikis are read from a replica: the operator's word, and what is there."""

import tests.wiki.pywikibot_here  # noqa: F401  # isort: skip - pywikibot reads its configuration when imported

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.shipped import text_vocabularies
from bot.cli.terminal import Terminal
from bot.model.errors import WikiUnavailableError
from bot.model.settings import ReadFrom, Settings
from bot.replicas.contributions import MOST_IDS
from bot.reports import Renderer
from bot.run.contribution_sources import FromApi, FromReplica, Sources
from bot.run.ports import Options, Setting
from bot.services.page_views import PageViews
from bot.store import open_store
from bot.store.forgotten import in_memory
from bot.wikis.session import Session
from tests.mariadb import MariaDb
from tests.replicas.wiki_replicas import make_replicas, make_tables
from tests.unit.factories import NOON

AUTO, API, REPLICA = ReadFrom
NO_ACCOUNT = "there is no account for the replicas"
NO_REPLICA = "there is no replica of this wiki"
BROKEN = "replica.my.cnf does not name a user and a password below [client]"


@pytest.fixture(scope="module")
def environments(mariadb: MariaDb, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, str]]:
    """Give the environments of an operator with an account for the one replica there is, and of two others."""
    make_tables(mariadb, "thwiki")
    account = make_replicas(mariadb, {"thwiki": "s2"})
    homes = {name: tmp_path_factory.mktemp(name) for name in ("account", "broken", "none")}
    login = f"[client]\nuser={account.user}\npassword={account.password}\nhost={account.host}\nport={account.port}\n"
    for name, text in (("account", login), ("broken", "[client]\n")):
        (homes[name] / "replica.my.cnf").write_text(text)
    return {name: {"HOME": str(home)} for name, home in homes.items()}


def setting_of(settings: Settings) -> Setting:
    session = Session()
    catalogue = session.catalogue(settings)
    return Setting(
        settings=settings,
        files={},
        read_names=str,
        data={},
        vocabulary=text_vocabularies(Path()),
        catalogue=catalogue,
        session=session,
        home=session.client(catalogue, settings.home),
        store=open_store("sqlite://", folder=Path()),
        page_views=PageViews(contact="https://example.org/bot"),
        forgotten=in_memory(),
        renderer=Renderer({}, {}),
        options=Options(),
        now=NOON,
        teller=Terminal(verbose=False),
    )


@pytest.mark.parametrize(
    ("source", "dbname", "environment", "notice"),
    [
        (AUTO, "thwiki", "none", None),
        (AUTO, "bnwiki", "account", f"is read from its API: {NO_REPLICA}"),
        (AUTO, "thwiki", "broken", f"is read from its API: {BROKEN}"),
        (API, "thwiki", "account", None),
        (API, "thwiki", "broken", None),
    ],
)
def test_read_from_the_api(
    environments: Mapping[str, Mapping[str, str]],
    source: ReadFrom,
    dbname: str,
    environment: str,
    notice: str | None,
) -> None:
    setting = setting_of(Settings(home="metawiki", contact="x", sources={dbname: source}))
    with Sources(setting, environments[environment]).open(dbname) as found:
        assert found == FromApi(client=setting.client(dbname), notice=notice)
        assert (found.lag, found.tells_redirects) == (timedelta(0), False)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(home="metawiki", contact="x"),
        Settings(home="metawiki", contact="x", source=REPLICA),
        Settings(home="metawiki", contact="x", source=API, sources={"thwiki": AUTO}),
    ],
)
def test_read_from_the_replica(environments: Mapping[str, Mapping[str, str]], settings: Settings) -> None:
    with Sources(setting_of(settings), environments["account"]).open("thwiki") as found:
        assert isinstance(found, FromReplica)
        assert (found.replica.dbname, found.batch, found.lag) == ("thwiki", MOST_IDS, timedelta(0))
        assert (found.notice, found.tells_redirects) == (None, True)


@pytest.mark.parametrize(
    ("dbname", "environment", "why"),
    [("thwiki", "none", NO_ACCOUNT), ("thwiki", "broken", BROKEN), ("bnwiki", "account", NO_REPLICA)],
)
def test_what_is_to_be_read_from_a_replica_alone_is_unknown_without_it(
    environments: Mapping[str, Mapping[str, str]], dbname: str, environment: str, why: str
) -> None:
    setting = setting_of(Settings(home="metawiki", contact="x", source=REPLICA))
    with pytest.raises(WikiUnavailableError) as raised, Sources(setting, environments[environment]).open(dbname):
        pass
    assert str(raised.value) == why


def test_wikis_that_are_not_wikimedias_are_looked_for_among_the_replicas_only_when_told_so(
    environments: Mapping[str, Mapping[str, str]],
) -> None:
    for source, kind in ((AUTO, FromApi), (REPLICA, FromReplica)):
        setting = setting_of(Settings(home="metawiki", contact="x", source=source))
        wikis = {"thwiki": replace(setting.catalogue.wikis["thwiki"], wikimedia=False)}
        elsewhere = replace(setting, catalogue=replace(setting.catalogue, wikis=wikis))
        with Sources(elsewhere, environments["account"]).open("thwiki") as found:
            assert type(found) is kind
