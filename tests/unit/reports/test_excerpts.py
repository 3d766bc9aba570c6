"""A report on a page of another wiki: whole or by parts, seen from there, and no longer than one page."""

import re
from dataclasses import replace

import pytest

from bot.model.campaigns import Privacy
from bot.model.reporting import Part, ProgramReport, WikiLink
from bot.reports import Renderer
from bot.reports.excerpts import PARTS
from bot.reports.paging import LONGEST_PAGE, MOST_ROWS
from tests.unit.reports import samples
from tests.wikifarm.layout import CHECKOUT

META = WikiLink(dbname="metawiki", language="en", project="meta", prefix="m", url="https://meta.example/wiki/$1")
FROM_PAWIKI = replace(
    samples.CONTEXT,
    links={
        **samples.CONTEXT.links,
        "metawiki": META,
        "pawiki": replace(samples.CONTEXT.links["pawiki"], prefix=""),
    },
    elsewhere="pawiki",
    metrics_page="Help:CampaignBot/Metrics",
)
REPORT = samples.RUNNING
HEADING = re.compile(r'<h2 id="([\w-]+)">')


def excerpt(renderer: Renderer, *parts: Part, report: ProgramReport = REPORT) -> str:
    return renderer.excerpt(report, samples.CAMPAIGN, FROM_PAWIKI, language="pa", parts=parts)


def test_a_whole_report_has_the_sections_of_the_report_itself(renderer: Renderer) -> None:
    itself = renderer.program(REPORT, samples.CAMPAIGN, samples.CONTEXT)[0]
    assert HEADING.findall(excerpt(renderer)) == HEADING.findall(itself)


@pytest.mark.parametrize(
    ("parts", "sections"),
    [
        ((Part.SUMMARY,), ["goals"]),
        ((Part.WIKIS,), ["wikis"]),
        ((Part.PARTICIPANTS,), ["participants", "by-person"]),
        ((Part.ARTICLES,), ["pages"]),
        ((Part.COUNTED,), ["counted"]),
        ((Part.UPLOADS,), []),
        ((Part.ARTICLES, Part.SUMMARY, Part.PARTICIPANTS), ["goals", "participants", "by-person", "pages"]),
    ],
)
def test_parts_are_shown_alone_in_the_order_of_the_report(
    renderer: Renderer, parts: tuple[Part, ...], sections: list[str]
) -> None:
    text = excerpt(renderer, *parts)
    assert HEADING.findall(text) == sections
    assert ("<b style" in text) == (Part.SUMMARY in parts), "its name"


def test_the_parts_together_are_the_whole(renderer: Renderer) -> None:
    assert excerpt(renderer, *Part) == excerpt(renderer)


@pytest.mark.parametrize("part", Part)
def test_every_part_says_how_fresh_it_is_where_all_of_it_is_and_what_is_not_known(
    renderer: Renderer, part: Part
) -> None:
    result = replace(samples.RESULT, unknown_wikis=("thwiki",))
    text = excerpt(renderer, part, report=replace(REPORT, result=result))
    assert text.count("<!--t-->ਅੰਕੜੇ") == 1
    assert "ਪੂਰੀ ਰਿਪੋਰਟ: [[:m:Dalit History Month 2026/Delhi edit-a-thon/Report|" in text
    assert text.count("--border-color-warning") == 1


def test_links_are_local_to_the_wiki_on_which_it_stands(renderer: Renderer) -> None:
    text = excerpt(renderer)
    assert "[[:ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ|" in text, "an article of the same wiki"
    assert "[[:ar:سافيتريباي فول|" in text, "one of another wiki"
    assert "[[:User:ਗੁਰਪ੍ਰੀਤ|" in text
    for at_home in ("Dalit History Month 2026/Report", "Dalit History Month 2026", "Help:CampaignBot/Metrics"):
        assert f"[[:m:{at_home}|" in text
    assert "[[:Dalit" not in text


def test_where_no_interwiki_link_leads_home_its_address_does(renderer: Renderer) -> None:
    context = replace(FROM_PAWIKI, links={**FROM_PAWIKI.links, "metawiki": replace(META, prefix=None)})
    text = renderer.excerpt(REPORT, samples.CAMPAIGN, context, language="pa", parts=(Part.SUMMARY,))
    assert "[https://meta.example/wiki/Dalit_History_Month_2026/Report <bdi>" in text
    assert "[[:" not in text.replace("[[:User:", "")


def test_it_runs_in_the_direction_of_the_page(renderer: Renderer) -> None:
    text = renderer.excerpt(REPORT, samples.CAMPAIGN, FROM_PAWIKI, language="ar", parts=())
    assert text.startswith('<div lang="ar" dir="rtl">')


def test_a_campaign_can_show_its_programs_alone(renderer: Renderer) -> None:
    report = samples.campaign_report("en")
    text = renderer.excerpt(report, samples.WHOLE_CAMPAIGN, FROM_PAWIKI, language="pa", parts=(Part.PROGRAMS,))
    assert HEADING.findall(text) == ["programs"]
    assert f"[[:m:{samples.PAGE}/Delhi edit-a-thon/Report|" in text


def test_a_long_table_ends_and_leads_to_the_report_itself(renderer: Renderer) -> None:
    text = excerpt(renderer, Part.PARTICIPANTS, report=samples.many(MOST_ROWS + 100, 0))
    assert text.count('! scope="row"') == MOST_ROWS
    assert text.count("/Report|") == 2
    long = excerpt(renderer, report=samples.many(2_000, 4_000, "ਸ" * 60))
    assert len(long.encode()) <= LONGEST_PAGE


def test_of_people_who_are_hidden_no_part_tells_more_than_the_report(renderer: Renderer) -> None:
    program = replace(samples.DELHI, privacy=Privacy.HIDDEN)
    text = excerpt(renderer, Part.PARTICIPANTS, Part.ARTICLES, Part.WIKIS, report=replace(REPORT, program=program))
    assert HEADING.findall(text) == []
    assert "ਗੁਰਪ੍ਰੀਤ" not in text


def test_every_table_belongs_to_a_part() -> None:
    code = "".join(path.read_text("utf-8") for path in (CHECKOUT / "bot/reports").glob("*.py"))
    assert set(re.findall(r'anchor="([\w-]+)"', code)) == set(PARTS)
