"""The sign-up list that the bot makes for a program that names none."""

from dataclasses import replace

import pytest

from bot.model.campaigns import Privacy
from bot.reports import Renderer
from bot.signups import parse_signups
from tests.unit.reports import samples
from tests.unit.reports.test_wikitext import HOSTILE
from tests.unit.signups.shipped import syntax

SIGNATURE = "[[User:ਗੁਰਪ੍ਰੀਤ|ਗੁਰਪ੍ਰੀਤ]] ([[User talk:ਗੁਰਪ੍ਰੀਤ|talk]]) 10:00, 14 April 2026 (UTC)"


def new_list(renderer: Renderer, *, name: str = "Delhi edit-a-thon", language: str = "en") -> str:
    program = replace(samples.DELHI, name=name, language=language, privacy=Privacy.CONSENTED)
    return renderer.sign_up_list(program, samples.CAMPAIGN, samples.NOW)


@pytest.mark.parametrize("language", ["en", "ar", "bn"])
def test_nobody_stands_on_it_and_whoever_signs_below_does(language: str, renderer: Renderer) -> None:
    text = new_list(renderer, language=language)
    empty = parse_signups(text, syntax=syntax())
    assert (empty.entries, empty.unread, empty.transclusions) == ((), (), ())
    signed = parse_signups(f"{text}\n\n* {SIGNATURE}\n\n* [[User:فاطمة]]", syntax=syntax())
    assert [entry.name for entry in signed.entries] == ["ਗੁਰਪ੍ਰੀਤ", "فاطمة"]
    assert (signed.unread, signed.transclusions) == ((), ())


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_programs_do_nothing_on_it(name: str, renderer: Renderer) -> None:
    plain = new_list(renderer, name="x")
    made = new_list(renderer, name=name)
    assert [made.count(sign) for sign in ("{{", "}}", "<nowiki", "~~~")] == [plain.count("{{"), plain.count("}}"), 0, 0]


def test_pages_that_show_the_list_show_only_names(renderer: Renderer) -> None:
    text = new_list(renderer)
    assert (text.startswith("<noinclude>"), text.endswith("</noinclude>")) == (True, True)
