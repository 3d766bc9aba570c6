"""Numbers, dates and names as each language writes them."""

from datetime import UTC, datetime

import pytest
from babel import Locale, localedata
from babel.numbers import format_decimal

from bot.model.intervals import Interval
from bot.reports.formats import Formats, locale_of
from bot.reports.wikitext import Wikitext

START = datetime(2026, 4, 14, 4, 30, tzinfo=UTC)
EVENT = Interval(START, datetime(2026, 4, 14, 12, 30, tzinfo=UTC))
DAYS = Interval(datetime(2026, 4, 13, 18, 30, tzinfo=UTC), datetime(2026, 4, 16, 18, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("language", "number", "share", "size"),
    [
        ("en", "1,234,567", "49%", "66.2 kB"),
        ("es", "1.234.567", "49\N{NO-BREAK SPACE}%", "66,2 kB"),
        ("pa", "12,34,567", "49%", "66.2 kB"),
        ("bn", "১২,৩৪,৫৬৭", "৪৯%", "৬৬.২ kB"),
        ("ar", "1,234,567", "49%", "66.2 كيلوبايت"),
        ("fa", "۱٬۲۳۴٬۵۶۷", "۴۹%", "۶۶٫۲ kB"),
        ("zh", "1,234,567", "49%", "66.2 kB"),
        ("th", "1,234,567", "49%", "66.2 kB"),
        ("tlh", "1,234,567", "49%", "66.2 kB"),
    ],
)
def test_numbers_are_written_as_the_language_does(language: str, number: str, share: str, size: str) -> None:
    formats = Formats(language)
    assert (formats.number(1234567), formats.share(0.49), formats.size(66_212)) == (number, share, size)


@pytest.mark.parametrize("number", [0, 999, 1_000, 12_345, 123_456, 1_234_567_890, -1, -4_321])
def test_numbers_are_those_of_babel_in_every_locale(number: int) -> None:
    """What is quicker than Babel gives what Babel gives, but for the digits that it leaves to its caller."""
    for code in localedata.locale_identifiers():
        formats = Formats(code)
        babel = format_decimal(number, locale=locale_of(code), numbering_system="default")
        assert formats.number(number) == formats._own(babel), code  # noqa: SLF001


@pytest.mark.parametrize(
    ("language", "event", "days"),
    [
        ("en", "14 April 2026, 10:00–18:00", "14–16 April 2026"),
        ("pa", "14 ਅਪ੍ਰੈਲ 2026, 10:00–18:00", "14–16 ਅਪ੍ਰੈਲ 2026"),
        ("ar", "14 أبريل 2026، 10:00–18:00", "14–16 أبريل 2026"),
        ("bn", "১৪ এপ্রিল, ২০২৬ ১০:০০–১৮:০০", "১৪–১৬ এপ্রিল, ২০২৬"),
        ("zh", "2026年4月14日 10:00–18:00", "2026年4月14–16日"),
        ("es", "14 de abril de 2026, 10:00–18:00", "14–16 de abril de 2026"),
    ],
)
def test_windows_are_in_local_time_and_whole_days_have_no_times(language: str, event: str, days: str) -> None:
    formats = Formats(language)
    assert (formats.window(EVENT, "Asia/Kolkata"), formats.window(DAYS, "Asia/Kolkata")) == (event, days)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (datetime(2026, 4, 15, tzinfo=UTC), "14 April 2026"),
        (datetime(2026, 5, 2, tzinfo=UTC), "14 April 2026 – 1 May 2026"),
        (datetime(2026, 4, 15, 1, tzinfo=UTC), "14 April 2026, 00:00 – 15 April 2026, 01:00"),
    ],
)
def test_windows_of_one_day_of_two_months_and_over_midnight(end: datetime, expected: str) -> None:
    assert Formats("en").window(Interval(datetime(2026, 4, 14, tzinfo=UTC), end), "UTC") == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [(999, None), (1_000, "1 kB"), (99_950, "100 kB"), (123_456, "123 kB"), (2_345_678, "2.3 MB"), (-2_500, "-2.5 kB")],
)
def test_sizes_from_a_thousand_bytes_on_are_rounded(size: int, expected: str | None) -> None:
    assert Formats("en").size(size) == expected


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("ur", "rtl"), ("pnb", "rtl"), ("he", "rtl"), ("en", "ltr"), ("pa", "ltr"), ("xx-nonsense", "ltr")],
)
def test_direction_is_that_of_the_language(language: str, direction: str) -> None:
    assert Formats(language).direction == direction


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en", "pa", "Punjabi"),
        ("pa", "pa", "ਪੰਜਾਬੀ"),
        ("ar", "zh", "الصينية"),
        ("en", "be-tarask", "Belarusian (be-tarask)"),
        ("en", "simple", "Simple English"),
        ("en", "xx", "xx"),
    ],
)
def test_languages_are_named_in_the_language_of_the_report(language: str, code: str, name: str) -> None:
    assert Formats(language).language(code) == name


@pytest.mark.parametrize(
    ("language", "timezone", "name"),
    [
        ("en", "Asia/Kolkata", "India Time"),
        ("ar", "Asia/Kolkata", "توقيت الهند"),
        ("en", "UTC", "UTC"),
        ("tn", "Asia/Kolkata", "Asia/Kolkata"),
    ],
)
def test_zones_are_named_where_the_language_has_a_name(language: str, timezone: str, name: str) -> None:
    assert Formats(language).zone(timezone) == name


def test_lists_are_joined_with_the_words_of_the_language() -> None:
    names = [Wikitext("Asha"), Wikitext("Bola"), Wikitext("{0}")]
    assert Formats("en").enumerate(names) == "Asha, Bola and {0}"
    assert Formats("ar").enumerate(names) == "Asha وBola و{0}"
    assert Formats("zh").enumerate(names) == "Asha、Bola和{0}"


def test_every_numbering_system_of_cldr_has_its_digits() -> None:
    for identifier in localedata.locale_identifiers():
        shown = Formats(identifier).number(1234567890)
        latin = Locale.parse(identifier).default_numbering_system == "latn"
        assert latin == any(character in "0123456789" for character in shown), identifier
