"""What the templates of report pages are given: everything worked out, only the page left to lay out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.model.campaigns import Campaign, Privacy
from bot.model.intervals import Interval, merge
from bot.model.reporting import CampaignReport, ProgramReport, State, campaign_page, campaign_state
from bot.model.results import SOME_WIKI, Result, Totals
from bot.reports.days import Strip, day_strip
from bot.reports.facts import Fact, campaign_facts, privacy_sentence, program_facts
from bot.reports.formats import UTC_NAME
from bot.reports.gallery import Gallery, uploads_gallery
from bot.reports.goals import ShownGoal, shown_goals
from bot.reports.highlights import by_person, standing_out
from bot.reports.messages import Translator
from bot.reports.programs import STATES, are_few, is_withheld, programs_table
from bot.reports.scribe import Scribe
from bot.reports.tables import Table, pages_table, participants_table, signed_up_table, wikis_table
from bot.reports.tiles import Tile, make_tiles, signed_up_tile
from bot.reports.wanted import repeats_pages, wanted_tables
from bot.reports.wikidata import wikidata_tables, wikidata_tiles
from bot.reports.wikitext import Wikitext, escape, timestamp

FACILITATORS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of a report: what it is about, when, in which state, and how fresh its numbers are."""

    title: Wikitext
    parent: Wikitext | None
    dates: tuple[Wikitext, ...]
    state: str
    state_label: Wikitext
    updated: Wikitext
    checked: Wikitext
    description: Wikitext | None
    facilitators: Wikitext | None
    sign_up: Wikitext | None
    """The way to the sign-up list, while signing up makes a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report page; a tile or table that does not apply is not there at all."""

    head: Head
    incomplete: tuple[Wikitext, ...]
    """The wikis of which something is not known, each with the reason."""
    known_until: Wikitext | None
    notice: Wikitext | None
    """What is said in place of numbers."""
    tiles: tuple[Tile, ...]
    goals: tuple[ShownGoal, ...]
    days: Strip | None
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    gallery: Gallery | None = None


def program_view(report: ProgramReport, campaign: Campaign, scribe: Scribe) -> Page:
    """Work out a program's page, all rows of its tables in it."""
    program, result = report.program, report.result
    hidden = program.privacy is Privacy.HIDDEN
    defined = tuple(dict.fromkeys((*program.wikis, *(report.articles.wikis if report.articles else ()))))
    wikis = defined or (() if hidden else tuple(sorted(result.wikis)))
    withheld = is_withheld(report)
    unknown = _Unknown(result, scribe, nameable=defined if hidden else named_wikis(result))
    return Page(
        head=_program_head(report, campaign, scribe),
        incomplete=unknown.sentences,
        known_until=_known_until(result, scribe),
        notice=_notice(result, scribe, withheld=withheld),
        tiles=() if withheld else _program_tiles(report, unknown.reason, scribe),
        goals=() if withheld else shown_goals(program.goals, result, scribe.t),
        days=day_strip(result.days, program.windows, program.timezone, scribe),
        tables=_program_tables(report, wikis, scribe),
        facts=program_facts(program, report.state, report.notes, wikis, scribe),
        gallery=None if hidden or report.state is State.UPCOMING else uploads_gallery(result, scribe),
    )


def campaign_view(report: CampaignReport, scribe: Scribe) -> Page:
    """Work out a campaign's page, all rows of its tables in it."""
    campaign, result = report.campaign, report.result
    state = campaign_state(campaign, scribe.context.now)
    hidden = all(program.privacy is Privacy.HIDDEN for program in campaign.programs)
    withheld = hidden and are_few(result)
    wikis = _tracked(campaign, () if hidden else tuple(sorted(result.wikis)))
    unknown = _Unknown(result, scribe, nameable=wikis if hidden else named_wikis(result))
    return Page(
        head=_campaign_head(campaign, state, scribe),
        incomplete=unknown.sentences,
        known_until=_known_until(result, scribe),
        notice=_notice(result, scribe, withheld=withheld),
        tiles=() if withheld else _tiles(result, state, result.totals.participants, unknown.reason, scribe.t),
        goals=() if withheld else shown_goals(campaign.goals, result, scribe.t),
        days=day_strip(result.days, _windows(campaign), campaign.timezone, scribe),
        tables=(programs_table(report, scribe), *(() if hidden else _campaign_tables(report, state, scribe))),
        facts=campaign_facts(campaign, state, wikis, scribe),
    )


def _windows(campaign: Campaign) -> tuple[Interval, ...]:
    return merge(window for program in campaign.programs for window in program.windows)


def _notice(result: Result, scribe: Scribe, *, withheld: bool) -> Wikitext | None:
    if withheld:
        return scribe.t("withheld")
    return None if result.people_known else scribe.t("let-go")


def _tracked(campaign: Campaign, found: tuple[str, ...]) -> tuple[str, ...]:
    """Give the wikis in the order of the programs, then those that were found."""
    named = [dbname for program in campaign.programs for dbname in program.wikis]
    return tuple(dict.fromkeys((*named, *found)))


def _program_head(report: ProgramReport, campaign: Campaign, scribe: Scribe) -> Head:
    program, t = report.program, scribe.t
    dates = [escape(scribe.formats.window(window, program.timezone)) for window in program.windows]
    if dates:
        dates[-1] = t("dates-in-zone", dates[-1], scribe.formats.zone(program.timezone))
    return Head(
        title=escape(program.name),
        parent=t("part-of", scribe.at_home(campaign_page(campaign), campaign.name)),
        dates=tuple(dates) or (t("windows-none"),),
        state=report.state.value,
        state_label=t(STATES[report.state]),
        updated=_updated(scribe),
        checked=_checked(report.state, scribe, daily=program.privacy is Privacy.HIDDEN),
        description=scribe.prose(program.description) if program.description else None,
        facilitators=_facilitators(program.facilitators, scribe),
        sign_up=_sign_up(report, scribe),
    )


def _campaign_head(campaign: Campaign, state: State, scribe: Scribe) -> Head:
    t = scribe.t
    windows = [window for program in campaign.programs for window in program.windows]
    dates: tuple[Wikitext, ...] = (t("windows-none"),)
    if windows:
        span = scribe.formats.days(min(w.start for w in windows), max(w.end for w in windows), campaign.timezone)
        dates = (escape(span),)
    return Head(
        title=escape(campaign.name),
        parent=None,
        dates=(*dates, t("programs-count", len(campaign.programs))),
        state=state.value,
        state_label=t(STATES[state]),
        updated=_updated(scribe),
        checked=_checked(state, scribe, daily=any(p.privacy is Privacy.HIDDEN for p in campaign.programs)),
        description=scribe.prose(campaign.description) if campaign.description else None,
        facilitators=_facilitators(campaign.facilitators, scribe),
        sign_up=None,
    )


def _updated(scribe: Scribe) -> Wikitext:
    return timestamp(scribe.t("updated", scribe.formats.moment(scribe.context.now, UTC_NAME)))


def _known_until(result: Result, scribe: Scribe) -> Wikitext | None:
    if result.complete or result.as_of is None:
        return None
    return timestamp(scribe.t("known-until", scribe.formats.moment(result.as_of, UTC_NAME)))


def _checked(state: State, scribe: Scribe, *, daily: bool) -> Wikitext:
    minutes = scribe.context.check_minutes
    if state is State.CLOSED:
        return scribe.t("checked-no-more")
    daily = daily or (state is State.SETTLING and bool(minutes))
    return scribe.t("checked-daily") if daily else scribe.t("checked", minutes)


def _facilitators(people: tuple[str, ...], scribe: Scribe) -> Wikitext | None:
    return scribe.t("facilitators", len(people), scribe.users(people, FACILITATORS_SHOWN)) if people else None


def _sign_up(report: ProgramReport, scribe: Scribe) -> Wikitext | None:
    """Give the way to the list that is joined most easily: a page of this wiki, as it is called now."""
    if report.state is State.CLOSED or report.program.privacy is Privacy.HIDDEN or not report.notes.lists:
        return None
    source = min(report.notes.lists, key=lambda one: (one.section is not None, one.wiki != scribe.context.here))
    titles = {reading.source: reading.title for reading in reversed(report.notes.readings)}
    return scribe.join(replace(source, page=titles.get(source, source.page)), on_a_button(scribe.t("sign-up")))


def on_a_button(label: Wikitext) -> Wikitext:
    """Give a link's label in the colour of words on a button."""
    return Wikitext(f'<span style="color:var(--color-inverted-fixed,#fff)">{label}</span>')


def named_wikis(result: Result) -> tuple[str, ...]:
    """Give the unknown wikis that may be named."""
    return tuple(dbname for dbname in result.unknown_wikis if dbname != SOME_WIKI)


class _Unknown:
    """Which wikis are not known and why; those that are not `nameable` would tell where hidden people edit."""

    def __init__(self, result: Result, scribe: Scribe, *, nameable: tuple[str, ...]) -> None:
        named = [dbname for dbname in result.unknown_wikis if dbname in nameable]
        names = [scribe.wiki(dbname) for dbname in named]
        sentences = [scribe.t("unknown-wiki", scribe.wiki(dbname), scribe.reason(dbname)) for dbname in named]
        if len(named) < len(result.unknown_wikis):
            names.append(scribe.t("some-wikis"))
            sentences.append(scribe.t("unknown-wiki", scribe.t("some-wikis"), scribe.t("no-answer")))
        self.sentences = tuple(sentences)
        self.reason = scribe.t("not-known", scribe.formats.enumerate(names)) if names else scribe.t("not-counted-yet")


def _program_tiles(report: ProgramReport, reason: Wikitext, scribe: Scribe) -> tuple[Tile, ...]:
    people = report.result.totals.participants
    return _tiles(report.result, report.state, report.notes.listed if people is None else people, reason, scribe.t)


def _tiles(result: Result, state: State, people: int | None, reason: Wikitext, t: Translator) -> tuple[Tile, ...]:
    if state is State.UPCOMING:
        return (signed_up_tile(people, reason, t),)
    return (*make_tiles(result, reason, t), *wikidata_tiles(result, t))


def _program_tables(report: ProgramReport, wikis: tuple[str, ...], scribe: Scribe) -> tuple[Table, ...]:
    privacy, result = report.program.privacy, report.result
    if privacy is Privacy.HIDDEN:
        return ()
    who = privacy_sentence((privacy,), scribe)
    wanted = wanted_tables(report, scribe)
    if report.state is State.UPCOMING:
        signed_up = (signed_up_table(tuple(result.participants), who, scribe),) if result.participants else ()
        return (*signed_up, *wanted)
    people = (*_people(result, who, scribe), *by_person(tuple(result.participants), result.pages, scribe))
    pages = () if repeats_pages(report) else _pages(result, report.program.timezone, scribe)
    return (*_wikis(result, wikis, scribe), *people, *wanted, *pages)


def _campaign_tables(report: CampaignReport, state: State, scribe: Scribe) -> tuple[Table, ...]:
    values = {program.privacy for program in report.campaign.programs}
    result = report.result
    if state is State.UPCOMING:
        return ()
    return (
        *_wikis(result, (), scribe),
        *standing_out(result.pages, report.campaign.timezone, scribe),
        *_people(result, privacy_sentence(values, scribe), scribe),
        *_pages(result, report.campaign.timezone, scribe),
    )


def _wikis(result: Result, tracked: tuple[str, ...], scribe: Scribe) -> tuple[Table, ...]:
    unknown = named_wikis(result)
    totals: Mapping[str, Totals] = {dbname: Totals() for dbname in (*tracked, *unknown)} | result.wikis
    reasons = {dbname: scribe.reason(dbname) for dbname in unknown}
    return (wikis_table(totals, reasons, scribe),) if totals else ()


def _people(result: Result, before: Wikitext, scribe: Scribe) -> tuple[Table, ...]:
    if not result.people_known:
        return ()
    others = max((result.totals.participants or 0) - len(result.participants), 0)
    if not result.participants and not others:
        return ()
    return (
        participants_table(result.participants, others, before, scribe),
        *wikidata_tables(result.participants, scribe),
    )


def _pages(result: Result, timezone: str, scribe: Scribe) -> tuple[Table, ...]:
    if not result.people_known or (not result.pages and not result.unlisted_pages):
        return ()
    return (pages_table(result.pages, result.unlisted_pages, timezone, scribe),)
