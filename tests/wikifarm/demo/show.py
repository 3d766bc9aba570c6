"""Runs the bot on a seeded demo and says what there is to see."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from tests.wikifarm import Farm, FarmError

ON_WIKI_CAMPAIGNS = ("Punjabi poets week", "Women who write")
_COLUMNS: Mapping[str, str] = {
    "participants": "Participants",
    "active_participants": "active",
    "edits": "Edits",
    "reverted_edits": "reverted",
    "pages_edited": "Pages edited",
    "pages_created": "created",
    "bytes_added": "Bytes added",
    "bytes_removed": "removed",
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
    for name, address in _addresses(farm, campaign):
        console.print(f"[bold]{name}[/]\n  {address}", soft_wrap=True, highlight=False)
    console.print("\nThe wikis keep running. [bold]make demo-stop[/] ends them.")


def main_campaign(directory: Path) -> dict[str, Any]:
    """Give the operator's campaign as its file has it."""
    campaign: dict[str, Any] = yaml.safe_load(
        (directory / "config/campaigns/dalit-history-month.yaml").read_text("utf-8")
    )
    return campaign


def _totals(directory: Path, campaign: Mapping[str, Any]) -> Table:
    table = Table(title="What the bot counted")
    table.add_column("Campaign, program")
    for heading in _COLUMNS.values():
        table.add_column(heading, justify="right")
    results = [
        export(directory, campaign["campaign"]),
        *(export(directory, campaign["campaign"], program["program"]) for program in campaign["programs"]),
        *(export(directory, name) for name in ON_WIKI_CAMPAIGNS),
    ]
    for result in results:
        name = f"  {result['program']}" if result["program"] else result["campaign"]
        table.add_row(name, *(_number(result["totals"][metric]) for metric in _COLUMNS))
    return table


def _number(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"


def _addresses(farm: Farm, campaign: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
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
    }
    for name, title in titles.items():
        yield name, farm["metawiki"].page_url(title)
