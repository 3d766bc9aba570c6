"""When a program runs: from local times to windows in UTC."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.definitions.context import Reading
from bot.definitions.schema import CampaignEntry, ProgramEntry
from bot.definitions.sources import Findings
from bot.definitions.times import LocalTime
from bot.definitions.typing_tree import Typed
from bot.model.intervals import Interval, merge
from bot.model.problems import Place

LONGEST_TOGETHER = timedelta(days=366)
_TIMES = frozenset({"start", "end", "windows", "timezone"})
_EXAMPLES = {"start": "2026-04-14 10:00", "end": "2026-04-14 18:00"}

AnyEntry = Typed[CampaignEntry] | Typed[ProgramEntry]


def check_both(entry: AnyEntry, findings: Findings) -> None:
    """Say it where one entry gives several windows and a start or end as well."""
    values = entry.values
    if values.windows is not None and (values.start or values.end):
        findings.error(
            entry.place("windows", of_key=True),
            '"windows" stands beside "start" or "end"',
            "keep either the windows, or start and end",
        )


def resolve_windows(
    program: Typed[ProgramEntry], campaign: Typed[CampaignEntry], timezone: str, reading: Reading, *, by_event: bool
) -> tuple[Interval, ...]:
    """Give the program's windows, its own or the campaign's, merged and in order; empty after an error.

    A local time that a program inherits is read in the program's own time zone. `by_event`: where no time is given,
    a registration still has to give them.
    """
    if (program.bad | campaign.bad) & _TIMES:
        return ()
    zone = ZoneInfo(timezone)
    if program.values.windows is not None:
        return _several(program, zone, reading.findings)
    if program.values.start or program.values.end or campaign.values.windows is None:
        return _single(program, campaign, zone, reading, by_event=by_event)
    return _several(campaign, zone, reading.findings)


def _several(entry: AnyEntry, zone: ZoneInfo, findings: Findings) -> tuple[Interval, ...]:
    windows = [
        _window(window.start, window.end, entry.place("windows", index, "end"), zone, findings)
        for index, window in enumerate(entry.values.windows or ())
    ]
    return _bounded([window for window in windows if window], entry.place("windows"), findings)


def _single(
    program: Typed[ProgramEntry], campaign: Typed[CampaignEntry], zone: ZoneInfo, reading: Reading, *, by_event: bool
) -> tuple[Interval, ...]:
    start = program.values.start or campaign.values.start
    end = program.values.end or campaign.values.end
    if start is None and end is None and by_event:
        return ()
    for key, given in (("start", start), ("end", end)):
        if given is None:
            hint = f"add the day and time, for example {reading.wording.show(key, _EXAMPLES[key])}"
            reading.findings.error(program.place("program", of_key=True), f'"{key}" is missing', hint)
    if start is None or end is None:
        return ()
    place = _place_of_end(program, campaign)
    window = _window(start, end, place, zone, reading.findings)
    return _bounded([window] if window else [], place, reading.findings)


def _place_of_end(program: Typed[ProgramEntry], campaign: Typed[CampaignEntry]) -> Place:
    """Give where the end stands, or the program's own start where it inherits the end."""
    if program.values.end:
        return program.place("end")
    return program.place("start") if program.values.start else campaign.place("end")


def _window(start: LocalTime, end: LocalTime, place: Place, zone: ZoneInfo, findings: Findings) -> Interval | None:
    begins, ends = start.as_start(zone), end.as_end(zone)
    if begins < ends:
        return Interval(begins, ends)
    hint = "give an end that is later" if begins == ends else "check the dates, or exchange start and end"
    findings.error(place, "the end is not after the start", hint)
    return None


def _bounded(windows: list[Interval], place: Place, findings: Findings) -> tuple[Interval, ...]:
    merged = merge(windows)
    together = sum((window.end - window.start for window in merged), timedelta())
    if together <= LONGEST_TOGETHER:
        return merged
    days = -(-together // timedelta(days=1))
    hint = f"at most {LONGEST_TOGETHER.days} are possible; check the years"
    findings.error(place, f"this is {days} days together", hint)
    return ()
