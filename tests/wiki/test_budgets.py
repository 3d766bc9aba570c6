"""Runs for which there is not enough time: nothing starves, and what did not fit goes first next time.

The clock is that of the wikis: each request of a kind takes as long as a test says.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.model.results import Result
from bot.run import accounts, needs
from bot.run.budget import READING_SECONDS, RUN_SECONDS, Budget
from bot.run.one_pass import Ending
from bot.run.results import stored_results
from bot.store.accounts import load_accounts
from bot.store.campaigns import load_campaigns
from tests.wiki.publisher import BOT, Publisher, draft, make_publisher
from tests.wikifarm import Farm, Request, Revision
from tests.wikifarm.layout import WIKIS

NOW = datetime.now(UTC).replace(microsecond=0)
TEXTS = 120
BATCH = 50
"""Of an account without rights."""
TRACKED = ("enwiki", "eswiki", "pawiki", "arwiki", "commonswiki")
STRANGERS = [f"ਕੋਈ ਨਹੀਂ {number}" for number in range(TEXTS)]

Kind = Callable[[Request], bool]


@pytest.fixture(scope="module")
def folder(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    farm.create_accounts(["Asha", "ਗੁਰਪ੍ਰੀਤ"], registered=NOW - timedelta(days=100))
    for dbname in WIKIS:
        farm[dbname].create_accounts([BOT], bot_password=True)
    farm["enwiki"].import_revisions(
        Revision(title=f"Bama {number}", text=f"Bama {number}.", user="Asha", timestamp=NOW - timedelta(hours=9))
        for number in range(TEXTS)
    )
    return tmp_path_factory.mktemp("bot")


@pytest.fixture
def bot(farm: Farm, tmp_path: Path, folder: Path) -> Publisher:
    assert folder.exists()
    return make_publisher(farm, tmp_path)


def program(name: str, people: list[str]) -> str:
    return f"""  - program: {name}
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants: [names: [{", ".join(people)}]]
"""


def definition(wikis: tuple[str, ...], *programs: str) -> str:
    return f"campaign: ਮੁਹਿੰਮ\nprivacy: public\nwikis: [{', '.join(wikis)}]\nprograms:\n{''.join(programs)}"


def is_text(request: Request) -> bool:
    return "revids" in request.params and "content" in request.params.get("rvprop", "")


def is_contributions(request: Request) -> bool:
    return request.params.get("list") == "usercontribs"


def is_names(request: Request) -> bool:
    return request.params.get("list") == "users" and "ususers" in request.params


def is_save(request: Request) -> bool:
    return request.params.get("action") == "edit" and request.user_agent != "wikifarm"


class Slow:
    """A farm on which each request of a kind takes so many seconds; the others take no time."""

    def __init__(self, farm: Farm, kind: Kind, seconds: float) -> None:
        self._farm = farm
        self._kind = kind
        self._seconds = seconds
        self._before = len(farm.requests())

    def requests(self) -> list[Request]:
        return [request for request in self._farm.requests()[self._before :] if self._kind(request)]

    def clock(self) -> float:
        return self._seconds * len(self.requests())

    def run(self, bot: Publisher, text: str) -> Ending:
        """Do everything once."""
        return bot.run(text, budget=Budget(self.clock))


def result(bot: Publisher) -> Result:
    (campaign,) = load_campaigns(bot.store).values()
    whole, _ = stored_results(bot.store, campaign)
    return whole


def test_texts_for_which_there_is_no_time_are_counted_in_the_next_run(farm: Farm, bot: Publisher) -> None:
    text = definition(("enwiki",), program("ਸ਼ਬਦ", ["Asha"]))
    first = Slow(farm, is_text, needs.MOST_SECONDS / 2)
    first.run(bot, text)
    asked = [request.params["revids"] for request in first.requests()]
    assert (len(asked), result(bot).uncounted_texts) == (2, TEXTS - 2 * BATCH)
    second = Slow(farm, is_text, needs.MOST_SECONDS / 2)
    second.run(bot, text)
    asked += [request.params["revids"] for request in second.requests()]
    assert (len(asked), result(bot).uncounted_texts) == (3, 0)
    ids = [rev_id for one in asked for rev_id in one.split("|")]
    assert len(ids) == len(set(ids)) == TEXTS


def test_wikis_for_which_there_is_no_time_come_first_in_the_next_run(farm: Farm, bot: Publisher) -> None:
    text = definition(TRACKED, program("ਵਿਕੀ", ["Asha", "ਗੁਰਪ੍ਰੀਤ"]))
    first = Slow(farm, is_contributions, READING_SECONDS)
    left = first.run(bot, text).unknown_wikis
    assert set(left) == set(TRACKED) - {request.wiki for request in first.requests()}
    assert len(left) >= 2  # three wikis are begun at most before the time is over
    second = Slow(farm, is_contributions, READING_SECONDS)
    second.run(bot, text)
    assert second.requests()[0].wiki in left
    assert Slow(farm, is_contributions, 0).run(bot, text).complete


def test_a_large_program_leaves_a_small_one_its_names_and_goes_on_in_the_next_run(farm: Farm, bot: Publisher) -> None:
    text = definition(("pawiki",), program("ਵੱਡਾ", STRANGERS), program("ਛੋਟਾ", ["Asha"]))
    for run_number in (1, 2):
        slow = Slow(farm, lambda request: is_names(request) and request.wiki == "pawiki", accounts.MOST_SECONDS)
        slow.run(bot, text)
        known = load_accounts(bot.store, "pawiki", ["Asha", *STRANGERS])
        assert known["Asha"].account
        assert len(known) == min(len(STRANGERS) + 1, run_number * BATCH)


def test_pages_for_which_there_is_no_time_are_saved_first_in_the_next_run(farm: Farm, bot: Publisher) -> None:
    titles = [f"ਸਮਾਂ {number}/Report" for number in range(5)]
    order: list[str] = []
    for minutes in (0, 1):
        slow = Slow(farm, is_save, RUN_SECONDS / 3)
        setting = replace(bot.setting, budget=Budget(slow.clock))
        now = NOW + timedelta(minutes=minutes)
        drafts = [draft(title, f"new {minutes}") for title in titles]
        assert Publisher(setting=setting)(*drafts, now=now) == 0
        order += [request.params["title"] for request in slow.requests()]
    assert order == [*titles[:3], *titles[3:], titles[0]]
