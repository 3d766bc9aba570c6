"""Messages: plural forms, parameters, fallback; and that files, templates and code agree."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.messages import Translator, chosen_language
from bot.reports.wikitext import Wikitext
from tests.unit.reports.conftest import TEMPLATES, read_messages

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "people": "{{PLURAL:$1|0=nobody|$1 person|$1 people}} on $2",
        "only-english": "{{PLURAL:$1|$1 edit|$1 edits}}",
    },
    "ar": {"people": "{{PLURAL:$1|0=لا أحد|$1 صفر|واحد|اثنان|$1 أشخاص|$1 شخصًا|$1 شخص}} في $2"},
    "bn": {"people": "$1 জন, $2"},
    "zh": {"people": "$2:$1人"},
    "pt": {"people": "$1 {{PLURAL:$1|pessoa|pessoas}} em $2"},
    "qqq": {"people": "not a language"},
}


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("en", 0, "nobody on x"),
        ("en", 1, "1 person on x"),
        ("en", 1234, "1,234 people on x"),
        ("en", None, "? people on x"),
        ("ar", 0, "لا أحد في x"),
        ("ar", 1, "واحد في x"),
        ("ar", 2, "اثنان في x"),
        ("ar", 3, "3 أشخاص في x"),
        ("ar", 11, "11 شخصًا في x"),
        ("ar", 100, "100 شخص في x"),
        ("bn", 20, "২০ জন, x"),
        ("zh", 20, "x&#58;20人"),
        ("pt", 0, "0 pessoa em x"),
        ("pt-br", 2, "2 pessoas em x"),
        ("th", 20, "20 people on x"),
        ("qqq", 1, "1 person on x"),
    ],
)
def test_plural_form_is_that_of_the_language(language: str, number: int | None, expected: str) -> None:
    assert Translator(language, CATALOGUES)("people", number, "x") == expected


def test_english_stands_in_with_its_own_direction() -> None:
    assert Translator("ar", CATALOGUES)("only-english", 2) == '<bdi lang="en">2 edits</bdi>'


def test_english_keeps_its_own_plural_forms_where_it_stands_in() -> None:
    assert Translator("ar", CATALOGUES)("only-english", 1) == '<bdi lang="en">1 edit</bdi>'
    assert Translator("bn", CATALOGUES)("only-english", 0) == '<bdi lang="en">০ edits</bdi>'


def test_report_is_in_the_nearest_language_that_has_messages() -> None:
    asked = ("ar", "pt-br", "th", "qqq", "")
    assert [chosen_language(language, CATALOGUES) for language in asked] == ["ar", "pt", "en", "en", "en"]


def test_text_is_escaped_and_wikitext_is_not() -> None:
    t = Translator("en", CATALOGUES)
    assert t("people", 1, "{{x}}") == "1 person on &#123;&#123;x&#125;&#125;"
    assert t("people", 1, Wikitext("{{x}}")) == "1 person on {{x}}"


def test_markup_in_a_message_is_shown_as_text() -> None:
    t = Translator("en", {"en": {"evil": "[[Category:X]] {{x}} $1 <b>"}})
    assert set("[]{}<>") & set(t("evil", "y")) == set()


@given(number=st.integers(min_value=0, max_value=10**12), language=st.sampled_from(["en", "ar", "bn", "zh", "pt"]))
def test_every_number_has_a_form(number: int, language: str) -> None:
    assert Translator(language, CATALOGUES)("people", number, "x")


MESSAGES = read_messages(TEMPLATES / "i18n")
PLACE = re.compile(r"\$[1-9]")


def used_keys() -> set[str]:
    """Every quoted word of the room's code and templates that looks like a key; a key is always written out."""
    root = TEMPLATES.parent
    files = [*(root / "bot/reports").glob("*.py"), *(TEMPLATES / "reports").glob("*.jinja")]
    return {word for file in files for word in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', file.read_text(encoding="utf-8"))}


def called_keys() -> set[str]:
    root: Path = TEMPLATES.parent
    files = [*(root / "bot/reports").glob("*.py"), *(TEMPLATES / "reports").glob("*.jinja")]
    return {key for file in files for key in re.findall(r'\bt\(\s*"([^"]+)"', file.read_text(encoding="utf-8"))}


def test_every_message_that_is_asked_for_exists() -> None:
    assert called_keys() - set(MESSAGES["en"]) == set()


def test_every_message_is_used() -> None:
    assert set(MESSAGES["en"]) - used_keys() - {"@metadata"} == set()


def test_every_message_is_documented_and_nothing_else_is() -> None:
    assert set(MESSAGES["qqq"]) == set(MESSAGES["en"])
    assert [key for key, text in MESSAGES["qqq"].items() if not text] == []


def test_every_parameter_is_documented() -> None:
    undocumented = {
        key: missing
        for key, text in MESSAGES["en"].items()
        if key != "@metadata" and (missing := set(PLACE.findall(text)) - set(PLACE.findall(MESSAGES["qqq"][key])))
    }
    assert undocumented == {}
