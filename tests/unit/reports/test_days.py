"""The strip of days: which it shows, how high they are, and that everybody can read them."""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from bot.model.results import Totals
from bot.reports import Renderer
from bot.reports.days import MOST_BARS, Strip, day_strip
from bot.reports.messages import Translator
from bot.reports.scribe import Scribe
from tests.unit.factories import at, span
from tests.unit.reports import samples
from tests.unit.reports.test_scribe import MESSAGES

APRIL = (span("2026-04-14", "2026-04-18"),)


def edits(**days: int) -> dict[date, Totals]:
    return {date(2026, 4, int(day[1:])): Totals(edits=number) for day, number in days.items()}


def strip(
    days: dict[date, Totals], *, now: str = "2026-05-01", language: str = "en", timezone: str = "UTC"
) -> Strip | None:
    scribe = Scribe(Translator(language, MESSAGES), replace(samples.CONTEXT, now=at(now)))
    return day_strip(days, APRIL, timezone, scribe)


def test_every_day_of_the_event_has_a_bar_as_high_as_its_edits() -> None:
    shown = strip(edits(d14=10, d16=200, d17=1))
    assert shown is not None
    assert [bar.height for bar in shown.bars] == [5, 0, 100, 1]
    assert [unescape(bar.text) for bar in shown.bars][:2] == ["14 April 2026: 10 edits", "15 April 2026: 0 edits"]
    assert (shown.first, shown.last) == ("14 April 2026", "17 April 2026")
    assert unescape(shown.highest) == "Most edits on 16 April 2026: 200 edits."


def test_days_to_come_are_not_shown_yet() -> None:
    shown = strip(edits(d14=10), now="2026-04-15 12:00")
    assert shown is not None
    assert len(shown.bars) == 2


@pytest.mark.parametrize("days", [{}, edits(d14=0)])
def test_without_edits_there_is_no_strip(days: dict[date, Totals]) -> None:
    assert strip(days) is None


def test_one_day_needs_no_strip() -> None:
    assert strip(edits(d14=10), now="2026-04-14 12:00") is None


def test_a_long_event_is_shown_by_weeks_and_loses_nothing() -> None:
    scribe = Scribe(Translator("en", MESSAGES), replace(samples.CONTEXT, now=at("2027-01-01")))
    year = (span("2026-01-01", "2026-12-31"),)
    days = {date(2026, month, 13): Totals(edits=1) for month in range(1, 13)}
    shown = day_strip(days, year, "Asia/Kolkata", scribe)
    assert shown is not None
    assert len(shown.bars) == 53 < MOST_BARS
    assert sum(bar.height for bar in shown.bars) == 12 * 100


def test_days_are_written_as_the_language_does() -> None:
    shown = strip(edits(d14=1, d15=12), language="bn", timezone="Asia/Dhaka")
    assert shown is not None
    assert shown.last == "১৮ এপ্রিল, ২০২৬"


def test_the_report_says_in_words_what_the_bars_show(renderer: Renderer) -> None:
    report = samples.program_report(windows=APRIL)
    active = replace(report, result=replace(report.result, days=edits(d14=3, d15=4)))
    page = renderer.program(active, samples.CAMPAIGN, replace(samples.CONTEXT, now=at("2026-04-15 12:00")))[0]
    assert unescape(page).count("14 April 2026: 3 edits") == 2
    assert '<h2 id="days">' in page
    still = renderer.program(report, samples.CAMPAIGN, samples.CONTEXT)[0]
    assert '<h2 id="days">' not in still
