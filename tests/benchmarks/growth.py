"""`python -m tests.benchmarks.growth`: what a run costs as programs become more; the numbers of docs/scaling.md.

Processor seconds, requests, memory and bytes, none of which depend on what else the machine does.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, Revision

SIZES = (1, 40)
"""Programs, each in a campaign of its own: the dearest way to have so many."""
PEOPLE = 10
EDITS = 5
"""Of each person in each program, on one wiki, in the two days before."""
NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run took; `requests` without those of saving."""

    programs: int
    what: str
    seconds: float
    requests: int
    saves: int
    megabytes: int
    database: int


def main() -> int:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory(prefix="growth-") as name:
        costs = [cost for size in SIZES for cost in _measure(Path(name) / str(size), size)]
    table = Table("Programs", "Run", "CPU seconds", "Requests", "Saves", "MB", "Database, kB", box=SIMPLE_HEAD)
    for cost in costs:
        numbers = (cost.requests, cost.saves, cost.megabytes, cost.database // 1000)
        table.add_row(str(cost.programs), cost.what, f"{cost.seconds:.2f}", *map(str, numbers))
    Console().print(table)
    return 0


def _measure(folder: Path, programs: int) -> list[Cost]:
    with Farm.start(folder / "farm") as farm:
        bot = BotOnFarm(farm=farm, folder=folder)
        bot.prepare()
        _populate(bot, programs)
        first = _run(bot, programs, "the first")
        return [first, _run(bot, programs, "nothing new"), _run(bot, programs, "all anew", "--full")]


def _populate(bot: BotOnFarm, programs: int) -> None:
    people = [f"ਵਿਅਕਤੀ {number}" for number in range(programs * PEOPLE)]
    bot.farm["enwiki"].create_accounts(people, registered=NOW - 100 * DAY)
    bot.farm["enwiki"].import_revisions(
        Revision(
            title=f"Page {number}",
            text="word " * (edit + 1),
            user=person,
            timestamp=NOW - DAY - timedelta(seconds=number * EDITS + edit),
        )
        for number, person in enumerate(people)
        for edit in range(EDITS)
    )
    for number in range(programs):
        names = ", ".join(people[number * PEOPLE : (number + 1) * PEOPLE])
        bot.write(
            f"config/campaigns/{number}.yaml",
            f"campaign: ਮੁਹਿੰਮ {number}\nwikis: [enwiki]\nprivacy: public\nprograms:\n  - program: One\n"
            f"    start: {NOW - 3 * DAY:%Y-%m-%d}\n    end: {NOW + 3 * DAY:%Y-%m-%d}\n"
            f"    participants: {{names: [{names}]}}\n",
        )


def _run(bot: BotOnFarm, programs: int, what: str, *options: str) -> Cost:
    log = bot.folder / "log"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "--log", "json", "--config", str(bot.folder / "config"), "run", *options],
            env={**os.environ, "PYWIKIBOT_DIR": str(bot.folder)},
            stderr=errors,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(log.read_text("utf-8")[-2000:])
    line = json.loads(log.read_text("utf-8").splitlines()[-1])
    kinds = [kind for kinds in line["requests"].values() for kind in kinds.items()]
    saves = sum(count for kind, count in kinds if kind == "edit")
    return Cost(
        programs=programs,
        what=what,
        seconds=used.ru_utime + used.ru_stime,
        requests=sum(count for _, count in kinds) - saves,
        saves=saves,
        megabytes=used.ru_maxrss // 1024,
        database=(bot.folder / "state/campaignbot.sqlite").stat().st_size,
    )


if __name__ == "__main__":
    sys.exit(main())
