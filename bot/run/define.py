"""Stage one: what is to be tracked, from the operator's files and the home wiki's pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.definitions import Definition, Effect, find_conflicts, parse_file, parse_page, take_effect
from bot.model.campaigns import Campaign
from bot.model.problems import Problem, Severity
from bot.run.keeping_out import without_forgotten
from bot.run.ports import Setting
from bot.run.registrations import Events, read_events, with_event_windows
from bot.run.sources import read_sources
from bot.store.campaigns import load_campaigns, save_campaigns
from bot.store.definitions import SourceState, save_sources
from bot.store.waiting import Wish, load_wishes, save_wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """A source of definitions and what became of it.

    `campaign` is what is in force; with `kept_last_good` it is, or some of its programs are, the last definition
    that was in order. `waits` is what takes effect only when somebody agrees.
    """

    source: str
    on_wiki: bool
    campaign: Campaign | None
    problems: tuple[Problem, ...]
    kept_last_good: bool
    editor_waits: bool = False
    wishes: tuple[Wish, ...] = ()
    events_unread: bool = False
    """Whether an event registration of it did not answer in this run."""

    @property
    def page(self) -> str:
        """The page under which the campaign's reports stand."""
        return self.campaign.page if self.campaign else self.source


def define(setting: Setting) -> tuple[Defined, ...]:
    """Read every definition, decide what of it is in force, and record it."""
    before = load_campaigns(setting.store)
    sources, context = read_sources(setting, [source for source, campaign in before.items() if campaign.on_wiki])
    parsed = {source: parse_file(text, source=source, context=context) for source, text in setting.files.items()}
    in_files = (
        _from_file(source, _without_forgotten(setting, definition), before.get(source))
        for source, definition in parsed.items()
    )
    wishes = load_wishes(setting.store)
    written = {s.source: parse_page(s.text or "", title=s.source, context=context) for s in sources}
    named = {title: _without_forgotten(setting, one) if one else None for title, one in written.items()}
    on_pages = (_from_page(s, named[s.source], before.get(s.source), wishes) for s in sources)
    found = tuple(d for d in (*in_files, *on_pages) if d)
    standing = _without_conflicts(sorted(found, key=lambda d: (d.on_wiki, d.source not in before)))
    defined = _with_events(setting, standing)
    clean = (s if named[s.source] == written[s.source] else replace(s, text=None, rev_id=None) for s in sources)
    _record(setting, tuple(_without_editor(setting, s) for s in clean), defined)
    return defined


def _without_editor(setting: Setting, state: SourceState) -> SourceState:
    is_forgotten = state.editor is not None and setting.forgotten.has_name(state.editor)
    return replace(state, editor=None) if is_forgotten else state


def _without_forgotten(setting: Setting, definition: Definition) -> Definition:
    if definition.campaign is None:
        return definition
    return replace(definition, campaign=without_forgotten(definition.campaign, setting.forgotten))


def _from_file(source: str, definition: Definition, last: Campaign | None) -> Defined:
    campaign, kept = _with_last_good(definition, last)
    return Defined(source=source, on_wiki=False, campaign=campaign, problems=definition.problems, kept_last_good=kept)


def _from_page(
    source: SourceState, definition: Definition | None, last: Campaign | None, wishes: tuple[Wish, ...]
) -> Defined | None:
    """Give what a page defines, as far as its organizers may decide it; None where it defines nothing.

    A definition that somebody took away who may not end a campaign goes on.
    """
    if definition is None:
        if last is None or source.trusted:
            return None
        return Defined(
            source=source.source, on_wiki=True, campaign=last, problems=(), kept_last_good=False, editor_waits=True
        )
    campaign, kept = _with_last_good(definition, last)
    defined = Defined(
        source=source.source, on_wiki=True, campaign=campaign, problems=definition.problems, kept_last_good=kept
    )
    if campaign is None:
        return defined
    approved = {w.program: w.privacy for w in wishes if w.campaign == campaign.name and w.approved}
    effect = take_effect(campaign, last, trusted=source.trusted, approved=approved)
    return replace(
        defined,
        campaign=effect.campaign,
        editor_waits=effect.editor_waits,
        wishes=_wishes(campaign.name, effect, wishes),
    )


def _wishes(name: str, effect: Effect, before: tuple[Wish, ...]) -> tuple[Wish, ...]:
    """Give what waits for the operator; what was approved stays so while the definition waits for an editor."""
    approved = {(w.program, w.privacy) for w in before if w.campaign == name and w.approved}
    waits = dict(effect.privacy_waits)
    if effect.editor_waits:
        waits.update({program: level for program, level in approved if program not in waits})
    return tuple(
        Wish(campaign=name, program=program, privacy=level, approved=(program, level) in approved)
        for program, level in waits.items()
    )


def _with_last_good(definition: Definition, last: Campaign | None) -> tuple[Campaign | None, bool]:
    """Fill what is broken from the last definition that was in order; say whether anything was."""
    broken = any(problem.severity is Severity.ERROR for problem in definition.problems)
    if last is None or not broken:
        return definition.campaign, False
    if definition.campaign is None:
        return last, True
    old = tuple(program for program in last.programs if program.name in definition.broken)
    return replace(definition.campaign, programs=(*definition.campaign.programs, *old)), bool(old)


def _without_conflicts(defined: list[Defined]) -> tuple[Defined, ...]:
    """Let the older of two campaigns that claim the same name or pages stand, and tell the newer one."""
    claims = find_conflicts(tuple((d.source, d.campaign) for d in defined if d.campaign))
    standing = {source for source, _ in claims.definitions}
    told: Mapping[str, list[Problem]] = {d.source: [] for d in defined}
    for problem in claims.problems:
        told[problem.place.source].append(problem)
    return tuple(
        d
        if d.campaign is None or d.source in standing
        else replace(d, campaign=None, problems=(*d.problems, *told[d.source]))
        for d in defined
    )


def _with_events(setting: Setting, defined: tuple[Defined, ...]) -> tuple[Defined, ...]:
    """Let event registrations give the windows that definitions leave to them."""
    events = read_events(setting, tuple(d.campaign for d in defined if d.campaign))
    return tuple(_filled(d, d.campaign, events) if d.campaign else d for d in defined)


def _filled(defined: Defined, campaign: Campaign, events: Events) -> Defined:
    filled, problems = with_event_windows(campaign, events, defined.source)
    unread = any(event_id in events.unanswered for program in filled.programs for event_id in program.event_ids)
    return replace(defined, campaign=filled, problems=(*defined.problems, *problems), events_unread=unread)


def _record(setting: Setting, sources: tuple[SourceState, ...], defined: tuple[Defined, ...]) -> None:
    problems = {d.source: d.problems for d in defined}
    files = (SourceState(source=d.source, on_wiki=False, problems=d.problems) for d in defined if not d.on_wiki)
    pages = (replace(source, problems=problems.get(source.source, ())) for source in sources)
    save_sources(setting.store, (*files, *pages))
    save_campaigns(setting.store, {d.source: d.campaign for d in defined if d.campaign})
    save_wishes(setting.store, tuple(wish for d in defined for wish in d.wishes))
