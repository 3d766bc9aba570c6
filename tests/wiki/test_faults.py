"""Wikis that do not behave: what was asked is asked again and right, or the wiki is unknown and named; never less.

pywikibot waits 5 seconds before it asks again, then 10, 20, … and 45 for an answer; here not, and 5.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path

import pytest

from tests.wiki.pywikibot_here import use_config  # isort: skip - pywikibot reads its configuration when imported

from pywikibot import config

from bot.cli.exit_codes import Exit
from bot.cli.files import load_settings
from bot.cli.run import run_once
from bot.cli.shipped import text_vocabularies
from bot.cli.terminal import Terminal
from bot.model.campaigns import Program
from bot.model.results import Result
from bot.reports import Renderer
from bot.run import collect as collecting
from bot.run.collect import Need, collect
from bot.run.ports import Options, Setting
from bot.run.results import stored_results
from bot.services.page_views import PageViews
from bot.store import Store, open_store
from bot.store.accounts import load_accounts
from bot.store.campaigns import load_campaigns
from bot.store.forgotten import in_memory
from bot.store.progress import load_wiki_states
from bot.store.tables import coverage, full_reading, revision, wiki
from bot.store.tables import page as page_table
from bot.wikis.session import Session
from tests.wiki.bot_on_farm import BOT_YAML
from tests.wiki.faults import GIVEN_UP, PATIENCE, RETRIED
from tests.wiki.proxy import (
    Fault,
    Proxy,
    Question,
    forgets_who_asks,
    page,
    proxy_of,
    repeats_itself,
)
from tests.wikifarm import Farm, FarmError, Revision
from tests.wikifarm.pywikibot_config import write_config

NOW = datetime.now(UTC).replace(microsecond=0)
NAMES = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "রোকেয়া", "สาวิตรี")
TITLES = {"enwiki": "Bama", "pawiki": "ਬਾਮਾ", "arwiki": "باما"}
EDITS_EACH = 2
EDITS = len(NAMES) * EDITS_EACH
CAMPAIGN = "ਦਲਿਤ ਇਤਿਹਾਸ"
DEFINITION = f"""campaign: {CAMPAIGN}
wikis: [en, pa, ar]
privacy: public
programs:
  - program: Delhi
    start: {NOW - timedelta(days=40):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants:
      - names: [{", ".join(NAMES)}]
"""
SICK = "pawiki"
STORE = "sqlite:///state/campaignbot.sqlite"


@pytest.fixture(scope="module")
def proxy(farm: Farm) -> Iterator[Proxy]:
    """Give a proxy in front of three wikis with edits from long before the overlap, which give four at a time."""
    farm.create_accounts(NAMES, registered=NOW - timedelta(days=400))
    farm.create_bot("CampaignBot")
    for dbname, title in TITLES.items():
        farm[dbname].import_revisions(
            Revision(
                title=f"{title} {number}",
                text=title * (turn + 1),
                user=name,
                timestamp=NOW - timedelta(days=30, hours=-turn, minutes=number),
            )
            for number, name in enumerate(NAMES)
            for turn in range(EDITS_EACH)
        )
    with proxy_of(farm) as proxy:
        proxy.rows = 4
        kept = config.socket_timeout
        config.socket_timeout = (60, PATIENCE)
        yield proxy
        config.socket_timeout = kept


@pytest.fixture(scope="module")
def account(proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder with pywikibot's configuration, which is used already."""
    folder = tmp_path_factory.mktemp("account")
    write_config(folder, proxy.url, "CampaignBot")
    use_config(folder)
    return folder


class Bot:
    """The bot with a store of its own, run inside this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "config" / "campaigns").mkdir(parents=True)
        (folder / "config" / "bot.yaml").write_text(BOT_YAML, encoding="utf-8")
        (folder / "config" / "campaigns" / "one.yaml").write_text(DEFINITION, encoding="utf-8")

    @property
    def store(self) -> Store:
        return open_store(STORE, folder=self._folder)

    def run(self) -> Exit:
        """Do everything once."""
        return run_once(self._folder / "config", Options(), Terminal(verbose=True))

    def collect(self) -> Result:
        """Only read contributions, and give what is known then."""
        session, settings, store = Session(), load_settings(self._folder / "config"), self.store
        catalogue = session.catalogue(settings)
        (campaign,) = load_campaigns(store).values()
        setting = Setting(
            settings=settings,
            files={},
            read_names=str,
            data={},
            vocabulary=text_vocabularies(Path()),
            catalogue=catalogue,
            session=session,
            home=session.client(catalogue, "metawiki"),
            store=store,
            page_views=PageViews(contact="https://example.org/bot"),
            forgotten=in_memory(),
            renderer=Renderer({}, {}),
            options=Options(),
            now=datetime.now(UTC),
            teller=Terminal(verbose=True),
        )
        collect(setting, self._needs(store, campaign.programs[0]), {})
        return self.result()

    def result(self) -> Result:
        return known(self.store)

    def _needs(self, store: Store, program: Program) -> Iterator[Need]:
        for dbname in TITLES:
            answers = load_accounts(store, dbname, NAMES).values()
            ids = tuple(answer.account.user_id for answer in answers if answer.account)
            yield Need(program=program, dbname=dbname, user_ids=ids, anew=False)


@pytest.fixture(scope="module")
def read(account: Path) -> Path:
    """Give the folder of a bot that has read everything."""
    folder = account / "bot"
    bot = Bot(folder)
    assert bot.run() == Exit.COMPLETE
    assert {dbname: totals.edits for dbname, totals in bot.result().wikis.items()} == dict.fromkeys(TITLES, EDITS)
    return folder


@pytest.fixture
def seasoned(proxy: Proxy, read: Path, tmp_path: Path) -> Iterator[Bot]:
    """Give a bot that has read everything."""
    bot = Bot(tmp_path)
    shutil.copytree(read / "state", tmp_path / "state")
    yield bot
    proxy.mend()


@pytest.fixture
def bot(seasoned: Bot) -> Bot:
    """Give a bot that knows who takes part, and has not read anything."""
    with seasoned.store.begin() as connection:
        for table in (wiki, page_table, revision, coverage, full_reading):
            connection.execute(table.delete())
    return seasoned


@pytest.fixture(scope="module")
def truth(read: Path) -> Result:
    """Give what is right."""
    return known(open_store(STORE, folder=read))


SELDOM = {"429 with Retry-After", "maxlag with Retry-After", "an expired session"}
"""Tried once each: they take long, or their end is another."""

LASTING: dict[str, Fault] = {
    **{name: fault for name, fault in RETRIED.items() if name not in SELDOM},
    **GIVEN_UP,
    "a continuation that repeats itself": repeats_itself,
}


@pytest.mark.parametrize("fault", RETRIED)
def test_what_happens_once_is_asked_again_and_right(bot: Bot, proxy: Proxy, truth: Result, fault: str) -> None:
    proxy.plan(RETRIED[fault], wiki=SICK, module="usercontribs", after=1)
    assert bot.collect() == truth
    assert proxy.met == 1


@pytest.mark.parametrize("fault", LASTING)
def test_what_lasts_makes_the_wiki_unknown_and_no_other(bot: Bot, proxy: Proxy, truth: Result, fault: str) -> None:
    proxy.plan(LASTING[fault], wiki=SICK, module="usercontribs", times=inf, after=1)
    result = bot.collect()
    assert result.unknown_wikis == (SICK,)
    assert {**result.wikis, SICK: truth.wikis[SICK]} == truth.wikis
    proxy.mend()
    assert bot.collect() == truth


@pytest.mark.parametrize("fault", ["503", "a list", "silence"])
def test_a_wiki_that_never_answers_is_unknown_and_keeps_its_numbers(
    seasoned: Bot, proxy: Proxy, account: Path, truth: Result, fault: str
) -> None:
    use_config(account)
    proxy.plan({**RETRIED, **GIVEN_UP}[fault], wiki=SICK, times=inf)
    assert (seasoned.run(), seasoned.result()) == (Exit.INCOMPLETE, replace(truth, unknown_wikis=(SICK,)))


def test_a_wiki_that_never_knows_who_asks_is_read_or_unknown(seasoned: Bot, proxy: Proxy, truth: Result) -> None:
    proxy.plan(forgets_who_asks, wiki=SICK, times=inf)
    assert seasoned.collect() in (truth, replace(truth, unknown_wikis=(SICK,)))


def test_the_report_names_a_wiki_that_never_answered(proxy: Proxy, account: Path, tmp_path: Path, farm: Farm) -> None:
    use_config(account)
    proxy.plan(page(503), wiki=SICK, times=inf)
    ended = Bot(tmp_path).run()
    proxy.mend()
    report = farm["metawiki"].text(f"{CAMPAIGN}/Report")
    assert ended == Exit.INCOMPLETE
    assert report is not None
    assert "Punjabi" in report


def test_what_was_read_before_a_wiki_fell_silent_is_not_read_again(bot: Bot, proxy: Proxy, truth: Result) -> None:
    proxy.plan(page(503), wiki=SICK, module="usercontribs", times=inf, after=2)
    asked_of(proxy, SICK)
    assert bot.collect().unknown_wikis == (SICK,)
    whole = asked_of(proxy, SICK)[0]
    proxy.mend()
    assert bot.collect() == truth
    older = [q for q in asked_of(proxy, SICK) if datetime.fromisoformat(q.params["ucend"]) < NOW - timedelta(days=20)]
    assert {len(names_of(q)) for q in older} == {len(names_of(whole)) - 3}


def test_a_wiki_is_left_when_its_time_is_over(bot: Bot, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "retry_wait", 1)
    monkeypatch.setattr(config, "retry_max", 1)
    monkeypatch.setattr(config, "max_retries", 9)
    monkeypatch.setattr(collecting, "MOST_SECONDS", 3)
    proxy.plan(page(503), wiki=SICK, module="usercontribs", times=inf)
    assert bot.collect().unknown_wikis == (SICK,)
    assert proxy.met <= 3
    assert "too slow" in (load_wiki_states(bot.store)[SICK].failure or "")


def test_a_wiki_that_takes_no_edits_is_read(bot: Bot, farm: Farm, account: Path, truth: Result) -> None:
    use_config(account)
    lock = farm.directory / "www" / "images" / SICK / "lock_yBgMBwiR"  # as $wgReadOnlyFile is called by default
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text("The database is being moved.", encoding="utf-8")
    with pytest.raises(FarmError, match="read-only"):
        farm[SICK].edit("ਬਾਮਾ", "No.")
    result = bot.collect()
    lock.unlink()
    assert result == truth


def known(store: Store) -> Result:
    """Give what is known of the campaign, whenever it was read."""
    (campaign,) = load_campaigns(store).values()
    whole, _ = stored_results(store, campaign)
    return replace(whole, as_of=None)


def asked_of(proxy: Proxy, dbname: str) -> list[Question]:
    """Give the questions for contributions since this was asked last."""
    asked = [q for q in proxy.questions if q.wiki == dbname and q.params.get("list") == "usercontribs"]
    proxy.questions.clear()
    return asked


def names_of(question: Question) -> list[str]:
    return question.params["ucuserids"].split("|")
