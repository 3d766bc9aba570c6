"""The status page: how a definition was understood, and what has to be mended."""

from dataclasses import dataclass, replace

from bot.model.campaigns import Program
from bot.model.problems import Problem, Severity
from bot.model.reporting import Elsewhere, ListNotes, StatusReport, campaign_page, program_page, state_of
from bot.reports.facts import (
    Fact,
    is_private,
    joined,
    list_troubles,
    not_found,
    privacy_sentence,
    sources,
    where,
    window_in_both,
)
from bot.reports.formats import UTC_NAME
from bot.reports.programs import STATES
from bot.reports.readings import ShownReading, reading_troubles, shown_readings
from bot.reports.scribe import Scribe
from bot.reports.wanted import article_lists, article_troubles
from bot.reports.wikitext import Wikitext, escape, link, timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProblem:
    """One mistake: where it is, what is wrong, how to mend it, and the line itself."""

    place: Wikitext
    message: Wikitext
    hint: Wikitext | None
    quote: Wikitext | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProgram:
    """A program as it was understood; `troubles` are what is wrong with whole lists."""

    name: Wikitext
    state: str
    state_label: Wikitext
    report: Wikitext
    facts: tuple[Fact, ...]
    troubles: tuple[Wikitext, ...]
    readings: tuple[ShownReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    """A status page; `title` is None while no definition holds."""

    title: Wikitext | None
    definition: Wikitext
    report: Wikitext | None
    updated: Wikitext
    verdict: Wikitext
    good: bool
    waits: tuple[Wikitext, ...]
    errors: tuple[ShownProblem, ...]
    warnings: tuple[ShownProblem, ...]
    programs: tuple[ShownProgram, ...]


def status_view(status: StatusReport, scribe: Scribe, rows: int) -> StatusPage:
    """Work out the status page; errors come before warnings, each kind in the order of the source.

    The table of each sign-up list has at most `rows` rows.
    """
    campaign, t = status.campaign, scribe.t
    problems = sorted(status.problems, key=lambda problem: problem.place)
    errors = tuple(_problem(problem, scribe) for problem in problems if problem.severity is Severity.ERROR)
    programs: tuple[ShownProgram, ...] = ()
    if campaign is not None:
        programs = tuple(
            _program(program, program_page(campaign, program.name), status, scribe, rows)
            for program in campaign.programs
        )
    return StatusPage(
        title=escape(campaign.name) if campaign else None,
        definition=t("status-definition", link(status.page)),
        report=link(campaign_page(campaign), t("status-report")) if campaign else None,
        updated=timestamp(t("status-read", scribe.formats.moment(scribe.context.now, UTC_NAME))),
        verdict=_verdict(status, len(errors), scribe),
        good=not errors and not status.editor_waits,
        waits=_waits(status, scribe),
        errors=errors,
        warnings=(
            *(_problem(problem, scribe) for problem in problems if problem.severity is Severity.WARNING),
            *(_elsewhere(page, scribe) for page in status.elsewhere),
        ),
        programs=programs,
    )


def _verdict(status: StatusReport, errors: int, scribe: Scribe) -> Wikitext:
    if not errors and status.editor_waits:
        return scribe.t("verdict-waits" if status.campaign is None else "verdict-waits-kept")
    if not errors:
        return scribe.t("verdict-good")
    if status.kept_last_good:
        return scribe.t("verdict-kept", errors)
    return scribe.t("verdict-partly", errors) if status.campaign else scribe.t("verdict-none", errors)


def _waits(status: StatusReport, scribe: Scribe) -> tuple[Wikitext, ...]:
    """Say what takes effect only when somebody else does something."""
    t = scribe.t
    privacy = tuple(
        t(
            "wait-approved" if wait.approved else "wait-privacy",
            escape(wait.program) if wait.program else t("wait-campaign"),
            privacy_sentence((wait.privacy,), scribe),
        )
        for wait in status.privacy_waits
    )
    return (*((t("wait-editor"),) if status.editor_waits else ()), *privacy)


def _problem(problem: Problem, scribe: Scribe) -> ShownProblem:
    place = problem.place
    source = link(place.source)
    return ShownProblem(
        place=scribe.t("place", source, place.line, place.column) if place.line else source,
        message=escape(problem.message),
        hint=escape(problem.hint) if problem.hint else None,
        quote=escape(problem.quote) if problem.quote else None,
    )


def _elsewhere(page: Elsewhere, scribe: Scribe) -> ShownProblem:
    message = escape(f"this page of {page.dbname} is not kept up to date: {page.why}")
    return ShownProblem(place=scribe.page(page.dbname, 0, page.title), message=message, hint=None, quote=None)


def _program(program: Program, report: str, status: StatusReport, scribe: Scribe, rows: int) -> ShownProgram:
    t, notes, updated = scribe.t, status.notes.get(program.name), status.updated.get(program.name)
    articles = status.articles.get(program.name)
    wikis = tuple(dict.fromkeys((*program.wikis, *(articles.wikis if articles else ()))))
    state = state_of(program, scribe.context.now)
    windows = [window_in_both(window, program.timezone, scribe) for window in program.windows]
    facts = [
        Fact(label=t("fact-when"), text=joined(windows) if windows else t("windows-none")),
        Fact(label=t("fact-where"), text=joined(where(program, wikis, scribe))),
        Fact(label=t("fact-names"), text=privacy_sentence((program.privacy,), scribe)),
    ]
    if notes is not None:
        facts.extend(_list_facts(program, notes, scribe))
    if articles is not None:
        said = [
            *article_lists(articles, scribe),
            t("status-wanted", articles.wanted),
            *article_troubles(articles, scribe),
        ]
        facts.append(Fact(label=t("fact-articles"), text=joined(said)))
    if updated is not None:
        facts.append(Fact(label=t("fact-updated"), text=t("updated-anew", scribe.formats.moment(updated, UTC_NAME))))
    return ShownProgram(
        name=escape(program.name),
        state=state.value,
        state_label=t(STATES[state]),
        report=link(report, t("status-report")),
        facts=tuple(facts),
        troubles=reading_troubles(program, notes.readings, scribe) if notes else (),
        readings=shown_readings(program, notes.readings, rows, scribe) if notes else (),
    )


def _list_facts(program: Program, notes: ListNotes, scribe: Scribe) -> list[Fact]:
    """Name the lists and what is wrong with them; of lists that are missing the readings say more."""
    found = sources(program, notes, scribe)
    listed = () if is_private(program) else (scribe.t("status-listed", notes.listed),)
    troubles = list_troubles(program, replace(notes, missing_lists=()) if notes.readings else notes, scribe)
    said = [*found, *listed, *troubles]
    facts = [Fact(label=scribe.t("fact-lists"), text=joined(said))] if said else []
    if notes.not_found and not is_private(program):
        facts.append(Fact(label=scribe.t("fact-not-found"), text=not_found(program, notes, scribe)))
    return facts
