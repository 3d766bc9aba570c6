"""`campaignbot status`: what is tracked, how it goes, and what went wrong, from the store alone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.exit_codes import Exit
from bot.cli.files import load_settings
from bot.cli.stores import open_operators_store
from bot.model.campaigns import Campaign, ListPage, Privacy, Program
from bot.model.reporting import State, campaign_page, campaign_state, program_page, state_of
from bot.model.settings import Settings
from bot.publishing import due_at
from bot.store import Store
from bot.store.campaigns import load_campaigns, load_enrolment
from bot.store.definitions import load_sources
from bot.store.progress import ReportState, load_report_states, load_wiki_states
from bot.store.waiting import load_wishes

FAILED = ("refused", "failed", "conflict")


def show_status(config: Path) -> Exit:
    """Print the campaigns, wikis, failures and problems as they were at the end of the last run."""
    settings = load_settings(config)
    store = open_operators_store(settings, config)
    console = Console(highlight=False)
    campaigns = tuple(load_campaigns(store).values())
    reports = load_report_states(store)
    if campaigns:
        console.print(_campaign_table(settings, campaigns, reports, datetime.now(UTC)))
    else:
        console.print("No campaigns yet. `campaignbot run` looks for them.")
    for line in _troubles(settings, store, campaigns, reports):
        console.print(Text(line), soft_wrap=True)
    return Exit.COMPLETE


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
    settings: Settings, store: Store, campaigns: tuple[Campaign, ...], reports: dict[tuple[str, str], ReportState]
) -> Iterator[str]:
    """Tell what went wrong, of campaigns in force only: nobody mends what is wrong with one that is gone."""
    sources = load_sources(store)
    wikis = {settings.home, *(dbname for campaign in campaigns for dbname in _wikis(store, campaign))}
    pages = {f"{source.source}/Status" for source in sources.values() if source.on_wiki}
    pages.update(title for campaign in campaigns for title in _pages(campaign))
    for dbname, state in load_wiki_states(store).items():
        if state.failure and dbname in wikis:
            since = f"; last read {_moment(state.read_until)} UTC" if state.read_until else "; never read"
            yield f"{dbname} did not answer{since}: {state.failure}"
    for (dbname, title), report in reports.items():
        if report.outcome in FAILED and title in pages:
            yield f"{dbname}: {title} could not be saved: {report.why or report.outcome}"
    for wish in load_wishes(store):
        what = f"program {wish.program}" if wish.program else "the campaign"
        then = "approved, from the next run" if wish.approved else f'waits for: campaignbot approve "{wish.campaign}"'
        yield f"{wish.campaign}: privacy {wish.privacy} for {what}: {then}"
    for source in sources.values():
        yield from (str(problem) for problem in source.problems)


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
