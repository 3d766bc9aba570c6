"""`campaignbot export`: the stored results, for other programs to read."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.exit_codes import Exit
from bot.cli.export_tables import METRICS, as_text, table_of
from bot.cli.files import load_settings
from bot.cli.stores import open_operators_store
from bot.cli.tables import Table
from bot.model.errors import OperatorError
from bot.model.results import SOME_WIKI, PageResult, Result, Totals, UploadResult
from bot.model.wikis import NS_FILE
from bot.run.explanations import page_name
from bot.run.results import stored_results
from bot.store.campaigns import load_campaigns

HISTORY = ("state", "moved_from", "deleted_at")
"""What has become of a page."""


def export_results(config: Path, campaign_name: str, program_name: str | None, *, table: Table | None) -> Exit:
    """Print one campaign's or program's results as JSON, or a table of them as CSV; in UTF-8, whatever the terminal."""
    settings = load_settings(config)
    store = open_operators_store(settings, config)
    campaign = _named("campaign", campaign_name, load_campaigns(store).values())
    program = _named("program", program_name, campaign.programs) if program_name else None
    whole, programs = stored_results(store, campaign)
    result = programs[campaign.programs.index(program)] if program else whole
    click.echo((_as_json(result) if table is None else as_csv(result, table)).encode())
    return Exit.COMPLETE


def _named(kind: str, name: str, things: Iterable[Any]) -> Any:
    found = {thing.name: thing for thing in things}
    if name not in found:
        known = ", ".join(found) or "none; run `campaignbot run` first"
        raise OperatorError(f"there is no {kind} {name}; known: {known}")
    return found[name]


def _as_json(result: Result) -> str:
    return json.dumps(as_export(result), ensure_ascii=False, indent=2)


def as_export(result: Result) -> dict[str, Any]:
    """Give the export of DESIGN section 3."""
    return {
        "campaign": result.campaign,
        "program": result.program,
        "as_of": _time(result.as_of),
        "complete": result.complete,
        "unknown_wikis": [dbname for dbname in result.unknown_wikis if dbname != SOME_WIKI],
        "totals": asdict(result.totals),
        "wikis": {dbname: asdict(totals) for dbname, totals in result.wikis.items()},
        "participants": {name: asdict(totals) for name, totals in result.participants.items()},
        "days": {day.isoformat(): asdict(totals) for day, totals in result.days.items()},
        "pages": [_page(page) for page in result.pages],
        "uploads": [asdict(file) | {"known_at": _time(file.known_at)} for file in result.uploads],
        "goals_reached": [{**asdict(goal), "day": goal.day.isoformat()} for goal in result.reached],
    }


def _page(page: PageResult) -> dict[str, Any]:
    return asdict(page) | {"created_at": _time(page.created_at), "deleted_at": _time(page.deleted_at)}


def as_csv(result: Result, table: Table = Table.ALL) -> str:
    """Give a table as CSV; of all one row for the total, each wiki, participant, page and file.

    Empty cells are not known or do not apply.
    """
    if table is not Table.ALL:
        return table_of(result, table)
    header = ("kind", "wiki", "participant", "namespace", "title", "created", "deleted", *METRICS, *HISTORY)
    return as_text(header, _rows(result))


def _rows(result: Result) -> Iterator[tuple[object, ...]]:
    yield ("total", "", "", "", "", "", "", *_cells(result.totals))
    for dbname, totals in result.wikis.items():
        yield ("wiki", dbname, "", "", "", "", "", *_cells(totals))
    for name, totals in result.participants.items():
        yield ("participant", "", name, "", "", "", "", *_cells(totals))
    for page in result.pages:
        yield ("page", page.wiki, "; ".join(page.participants), page.namespace, page.title, *_page_cells(page))
    for file in result.uploads:
        yield ("upload", file.wiki, file.participant, NS_FILE, file.title, "", int(file.deleted), *_file_cells(file))


def _cells(totals: Totals) -> tuple[object, ...]:
    return (*(getattr(totals, metric) for metric in METRICS), *("" for _ in HISTORY))


def _page_cells(page: PageResult) -> tuple[object, ...]:
    metrics = asdict(page) | {"participants": None}
    moved_from = page_name(page.moved_from.namespace, page.moved_from.title) if page.moved_from else None
    history = page.state.value, moved_from, _time(page.deleted_at)
    return (int(page.created), int(page.deleted), *(metrics.get(metric) for metric in METRICS), *history)


def _file_cells(file: UploadResult) -> tuple[object, ...]:
    return tuple(file.usages if metric == "upload_usages" else None for metric in METRICS)


def _time(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None
