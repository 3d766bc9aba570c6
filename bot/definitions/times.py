"""Dates, times and time zones as organizers write them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo, available_timezones

from bot.definitions.refusals import did_you_mean, nearest, refuse
from bot.definitions.text import clean_scalar

FIRST_YEAR = 2001
LAST_YEAR = 2100
_NOT_ZONES = frozenset({"Factory", "localtime"})
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:\s*T\s*|\s+)(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_OFFSET = re.compile(r"\d\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
_CLOCK = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})\D{1,3}(\d{1,2})\D{1,3}(\d{4})(?!\d)")
_DAY_AND_YEAR = re.compile(r"(?<!\d)(\d{1,2})(?!\d).*?(\d{4})|(\d{4}).*?(?<!\d)(\d{1,2})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BUDDHIST_ERA = 543


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTime:
    """A moment on a wall clock; `whole_day` when no time of day was given."""

    moment: datetime
    whole_day: bool

    def as_start(self, zone: ZoneInfo) -> datetime:
        return _to_utc(self.moment, zone)

    def as_end(self, zone: ZoneInfo) -> datetime:
        """Give the first moment after it: that of the next day, where a day alone was given."""
        return _to_utc(self.moment + timedelta(days=1) if self.whole_day else self.moment, zone)


def _to_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    """Of a time that the clock shows twice take the first; of one that it skips, what it would have been."""
    return moment.replace(tzinfo=zone).astimezone(UTC)


def read_local_time(text: str) -> LocalTime:
    """Read `YYYY-MM-DD [HH:MM[:SS]]` in the digits of any script; 24:00 is the next midnight."""
    plain = clean_scalar(text)
    match = _DATE.fullmatch(plain)
    if not match:
        raise refuse(f'"{plain[:40]}" is not a date this can read', partial(_hint_for, plain))
    year, month, day, hour, minute, second = (int(group or 0) for group in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse(f"the year {year} cannot be right", _hint_for_year(year))
    midnight = (hour, minute, second) == (24, 0, 0)
    try:
        moment = datetime.combine(date(year, month, day), time(0 if midnight else hour, minute, second))
    except ValueError:
        raise refuse(
            f'"{plain}" is not in the calendar or on the clock', "check the month (1 to 12), the day and the time"
        ) from None
    return LocalTime(moment=moment + timedelta(days=midnight), whole_day=match[4] is None)


def _hint_for_year(year: int) -> str:
    western = year - _BUDDHIST_ERA
    example = f": {western}" if FIRST_YEAR <= western <= LAST_YEAR else ""
    return f"write the year of the Gregorian calendar{example}"


def _hint_for(text: str) -> str:
    if _DATE.match(text) and _OFFSET.search(text):
        return 'leave out what follows the time, and name the time zone as "timezone"'
    if _DATE.match(text) and _CLOCK.search(text):
        return "write the time from 00:00 to 24:00, without am or pm"
    guesses = _guess_dates(text)
    if guesses:
        return f"write the year first: {' or '.join(guesses)}"
    return "write year-month-day, and the time if it matters: 2026-04-14 10:00"


def _guess_dates(text: str) -> list[str]:
    """Give what a date in another order may mean, in the right form."""
    if match := _YEAR_FIRST.search(text):
        return _valid([(int(match[1]), int(match[2]), int(match[3]))])
    if match := _YEAR_LAST.search(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        return _valid([(year, second, first), (year, first, second)])
    month = next((n for n, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}", text, re.IGNORECASE)), None)
    if month and (match := _DAY_AND_YEAR.search(text)):
        return _valid([(int(match[2] or match[3]), month, int(match[1] or match[4]))])
    return []


def _valid(candidates: list[tuple[int, int, int]]) -> list[str]:
    found = []
    for year, month, day in candidates:
        try:
            found.append(date(year, month, day).isoformat())
        except ValueError:
            continue
    return list(dict.fromkeys(found))


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() - _NOT_ZONES}


def read_timezone(text: str) -> str:
    """Give the IANA name of a time zone, in its own spelling."""
    plain = clean_scalar(text).replace(" ", "_")
    zone = _zones().get(plain.lower())
    if zone:
        return zone
    raise refuse(f'there is no time zone "{plain[:60]}"', partial(_hint_for_zone, plain))


def _hint_for_zone(plain: str) -> str:
    places = {name: zone for name, zone in _zones().items() if "/" in name}
    cities = {name.rpartition("/")[2]: zone for name, zone in places.items()}
    near = places.get(nearest(plain, places) or "") or cities.get(nearest(plain.rpartition("/")[2], cities) or "")
    return did_you_mean(near) or "write a name of the IANA list, a continent and a city: Asia/Kolkata"
