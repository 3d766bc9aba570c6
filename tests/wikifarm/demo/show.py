"""Runs the bot on a seeded demo and says what there is to see."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests
import yaml
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.reports.installed import START_PAGE
from tests.wikifarm import Farm, FarmError, FarmWiki

ON_WIKI_CAMPAIGNS = ("Punjabi poets week", "Women who write")
_ROWS: Mapping[str, str] = {
    "participants": "Participants",
    "active_participants": "  active",
    "edits": "Edits",
    "reverted_edits": "  reverted",
    "pages_edited": "Pages edited",
    "pages_created": "  created",
    "bytes_added": "Bytes added",
    "bytes_removed": "  removed",
}


def run_bot(directory: Path, *arguments: str, capture: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the bot's command with the demo's configuration and give how it ended."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "--config", str(directory / "config"), *arguments],
        env={**os.environ, "PYWIKIBOT_DIR": str(directory)},
        capture_output=capture,
        text=True,
        check=False,
    )


def export(directory: Path, campaign: str, *program: str) -> dict[str, Any]:
    """Give what the bot stored for a campaign or one of its programs, as its export says it."""
    ended = run_bot(directory, "export", campaign, *program, capture=True)
    if ended.returncode:
        raise FarmError(f"The export of {campaign} failed:\n{ended.stderr}")
    exported: dict[str, Any] = json.loads(ended.stdout)
    return exported


def show(farm: Farm, directory: Path) -> None:
    """Let the bot write its reports on the farm, then print the totals and where to look."""
    ended = run_bot(directory, "run")
    if ended.returncode:
        raise FarmError(f"The bot ended with exit code {ended.returncode}")
    campaign = main_campaign(directory)
    console = Console()
    console.print(_totals(directory, campaign))
    refresh_links(farm["metawiki"])
    for name, address in _addresses(farm, campaign, _campaign(directory, "words-and-facts")):
        console.print(f"[bold]{name}[/]\n  {address}", soft_wrap=True, highlight=False)
    console.print("\nThe wikis keep running. [bold]make demo-stop[/] ends them.")


def refresh_links(wiki: FarmWiki) -> None:
    """Let no link to a report stay red: MediaWiki overlooks it when both pages were saved within one second."""
    titles = "|".join(title for (title,) in wiki.sql("SELECT page_title FROM page WHERE page_namespace = 0"))
    purge = {"action": "purge", "titles": titles, "format": "json"}
    requests.post(wiki.api_url, data=purge, timeout=60).raise_for_status()


def main_campaign(directory: Path) -> dict[str, Any]:
    """Give the operator's campaign as its file has it."""
    return _campaign(directory, "dalit-history-month")


def _campaign(directory: Path, name: str) -> dict[str, Any]:
    campaign: dict[str, Any] = yaml.safe_load((directory / f"config/campaigns/{name}.yaml").read_text("utf-8"))
    return campaign


def _totals(directory: Path, campaign: Mapping[str, Any]) -> Table:
    """Give a column for each campaign and program, so that names break between words on a narrow terminal."""
    name = campaign["campaign"]
    programs = ((name, program["program"]) for program in campaign["programs"])
    wanted = ((name,), *programs, *((other,) for other in ON_WIKI_CAMPAIGNS))
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda names: export(directory, *names), wanted))
    table = Table(title="What the bot counted", box=SIMPLE)
    table.add_column(no_wrap=True)
    for result in results:
        heading = result["program"] or result["campaign"]
        table.add_column(heading, justify="right", min_width=max(map(len, heading.split())))
    for metric, heading in _ROWS.items():
        table.add_row(heading, *(_number(result["totals"][metric]) for result in results))
    return table


def _number(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"


def _addresses(farm: Farm, campaign: Mapping[str, Any], on_wikidata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    page = campaign["page"]
    titles = {
        "Campaign": page,
        "Its report": f"{page}/Report",
        **{f"Report, {program['program']}": f"{page}/{program['program']}/Report" for program in campaign["programs"]},
        **{
            f"Sign-up list, {program['program']}": source["page"]
            for program in campaign["programs"]
            for source in program["participants"]
            if "page" in source
        },
        **{f"{name}, defined on the wiki": f"{name}/Report" for name in ON_WIKI_CAMPAIGNS},
        "On Wikidata": f"{on_wikidata['page']}/Report",
        "Start a campaign of your own": START_PAGE,
    }
    for name, title in titles.items():
        yield name, farm["metawiki"].page_url(title)
