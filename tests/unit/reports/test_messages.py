"""Messages: plural forms, gender, parameters, fallback."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.messages import Translator, languages_for
from bot.reports.wikitext import Wikitext

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


FALLBACKS = {"arz": ("ar",), "pt-br": ("pt",), "zh-hk": ("zh-hant", "zh"), "skr": ("skr-arab", "pnb")}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ar", ("ar", "en")),
        ("arz", ("ar", "en")),
        ("pt-br", ("pt", "en")),
        ("zh-hk", ("zh", "en")),
        ("zh-anything", ("zh", "en")),
        ("th", ("en",)),
        ("skr", ("en",)),
        ("qqq", ("en",)),
        ("", ("en",)),
    ],
)
def test_messages_are_looked_for_in_mediawiki_s_order_and_then_in_english(asked: str, found: tuple[str, ...]) -> None:
    assert languages_for(asked, CATALOGUES, FALLBACKS) == found


def test_a_message_of_the_next_best_language_stands_in_before_english() -> None:
    catalogues = {**CATALOGUES, "arz": {"only-arz": "$1 مصري"}}
    assert Translator("arz", catalogues, FALLBACKS)("people", 2, "x") == '<bdi lang="ar">اثنان في x</bdi>'
    assert Translator("arz", catalogues, FALLBACKS).language == "arz"


def test_languages_are_named_in_html_as_html_does() -> None:
    t = Translator("simple", {"en": {"m": "English"}, "simple": {"n": "x"}})
    assert (t.html_language, t("m")) == ("en-simple", '<bdi lang="en">English</bdi>')


def test_nobody_s_gender_is_asked_for() -> None:
    catalogues = {"en": {"his": "{{GENDER:$1|his|her|their}} edits, {{GENDER:$1|he}}, {{GENDER:$1|his|her}}"}}
    assert Translator("en", catalogues)("his", "Çelik") == "their edits, he, his"


@pytest.mark.parametrize("text", ["a: b", "{a}", "[a]", "a | b", "[$1 a]", "{$1}", "100% !p", "$0", "$"])
def test_signs_of_the_library_are_nothing_but_text(text: str) -> None:
    form = re.sub("[{}|]", "", text)
    t = Translator("en", {"en": {"m": f"{text} {{{{PLURAL:$1|{form}|many}}}}"}})
    assert t.plain("m", 1) == f"{text} {form}".replace("$1", "1")


def test_text_from_outside_is_put_in_as_it_is_also_between_forms() -> None:
    t = Translator("en", {"en": {"m": "{{PLURAL:$1|one $2|$1 $2}}: $2"}})
    assert t.plain("m", 2, "a:other=b|{p1}$1") == "2 a:other=b|{p1}$1: a:other=b|{p1}$1"
    assert t("m", 1, Wikitext("[[:a|b]]")) == "one [[:a|b]]&#58; [[:a|b]]"


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
