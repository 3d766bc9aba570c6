"""Reading many revisions from a wiki's replica, beside MariaDB's own client that writes the same rows to a file."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.replicas.contributions import MOST_IDS, REVISIONS
from bot.replicas.credentials import Credentials
from tests.benchmarks.replica_steps import PEOPLE
from tests.benchmarks.rows import Row, Section
from tests.mariadb import MariaDb
from tests.replicas.wiki_replicas import fill_tables, make_replicas, make_tables

SIZES = {"bnwiki": 100_000, "thwiki": 1_000_000}
EDITS_A_PAGE = 5

YEAR = ("'20260101000000'", "'20270101000000'")

ROUNDS = 2
"""The fastest of so many counts: other things run on any machine."""


def measure_replicas(folder: Path) -> Section:
    """Time both ways with each number of revisions, by turns, each in a process of its own."""
    with MariaDb.start(folder / "mariadb") as server:
        for dbname, revisions in SIZES.items():
            make_tables(server, dbname)
            fill_tables(server, dbname, people=PEOPLE, pages=revisions // EDITS_A_PAGE, revisions=revisions)
        account = make_replicas(server, dict.fromkeys(SIZES, "s1"))
        rows = tuple(row for dbname in SIZES for row in _rows(account, folder, dbname))
    return Section(title="Reading a replica on MariaDB", rows=rows)


def _rows(account: Credentials, folder: Path, dbname: str) -> Iterator[Row]:
    size = SIZES[dbname]
    clients, bots = zip(
        *((_client(account, folder, dbname), _bot(account, dbname)) for _ in range(ROUNDS)), strict=True
    )
    seconds, taken = min(clients), min(bot["seconds"] for bot in bots)
    yield Row(what=f"mariadb -q, {size:,} to a file", seconds=seconds, ratio=1.0, rate=size / seconds)
    yield Row(
        what=f"bot, {size:,} from its replica",
        seconds=taken,
        ratio=taken / seconds,
        rate=size / taken,
        memory=max(bot["memory"] for bot in bots),
    )


def _client(account: Credentials, folder: Path, dbname: str) -> float:
    """Give the seconds in which MariaDB's client does the bot's own queries."""
    queries, file = folder / f"{dbname}.sql", folder / f"{dbname}.tsv"
    queries.write_text("".join(_queries()), encoding="utf-8")
    command = [
        *("mariadb", "--no-defaults", "--quick", "--batch", "--skip-column-names"),
        *(
            f"--host={account.host}",
            f"--port={account.port}",
            f"--user={account.user}",
            f"--password={account.password}",
        ),
        f"{dbname}_p",
    ]
    begun = time.perf_counter()
    with queries.open("rb") as asked, file.open("wb") as told:
        subprocess.run(command, stdin=asked, stdout=told, check=True)
    seconds = time.perf_counter() - begun
    _check(sum(chunk.count(b"\n") for chunk in file.open("rb")), dbname)
    return seconds


def _queries() -> Iterator[str]:
    for first in range(11, PEOPLE + 11, MOST_IDS):
        actors = tuple(range(first, first + MOST_IDS))
        yield REVISIONS % (actors, *YEAR) + ";\n"


def _bot(account: Credentials, dbname: str) -> Mapping[str, float]:
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "tests.benchmarks.replica_steps", dbname),
            *(account.user, account.password, account.host, str(account.port)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, int | float] = json.loads(ended.stdout)
    _check(told["count"], dbname)
    return told


def _check(count: float, dbname: str) -> None:
    if count != SIZES[dbname]:
        raise AssertionError(f"{count} rows instead of {SIZES[dbname]}")
