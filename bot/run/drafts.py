"""Stage five: results to the pages that the bot keeps on the home wiki."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.definitions import page_key
from bot.model.campaigns import Campaign, Privacy
from bot.model.outcomes import REFUSALS, UNCLEAR
from bot.model.problems import Place, Problem, Severity
from bot.model.reporting import (
    ArticleNotes,
    CampaignReport,
    Elsewhere,
    PrivacyWait,
    ProgramReport,
    ReportContext,
    State,
    StatusReport,
    campaign_page,
    campaign_state,
    closing,
    last_update,
    program_page,
    state_of,
)
from bot.publishing import Draft
from bot.reports import continuations, continued_title
from bot.reports.renderer import status_language
from bot.reports.summaries import Summaries
from bot.run.define import Defined
from bot.run.goals import note_goals
from bot.run.ports import Setting
from bot.run.results import stored_results
from bot.run.room_drafts import draft_rooms
from bot.run.rooms import Room, Rooms
from bot.run.showing import figures_of, latest, marks_of, named_on_campaign, named_on_program
from bot.store.campaigns import Enrolled
from bot.store.progress import load_report_states, load_wiki_states
from bot.wikis.links import wiki_links


def page_titles(setting: Setting, defined: Iterable[Defined]) -> tuple[str, ...]:
    """Give the titles of all pages that the bot keeps for these campaigns, those that continued reports too."""
    saved = _saved_titles(setting)
    titles = (title for one in _by_page(defined) for title in _titles(one))
    return tuple(one for title in titles for one in (title, *continuations(title, saved)))


def draft_pages(
    setting: Setting,
    defined: Sequence[Defined],
    enrolled: Mapping[tuple[str, str], Enrolled],
    articles: Mapping[tuple[str, str], ArticleNotes],
    *,
    metrics_page: str | None,
    pending: Collection[tuple[str, str]],
    rooms: Rooms,
    over: Collection[str],
) -> tuple[Draft, ...]:
    """Give every page as it should be now; with `--program`, only what shows that program alone.

    `metrics_page` says what each number means; None where there is no such page. `pending` are programs, by campaign
    and name, of whose page views not all could be asked for. `over` are campaigns of which only totals are kept: a room
    shows them only beside others.
    """
    context = replace(_context(setting, linked_wikis(enrolled)), metrics_page=metrics_page)
    only = setting.options.program
    drafts: list[Draft] = []
    reports: dict[str, CampaignReport] = {}
    for one in _by_page(defined):
        if one.campaign:
            report = reports[one.campaign.name] = _campaign_report(setting, one.campaign, enrolled, articles)
            for program in report.programs:
                if only in (None, program.program.name):
                    texts = setting.renderer.program(program, one.campaign, context)
                    draft = _program_draft(setting, one.campaign, program, texts[0], pending)
                    drafts.extend(_continued(setting, draft, texts, program.program.language, context))
            if not only:
                texts = setting.renderer.campaign(report, context)
                draft = _campaign_draft(setting, report, texts[0], pending)
                drafts.extend(_continued(setting, draft, texts, one.campaign.language, context))
        if not only:
            drafts.append(_status_draft(setting, one, enrolled, articles, context, rooms=rooms))
    fit = replace(rooms, rooms=tuple(room for room in rooms.rooms if room.why or _fits(room, reports, only)))
    beside = {show.campaign.name: show.campaign for room in fit.rooms for show in room.shows}
    for name, campaign in beside.items():
        if name in over and name not in reports:
            reports[name] = _campaign_report(setting, campaign, enrolled, articles)
    return (*drafts, *draft_rooms(setting, fit, reports, context, pending))


def linked_wikis(enrolled: Mapping[tuple[str, str], Enrolled]) -> frozenset[str]:
    """Give the wikis to which reports link: those that are tracked, and those of sign-up lists."""
    tracked = {dbname for e in enrolled.values() for dbname in e.wikis}
    return frozenset(tracked | {source.wiki for e in enrolled.values() for source in e.notes.lists})


def _fits(room: Room, reports: Collection[str], only: str | None) -> bool:
    """Whether this run may write a page of another wiki: it shows nothing but what the run is about."""
    if only:
        return all(show.program and show.program.name == only for show in room.shows)
    return any(show.campaign.name in reports for show in room.shows)


def _by_page(defined: Iterable[Defined]) -> tuple[Defined, ...]:
    """Give one definition for each page tree, the one in force, with what is wrong with the others on its page.

    A file of the operator's that defines nothing has no page.
    """
    pages: dict[str, Defined] = {}
    for one in defined:
        told = replace(one, problems=one.problems if one.on_wiki else ())
        key = page_key(one.page)
        other = pages.get(key)
        if other:
            owner = other if other.campaign else told
            pages[key] = replace(owner, problems=(*other.problems, *told.problems))
        elif one.on_wiki or one.campaign:
            pages[key] = told
    return tuple(pages.values())


def _titles(one: Defined) -> Iterator[str]:
    yield _status_title(one)
    if one.campaign:
        yield campaign_page(one.campaign)
        yield from (program_page(one.campaign, program.name) for program in one.campaign.programs)


def _status_title(one: Defined) -> str:
    return f"{one.page}/Status"


def _context(setting: Setting, wikis: Iterable[str]) -> ReportContext:
    states = load_wiki_states(setting.store)
    everywhere = sorted({*wikis, setting.catalogue.home})
    return ReportContext(
        now=setting.now,
        check_minutes=setting.settings.report_interval,
        links=wiki_links(setting.home, (setting.catalogue.wikis[dbname] for dbname in everywhere)),
        unknown={dbname: state.failure for dbname, state in states.items() if state.failure},
        home=setting.catalogue.home,
    )


def _campaign_report(
    setting: Setting,
    campaign: Campaign,
    enrolled: Mapping[tuple[str, str], Enrolled],
    articles: Mapping[tuple[str, str], ArticleNotes],
) -> CampaignReport:
    whole, results = note_goals(setting, campaign, stored_results(setting.store, campaign))
    return CampaignReport(
        campaign=campaign,
        result=whole,
        programs=tuple(
            ProgramReport(
                program=program,
                state=state_of(program, setting.now),
                result=result,
                notes=enrolled[campaign.name, program.name].notes,
                articles=articles.get((campaign.name, program.name)),
            )
            for program, result in zip(campaign.programs, results, strict=True)
            if (campaign.name, program.name) in enrolled
        ),
    )


def _program_draft(
    setting: Setting,
    campaign: Campaign,
    report: ProgramReport,
    region: str,
    pending: Collection[tuple[str, str]],
) -> Draft:
    return Draft(
        dbname=setting.catalogue.home,
        title=program_page(campaign, report.program.name),
        region=region,
        summary=_summaries(setting, report.program.language).report(report.result),
        state=report.state,
        closed_at=closing(report.program),
        last_update_at=last_update(report.program),
        named=marks_of(setting, named_on_program(report)),
        hidden=report.program.privacy is Privacy.HIDDEN,
        complete=report.result.complete,
        figures=figures_of(report.result),
        tree=campaign.page,
        views_complete=(campaign.name, report.program.name) not in pending,
    )


def _campaign_draft(
    setting: Setting, report: CampaignReport, region: str, pending: Collection[tuple[str, str]]
) -> Draft:
    campaign = report.campaign
    return Draft(
        dbname=setting.catalogue.home,
        title=campaign_page(campaign),
        region=region,
        summary=_summaries(setting, campaign.language).report(report.result),
        state=campaign_state(campaign, setting.now),
        closed_at=latest(map(closing, campaign.programs)),
        last_update_at=latest(map(last_update, campaign.programs)),
        named=marks_of(setting, named_on_campaign(report)),
        hidden=any(program.privacy is Privacy.HIDDEN for program in campaign.programs),
        complete=report.result.complete,
        figures=figures_of(report.result),
        tree=campaign.page,
        views_complete=all((campaign.name, program.name) not in pending for program in campaign.programs),
    )


def _continued(
    setting: Setting, draft: Draft, texts: Sequence[str], language: str, context: ReportContext
) -> Iterator[Draft]:
    """Give a report's pages, and those that continued it when it was longer, with nothing on them any more."""
    titles = [continued_title(draft.title, number) for number, _ in enumerate(texts, 1)]
    yield from (replace(draft, title=title, region=text) for title, text in zip(titles, texts, strict=True))
    emptied = setting.renderer.no_longer_needed(draft.title, language, context)
    for title in continuations(draft.title, _saved_titles(setting)):
        if title not in titles:
            yield replace(draft, title=title, region=emptied, named=frozenset())


def _saved_titles(setting: Setting) -> tuple[str, ...]:
    """Give the titles of all pages of the home wiki that the bot saved."""
    states = load_report_states(setting.store)
    return tuple(title for (dbname, title), s in states.items() if dbname == setting.catalogue.home and s.saved_at)


def _status_draft(
    setting: Setting,
    one: Defined,
    enrolled: Mapping[tuple[str, str], Enrolled],
    articles: Mapping[tuple[str, str], ArticleNotes],
    context: ReportContext,
    *,
    rooms: Rooms,
) -> Draft:
    programs = one.campaign.programs if one.campaign else ()
    keys = {program.name: (one.campaign.name, program.name) for program in programs} if one.campaign else {}
    status = StatusReport(
        page=one.page,
        campaign=one.campaign,
        problems=(*one.problems, *_refusals(setting, one)),
        kept_last_good=one.kept_last_good,
        notes={name: enrolled[key].notes for name, key in keys.items() if key in enrolled},
        updated={name: when for name, key in keys.items() if key in enrolled and (when := enrolled[key].updated_at)},
        editor_waits=one.editor_waits,
        privacy_waits=tuple(
            PrivacyWait(program=wish.program or None, privacy=wish.privacy, approved=wish.approved)
            for wish in one.wishes
        ),
        articles={name: articles[key] for name, key in keys.items() if key in articles},
        elsewhere=tuple(_elsewhere(setting, rooms.of(one.campaign.name))) if one.campaign else (),
    )
    return Draft(
        dbname=setting.catalogue.home,
        title=_status_title(one),
        region=setting.renderer.status(status, context),
        summary=_summaries(setting, status_language(status, context)).status(),
        state=State.UPCOMING,
        named=marks_of(setting, _named_on_status(status)),
        tree=one.page,
    )


def _refusals(setting: Setting, one: Defined) -> Iterator[Problem]:
    """Tell which of its pages could not be saved when that was tried last, and why."""
    states = load_report_states(setting.store)
    for title in _titles(one):
        state = states.get((setting.catalogue.home, title))
        if state and state.outcome in REFUSALS and title != _status_title(one):
            message = f"this page is not kept up to date: {state.why}"
            yield Problem(place=Place(source=title), message=message, severity=Severity.WARNING)


def _elsewhere(setting: Setting, rooms: Iterable[Room]) -> Iterator[Elsewhere]:
    """Tell which pages of other wikis are not in order, and which could not be saved when that was tried last."""
    states = load_report_states(setting.store)
    for room in rooms:
        state = states.get((room.dbname, room.page.title))
        if why := room.why or (state.why if state and state.outcome in REFUSALS - {UNCLEAR} else None):
            yield Elsewhere(dbname=room.dbname, title=room.page.title, why=why)


def _named_on_status(status: StatusReport) -> frozenset[str]:
    """Give everybody whose name a status page shows."""
    lines = (line for notes in status.notes.values() for reading in notes.readings for line in reading.lines)
    return frozenset(name for line in lines for name in (line.name, line.renamed_to) if name)


def _summaries(setting: Setting, language: str) -> Summaries:
    return setting.renderer.summaries(language, setting.home.account_name)
