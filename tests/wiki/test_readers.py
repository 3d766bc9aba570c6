"""Page views and newcomers on real wikis, from the first day to the last update, with a service that has its moods.

The wikis are taken for Wikimedia's here; the service is a local one, see tests/services/reader_counter.py.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.wiki.pywikibot_here import use_config  # isort: skip - pywikibot reads its configuration when imported

from bot.cli.files import load_definitions, load_settings, names_reader
from bot.cli.shipped import load_list_data, load_messages, load_templates, text_vocabularies
from bot.cli.terminal import Terminal
from bot.model.results import PageViewsKnown, Result
from bot.reports import Renderer
from bot.run import page_views
from bot.run.one_pass import Ending, run
from bot.run.ports import Options, Setting
from bot.run.results import stored_results
from bot.services.page_views import PageViews
from bot.store import Store, open_store
from bot.store.campaigns import load_campaigns
from bot.store.forgotten import in_memory
from bot.wikis.session import Session
from tests.services.reader_counter import Answer, Asked, ReaderCounter, counting_readers, shaped
from tests.wiki.bot_on_farm import BOT_YAML
from tests.wikifarm import Farm, Revision

ASHA, GURPREET, FATIMA = "Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة"
BAMA, MOVED, PUNJABI = "Bama", "Bama (writer)", "ਬਾਮਾ/ਲੇਖਕ?"
MANY = 8
REPORT = "Readers/Delhi/Report"
DEFINITION = f"""
campaign: Readers
page: Readers
wikis: [enwiki, pawiki]
privacy: {{names: public}}
goals: {{new_editors: 2, pageviews: 1000}}
programs:
  - program: Delhi
    start: 2026-04-14
    end: 2026-04-15
    participants:
      - names: [{ASHA}, {GURPREET}, {FATIMA}]
"""


def at(month: int, day: int, hour: int = 13) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


class Bot:
    """The bot with a clock of its own."""

    def __init__(self, farm: Farm, folder: Path, counter: ReaderCounter) -> None:
        self.farm, self.counter, self._forgotten = farm, counter, in_memory()
        self._config = folder / "config"
        (self._config / "campaigns").mkdir(parents=True)
        (self._config / "bot.yaml").write_text(BOT_YAML, encoding="utf-8")
        self.define(DEFINITION)

    def define(self, definition: str) -> None:
        (self._config / "campaigns" / "one.yaml").write_text(definition, encoding="utf-8")

    @property
    def store(self) -> Store:
        return open_store("sqlite:///state/campaignbot.sqlite", folder=self._config.parent)

    def run(self, now: datetime) -> Ending:
        """Do everything once at some time."""
        session, settings = Session(), load_settings(self._config)
        catalogue = session.catalogue(settings)
        wikis = {dbname: replace(wiki, wikimedia=dbname != "metawiki") for dbname, wiki in catalogue.wikis.items()}
        catalogue = replace(catalogue, wikis=wikis)
        return run(
            Setting(
                settings=settings,
                files=load_definitions(self._config),
                read_names=names_reader(self._config),
                data=load_list_data(),
                vocabulary=text_vocabularies(self._config),
                catalogue=catalogue,
                session=session,
                home=session.log_in_at_home(catalogue),
                page_views=PageViews(contact=settings.contact, address=self.counter.url, seconds=1),
                store=self.store,
                forgotten=self._forgotten,
                renderer=Renderer(load_templates(), load_messages()),
                options=Options(),
                now=now,
                teller=Terminal(verbose=True),
            )
        )

    def asked(self, now: datetime) -> list[tuple[str, date, date]]:
        """Run, and give what the service was asked: title, first and last day."""
        self.counter.forget_asked()
        assert self.run(now).complete
        return [(one.title, one.first, one.last) for one in self.counter.forget_asked()]

    def result(self) -> Result:
        (campaign,) = load_campaigns(self.store).values()
        whole, (delhi,) = stored_results(self.store, campaign)
        assert whole.totals == delhi.totals
        return delhi

    def report(self) -> str:
        return self.farm["metawiki"].text(REPORT) or ""


@pytest.fixture
def counter() -> Iterator[ReaderCounter]:
    with counting_readers() as counter:
        yield counter


@pytest.fixture(scope="module")
def events(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Farm:
    """Give wikis on which an experienced editor and two new ones have edited, and one of these came back in May."""
    farm.create_bot("CampaignBot")
    farm.create_accounts((ASHA,), registered=at(1, 1))
    farm.create_accounts((GURPREET, FATIMA), registered=at(4, 14, 11))
    farm["enwiki"].import_revisions([Revision(title=BAMA, text="A writer", user=ASHA, timestamp=at(4, 14))])
    farm["eswiki"].import_revisions(
        Revision(title=f"Bama {number}", text="Una escritora", user=ASHA, timestamp=at(4, 14)) for number in range(MANY)
    )
    farm["pawiki"].import_revisions(
        [
            Revision(title=PUNJABI, text="ਲੇਖਕ", user=GURPREET, timestamp=at(4, 14)),
            Revision(title="User talk:Asha", text="ਧੰਨਵਾਦ", user=GURPREET, timestamp=at(5, 1)),
        ]
    )
    folder = tmp_path_factory.mktemp("pywikibot")
    farm.write_pywikibot_config(folder)
    use_config(folder)
    return farm


@pytest.fixture
def bot(events: Farm, counter: ReaderCounter, tmp_path: Path) -> Bot:
    host = events["enwiki"].page_url("").split("/")[2]
    for title in (BAMA, PUNJABI):
        counter.add(host, title, date(2026, 4, 14), [10] * 40)
    counter.add(host, MOVED, date(2026, 4, 16), [100] * 40)
    return Bot(events, tmp_path, counter)


D14, D15, D16, D17 = (date(2026, 4, day) for day in range(14, 18))


TROUBLES = {
    "500": (Answer(status=500), "it answered 500"),
    "nonsense": (Answer(body=b"<html>"), "its answer (200) is not what its documentation promises"),
    "cut off": (Answer(body=b'{"items": [', promised=500), "it cannot be reached, or broke off its answer"),
    "slow": (Answer(body=b" " * 50, drip=0.5), "it did not answer within 1 seconds"),
    "no such address": (shaped("no_route"), "it answered 404"),
    "busy": (shaped("busy", retry_after="7200"), "it answered 429"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_failure_keeps_what_is_known_and_says_why(bot: Bot, trouble: str) -> None:
    answer, why = TROUBLES[trouble]
    bot.counter.trouble = lambda _: answer
    assert 0 < len(bot.asked(at(4, 15))) <= page_views.MOST_TRIES * 2
    result = bot.result()
    assert (result.totals.pageviews, result.totals.edits) == (None, 2)
    assert result.page_views == PageViewsKnown(until=None, behind=0, failure=why)

    bot.counter.trouble = lambda _: None
    again = bot.asked(at(4, 15, 14))
    assert len(again) == (0 if trouble == "busy" else 2)
    assert len(bot.asked(at(4, 15, 16))) == (2 if trouble == "busy" else 0)
    assert bot.result().page_views == PageViewsKnown(until=D14, behind=0, failure=None)

    bot.counter.trouble = lambda _: answer
    bot.asked(at(4, 16))
    result = bot.result()
    assert result.totals.pageviews == 20
    assert result.page_views == PageViewsKnown(until=D14, behind=0, failure=why)


def test_a_short_pause_is_kept_and_the_page_asked_for_again(bot: Bot) -> None:
    answers = iter([shaped("busy", retry_after="1")])
    bot.counter.trouble = lambda _: next(answers, None)
    assert len(bot.asked(at(4, 15))) == 3
    assert bot.result().page_views == PageViewsKnown(until=D14, behind=0, failure=None)


def test_one_page_that_fails_is_asked_for_again_in_the_next_run(bot: Bot) -> None:
    bot.counter.trouble = lambda asked: Answer(status=500) if asked.title == PUNJABI else None
    bot.asked(at(4, 15))
    assert bot.result().page_views == PageViewsKnown(until=D14, behind=1, failure="it answered 500")
    bot.counter.trouble = lambda _: None
    assert bot.asked(at(4, 15, 14)) == [(PUNJABI, D14, D14)]


def test_a_run_asks_about_so_many_pages_and_the_next_about_the_others(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_views, "MOST_PAGES", 1)
    asked = [bot.asked(at(4, 15, 13) + timedelta(minutes=10 * turn)) for turn in range(3)]
    assert [len(one) for one in asked] == [1, 1, 0]
    assert bot.result().totals.pageviews == 20


def test_a_page_whose_service_has_no_answer_is_asked_for_once_a_day(bot: Bot) -> None:
    bot.counter.trouble = lambda asked: shaped("bad_request") if asked.title == PUNJABI else None
    assert len(bot.asked(at(4, 15))) == 2
    assert bot.asked(at(4, 15, 14)) == []
    assert {page.title: page.pageviews for page in bot.result().pages}[PUNJABI] is None


def test_at_most_three_pages_are_asked_about_at_once_and_each_in_one_request(bot: Bot) -> None:
    bot.define(DEFINITION.replace("[enwiki, pawiki]", "[eswiki]"))

    def wait(_: Asked) -> None:
        time.sleep(0.2)  # so that requests overlap

    bot.counter.trouble = wait
    assert [title for title, _, _ in bot.asked(at(4, 15))] == [f"Bama {number}" for number in range(MANY)]
    assert bot.counter.most_at_once <= 3


def test_from_the_first_day_to_the_last_update(bot: Bot) -> None:  # the last: it moves a page
    assert bot.asked(at(4, 15, 8)) == []
    assert bot.result().totals.pageviews is None
    assert bot.asked(at(4, 15)) == [(BAMA, D14, D14), (PUNJABI, D14, D14)]
    assert bot.result().totals.pageviews == 20
    assert "until 14 April 2026" in bot.report()
    assert bot.asked(at(4, 15, 20)) == []

    bot.farm["enwiki"].move(BAMA, MOVED)
    assert bot.asked(at(4, 17)) == [(BAMA, D15, D16), (MOVED, D15, D16), (PUNJABI, D15, D16)]
    assert bot.asked(at(4, 18)) == [(MOVED, D17, D17), (PUNJABI, D17, D17)]
    result = bot.result()
    assert {page.title: page.pageviews for page in result.pages} == {MOVED: 30 + 100 + 100, PUNJABI: 40}
    assert (result.totals.new_editors, result.totals.retained) == (2, None)
    assert result.participants[GURPREET].new_editors == 1

    assert bot.asked(at(4, 30)) == [(title, date(2026, 4, 18), date(2026, 4, 29)) for title in (MOVED, PUNJABI)]
    before = bot.report()
    assert bot.asked(at(5, 20)) == [(title, date(2026, 4, 30), date(2026, 5, 15)) for title in (MOVED, PUNJABI)]
    assert bot.report() == before

    requests = len(bot.farm.requests())
    assert bot.asked(at(5, 24)) == []
    made = [r for r in bot.farm.requests()[requests:] if r.params.get("ucprop") == "ids"]
    assert sorted(request.wiki for request in made) == ["enwiki", "pawiki"]
    result = bot.result()
    assert result.page_views == PageViewsKnown(until=date(2026, 5, 15), behind=0, failure=None)
    assert result.totals.pageviews == (30 + 100 * 30) + 10 * 32
    assert (result.totals.new_editors, result.totals.retained) == (2, 1)
    assert {dbname: totals.retained for dbname, totals in result.wikis.items()} == {"enwiki": 0, "pawiki": 1}
    assert {name: totals.retained for name, totals in result.participants.items()} == {ASHA: 0, GURPREET: 1, FATIMA: 0}
    assert "1 of them stayed" in bot.report()
    assert "until 15 May 2026" in bot.report()
    requests, before = len(bot.farm.requests()), bot.report()
    assert bot.asked(at(6, 23)) == []
    assert not [r for r in bot.farm.requests()[requests:] if r.params.get("ucprop") == "ids"]
    assert bot.report() == before
