"""A campaign's programs as a table."""

from bot.model.campaigns import FEWEST_ACTIVE, Privacy, Program
from bot.model.reporting import CampaignReport, ProgramReport, State, program_page
from bot.model.results import Result
from bot.reports.scribe import Scribe
from bot.reports.tables import (
    ACTIVE,
    BYTES,
    CREATED,
    EDITS,
    PARTICIPANTS,
    UNKNOWN_SORT,
    Cell,
    Column,
    Metric,
    Row,
    Table,
    known_metrics,
    metric_cells,
    metric_columns,
    share_bar,
)
from bot.reports.wikidata import OF_PROGRAMS, done
from bot.reports.wikitext import Wikitext, escape

STATES = {
    State.UPCOMING: "state-upcoming",
    State.RUNNING: "state-running",
    State.SETTLING: "state-settling",
    State.CLOSED: "state-closed",
}


def is_withheld(report: ProgramReport) -> bool:
    """Whether so few people were active in a program without names that its numbers would point at them."""
    return report.program.privacy is Privacy.HIDDEN and are_few(report.result)


def are_few(result: Result) -> bool:
    """Whether fewer people were active than may stand behind numbers without names."""
    return (result.totals.active_participants or 0) < FEWEST_ACTIVE


def programs_table(report: CampaignReport, scribe: Scribe) -> Table:
    """Give a row for each program in the campaign's order, with its own numbers."""
    shown = [program for program in report.programs if not is_withheld(program)]
    totals = [program.result.totals for program in shown]
    metrics = (*known_metrics((PARTICIPANTS, ACTIVE, CREATED, EDITS, BYTES), totals), *done(OF_PROGRAMS, totals))
    most = max((program.result.totals.edits or 0 for program in shown), default=0)
    return Table(
        anchor="programs",
        heading=scribe.t("heading-programs"),
        columns=(Column(label=scribe.t("column-program")), *metric_columns(metrics, scribe)),
        rows=tuple(_row(program, report, metrics, most, scribe) for program in report.programs),
        before=scribe.t("counted-once"),
    )


def _row(report: ProgramReport, whole: CampaignReport, metrics: tuple[Metric, ...], most: int, scribe: Scribe) -> Row:
    """Give a program's row; its share is that of the campaign's edits, so programs that overlap share twice."""
    program, totals = report.program, report.result.totals
    bar = None
    if is_withheld(report) or report.state is State.UPCOMING:
        numbers = (Cell(text=Wikitext("\N{EN DASH}"), sort=UNKNOWN_SORT),) * len(metrics)
    else:
        numbers = metric_cells(totals, metrics, scribe)
        bar = share_bar(totals.edits, most, whole.result.totals.edits, scribe)
    withheld = (scribe.t("withheld"),) if is_withheld(report) else ()
    return Row(
        head=scribe.at_home(program_page(whole.campaign, program.name), program.name),
        cells=numbers,
        note=Wikitext(" · ".join((_dates(program, scribe), scribe.t(STATES[report.state]), *withheld))),
        bar=bar,
    )


def _dates(program: Program, scribe: Scribe) -> Wikitext:
    """Give the days from a program's first to its last; the hours stand on its own report."""
    if not program.windows:
        return scribe.t("windows-none")
    start, end = program.windows[0].start, program.windows[-1].end
    return escape(scribe.formats.days(start, end, program.timezone))
