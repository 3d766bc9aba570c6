"""Event registrations: who is on them, and the windows that programs take from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import available_timezones

from bot.definitions.windows import LONGEST_TOGETHER
from bot.model.campaigns import Campaign, Program
from bot.model.errors import WikiUnavailableError
from bot.model.intervals import merge
from bot.model.problems import Place, Problem, Severity
from bot.model.registrations import Registration
from bot.model.reporting import State, state_of
from bot.run.keeping_out import registration_without
from bot.run.ports import Setting
from bot.store.registrations import load_registrations, save_registration
from bot.wikis.registrations import read_registration


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """What is known of event registrations, by number.

    `missing` are those that are not there, or no longer; `unanswered` those that could not be read, with the reason.
    """

    known: Mapping[int, Registration]
    unanswered: Mapping[int, str]
    missing: frozenset[int] = frozenset()


def read_events(setting: Setting, campaigns: Sequence[Campaign]) -> Events:
    """Read the registrations of the programs chosen for this run, but those of closed ones only where never read.

    What cannot be read stays as it was last known.
    """
    programs = tuple((campaign, program) for campaign in campaigns for program in campaign.programs)
    every = tuple(dict.fromkeys(event_id for _, program in programs for event_id in program.event_ids))
    before = load_registrations(setting.store, every)
    known = {event_id: read.registration for event_id, read in before.items()}
    due = {event_id for campaign, program in programs for event_id in _due(setting, campaign, program, known)}
    missing: set[int] = set()
    unanswered: dict[int, str] = {}
    for event_id in (event_id for event_id in every if event_id in due):
        try:
            found = read_registration(setting.home, event_id)
        except WikiUnavailableError as error:
            unanswered[event_id] = str(error)
            setting.teller.warn(f"event registration {event_id}: could not be read: {error}")
            continue
        if found is None:
            missing.add(event_id)
        else:
            known[event_id] = registration_without(found, setting.forgotten)
            save_registration(setting.store, known[event_id], read_at=setting.now)
    return Events(known=known, missing=frozenset(missing), unanswered=unanswered)


def with_event_windows(campaign: Campaign, events: Events, source: str) -> tuple[Campaign, tuple[Problem, ...]]:
    """Give the campaign with the windows that its events give, and what is wrong with the events it names.

    A program that gives no window has those of its events, in the time zone of the first; they change with them.
    """
    filled = tuple(_with_window(program, events) for program in campaign.programs)
    problems = (problem for program in campaign.programs for problem in _problems(program, events, source))
    return replace(campaign, programs=filled), tuple(dict.fromkeys(problems))


def _due(setting: Setting, campaign: Campaign, program: Program, known: Mapping[int, Registration]) -> tuple[int, ...]:
    """Give the program's events that are to be read in this run."""
    options = setting.options
    if options.campaign not in (None, campaign.name) or options.program not in (None, program.name):
        return ()
    as_known = _with_window(program, Events(known=known, unanswered={}))
    every = options.full or state_of(as_known, setting.now) is not State.CLOSED
    return tuple(event_id for event_id in program.event_ids if every or event_id not in known)


def _with_window(program: Program, events: Events) -> Program:
    given = tuple(events.known[event_id] for event_id in program.event_ids if event_id in events.known)
    windows = merge(registration.window for registration in given)
    if (program.windows and not program.windows_by_event) or not windows or _together(given) > LONGEST_TOGETHER:
        return program
    timezone = given[0].timezone if given[0].timezone in available_timezones() else program.timezone
    return replace(program, windows=windows, windows_by_event=True, timezone=timezone)


def _together(given: Iterable[Registration]) -> timedelta:
    windows = merge(registration.window for registration in given)
    return sum((window.end - window.start for window in windows), timedelta())


def _problems(program: Program, events: Events, source: str) -> Iterator[Problem]:
    place = Place(source=source)
    for event_id in program.event_ids:
        if event_id in events.missing:
            kept = "; who was on it before still counts" if event_id in events.known else ""
            yield Problem(
                place=place,
                message=f"there is no event registration {event_id}{kept}",
                hint="check the number, whether the registration was deleted, and whether this wiki has any",
                severity=Severity.WARNING,
            )
        elif event_id not in events.known and event_id in events.unanswered:
            yield Problem(
                place=place,
                message=f"event registration {event_id} could not be read yet",
                hint="nothing has to be mended, it is tried again with every run",
                severity=Severity.WARNING,
            )
    given = tuple(events.known[event_id] for event_id in program.event_ids if event_id in events.known)
    by_event = not program.windows or program.windows_by_event
    if by_event and _together(given) > LONGEST_TOGETHER:
        yield Problem(
            place=place,
            message=f'the events of "{program.name}" run for more than {LONGEST_TOGETHER.days} days together',
            hint="give the program a start and an end of its own",
            severity=Severity.WARNING,
        )
