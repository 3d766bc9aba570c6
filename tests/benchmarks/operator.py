"""An operator's folder: the bot's account, its settings, one campaign, and its store."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import yaml

from bot.model.intervals import Interval
from tests.wikifarm import Farm, FarmError
from tests.wikifarm.layout import WIKIS

BOT = "CampaignBot"
FLAGLESS = "CampaignBot without flag"
"""An account like any other: 50 names and 500 rows to a request."""
CAMPAIGN = "Dalit History Month"
STORE = "state/campaignbot.sqlite"
COLLECTING = "Reading contributions"
"""The stage of a run that fetches and stores them, as the run itself calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One program: its window, the wikis tracked for it, and who takes part."""

    name: str
    window: Interval
    wikis: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """How long something took, in seconds: the whole process, and each stage of a run that tells of it."""

    whole: float
    stages: dict[str, float]


class Operator:
    """Runs the bot, each time in a process of its own, on a folder that only this operator uses."""

    def __init__(self, farm: Farm, folder: Path, account: str) -> None:
        self._farm = farm
        self.folder = folder
        farm.write_pywikibot_config(folder, user=account)

    def define(self, *events: Event) -> None:
        """Let the campaign have these programs from now on."""
        settings = {
            "home": "metawiki",
            "database": f"sqlite:///{STORE}",
            "contact": self._farm["metawiki"].page_url(f"User:{BOT}"),
            "report_interval": 0,
            "wikis": {dbname: {"family": "farm", "code": wiki.code} for dbname, wiki in WIKIS.items()},
        }
        campaign = {
            "campaign": CAMPAIGN,
            "page": f"{CAMPAIGN} of {self.folder.name}",
            "privacy": {"names": "public"},
            "programs": [
                {
                    "program": event.name,
                    "start": f"{event.window.start:%Y-%m-%d %H:%M:%S}",
                    "end": f"{event.window.end:%Y-%m-%d %H:%M:%S}",
                    "wikis": list(event.wikis),
                    "participants": [{"names": list(event.people)}],
                }
                for event in events
            ],
        }
        for file, content in {"bot.yaml": settings, "campaigns/month.yaml": campaign}.items():
            path = self.folder / "config" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    def forget_everything(self) -> None:
        """Begin with a fresh store; pywikibot's caches stay."""
        (self.folder / STORE).unlink(missing_ok=True)

    def run(self, *, at_once: int | None = None) -> Timed:
        """Run the bot as its command does, or with so many wikis read at once.

        Raises FarmError unless the run is complete.
        """
        begun = time.perf_counter()
        ended = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.benchmarks.stages",
                str(self.folder / "config"),
                *(str(at_once) if at_once else ""),
            ],
            env={**os.environ, "PYWIKIBOT_DIR": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        whole = time.perf_counter() - begun
        if ended.returncode:
            raise FarmError(f"The bot ended with exit code {ended.returncode}:\n{ended.stderr}")
        return Timed(whole=whole, stages=json.loads(ended.stdout))

    def age_full_readings(self, age: timedelta) -> None:
        """Let accounts have been read in full so much earlier than they were."""
        with closing(sqlite3.connect(self.folder / STORE)) as store, store:
            store.execute("UPDATE full_reading SET at = at - ?", (int(age.total_seconds()),))

    def stored_revisions(self) -> int:
        """Give how many revisions the bot has stored."""
        with closing(sqlite3.connect(self.folder / STORE)) as store:
            ((number,),) = store.execute("SELECT COUNT(*) FROM revision")
        return int(number)


def create_accounts(farm: Farm, dbnames: Iterable[str], names: Sequence[str]) -> None:
    """Make the two accounts that the bot can have everywhere, and those of people on some wikis."""
    farm.create_bot(BOT)
    for wiki in farm.wikis.values():
        wiki.create_accounts([FLAGLESS], bot_password=True)
    for dbname in dbnames:
        farm[dbname].create_accounts(names)
