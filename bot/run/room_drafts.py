"""Pages of other wikis with room for reports, as they should be now."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model.campaigns import Privacy, Program
from bot.model.pages import Figures
from bot.model.reporting import (
    CampaignReport,
    Part,
    ProgramReport,
    ReportContext,
    State,
    campaign_page,
    closing,
    last_update,
    program_page,
)
from bot.publishing import APART, Draft
from bot.reports.messages import FALLBACK
from bot.run.auto_wikis import ProgramKey
from bot.run.ports import Setting
from bot.run.rooms import Room, Rooms, Show
from bot.run.showing import figures_of, latest, marks_of, named_in, named_on_campaign, named_on_program

Reports = Mapping[str, CampaignReport]
"""The campaigns that this run knows by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """One place with what is to stand there, and the programs whose numbers it shows."""

    show: Show
    whole: CampaignReport
    report: CampaignReport | ProgramReport

    @property
    def programs(self) -> tuple[Program, ...]:
        return (self.show.program,) if self.show.program else self.show.campaign.programs

    @property
    def page(self) -> str:
        """The page of the home wiki with the same numbers."""
        campaign, program = self.show.campaign, self.show.program
        return program_page(campaign, program.name) if program else campaign_page(campaign)


def draft_rooms(
    setting: Setting, rooms: Rooms, reports: Reports, context: ReportContext, pending: Collection[ProgramKey]
) -> Iterator[Draft]:
    """Give each page all of whose reports this run knows, and each on which something has to be mended.

    `context` is the home wiki's.
    """
    for room in rooms.rooms:
        there = replace(context, links=rooms.links[room.dbname], elsewhere=room.dbname)
        if room.why:
            yield Draft(
                dbname=room.dbname, title=room.page.title, region="", summary="", state=State.UPCOMING, find=room.find
            )
        elif shown := _shown(room, reports):
            yield _draft(setting, room, shown, there, pending)


def _shown(room: Room, reports: Reports) -> tuple[_Shown, ...]:
    """Give what stands on a page; nothing where this run does not know all of it."""
    found: list[_Shown] = []
    for show in room.shows:
        whole = reports.get(show.campaign.name)
        report = _of_program(whole, show.program) if whole and show.program else whole
        if whole is None or report is None:
            return ()
        found.append(_Shown(show=show, whole=whole, report=report))
    return tuple(found)


def _of_program(whole: CampaignReport, program: Program) -> ProgramReport | None:
    return next((report for report in whole.programs if report.program.name == program.name), None)


def _draft(
    setting: Setting, room: Room, shown: Sequence[_Shown], context: ReportContext, pending: Collection[ProgramKey]
) -> Draft:
    """Give a page with all its reports: it runs as long as one of them does, and is as private as the strictest."""
    language = room.page.language or setting.catalogue.wikis[room.dbname].language or FALLBACK
    first, *further = (
        setting.renderer.excerpt(one.report, one.show.campaign, context, language=language, parts=one.show.parts)
        for one in shown
    )
    programs = [(one.show.campaign.name, program) for one in shown for program in one.programs]
    hidden = any(program.privacy is Privacy.HIDDEN for _, program in programs)
    summaries = setting.renderer.summaries(language, setting.client(room.dbname).account_name)
    return Draft(
        dbname=room.dbname,
        title=room.page.title,
        region=first,
        further=tuple(further),
        summary=summaries.report(shown[0].report.result),
        state=_state(state for one in shown for state in _states(one)),
        closed_at=latest(closing(program) for _, program in programs),
        last_update_at=latest(last_update(program) for _, program in programs),
        named=marks_of(setting, (name for one in shown for name in _named(one))),
        hidden=hidden,
        paced_by=frozenset(one.page for one in shown) if hidden else frozenset(),
        complete=all(one.report.result.complete for one in shown),
        views_complete=all((campaign, program.name) not in pending for campaign, program in programs),
        figures=_sum([figures_of(one.report.result) for one in shown]),
        find=room.find,
    )


def _states(one: _Shown) -> Iterator[State]:
    if isinstance(one.report, ProgramReport):
        yield one.report.state
    else:
        yield from (report.state for report in one.whole.programs)


def _state(states: Iterable[State]) -> State:
    """Give the state of several programs taken together, as `campaign_state` does."""
    distinct = set(states)
    if len(distinct) == 1:
        return distinct.pop()
    return State.RUNNING if distinct & {State.RUNNING, State.UPCOMING} else State.SETTLING


def _named(one: _Shown) -> frozenset[str]:
    """Give whom a place names; where no part of it names those who take part, only who runs it."""
    parts = set(one.show.parts or Part)
    named = named_on_campaign(one.report) if isinstance(one.report, CampaignReport) else named_on_program(one.report)
    if parts & {Part.PARTICIPANTS, Part.ARTICLES, Part.UPLOADS}:
        return named
    return named - (named_in(one.report.result) - {APART})


def _sum(figures: Sequence[Figures]) -> Figures:
    edits = [one.edits for one in figures if one.edits is not None]
    people = [one.participants for one in figures if one.participants is not None]
    return Figures(edits=sum(edits) if edits else None, participants=sum(people) if people else None)
