"""On which wikis a program is tracked, and whose accounts it needs there; `wikis: auto` finds them itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.model.campaigns import Campaign, Program
from bot.model.intervals import Interval, clip, subtract
from bot.model.reporting import State, state_of
from bot.run.global_accounts import ask_about
from bot.run.ports import Setting
from bot.store.accounts import load_accounts
from bot.store.contributions import edited_inside, load_coverage
from bot.store.global_accounts import AskedAccount, EditsThere, load_global_accounts
from bot.wikis.global_accounts import has_global_accounts

ASK_AGAIN = timedelta(days=1)

ProgramKey = tuple[str, str]
"""Names of campaign and program."""

Spans = tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """The wikis of a program, each with the names to be looked up there.

    `exist` are names that have an account on some wiki; `unasked` those of which nobody knows yet where they edit.
    """

    wikis: Mapping[str, Collection[str]]
    exist: frozenset[str] = frozenset()
    unasked: frozenset[str] = frozenset()

    def wikis_of(self, name: str) -> tuple[str, ...]:
        return tuple(dbname for dbname, names in self.wikis.items() if name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store knows of somebody on one wiki: whether they edited inside the windows, and what was read."""

    edited: bool = False
    covered: Spans = ()


def track(
    setting: Setting,
    programs: Sequence[tuple[Campaign, Program]],
    signed: Mapping[ProgramKey, tuple[str, ...]],
    also: Mapping[ProgramKey, tuple[str, ...]],
) -> dict[ProgramKey, Tracked]:
    """Give for each program its wikis and the names to be looked up there.

    `signed` are the names on its lists, `also` more wikis that it needs for all of them. A program without wikis of
    its own is tracked where its people have edited as far as CentralAuth knows, and on every wiki that the operator
    lists where there is no CentralAuth.
    """
    auto = [(c, p) for c, p in programs if not p.wikis]
    everywhere = bool(auto) and has_global_accounts(setting.home)
    if everywhere:
        _ask(setting, [(program, signed[campaign.name, program.name]) for campaign, program in auto])
    tracked: dict[ProgramKey, Tracked] = {}
    for campaign, program in programs:
        key = (campaign.name, program.name)
        names, more = frozenset(signed[key]), also.get(key, ())
        if everywhere and not program.wikis:
            tracked[key] = _find(setting, program, names, more)
        else:
            tracked[key] = Tracked(wikis=dict.fromkeys((*_listed(setting, program), *more), names))
    return tracked


def choose_wikis(
    windows: Spans,
    answers: Iterable[AskedAccount],
    known: Mapping[tuple[str, str], Known],
    *,
    anew: bool = False,
) -> dict[str, frozenset[str] | None]:
    """Give the wikis on which people of these answers have edited inside the windows, or may have. Pure.

    `known` by dbname and name. With each wiki stand the names whose edits there are not all known to lie outside;
    None stands for everybody of the program, because somebody has edited there inside. `anew`: nothing is known.
    """
    found: dict[str, set[str]] = defaultdict(set)
    live: set[str] = set()
    for answer in answers:
        for dbname, there in answer.wikis.items():
            one = known.get((dbname, answer.user_name), Known())
            if one.edited:
                live.add(dbname)
            if one.edited or _may_have_edited(windows, there, () if anew else one.covered):
                found[dbname].add(answer.user_name)
    return {dbname: None if dbname in live else frozenset(names) for dbname, names in sorted(found.items())}


def _may_have_edited(windows: Spans, there: EditsThere, covered: Spans) -> bool:
    """Whether not everything is read until the moment since when somebody's number of edits is the same."""
    before = Interval(datetime.min.replace(tzinfo=UTC), there.since)
    return bool(subtract(clip(windows, before), covered))


def due_names(
    programs: Iterable[tuple[State, Collection[str]]], asked_at: Mapping[str, datetime], now: datetime
) -> tuple[str, ...]:
    """Give the names to ask about, those first that nobody asked about yet, then the longest unasked. Pure.

    A name is asked about again, a day later, only while a program runs or settles in which it takes part.
    """
    new: dict[str, None] = {}
    again: dict[str, datetime] = {}
    for state, names in programs:
        for name in names:
            if name not in asked_at:
                new[name] = None
            elif state in (State.RUNNING, State.SETTLING) and now - asked_at[name] >= ASK_AGAIN:
                again[name] = asked_at[name]
    return (*new, *sorted(again, key=lambda name: (again[name], name)))


def _listed(setting: Setting, program: Program) -> tuple[str, ...]:
    return program.wikis or tuple(setting.settings.wikis) or (setting.catalogue.default_wiki,)


def _ask(setting: Setting, programs: Sequence[tuple[Program, tuple[str, ...]]]) -> None:
    """Ask where people edit, as many as one run may."""
    everybody = {name for _, names in programs for name in names}
    before = load_global_accounts(setting.store, everybody)
    asked_at = {name: answer.asked_at for name, answer in before.items()}
    ask_about(setting, due_names(((state_of(p, setting.now), names) for p, names in programs), asked_at, setting.now))


def _find(setting: Setting, program: Program, names: frozenset[str], also: Sequence[str]) -> Tracked:
    """Find the wikis of a program; that of its own language is always one of them, so that it has any."""
    answers = load_global_accounts(setting.store, names)
    known = _known(setting, program, answers)
    chosen = choose_wikis(program.windows, answers.values(), known, anew=setting.options.full)
    first = setting.catalogue.resolve(program.language) or setting.catalogue.default_wiki
    return Tracked(
        wikis={
            **dict.fromkeys((first, *also), names),
            **{d: names if some is None else some for d, some in chosen.items() if d not in {first, *also}},
        },
        exist=frozenset(name for name, answer in answers.items() if answer.exists),
        unasked=names - answers.keys(),
    )


def _known(setting: Setting, program: Program, answers: Mapping[str, AskedAccount]) -> dict[tuple[str, str], Known]:
    """Give what the store knows of each of these people on each wiki where they were ever looked up."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, answer in answers.items():
        for dbname in answer.wikis:
            names[dbname].append(name)
    known: dict[tuple[str, str], Known] = {}
    for dbname, there in names.items():
        looked_up = load_accounts(setting.store, dbname, there)
        ids = {name: found.account.user_id for name, found in looked_up.items() if found.account}
        covered = load_coverage(setting.store, dbname, tuple(ids.values()))
        edited = edited_inside(setting.store, dbname, tuple(ids.values()), program.windows)
        known.update(
            {
                (dbname, name): Known(edited=user_id in edited, covered=covered.get(user_id, ()))
                for name, user_id in ids.items()
            }
        )
    return known
