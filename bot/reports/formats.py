"""Numbers, dates and names of languages as CLDR writes them in one language."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_skeleton,
    get_datetime_format,
    get_timezone_name,
    tokenize_pattern,
    untokenize_pattern,
)
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent, get_group_symbol
from babel.units import format_unit

from bot.model.intervals import Interval
from bot.reports.codes import own_direction
from bot.reports.wikitext import Wikitext

UTC_NAME = "UTC"

_TO = "\N{EN DASH}"

_PREFERRED = {"en": "en_GB"}
"""CLDR's plain `en` is that of the United States; MediaWiki's English writes the day first and 24 hours."""

_ZEROS = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "hmnp": 0x1E140,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "rohg": 0x10D30,
    "tibt": 0x0F20,
}
"""Code point of the digit 0 in every numbering system that is some language's default in CLDR, Latin's left out."""

Token = tuple[str, str | tuple[str, int]]
"""A piece of one of CLDR's patterns: characters, or a field with its letter and width."""

_NAMES = {"simple": "Simple English"}
"""What wikis call a language and CLDR does not; the same in every language."""

_KILO = 1000
_WHOLE_FROM = 100
"""From this many kB or MB on, a decimal says nothing more."""


class Formats:
    """How one language writes; a language that CLDR does not know is written as its base language, or as English."""

    def __init__(self, language: str) -> None:
        self._locale = locale_of(language)
        zero = _ZEROS.get(self._locale.default_numbering_system)
        self._digits = {ord("0") + n: zero + n for n in range(10)} if zero else {}
        self._group = get_group_symbol(self._locale, numbering_system="default")
        self._by_thousands = self._locale.decimal_formats[None].grouping == (3, 3)
        rtl = self._locale.character_order == "right-to-left"
        self.direction = own_direction(language) or ("rtl" if rtl else "ltr")

    def number(self, value: int) -> str:
        """Give what Babel's `format_decimal` gives, much sooner: a large campaign has 500,000."""
        if self._by_thousands and value >= 0:
            return self._own(f"{value:,}".replace(",", self._group))
        return self._own(format_decimal(value, locale=self._locale, numbering_system="default"))

    def share(self, value: float) -> str:
        """Give a fraction as whole percent."""
        return self._own(format_percent(value, locale=self._locale, numbering_system="default"))

    def size(self, size: int) -> str | None:
        """Give a number of bytes in kB (1,000 bytes) or MB, None below 1 kB, which is better said in bytes."""
        if abs(size) < _KILO:
            return None
        unit, scaled = ("megabyte", size / _KILO**2) if abs(size) >= _KILO**2 else ("kilobyte", size / _KILO)
        rounded = round(scaled, 1) if abs(scaled) < _WHOLE_FROM else round(scaled)
        name = f"digital-{unit}"
        return self._own(format_unit(rounded, name, "short", locale=self._locale, numbering_system="default"))

    def day(self, moment: datetime, timezone: str) -> str:
        return self._own(format_date(moment.astimezone(ZoneInfo(timezone)), "long", locale=self._locale))

    def date(self, day: date) -> str:
        return self._own(format_date(day, "long", locale=self._locale))

    def moment(self, moment: datetime, timezone: str) -> str:
        """Give day and time of day, 24 hours, without naming the zone."""
        local = moment.astimezone(ZoneInfo(timezone))
        return self._own(self._joined(local, self._time(local)))

    def window(self, window: Interval, timezone: str) -> str:
        """Give a window in local time: as days where it is made of whole days, otherwise with times."""
        zone = ZoneInfo(timezone)
        start, end = window.start.astimezone(zone), window.end.astimezone(zone)
        if start.time() == end.time() == time.min:
            return self._own(self._days(start, end - timedelta(days=1)))
        return self.span(window, timezone)

    def span(self, window: Interval, timezone: str) -> str:
        """Give a window in local time, always with times."""
        zone = ZoneInfo(timezone)
        start, end = window.start.astimezone(zone), window.end.astimezone(zone)
        if start.date() == end.date():
            return self._own(self._joined(start, f"{self._time(start)}{_TO}{self._time(end)}"))
        return f"{self.moment(window.start, timezone)} {_TO} {self.moment(window.end, timezone)}"

    def days(self, start: datetime, end: datetime, timezone: str) -> str:
        """Give the days from start to end, which is exclusive, in local time."""
        zone = ZoneInfo(timezone)
        return self._own(self._days(start.astimezone(zone), (end - timedelta(seconds=1)).astimezone(zone)))

    def zone(self, timezone: str) -> str:
        """Give the zone's name, such as India Time; CLDR has none for UTC, and in some languages none at all."""
        if timezone == UTC_NAME:
            return timezone
        try:
            return str(get_timezone_name(timezone, "long", locale=self._locale))
        except KeyError:
            return timezone

    def language(self, code: str) -> str:
        """Give a language's name in this language, else in English, else its code."""
        if code in _NAMES:
            return _NAMES[code]
        key = code.replace("-", "_")
        base = key.partition("_")[0]
        for locale in (self._locale, locale_of("en")):
            if name := locale.languages.get(key):
                return str(name)
            if name := locale.languages.get(base):
                return f"{name} ({code})"
        return code

    def enumerate(self, items: Sequence[Wikitext]) -> Wikitext:
        """Give the items as a list in a sentence; the words between them are CLDR's."""
        return items[0] if len(items) == 1 else Wikitext(format_list(items, locale=self._locale))

    def _joined(self, local: datetime, clock: str) -> str:
        pattern = str(get_datetime_format("medium", locale=self._locale)).replace("'", "")
        return pattern.replace("{1}", format_date(local, "long", locale=self._locale)).replace("{0}", clock)

    def _time(self, local: datetime) -> str:
        return format_skeleton("Hm", local, locale=self._locale)

    def _days(self, first: datetime, last: datetime) -> str:
        if first.date() == last.date():
            return format_date(first, "long", locale=self._locale)
        if (first.year, first.month) != (last.year, last.month):
            return f" {_TO} ".join(format_date(day, "long", locale=self._locale) for day in (first, last))
        tokens = tokenize_pattern(self._locale.date_formats["long"].pattern)
        return format_date(last, untokenize_pattern([_both_days(t, first, last) for t in tokens]), locale=self._locale)

    def _own(self, text: str) -> str:
        return text.translate(self._digits) if self._digits else text


def _both_days(token: Token, first: datetime, last: datetime) -> Token:
    """Put two days of a month where a pattern has one; CLDR's own patterns for this shorten the month."""
    kind, value = token
    if kind != "field" or value[0] != "d":
        return token
    width = int(value[1])
    return "chars", f"{first.day:0{width}}{_TO}{last.day:0{width}}"


def locale_of(language: str) -> Locale:
    """Give CLDR's locale for one of MediaWiki's codes, that of its base language, or English."""
    code = language.replace("-", "_")
    for candidate in (_PREFERRED.get(code, code), code.partition("_")[0]):
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_PREFERRED["en"])
