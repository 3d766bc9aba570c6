"""Long tables go on where a page ends: no row is lost or shown twice, and every page is short and leads on."""

import re

import pytest

from bot.model.reporting import ProgramReport, program_page
from bot.reports import Renderer
from bot.reports.paging import LONGEST_PAGE, MOST_ROWS
from tests.unit.reports import samples

TITLE = program_page(samples.CAMPAIGN, samples.DELHI.name)
ROW = re.compile(r'^! scope="row"[^|]*\| (.*)$', re.MULTILINE)


def texts(renderer: Renderer, report: ProgramReport) -> tuple[str, ...]:
    return renderer.program(report, samples.CAMPAIGN, samples.CONTEXT)


def rows(text: str) -> list[str]:
    return [row for row in ROW.findall(text) if "ਗੁਰਪ੍ਰੀਤ" in row or "ਸਾਵਿਤਰੀਬਾਈ" in row]


def test_a_short_report_is_one_page(renderer: Renderer) -> None:
    assert len(texts(renderer, samples.many(3, MOST_ROWS))) == 1


def test_every_row_is_on_one_page_in_its_order(renderer: Renderer) -> None:
    made = texts(renderer, samples.many(1_200, 2_000))
    found = [row for text in made for row in rows(text)]
    assert len(found) == len(set(found)) == 3_200
    numbers = [int(match[1]) for row in found if (match := re.search(r"ਗੁਰਪ੍ਰੀਤ (\d+)</bdi>", row))]
    assert numbers == list(range(1_200))
    assert max(len(text.encode()) for text in made) <= LONGEST_PAGE


@pytest.mark.parametrize("title", ["ਸ" * 60, "&" * 200])
def test_long_titles_take_more_pages_not_longer_ones(renderer: Renderer, title: str) -> None:
    made = texts(renderer, samples.many(0, 1_500, title))
    assert max(len(text.encode()) for text in made) <= LONGEST_PAGE
    first = made[0].partition('<h2 id="pages">')[2]
    assert sum(text.count('! scope="row"') for text in (first, *made[1:])) == 1_500


def test_each_page_leads_to_the_next_and_back(renderer: Renderer) -> None:
    made = texts(renderer, samples.many(600, 1_600))
    first, second, third, *_, last = made
    assert f"[[:{TITLE}/2|" in first.partition('<h2 id="pages">')[0]
    assert f"[[:{TITLE}/3|" in first.partition('<h2 id="pages">')[2]
    assert f"[[:{TITLE}|" in second
    assert f"[[:{TITLE}/3|" in second
    assert f"[[:{TITLE}/2|" in third
    assert f"[[:{TITLE}/{len(made) + 1}|" not in last
    assert "501 to 600 of 600" in second
