"""`campaignbot status`: what is tracked, how it goes, and what went wrong, from the store alone."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.exit_codes import Exit
from bot.cli.files import load_settings
from bot.cli.stores import open_operators_store
from bot.cli.terminal import harmless
from bot.model.campaigns import Campaign, ListPage, Privacy, Program
from bot.model.outcomes import UNCLEAR, UNSAVED
from bot.model.reporting import State, campaign_page, campaign_state, program_page, state_of
from bot.model.settings import Settings
from bot.publishing import due_at
from bot.run.freshness import LAST_RUN, oldest_report
from bot.store import Store
from bot.store.campaigns import load_campaigns, load_enrolment
from bot.store.definitions import SourceState, load_sources
from bot.store.memory import recall, remember
from bot.store.progress import ReportState, load_report_states, load_stops, load_wiki_states
from bot.store.waiting import load_wishes

TOLD = "troubles told"
"""Under which key the store remembers them."""

SILENCE = timedelta(hours=2)
"""After so long without the end of a run something is wrong with its schedule; a large one may take an hour."""

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T][\d:]+Z?")


def show_status(config: Path) -> Exit:
    """Print the campaigns, wikis, failures and problems as they were at the end of the last run."""
    seen = _look(config)
    console = Console(highlight=False)
    if seen.campaigns:
        console.print(_campaign_table(seen.settings, seen.campaigns, seen.reports, seen.now))
    else:
        console.print("No campaigns yet. `campaignbot run` looks for them.")
    if seen.last_run:
        console.print(f"Last run {seen.last_run['run']}: {seen.last_run['result']} at {seen.last_run['ended_at']}")
    for line in seen.troubles():
        console.print(Text(harmless(line)), soft_wrap=True)
    return Exit.COMPLETE


def print_json(config: Path) -> Exit:
    """Print the same for other programs to read."""
    seen = _look(config)
    oldest = oldest_report(seen.store, seen.settings.home, seen.reports, seen.now)
    told = {
        "as_of": _json_moment(seen.now),
        "campaigns": [_campaign_json(seen, campaign) for campaign in seen.campaigns],
        "troubles": list(seen.troubles()),
        "oldest_report_minutes": None if oldest is None else oldest // timedelta(minutes=1),
        "last_run": seen.last_run,
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    return Exit.COMPLETE


def tell_news(config: Path) -> Exit:
    """Print what went wrong and was not told before; what is mended may be told again when it breaks again."""
    seen = _look(config)
    told = recall(seen.store, TOLD) or []
    troubles = {_without_moments(trouble): trouble for trouble in seen.troubles(of_organizers=False)}
    news = [trouble for key, trouble in troubles.items() if key not in told]
    remember(seen.store, TOLD, list(troubles))
    for trouble in news:
        click.echo(trouble)
    return Exit.INCOMPLETE if news else Exit.COMPLETE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What there is to be told."""

    settings: Settings
    store: Store
    campaigns: tuple[Campaign, ...]
    reports: dict[tuple[str, str], ReportState]
    last_run: dict[str, Any] | None
    now: datetime

    def troubles(self, *, of_organizers: bool = True) -> Iterator[str]:
        """Tell what went wrong; with or without what organizers have to mend, whom their status pages tell."""
        sources = load_sources(self.store)
        yield from _troubles_of_runs(self.last_run, self.now)
        yield from _troubles(self.settings, self.store, self.campaigns, self.reports, sources)
        if of_organizers:
            yield from _unclear_rooms(self.settings, self.reports)
        for source in sources.values():
            if of_organizers or not source.on_wiki:
                yield from (str(problem) for problem in source.problems)


def _look(config: Path) -> _Seen:
    settings = load_settings(config)
    store = open_operators_store(settings, config)
    return _Seen(
        settings=settings,
        store=store,
        campaigns=tuple(load_campaigns(store).values()),
        reports=load_report_states(store),
        last_run=recall(store, LAST_RUN),
        now=datetime.now(UTC),
    )


def _troubles_of_runs(last_run: dict[str, Any] | None, now: datetime) -> Iterator[str]:
    """Tell that runs have stopped, or that the last one could not do its work."""
    if last_run is None:
        return
    if now - datetime.fromisoformat(last_run["ended_at"]) > SILENCE:
        yield f"no run has ended since {last_run['ended_at']}; see whether the schedule still starts them"
    if last_run["exit_code"] in (Exit.OPERATOR, Exit.BUG):
        why = {Exit.OPERATOR: "your files or the account have to be mended", Exit.BUG: "it met a bug"}
        yield f"the last run ended with exit code {last_run['exit_code']}, {why[last_run['exit_code']]}; see its log"


def _without_moments(trouble: str) -> str:
    """Give what stays the same of a trouble while it lasts."""
    return MOMENT.sub("", trouble)


def _campaign_json(seen: _Seen, campaign: Campaign) -> dict[str, Any]:
    state = campaign_state(campaign, seen.now)
    hidden = any(program.privacy is Privacy.HIDDEN for program in campaign.programs)
    return {
        "campaign": campaign.name,
        "state": state,
        "report": _report_json(seen, _report(campaign), state, hidden=hidden),
        "programs": [
            {
                "program": program.name,
                "state": state_of(program, seen.now),
                "report": _report_json(
                    seen,
                    _report(campaign, program),
                    state_of(program, seen.now),
                    hidden=program.privacy is Privacy.HIDDEN,
                ),
            }
            for program in campaign.programs
        ],
    }


def _report_json(seen: _Seen, title: str, state: State, *, hidden: bool) -> dict[str, Any]:
    report = seen.reports.get((seen.settings.home, title))
    interval = timedelta(minutes=seen.settings.report_interval)
    due = due_at(state, saved_at=report.saved_at, interval=interval, hidden=hidden) if report else None
    return {
        "page": title,
        "saved_at": _json_moment(report.saved_at) if report else None,
        "checked_at": _json_moment(report.checked_at) if report else None,
        "next_save": None if state is State.CLOSED else _json_moment(due),
        "outcome": report.outcome if report else None,
        "why": report.why if report else None,
    }


def _json_moment(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None


def _campaign_table(
    settings: Settings, campaigns: tuple[Campaign, ...], reports: dict[tuple[str, str], ReportState], now: datetime
) -> Table:
    table = Table("Campaign, program", "State", box=SIMPLE_HEAD, pad_edge=False, caption="Times are UTC.")
    for heading in ("Saved", "Checked", "Next save"):
        table.add_column(heading, no_wrap=True)
    for campaign in campaigns:
        state = campaign_state(campaign, now)
        report = reports.get((settings.home, _report(campaign)))
        hidden = any(program.privacy is Privacy.HIDDEN for program in campaign.programs)
        table.add_row(Text(campaign.name, style="bold"), *_cells(settings, state, report, now, hidden=hidden))
        for program in campaign.programs:
            report = reports.get((settings.home, _report(campaign, program)))
            cells = _cells(settings, state_of(program, now), report, now, hidden=program.privacy is Privacy.HIDDEN)
            table.add_row(Text(f"  {program.name}"), *cells)
    return table


def _cells(
    settings: Settings, state: State, report: ReportState | None, now: datetime, *, hidden: bool
) -> tuple[str, ...]:
    if report is None:
        return state, "never", "never", "next run"
    interval = timedelta(minutes=settings.report_interval)
    due = due_at(state, saved_at=report.saved_at, interval=interval, hidden=hidden) or now
    following = "-" if state is State.CLOSED else "next run" if due <= now else _moment(due)
    return state, _moment(report.saved_at) if report.saved_at else "never", _moment(report.checked_at), following


def _troubles(
    settings: Settings,
    store: Store,
    campaigns: tuple[Campaign, ...],
    reports: dict[tuple[str, str], ReportState],
    sources: dict[str, SourceState],
) -> Iterator[str]:
    """Tell what went wrong, of campaigns in force only: nobody mends what is wrong with one that is gone."""
    wikis = {settings.home, *(dbname for campaign in campaigns for dbname in _wikis(store, campaign))}
    pages = {f"{source.source}/Status" for source in sources.values() if source.on_wiki}
    pages.update(title for campaign in campaigns for title in _pages(campaign))
    for dbname, state in load_wiki_states(store).items():
        if state.failure and dbname in wikis:
            since = f"; last read {_moment(state.read_until)} UTC" if state.read_until else "; never read"
            yield f"{dbname} did not answer{since}: {state.failure}"
    for dbname, why in load_stops(store).items():
        yield f"{dbname}: {why}; the bot goes on when that page is empty"
    for (dbname, title), report in reports.items():
        kept = title in pages if dbname == settings.home else dbname in settings.report_wikis
        if report.outcome in UNSAVED - {UNCLEAR} and kept:
            yield f"{dbname}: {title} could not be saved: {report.why or report.outcome}"
    for wish in load_wishes(store):
        what = f"program {wish.program}" if wish.program else "the campaign"
        then = "approved, from the next run" if wish.approved else f'waits for: campaignbot approve "{wish.campaign}"'
        yield f"{wish.campaign}: privacy {wish.privacy} for {what}: {then}"


def _unclear_rooms(settings: Settings, reports: dict[tuple[str, str], ReportState]) -> Iterator[str]:
    """Tell of pages of other wikis whose people asked for a report in a way that nobody understands."""
    for (dbname, title), report in reports.items():
        if report.outcome == UNCLEAR and dbname in settings.report_wikis:
            yield f"{dbname}: {title} is left alone: {report.why}"


def _wikis(store: Store, campaign: Campaign) -> Iterator[str]:
    """Give the wikis of which something is read for a campaign."""
    for program in campaign.programs:
        enrolled = load_enrolment(store, campaign.name, program.name)
        yield from enrolled.wikis if enrolled else program.wikis
        yield from (source.wiki for source in program.sources if isinstance(source, ListPage))


def _pages(campaign: Campaign) -> Iterator[str]:
    """Give the titles of the pages that the bot keeps for a campaign."""
    yield f"{campaign.page}/Status"
    yield _report(campaign)
    yield from (_report(campaign, program) for program in campaign.programs)


def _report(campaign: Campaign, program: Program | None = None) -> str:
    return program_page(campaign, program.name) if program else campaign_page(campaign)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
