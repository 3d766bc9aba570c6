"""Report pages on a real wiki: what MediaWiki makes of them, and of text from outside that is on them."""

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
import requests

from bot.cli.shipped import load_messages
from bot.model.reporting import ReportContext
from bot.reports import Renderer, escape, link
from bot.reports.wikitext import clean, external_link, prose
from tests.unit.reports import samples
from tests.unit.reports.conftest import TEMPLATES
from tests.unit.reports.test_pages import PAGES
from tests.unit.reports.test_wikitext import HOSTILE
from tests.wikifarm import Farm, FarmWiki

RENDERER = Renderer(
    {path.name: path.read_text(encoding="utf-8") for path in (TEMPLATES / "reports").glob("*.jinja")},
    load_messages(),
)


@pytest.fixture(scope="module")
def meta(farm: Farm) -> FarmWiki:
    """Give the home wiki, on which a template, a file and a category stand ready to be misused."""
    wiki = farm["metawiki"]
    for title in ("Template:evil", "Template:!", "File:Evil.jpg", "Evil"):
        wiki.edit(title, "EVIL", user="Admin")
    return wiki


def parse(wiki: FarmWiki, text: str) -> dict[str, Any]:
    asked = {
        "action": "parse",
        "format": "json",
        "formatversion": "2",
        "contentmodel": "wikitext",
        "title": "Sandbox",
        "pst": "1",
        "disablelimitreport": "1",
        "prop": "text|wikitext|sections|templates|links|iwlinks|categories|externallinks|images|langlinks|properties",
        "text": text,
    }
    response = requests.post(wiki.api_url, data=asked, timeout=60)
    response.raise_for_status()
    parsed: dict[str, Any] = response.json()["parse"]
    return parsed


def effects(parsed: dict[str, Any]) -> dict[str, Any]:
    """Everything that the text does beside showing itself."""
    kinds = ("sections", "templates", "links", "iwlinks", "categories", "externallinks", "images", "langlinks")
    return {kind: parsed[kind] for kind in (*kinds, "properties") if parsed[kind]}


def shown(parsed: dict[str, Any]) -> str:
    """Give the text that a reader sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", parsed["text"])).strip()


def tags(parsed: dict[str, Any]) -> list[str]:
    return re.findall(r"<[a-z][^>]*>", parsed["text"])


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_is_shown_and_does_nothing(text: str, meta: FarmWiki) -> None:
    parsed = parse(meta, f"{escape(text)}\n")
    assert parsed["psttext"] == escape(text).rstrip(), "saving changes nothing"
    assert effects(parsed) == {}
    assert shown(parsed) == clean(text).strip()
    assert len(tags(parsed)) == 2, "the parser's own div and one paragraph"


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_stays_in_its_cell(text: str, meta: FarmWiki) -> None:
    def table(cell: str) -> str:
        return f'{{| class="wikitable"\n! scope="row" | {cell}\n| title="{cell}" | {cell}\n|}}'

    parsed = parse(meta, table(escape(text)))
    assert effects(parsed) == {}
    expected = tags(parse(meta, table("x")))
    assert [re.sub('title="[^"]*"', 'title="x"', tag) for tag in tags(parsed)] == expected


def test_titles_lead_to_their_pages(meta: FarmWiki) -> None:
    titles = (
        "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ",
        "سافيتريباي فول",
        "Talk:সাবিত্রীবাই ফুলে",
        "萨维特里拜·普勒",
        "สาวิตรีพาอี ผุเล",
        'AC/DC & Friends\' "50%" (~1890)?',
        "File:Evil.jpg",
        "Category:Evil",
        "''Evil''",
        "100% + 1",
        "A_B",
    )
    parsed = parse(meta, "\n\n".join(link(title) for title in titles))
    expected = {title.replace("_", " ") for title in titles}
    assert {found["title"] for found in parsed["links"]} == expected
    assert effects(parsed).keys() == {"links"}
    assert shown(parsed).split() == " ".join(titles).split()


def test_titles_lead_to_their_pages_on_other_wikis(meta: FarmWiki) -> None:
    titles = ("ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", "Category:X", 'a\'s "50%"?')
    parsed = parse(meta, " ".join(link(title, prefix="pa") for title in titles))
    assert [found["title"] for found in parsed["iwlinks"]] == [f"pa:{title}" for title in titles]
    assert effects(parsed).keys() == {"iwlinks"}
    url = "https://th.example.org/wiki/$1"
    parsed = parse(meta, " ".join(external_link(url, title) for title in titles))
    assert len(parsed["externallinks"]) == len(titles)
    assert effects(parsed).keys() == {"externallinks"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_and_descriptions_do_nothing_but_link(text: str, meta: FarmWiki) -> None:
    for made in (link(text), link(text, prefix="pa"), external_link("https://x.example.org/$1", text), prose(text)):
        parsed = parse(meta, f"{{|\n| {made}\n|}}")
        assert effects(parsed).keys() <= {"links", "iwlinks", "externallinks"}
        assert "EVIL" not in parsed["text"]
        assert parsed["text"].count("<td") == 1


@pytest.mark.parametrize("name", PAGES)
def test_page_is_what_it_was_rendered_as(name: str, meta: FarmWiki) -> None:
    """Saving changes nothing, no edit links, and every tag that was written is one that MediaWiki lets through."""
    made = PAGES[name](RENDERER)
    region = made if isinstance(made, str) else made[0]
    text = f"before\n<!-- CampaignBot begin -->\n{region}\n<!-- CampaignBot end -->\n== After ==\nafter"
    title = f"Reports/{name}"
    meta.edit(title, text, user="Admin")
    assert meta.text(title) == text
    parsed = parse(meta, text)
    assert parsed["text"].count('class="mw-editsection"') == 1
    assert [section["line"] for section in parsed["sections"] if section["index"]] == ["After"]
    # This wiki has no such files, and lists pages that show them in a category of its own.
    pictures = {"images", "categories"} if name == "program-with-uploads" else set()
    assert effects(parsed).keys() <= {"sections", "links", "iwlinks", "externallinks"} | pictures
    assert re.findall(r"\{\{|\[\[|\{\||'''|<!--", re.sub(r"<bdi>.*?</bdi>", "", shown_outside_names(parsed))) == []
    assert "&lt;div" not in parsed["text"]
    assert "&lt;/" not in parsed["text"].replace("&lt;/bdi", "")


def shown_outside_names(parsed: dict[str, Any]) -> str:
    """Give what is shown without the names and quotes from outside."""
    text = re.sub(r"<bdi[^>]*>.*?</bdi>|<code.*?</code>", "", parsed["text"])
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def test_styles_and_sort_values_pass_the_sanitizer(meta: FarmWiki) -> None:
    region = RENDERER.program(samples.RUNNING, samples.CAMPAIGN, samples.CONTEXT)[0]
    made = parse(meta, region)["text"]
    for attribute in _attributes(region, ("style", "data-sort-value", "data-sort-type", "scope", "lang", "dir")):
        assert html.unescape(attribute) in html.unescape(made), attribute


def _attributes(text: str, names: Iterable[str]) -> set[str]:
    return set(re.findall(rf'\b(?:{"|".join(names)})="[^"]*"', text))


def test_long_report_is_parsed_in_time(meta: FarmWiki) -> None:
    context: ReportContext = samples.CONTEXT
    pages = tuple(samples.page("pawiki", f"ਸਾਵਿਤਰੀਬਾਈ {n}", ("ਗੁਰਪ੍ਰੀਤ", "Çelik"), 3, 12_345) for n in range(2_000))
    people = {f"ਗੁਰਪ੍ਰੀਤ {n}": samples.numbers(3, 1, 1, 12_345) for n in range(2_000)}
    report = replace(samples.RUNNING, result=replace(samples.RESULT, pages=pages, participants=people))
    text = RENDERER.program(report, samples.CAMPAIGN, context)[0]
    parsed = parse(meta, text)
    assert parsed["text"].count("<tr>") > 1_000
    assert not parsed["templates"]
