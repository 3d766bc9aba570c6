"""Every mistake that a file of messages can have, found with its place."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.problems import Severity
from bot.reports.catalogues import (
    documentation_problems,
    metadata_problems,
    missing_messages,
    read_catalogue,
    translation_problems,
)
from tests.messages.shelves import SHELVES, Shelf, shelf_problems, unlisted_translations

ENGLISH = {
    "people": "{{PLURAL:$1|0=nobody|$1 person|$1 people}} on $2",
    "edits": "{{PLURAL:$1|edit|edits}}",
    "plain": "Page",
}


def told(language: str, key: str, message: str) -> list[str]:
    text = json.dumps({key: message})
    read = read_catalogue(text, source=f"{language}.json", language=language)
    return [problem.message for problem in translation_problems(read, ENGLISH)]


@pytest.mark.parametrize(
    ("language", "key", "message"),
    [
        ("ar", "people", "{{PLURAL:$1|0=لا أحد|$1 شخص|شخص واحد|شخصان|$1 أشخاص|$1 شخصًا|$1 شخص}} في $2"),
        ("ar", "people", "$1 في $2"),
        ("ar", "edits", "{{PLURAL:$1|تعديلات|تعديل|تعديلان|تعديلات|تعديلًا|تعديل}}"),
        ("pa", "people", "$2 'ਤੇ $1 {{PLURAL:$1|ਵਿਅਕਤੀ|ਵਿਅਕਤੀ}}"),
        ("bn", "people", "$2-এ $1 জন"),
        ("zh", "people", "$2:$1人"),
        ("pl", "people", "{{PLURAL:$1|$1 osoba|$1 osoby|$1 osób}} na $2"),
        ("pl", "people", "{{PLURAL:$1|$1 osoba|$1 osoby|$1 osób|$1 osoby}} na $2"),
        ("fr", "people", "{{PLURAL:$1|0=personne|une personne|$1 personnes}} sur $2"),
        ("he", "people", "{{PLURAL:$1|אדם אחד|שני אנשים|$1 אנשים}} ב־$2"),
        ("es", "people", "{{PLURAL:$1|$1 persona|$1 de personas|$1 personas}} en $2"),
        ("es", "people", "{{GENDER:$2|él|ella|elle}}: $1 en $2"),
    ],
)
def test_good_translations_pass(language: str, key: str, message: str) -> None:
    assert told(language, key, message) == []


@pytest.mark.parametrize(
    ("language", "key", "message", "problem"),
    [
        ("es", "people", "$1 personas", "people: lacks $2"),
        ("es", "people", "{{PLURAL:$1|persona|personas}} en $2", "people: lacks $1"),
        ("es", "people", "$1 en $2 y $3", "people: has $3, which this message has not"),
        ("es", "people", "{{PLURAL:$3|$1|$1}} en $2", "people: has $3, which this message has not"),
        ("es", "unknown", "x", "unknown: there is no such message in English"),
        ("ar", "people", "{{PLURAL:$1|$1 شخص|$1 أشخاص}} في $2", "people: has 2 plural forms"),
        ("zh", "edits", "{{PLURAL:$1|编辑|编辑}}", "edits: has 2 plural forms"),
        (
            "fr",
            "people",
            "{{PLURAL:$1|une personne|$1 personnes}} sur $2",
            'people: does not say $1 in "une personne sur ',
        ),
        ("pa", "people", "{{PLURAL:$1|ਇੱਕ|$1}} $2", 'people: does not say $1 in "ਇੱਕ '),
        ("pl", "people", "{{PLURAL:$1|$1 osoba|$1 osoby|osób}} na $2", 'people: does not say $1 in "osób na '),
        ("es", "people", "{{PLURAL:$1|$1 persona|$1 personas} en $2", "people: has a broken {{PLURAL:…}}"),
        ("es", "people", "{{PLURALES:$1|$1|$1}} en $2", "people: has a broken {{PLURAL:…}}"),
        ("es", "people", "{{PLURAL:$1|$1 {{PLURAL:$1|a|b}}|$1}} en $2", "people: has a broken {{PLURAL:…}}"),
        ("es", "people", "{{GENDER:$2|a|b|c|d}} $1 $2", "people: has 4 forms for gender"),
        ("es", "people", "$1 $2 $0", "people: still has a $"),
        ("es", "plain", "", "plain: is empty"),
        ("es", "plain", "Página ", "plain: has spaces around it or characters that nobody sees"),
        ("es", "plain", "Pá\u202egina", "plain: has spaces around it or characters that nobody sees"),
        ("es", "plain", "Pá\ue000gina", "plain: has spaces around it or characters that nobody sees"),
        ("es", "plain", "<b>Página</b>", "plain: has <, which readers would see"),
        ("es", "plain", "''Página''", "plain: has '', which readers would see"),
    ],
)
def test_each_mistake_in_a_message_is_named(language: str, key: str, message: str, problem: str) -> None:
    found = told(language, key, message)
    assert found
    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"plain": "Página",\n}', "es.json:2:1: this is not JSON"),
        ('["plain"]', "es.json:1:1: this is not a JSON object"),
        ('{\n"plain": "a",\n"plain": "b"\n}', "es.json:3:1: plain: is there twice"),
        ('{\n\n"plain": ["a"]}', "es.json:3:1: plain: is not a text"),
    ],
)
def test_files_that_are_no_messages_are_told_with_the_line(text: str, problem: str) -> None:
    read = read_catalogue(text, source="es.json", language="es")
    assert str(translation_problems(read, ENGLISH)[0]).startswith(problem)


def test_a_file_is_named_after_a_language() -> None:
    read = read_catalogue("{}", source="Spanish!.json", language="Spanish!")
    assert [problem.message for problem in translation_problems(read, ENGLISH)] == [
        "the name of the file is not the code of a language, such as pa.json"
    ]


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [
        ({"authors": ["Çelik"]}, None),
        ({"authors": [], "unchecked": True}, None),
        ({}, 'needs "authors", a list of names'),
        ({"authors": "Çelik"}, 'needs "authors", a list of names'),
        ({"authors": [3]}, 'needs "authors", a list of names'),
        ({"authors": []}, 'a translation without authors needs "unchecked": true'),
        ({"authors": [], "unchecked": "yes"}, '"unchecked" is true or left out'),
    ],
)
def test_metadata_says_who_wrote_a_translation_and_whether_a_speaker_has_checked_it(
    metadata: Mapping[str, object], problem: str | None
) -> None:
    read = read_catalogue(json.dumps({"@metadata": metadata}), source="es.json", language="es")
    expected = [] if problem is None else [f"@metadata: {problem}"]
    assert [one.message for one in metadata_problems(read)] == expected


def test_what_is_not_translated_is_only_warned_of() -> None:
    read = read_catalogue('{"plain": "Página"}', source="es.json", language="es")
    found = missing_messages(read, ENGLISH)
    assert {problem.severity for problem in found} == {Severity.WARNING}
    assert [str(problem) for problem in found] == [
        "es.json: warning: people is not translated",
        "es.json: warning: edits is not translated",
    ]


def test_every_message_and_parameter_is_documented_and_nothing_else_is() -> None:
    english = read_catalogue(json.dumps(ENGLISH), source="en.json", language="en")
    documentation = json.dumps({"people": "$1: how many", "edits": "", "old": "Gone."})
    read = read_catalogue(documentation, source="qqq.json", language="qqq")
    assert [problem.message for problem in documentation_problems(english, read)] == [
        "people: does not say what $2 is",
        "edits: is not documented in qqq.json",
        "plain: is not documented in qqq.json",
        "old: documents a message that there is not",
    ]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Make a folder of two messages, as good as it can be, with a translation that lags."""
    files = {
        "en": {"@metadata": {"authors": []}, "people": "$1 people", "plain": "Page"},
        "qqq": {"people": "$1: how many", "plain": "Heading."},
        "es": {"@metadata": {"authors": [], "unchecked": True}, "people": "$1 personas"},
    }
    for language, messages in files.items():
        (tmp_path / f"{language}.json").write_text(json.dumps(messages), encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "translating.md").write_text("`es`", encoding="utf-8")
    return Shelf(folder=tmp_path, asked=lambda: {"people"}, used=lambda: {"people", "plain"}, root=tmp_path)


def test_what_code_asks_for_and_what_there_is_agree(shelf: Shelf) -> None:
    assert [str(problem) for problem in shelf_problems(shelf)] == ["es.json: warning: plain is not translated"]
    forgetful = replace(shelf, asked=lambda: {"people", "gone"}, used=lambda: {"people"})
    assert [str(problem) for problem in shelf_problems(forgetful)] == [
        "en.json:1:1: plain: is used nowhere",
        "en.json: gone: is asked for and not there",
        "es.json: warning: plain is not translated",
    ]


def test_documentation_lists_what_no_speaker_has_checked(shelf: Shelf) -> None:
    assert unlisted_translations(shelf) == ()
    (shelf.root / "docs" / "translating.md").write_text("", encoding="utf-8")
    assert [problem.message for problem in unlisted_translations(shelf)] == ["does not list es as unchecked"]


@pytest.mark.parametrize("folder", SHELVES, ids=lambda one: one.folder.parent.name)
def test_the_messages_that_ship_have_no_mistakes(folder: Shelf) -> None:
    problems = (*shelf_problems(folder), *unlisted_translations(folder))
    assert [str(problem) for problem in problems if problem.severity is Severity.ERROR] == []
