"""Run after run while wikis fail, people edit, move and delete: in the end the reports are those of a fresh store.

`CAMPAIGNBOT_SOAK` sets how many runs. What happens comes from a seed, so that it can be had again.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from math import inf
from pathlib import Path

import pytest

from bot.model.errors import OperatorError, WikiUnavailableError
from bot.publishing import read_region
from bot.reports import canonical
from bot.run.one_pass import Ending
from tests.wiki.faults import GIVEN_UP, RETRIED
from tests.wiki.proxy import Fault, Proxy, proxy_of
from tests.wiki.publisher import BOT, STOP, Publisher, make_publisher
from tests.wiki.reading import query
from tests.wikifarm import Farm

RUNS = int(os.environ.get("CAMPAIGNBOT_SOAK", "10"))
SEED = 20260414
NEW_PROCESS = 5
"""After so many runs the bot logs in anew, as each process does."""
NOW = datetime.now(UTC)
PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "রোকেয়া")
TITLES = {"enwiki": "Bama", "pawiki": "ਬਾਮਾ", "arwiki": "باما"}
CAMPAIGN = "ਦਲਿਤ ਇਤਿਹਾਸ"
REPORTS = (f"{CAMPAIGN}/Report", f"{CAMPAIGN}/ਦਿੱਲੀ/Report", f"{CAMPAIGN}/Online/Report")
LIST = f"{CAMPAIGN}/Online/Participants"
WINDOW = f"start: {NOW - timedelta(days=2):%Y-%m-%d}\n    end: {NOW + timedelta(days=5):%Y-%m-%d}"
DEFINITION = f"""campaign: {CAMPAIGN}
wikis: [en, pa, ar]
privacy: public
programs:
  - program: ਦਿੱਲੀ
    {WINDOW}
    participants: [names: [Asha, ਗੁਰਪ੍ਰੀਤ]]
  - program: Online
    {WINDOW}
    participants: [page: "{LIST}"]
"""
FAULTS: dict[str, Fault] = {
    name: fault for name, fault in {**RETRIED, **GIVEN_UP}.items() if name != "silence" and "Retry-After" not in name
}
"""All but those that only take long."""
MODULES = ("", "usercontribs", "edit", "revisions|info", "users")


@dataclass(slots=True, kw_only=True)
class World:
    """What people do on the wikis, and what of it must never be lost."""

    farm: Farm
    chance: random.Random
    articles: list[tuple[str, str]] = field(default_factory=list)
    deleted: list[tuple[str, str]] = field(default_factory=list)
    report_gone: str | None = None
    words: dict[str, list[str]] = field(default_factory=dict)
    signed: list[str] = field(default_factory=list)

    def move_on(self) -> None:
        """Let one to three things happen."""
        self.bring_back()
        for _ in range(self.chance.randint(1, 3)):
            self.chance.choice(
                (self.edit, self.edit, self.edit, self.move, self.delete, self.talk, self.sign, self.take_report)
            )()

    def edit(self) -> None:
        dbname, title = self.chance.choice(tuple(TITLES.items()))
        article = (dbname, f"{title} {self.chance.randint(1, 12)}")
        if article in self.deleted:
            return
        self.farm[dbname].edit(article[1], f"\n{title} {self.chance.random()}", self.person(), append=True)
        if article not in self.articles:
            self.articles.append(article)

    def move(self) -> None:
        if self.articles:
            dbname, title = self.articles.pop(self.chance.randrange(len(self.articles)))
            new = f"{title} {self.chance.randint(100, 10**6)}"
            self.farm[dbname].move(title, new)
            self.articles.append((dbname, new))

    def delete(self) -> None:
        if self.articles:
            article = self.articles.pop(self.chance.randrange(len(self.articles)))
            self.farm[article[0]].delete(article[1])
            self.deleted.append(article)

    def talk(self) -> None:
        """Write around a report, on its markers' lines too."""
        title = self.chance.choice(REPORTS)
        text = self.farm["metawiki"].text(title)
        if text is not None and title != self.report_gone:
            word = f"ਸ਼ਬਦ-{self.chance.randint(1, 10**9)}"
            around = f"{word} {text}" if self.chance.random() < 0.5 else f"{text}\n{word}"
            self.farm["metawiki"].edit(title, around, self.person())
            self.words.setdefault(title, []).append(word)

    def sign(self) -> None:
        name = self.person()
        if name not in self.signed:
            self.farm["metawiki"].edit(LIST, "\n* ~~~~", name, append=True)
            self.signed.append(name)

    def take_report(self) -> None:
        title = self.chance.choice(REPORTS)
        if self.report_gone is None and self.farm["metawiki"].text(title) is not None:
            self.farm["metawiki"].delete(title)
            self.report_gone = title

    def bring_back(self, *, everything: bool = False) -> None:
        """Restore what was deleted, now and then, or all of it."""
        if self.report_gone and (everything or self.chance.random() < 0.5):
            self.farm["metawiki"].undelete(self.report_gone)
            self.report_gone = None
        while self.deleted and (everything or self.chance.random() < 0.3):
            article = self.deleted.pop()
            self.farm[article[0]].undelete(article[1])
            self.articles.append(article)

    def person(self) -> str:
        return self.chance.choice(PEOPLE)


@pytest.fixture(scope="module")
def proxy(farm: Farm) -> Iterator[Proxy]:
    farm.create_accounts(PEOPLE, registered=NOW - timedelta(days=100))
    farm.create_bot(BOT)
    with proxy_of(farm) as proxy:
        yield proxy


def test_the_reports_are_those_of_a_fresh_store(
    farm: Farm, proxy: Proxy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(SEED)
    world = World(farm=farm, chance=chance)
    endings: Counter[str] = Counter()
    bot = make_publisher(farm, tmp_path / "bot", url=proxy.url)
    for number in range(RUNS):
        world.move_on()
        stopped = chance.random() < 0.1
        farm["metawiki"].edit(STOP, "ਰੁਕੋ" if stopped else "")
        if number % NEW_PROCESS == 0:
            bot = make_publisher(farm, tmp_path / "bot", url=proxy.url)
        before = last_revision(farm)
        plan_fault(proxy, chance)
        endings[run(bot)] += 1
        endings["faults"] += proxy.met
        proxy.mend()
        assert not stopped or last_revision(farm) == before
        assert world.report_gone is None or farm["metawiki"].text(world.report_gone) is None
    world.bring_back(everything=True)
    farm["metawiki"].edit(STOP, "")
    bot = make_publisher(farm, tmp_path / "bot", url=proxy.url)
    assert run(bot) == "complete"
    saves, needless = bot_revisions(farm)
    with capsys.disabled():
        print(f"\nsoak: {RUNS} runs, seed {SEED}: {dict(endings)}, {len(proxy.questions)} requests, {saves} saves")
    assert needless == []
    assert proxy.most_at_once == 1
    for title, words in world.words.items():
        assert [word for word in words if word not in (farm["metawiki"].text(title) or "")] == []
    known = regions(farm)
    fresh = make_publisher(farm, tmp_path / "fresh", url=proxy.url)
    assert run(fresh) == "complete"
    now = regions(farm)
    differences = [
        line for title in REPORTS for line in unified_diff(known[title].split("\n"), now[title].split("\n"), n=0)
    ]
    assert not differences, "\n".join(differences)


def plan_fault(proxy: Proxy, chance: random.Random) -> None:
    """Let something fail in three of four runs: once, several times, or until the end of the run."""
    fault, wiki = FAULTS[chance.choice(sorted(FAULTS))], chance.choice(("metawiki", *TITLES))
    module, times, after = chance.choice(MODULES), chance.choice((1, 1, 2, 4, inf)), chance.randint(0, 4)
    if chance.random() < 0.75:
        proxy.plan(fault, wiki=wiki, module=module, times=times, after=after)
    else:
        proxy.met = 0


def run(bot: Publisher) -> str:
    """Do everything once, and say how it ended."""
    try:
        ending: Ending = bot.run(DEFINITION)
    except WikiUnavailableError:
        return "home did not answer"
    except OperatorError:
        return "no log-in"
    return "complete" if ending.complete else "incomplete"


def regions(farm: Farm) -> dict[str, str]:
    """Give what each report says, whenever it was saved."""
    texts = {title: farm["metawiki"].text(title) or "" for title in REPORTS}
    return {title: canonical(read_region(text) or "no report") for title, text in texts.items()}


def last_revision(farm: Farm) -> int:
    """Give the last revision of the bot's on the home wiki."""
    ((rev_id,),) = farm["metawiki"].sql(
        "SELECT MAX(rev_id) FROM revision JOIN actor ON actor_id = rev_actor WHERE actor_name = ?", (BOT,)
    )
    return int(rev_id or 0)


def bot_revisions(farm: Farm) -> tuple[int, list[int]]:
    """Give how many times the bot saved a report, and which of these revisions say nothing new."""
    rows = farm["metawiki"].sql(
        "SELECT rev_id, rev_parent_id FROM page JOIN revision ON rev_page = page_id JOIN actor ON actor_id = rev_actor"
        " WHERE actor_name = ? AND rev_parent_id != 0 AND page_title != ?",
        (BOT, f"{BOT}/Heartbeat"),
    )
    regions = {}
    ids = sorted({rev_id for row in rows for rev_id in row})
    for start in range(0, len(ids), 50):
        asked = "|".join(map(str, ids[start : start + 50]))
        found = query(farm["metawiki"], prop="revisions", revids=asked, rvprop="ids|content", rvslots="main")
        for page in found["pages"]:
            for revision in page["revisions"]:
                text = revision["slots"]["main"]["content"]
                regions[revision["revid"]] = canonical(read_region(text) or text)
    return len(rows), [rev_id for rev_id, parent in rows if regions[rev_id] == regions[parent]]
