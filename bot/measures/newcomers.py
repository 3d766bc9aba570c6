"""Participants who registered during a program, and those of them who stayed (DESIGN section 4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.measures.enrolments import Enrolment
from bot.model.campaigns import Program
from bot.model.intervals import Interval
from bot.model.newcomers import Registered
from bot.model.participants import Participant
from bot.model.reporting import RETAINED_FROM, RETAINED_UNTIL, last_update
from bot.model.results import Result, Totals

Accounts = Mapping[tuple[str, int], bool]
"""By dbname and local id: whether an account has edited; accounts of which nobody knows are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomers:
    """A program's people, whether they are new, and on which wikis new ones stayed; None where it is not known."""

    participants: tuple[Participant, ...]
    new: Mapping[str, bool | None]
    """By name."""
    stayed: Mapping[str, Mapping[str, bool | None]]
    """By the name of somebody new, and by dbname."""
    is_over: bool
    """Whether it is too late by now to be among those who stayed."""


def is_new(one: Registered | None, windows: Sequence[Interval]) -> bool | None:
    """Whether somebody registered inside a window; None where that is not known.

    Who had an account on some wiki before the first window is not new, whatever else is known of them.
    """
    if one is None or not windows:
        return None
    if one.local is not None and one.local < windows[0].start:
        return False
    if one.is_global and one.everywhere is None:
        return None
    known = [moment for moment in (one.local, one.everywhere) if moment is not None]
    return any(min(known) in window for window in windows) if known else None


def retained_span(program: Program) -> Interval:
    """Give the time in which a new editor's edit shows that they stayed; the program has to have windows."""
    end = program.windows[-1].end
    return Interval(end + RETAINED_FROM, end + RETAINED_UNTIL)


def newcomers(enrolment: Enrolment, registered: Mapping[str, Registered], edited: Accounts) -> Newcomers:
    """Tell who of a program's people is new, and who of these edited in the `retained_span`, as far as it is known."""
    program, as_of = enrolment.program, enrolment.knowledge.as_of
    new = {p.user_name: is_new(registered.get(p.user_name), program.windows) for p in enrolment.participants}
    due = last_update(program)
    return Newcomers(
        participants=enrolment.participants,
        new=new,
        stayed={
            person.user_name: {d: edited.get((d, person.accounts[d])) for d in enrolment.wikis if d in person.accounts}
            for person in enrolment.participants
            if new[person.user_name]
        },
        is_over=due is not None and as_of is not None and as_of >= due,
    )


def with_newcomers(result: Result, programs: Sequence[Newcomers]) -> Result:
    """Add new and retained editors to a program's result, or to a campaign's, in which each person counts once."""
    new: dict[str, list[bool | None]] = defaultdict(list)
    wikis: dict[str, set[str]] = defaultdict(set)
    stayed: dict[str, dict[str, list[bool | None]]] = defaultdict(lambda: defaultdict(list))
    for one in programs:
        for name, known in one.new.items():
            new[name].append(known)
        for person in one.participants:
            for dbname in person.accounts:
                wikis[dbname].add(person.user_name)
        for name, verdicts in one.stayed.items():
            for dbname, edited in verdicts.items():
                stayed[name][dbname].append(edited)
    is_new_one = {name: _any(known) for name, known in new.items()}
    fresh = [name for name, known in is_new_one.items() if known]
    none_stayed = False if any(one.is_over for one in programs) else None
    verdicts = {name: _any(known for there in stayed[name].values() for known in there) for name in fresh}
    retained = {name: verdict if stayed[name] else none_stayed for name, verdict in verdicts.items()}

    def totals(old: Totals, people: Iterable[str], kept: Mapping[str, bool | None]) -> Totals:
        if old.participants is None:
            return old  # nobody knows who has an account on a wiki that was never read
        among = [name for name in people if name in is_new_one]
        kept_among = [kept.get(name) for name in among if is_new_one[name]]
        return replace(
            old,
            new_editors=_count([is_new_one[name] for name in among]),
            retained=_count(kept_among) if kept_among else none_stayed if none_stayed is None else 0,
        )

    return replace(
        result,
        totals=totals(result.totals, is_new_one, retained),
        wikis={
            dbname: totals(old, wikis[dbname], {name: _any(stayed[name].get(dbname, ())) for name in fresh})
            for dbname, old in result.wikis.items()
        },
        participants={name: totals(old, (name,), retained) for name, old in result.participants.items()},
        unknown_newcomers=sum(known is None for known in is_new_one.values()),
    )


def _any(known: Iterable[bool | None]) -> bool | None:
    """Whether one of them holds; None where none does, as far as is known, and one is not known."""
    values = set(known)
    return True if True in values else None if None in values else False


def _count(known: Sequence[bool | None]) -> int | None:
    """Give how many hold; None where nothing is known of any."""
    certain = [value for value in known if value is not None]
    return sum(certain) if certain or not known else None
