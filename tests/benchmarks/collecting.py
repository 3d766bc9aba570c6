"""Reading contributions from real wikis: the bot beside a bare loop, mwclient and pywikibot."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model.intervals import Interval
from tests.benchmarks.counting import Kind, count_kinds, most_contributions
from tests.benchmarks.histories import people, write_history
from tests.benchmarks.operator import BOT, COLLECTING, FLAGLESS, Event, Operator, create_accounts
from tests.benchmarks.rows import Row, Section
from tests.benchmarks.tasks import Task, WikiTask
from tests.wikifarm import Farm, FarmError
from tests.wikifarm.layout import WIKIS

BATCHES: Mapping[str, int] = {FLAGLESS: 50, BOT: 500}
"""How many people each of the bot's accounts may ask for at once."""

ROUNDS = 3
"""The fastest of so many counts: other things run on any machine."""

OVERLAP = timedelta(days=14)
"""What every run reads again (DESIGN section 5)."""

HALF_A_DAY, HALF_A_YEAR = timedelta(hours=12), timedelta(days=182)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much there is to read: the edits of all wikis together."""

    wikis: tuple[str, ...]
    people: int
    edits: int

    @property
    def edits_a_wiki(self) -> int:
        return self.edits // len(self.wikis)

    def most_requests(self, batch: int) -> int:
        return len(self.wikis) * most_contributions(people=self.people, edits=self.edits_a_wiki, batch=batch)


SMALL = Size(wikis=("enwiki",), people=100, edits=2_000)
FULL = Size(wikis=("enwiki", "eswiki", "pawiki", "arwiki", "metawiki"), people=200, edits=20_000)
LARGE = Size(wikis=tuple(WIKIS), people=1_000, edits=50_400)
YEAR = Size(wikis=("commonswiki",), people=100, edits=2_000)
"""On a wiki of its own; that only files count there makes no difference to what is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A farm with two events on it, one of a day and one of a year, both half over; and the bot's two operators."""

    farm: Farm
    now: datetime
    day: Size
    operators: Mapping[str, Operator]

    def event(self, name: str, size: Size, half: timedelta) -> Event:
        window = Interval(self.now - half, self.now + half)
        return Event(name=name, window=window, wikis=size.wikis, people=people(size.people))


def create_world(farm: Farm, folder: Path, day: Size, *, year: Size | None = None) -> World:
    """Make accounts, write their edits, and set up the bot for an account with the bot flag and for one without."""
    now = datetime.now(UTC).replace(microsecond=0)
    events = [(day, HALF_A_DAY), *([(year, HALF_A_YEAR)] if year else [])]
    create_accounts(farm, {dbname for size, _ in events for dbname in size.wikis}, people(day.people))
    for size, half in events:
        for dbname in size.wikis:
            write_history(farm[dbname], people(size.people), size.edits_a_wiki, Interval(now - half, now))
    operators = {account: Operator(farm, folder / str(batch), account) for account, batch in BATCHES.items()}
    return World(farm=farm, now=now, day=day, operators=operators)


def compare_collecting(world: World, *, rounds: int = ROUNDS, libraries: bool = True) -> Iterator[Section]:
    """Compare the bot's stage that collects with loops that only read, for both accounts.

    `libraries`: also with what people do who ask for one name at a time.
    """
    size = world.day
    for account, batch in BATCHES.items():
        operator = world.operators[account]
        operator.define(world.event("A day", size, HALF_A_DAY))
        operator.run()  # warms pywikibot's caches and PHP's
        wikis = "1 wiki" if len(size.wikis) == 1 else f"{len(size.wikis)} wikis"
        yield Section(
            title=f"{size.edits:,} edits of {size.people:,} people,\n{wikis}, {batch} names at once",
            rows=tuple(_collecting_rows(world, account, rounds, libraries=libraries)),
        )


def compare_nothing_new(world: World) -> Section:
    """Compare a first run with a second one right after it, for the account without the bot flag."""
    operator = world.operators[FLAGLESS]
    rows: list[Row] = []
    for name, size, half in (("a day", world.day, HALF_A_DAY), ("a year", YEAR, HALF_A_YEAR)):
        operator.forget_everything()
        operator.define(world.event(name, size, half))
        first, _ = _bot_rows(world, FLAGLESS, f"event of {name}: first run")
        whole, stage = _bot_rows(world, FLAGLESS, f"event of {name}: nothing new")
        recent = size.edits_a_wiki * min(OVERLAP, half) // half
        most = len(size.wikis) * most_contributions(people=size.people, edits=recent, batch=BATCHES[FLAGLESS])
        rows += [
            replace(first, ratio=1),
            replace(whole, ratio=whole.seconds / first.seconds),
            replace(stage, most_requests=most, ratio=stage.seconds / first.seconds, what="  of which collecting"),
        ]
    return Section(title="The next run, nothing being new", rows=tuple(rows))


def _collecting_rows(world: World, account: str, rounds: int, *, libraries: bool) -> Iterator[Row]:
    fastest: dict[str, Row] = {}
    for _ in range(rounds):
        for row in (_loop_row(world, account, "bare", "bare loop"), *_first_runs(world, account)):
            if row.what not in fastest or row.seconds < fastest[row.what].seconds:
                fastest[row.what] = row
    _check_store(world, account)
    if libraries and account == FLAGLESS:
        for loop in ("mwclient", "pywikibot"):
            fastest[loop] = _loop_row(world, account, loop, f"{loop}, one name at a time")
    base = next(iter(fastest.values())).seconds
    for row in fastest.values():
        yield replace(row, ratio=row.seconds / base)


def _first_runs(world: World, account: str) -> Iterator[Row]:
    """Run the bot with a fresh store, one wiki at a time as the loops do, and then as it always does."""
    world.operators[account].forget_everything()
    _, stage = _bot_rows(world, account, "", at_once=1)
    yield replace(stage, what="CampaignBot, collecting")
    world.operators[account].forget_everything()
    whole, stage = _bot_rows(world, account, "CampaignBot, whole run")
    if len(world.day.wikis) > 1:
        yield replace(stage, what="  … three wikis at once")
    yield whole


def _bot_rows(world: World, account: str, what: str, *, at_once: int | None = None) -> tuple[Row, Row]:
    """Run the bot and give a row for the whole run and one for the stage that collects."""
    before = len(world.farm.requests())
    timed = world.operators[account].run(at_once=at_once)
    kinds = count_kinds(world.farm.requests()[before:])
    most = world.day.most_requests(BATCHES[account])
    whole = Row(what=what, seconds=timed.whole, requests=kinds.total())
    stage = Row(what=what, seconds=timed.stages[COLLECTING], requests=kinds[Kind.CONTRIBUTIONS], most_requests=most)
    return whole, stage


def _loop_row(world: World, account: str, loop: str, what: str) -> Row:
    size, before = world.day, len(world.farm.requests())
    wikis = (_wiki_task(world.farm, dbname, people(size.people)) for dbname in size.wikis)
    task = Task(
        wikis=tuple(wikis),
        start=f"{world.now - HALF_A_DAY:%Y-%m-%dT%H:%M:%SZ}",
        end=f"{world.now:%Y-%m-%dT%H:%M:%SZ}",
        account=account,
        batch=BATCHES[account],
    )
    ended = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.loops", loop],
        env={**os.environ, "PYWIKIBOT_DIR": str(world.operators[account].folder)},
        input=task.to_json(),
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise FarmError(f"The loop {loop} failed:\n{ended.stderr}")
    told = json.loads(ended.stdout)
    if told["edits"] != size.edits:
        raise FarmError(f"{loop} read {told['edits']} edits instead of {size.edits}")
    kinds = count_kinds(world.farm.requests()[before:])
    return Row(what=what, seconds=told["seconds"], requests=kinds[Kind.CONTRIBUTIONS])


def _wiki_task(farm: Farm, dbname: str, names: tuple[str, ...]) -> WikiTask:
    ids = dict(farm[dbname].sql("SELECT CAST(user_name AS TEXT), user_id FROM user"))
    return WikiTask(code=WIKIS[dbname].code, api_url=farm[dbname].api_url, people={name: ids[name] for name in names})


def _check_store(world: World, account: str) -> None:
    """Raise FarmError unless the bot has stored every edit."""
    stored = world.operators[account].stored_revisions()
    if stored != world.day.edits:
        raise FarmError(f"The bot stored {stored} edits instead of {world.day.edits}")
