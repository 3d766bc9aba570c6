"""Every template in every language that ships, and a language that comes with one new file."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mwparserfromhell
import pytest

from bot.cli import shipped
from bot.cli.shipped import load_fallbacks, load_messages, load_templates
from bot.model.campaigns import Privacy
from bot.reports import Renderer
from bot.reports.formats import Formats
from bot.reports.messages import DOCUMENTATION, METADATA
from tests.unit.reports import lists, samples

MESSAGES = load_messages()
LANGUAGES = sorted(set(MESSAGES) - {DOCUMENTATION})
RENDERER = Renderer(load_templates(), MESSAGES, load_fallbacks())

PAGES: dict[str, Callable[[Renderer, str], str]] = {
    "program": lambda r, x: r.program(samples.program_report(language=x), samples.CAMPAIGN, samples.CONTEXT)[0],
    "program-unknown": lambda r, x: r.program(
        samples.program_report(samples.UNKNOWN, language=x), samples.CAMPAIGN, samples.UNKNOWN_CONTEXT
    )[0],
    "program-consented": lambda r, x: r.program(
        samples.program_report(samples.CONSENTED, language=x), samples.CAMPAIGN, samples.CONTEXT
    )[0],
    "program-withheld": lambda r, x: r.program(
        samples.program_report(samples.WITHHELD, language=x), samples.CAMPAIGN, samples.CONTEXT
    )[0],
    "program-upcoming": lambda r, x: r.program(
        samples.program_report(samples.UPCOMING, language=x), samples.CAMPAIGN, samples.CONTEXT
    )[0],
    "program-continued": lambda r, x: r.program(
        samples.program_report(samples.many(0, 501), language=x), samples.CAMPAIGN, samples.CONTEXT
    )[1],
    "heartbeat": lambda r, x: r.heartbeat(samples.HEARTBEAT, samples.UNKNOWN_CONTEXT, x),
    "excerpt": lambda r, x: r.excerpt(
        samples.campaign_report(x), samples.WHOLE_CAMPAIGN, samples.CONTEXT, language=x, parts=()
    ),
    "emptied": lambda r, x: r.no_longer_needed("Dalit History Month 2026/Report", x, samples.CONTEXT),
    "campaign": lambda r, x: r.campaign(samples.campaign_report(x), samples.CONTEXT)[0],
    "campaign-many-pages": lambda r, x: r.campaign(samples.standing_out(x), samples.CONTEXT)[0],
    "status": lambda r, x: r.status(
        replace(samples.STATUS, campaign=replace(samples.WHOLE_CAMPAIGN, language=x)), samples.CONTEXT
    ),
    "status-of-lists": lambda r, x: r.status(lists.status(lists.CAREFUL, language=x), samples.CONTEXT),
    "status-in-trouble": lambda r, x: r.status(lists.status(*lists.EVERY_TROUBLE, language=x), samples.CONTEXT),
    "status-public": lambda r, x: r.status(
        lists.status(lists.READING, privacy=Privacy.PUBLIC, language=x), samples.CONTEXT
    ),
    "list": lambda r, x: r.sign_up_list(replace(lists.OPEN, language=x), samples.CAMPAIGN, samples.NOW),
}


def test_templates_of_pages_are_all_tried() -> None:
    whole = {name for name in load_templates() if f'include "{name}"' not in "".join(load_templates().values())}
    tried = ("program", "campaign", "status", "list", "continuation", "emptied", "heartbeat", "excerpt")
    assert whole == {f"{name}.wikitext.jinja" for name in tried}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_comes_out_whole_in_every_language(page: str, language: str) -> None:
    text = PAGES[page](RENDERER, language)
    english = PAGES[page](RENDERER, "en")
    region = f'<div lang="{language}" dir="{Formats(language).direction}">'
    assert text.removeprefix("<noinclude>").startswith(region)
    assert re.findall(r"\$[0-9]|PLURAL|GENDER|[\ue000-\uf8ff]", text) == []
    assert _shape(text) == _shape(english)
    assert set(re.findall(r'data-sort-value="([^"]*)"', text)) >= set(re.findall(r'data-sort-value="([^"]*)"', english))


def _shape(text: str) -> list[str]:
    """Give the tags, links, tables and headings of a page, whatever its words and what in them is set apart."""
    found = mwparserfromhell.parse(text).filter(recursive=True)
    kinds = [f"{type(node).__name__} {getattr(node, 'tag', '')}" for node in found]
    return sorted(kind for kind in kinds if kind.strip() not in {"Text", "HTMLEntity", "Tag bdi"})


@pytest.mark.parametrize("language", ["bn", "mr", "fa", "ar-eg", "my"])
def test_numbers_in_any_digits_sort_by_value(language: str) -> None:
    renderer = Renderer(load_templates(), {**MESSAGES, language: {"part-of": "$1"}})
    text = renderer.program(samples.program_report(language=language), samples.CAMPAIGN, samples.CONTEXT)[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    own = [line for line in rows if re.fullmatch(r"\| [^A-Za-z<0-9]*\d[\d.,\u066b\u066c]*", line)]
    assert own == [], "numbers in a language's own digits have a value to sort by"
    assert [line for line in rows if re.match(r'\| data-sort-value="[0-9]+"', line)] != []


def test_a_language_comes_with_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(shipped._folder("templates"), tmp_path / "templates")  # noqa: SLF001 - where a translator works
    shutil.copytree(shipped._folder("config"), tmp_path / "config")  # noqa: SLF001
    words = {METADATA: {"authors": ["ਗੁਰਪ੍ਰੀਤ"]}, "sign-up": "شامل ہووو", "tile-edits": "{{PLURAL:$1|سودھ|سودھاں}}"}
    (tmp_path / "templates/i18n/pnb.json").write_text(json.dumps(words), encoding="utf-8")
    monkeypatch.setattr(shipped, "_folder", lambda name: tmp_path / name)
    renderer = Renderer(load_templates(), load_messages(), load_fallbacks())
    text = renderer.program(samples.program_report(language="pnb"), samples.CAMPAIGN, samples.CONTEXT)[0]
    assert text.startswith('<div lang="pnb" dir="rtl">')
    assert "شامل ہووو" in text
    assert "سودھاں" in text
    assert '<bdi lang="en">Participants</bdi>' in text


def test_languages_without_messages_are_read_in_mediawiki_s_next_best() -> None:
    asked = {"arz": "ar", "pt-br": "pt", "mai": "hi", "gl": "pt", "wa": "fr", "ary": "ar", "th": "en", "pnb": "en"}
    found = {
        code: re.match(
            r'<div lang="([a-z]+)"',
            RENDERER.program(samples.program_report(language=code), samples.CAMPAIGN, samples.CONTEXT)[0],
        )
        for code in asked
    }
    assert {code: match[1] for code, match in found.items() if match} == asked
