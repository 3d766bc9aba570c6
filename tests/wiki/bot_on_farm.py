"""The bot as an operator runs it, on a farm of a test's own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.wikifarm import Farm, Request

BOT_YAML = """
home: metawiki
database: sqlite:///state/campaignbot.sqlite
contact: https://example.org/bot
report_interval: 0
wikis:
  metawiki: {family: farm, code: meta}
  enwiki: {family: farm, code: en}
  eswiki: {family: farm, code: es}
  pawiki: {family: farm, code: pa}
  arwiki: {family: farm, code: ar}
  commonswiki: {family: farm, code: commons}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    code: int
    output: str
    errors: str
    requests: tuple[Request, ...]
    """The requests it made."""

    def saved(self) -> tuple[str, ...]:
        """Give the titles of the pages it saved."""
        return tuple(r.params["title"] for r in self.requests if r.params.get("action") == "edit")


@dataclass(frozen=True, slots=True, kw_only=True)
class BotOnFarm:
    """A folder with the bot's configuration and store, and the farm it works on."""

    farm: Farm
    folder: Path

    def prepare(self) -> None:
        """Make the bot's account and its configuration."""
        self.farm.create_bot("CampaignBot")
        self.farm.write_pywikibot_config(self.folder)
        self.write("config/bot.yaml", BOT_YAML)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def __call__(self, *arguments: str, typed: str = "") -> Ended:
        """Run a command, with what is typed when it asks."""
        return self._run(("bot",), arguments, typed)

    def later(self, days: int, *arguments: str) -> Ended:
        """Run a command with the clock so many days ahead."""
        return self._run(("tests.wiki.later", str(days)), arguments, "")

    def failing(self, statements: int, server: int, *arguments: str) -> Ended:
        """Run a command whose database fails after so many statements: a server by its process id, 0 for a file."""
        return self._run(("tests.wiki.failing", str(statements), str(server)), arguments, "")

    def _run(self, program: tuple[str, ...], arguments: tuple[str, ...], typed: str) -> Ended:
        before = len(self.farm.requests())
        ended = subprocess.run(
            [sys.executable, "-m", *program, "--verbose", "--config", str(self.folder / "config"), *arguments],
            env={**os.environ, "PYWIKIBOT_DIR": str(self.folder)},
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        made = tuple(r for r in self.farm.requests()[before:] if r.user_agent != "wikifarm")
        return Ended(code=ended.returncode, output=ended.stdout, errors=ended.stderr, requests=made)

    def export(self, *names: str) -> dict[str, Any]:
        """Give the JSON export of a campaign or program."""
        ended = self("export", *names)
        assert ended.code == 0, ended.errors
        exported: dict[str, Any] = json.loads(ended.output)
        return exported

    def page(self, title: str) -> str:
        """Give the text of a page of the home wiki, empty where there is none."""
        return self.farm["metawiki"].text(title) or ""
