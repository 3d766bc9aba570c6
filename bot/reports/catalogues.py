"""Files of messages: read strictly, and everything found that would make a report say something wrong."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.model.problems import Place, Problem, Severity
from bot.reports.choices import choice_mistakes, number_mistakes
from bot.reports.messages import METADATA
from bot.reports.phrases import CHOICE, MARK, MOST_PARAMETERS, phrase
from bot.reports.wikitext import clean

UNCHECKED = "unchecked"
"""Stands in the metadata of a translation while no speaker of the language has looked at it."""

_KEY = re.compile(r"^\s*\"(?P<key>[^\"]+)\"\s*:", re.MULTILINE)
_LANGUAGE = re.compile(r"[a-z]{2,}(?:-[a-z0-9]+)*")
_PARAMETER = re.compile(r"\$([1-9])")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_MARKUP = ("<", ">", "[", "]", "''", "~~~~", "|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A file of messages as it was read; `problems` are what is wrong with it as JSON."""

    source: str
    language: str
    messages: Mapping[str, str]
    metadata: Mapping[str, object]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]

    def problem(self, key: str, message: str, hint: str | None = None) -> Problem:
        place = Place(source=self.source, line=self.lines.get(key, 1), column=1)
        return Problem(place=place, message=f"{key}: {message}", hint=hint)


def read_catalogue(text: str, *, source: str, language: str) -> Catalogue:
    """Read a file of messages; of one that is no JSON nothing is taken, and nothing but texts of any other."""
    doubled: list[str] = []

    def without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        doubled.extend(dict.fromkeys(key for key in keys if keys.count(key) > 1))
        return dict(pairs)

    lines = {match["key"]: text.count("\n", 0, match.start("key")) + 1 for match in _KEY.finditer(text)}
    problems: list[Problem] = []
    try:
        found = json.loads(text, object_pairs_hook=without_doubles)
    except json.JSONDecodeError as error:
        place = Place(source=source, line=error.lineno, column=error.colno)
        problems.append(Problem(place=place, message=f"this is not JSON: {error.msg}"))
        found = {}
    if not isinstance(found, dict):
        problems.append(Problem(place=Place(source=source, line=1, column=1), message="this is not a JSON object"))
        found = {}
    metadata = found.pop(METADATA, {})
    read = Catalogue(
        source=source,
        language=language,
        messages={key: message for key, message in found.items() if isinstance(message, str)},
        metadata=metadata if isinstance(metadata, dict) else {},
        lines=lines,
        problems=(),
    )
    problems.extend(read.problem(key, "is there twice") for key in doubled)
    problems.extend(
        read.problem(key, "is not a text") for key, message in found.items() if not isinstance(message, str)
    )
    return Catalogue(
        source=source,
        language=language,
        messages=read.messages,
        metadata=read.metadata,
        lines=lines,
        problems=tuple(problems),
    )


def translation_problems(
    read: Catalogue, english: Mapping[str, str], documentation: Mapping[str, str] = MappingProxyType({})
) -> tuple[Problem, ...]:
    """Find what is wrong with messages; a message that has a problem is better left out.

    A translation may use what English does not need: the parameters that the `documentation` names.
    """
    if not _LANGUAGE.fullmatch(read.language):
        place = Place(source=read.source)
        return (Problem(place=place, message="the name of the file is not the code of a language, such as pa.json"),)
    found = _wrong(read, english, documentation)
    return (*read.problems, *(problem for problems in found.values() for problem in problems))


def sound_messages(read: Catalogue, english: Mapping[str, str], documentation: Mapping[str, str]) -> dict[str, str]:
    """Give the messages in which there is nothing wrong."""
    wrong = _wrong(read, english, documentation)
    named = _LANGUAGE.fullmatch(read.language)
    return {key: message for key, message in read.messages.items() if named and key not in wrong}


def _wrong(read: Catalogue, english: Mapping[str, str], documentation: Mapping[str, str]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for key, message in read.messages.items():
        if key not in english:
            found[key] = [read.problem(key, "there is no such message in English", "correct or remove it")]
            continue
        told = _parameters(english[key]) | _parameters(documentation.get(key, ""))
        if mistakes := _mistakes(message, english[key], told, read.language):
            found[key] = [read.problem(key, *mistake) for mistake in mistakes]
    return found


def metadata_problems(read: Catalogue) -> tuple[Problem, ...]:
    """Find what is wrong with what a file says of itself: its authors, and whether a speaker has checked it."""
    authors, unchecked = read.metadata.get("authors"), read.metadata.get(UNCHECKED, False)
    if not isinstance(authors, list) or not all(isinstance(author, str) and author for author in authors):
        return (read.problem(METADATA, 'needs "authors", a list of names'),)
    if not isinstance(unchecked, bool):
        return (read.problem(METADATA, f'"{UNCHECKED}" is true or left out'),)
    if not authors and not unchecked:
        return (read.problem(METADATA, f'a translation without authors needs "{UNCHECKED}": true'),)
    return ()


def documentation_problems(english: Catalogue, documentation: Catalogue) -> tuple[Problem, ...]:
    """Find messages that nobody explains, and explanations of what is no message or no parameter of it."""
    found = [*documentation.problems]
    for key, message in english.messages.items():
        told = documentation.messages.get(key, "")
        if not told.strip():
            found.append(english.problem(key, "is not documented in qqq.json"))
            continue
        untold = sorted(_parameters(message) - _parameters(told))
        found.extend(documentation.problem(key, f"does not say what ${number} is") for number in untold)
    found.extend(
        documentation.problem(key, "documents a message that there is not")
        for key in documentation.messages
        if key not in english.messages
    )
    return tuple(found)


def missing_messages(read: Catalogue, english: Mapping[str, str]) -> tuple[Problem, ...]:
    """Give a warning for each message that is not translated, which a reader finds in another language."""
    return tuple(
        Problem(place=Place(source=read.source), message=f"{key} is not translated", severity=Severity.WARNING)
        for key in english
        if key not in read.messages
    )


def _mistakes(message: str, english: str, known: set[str], language: str) -> list[tuple[str, str]]:
    """Give what is wrong with a message and how to mend it."""
    found: list[tuple[str, str]] = []
    if message != clean(message).strip() or _PRIVATE_USE.search(message):
        found.append(("has spaces around it or characters that nobody sees", "write it anew"))
    if not message.strip():
        return [("is empty", "leave it out, so that another language stands in")]
    rest = CHOICE.sub("", message)
    if "{{" in rest or "}}" in rest:
        found.append(("has a broken {{PLURAL:…}} or {{GENDER:…}}", "write {{PLURAL:$1|one form|another form}}"))
    found.extend(choice_mistakes(message, language))
    shown, wanted = _shown(message), _shown(english)
    found.extend((f"has ${n}, which this message has not", "remove it") for n in sorted(_parameters(message) - known))
    found.extend((f"lacks ${n}", "put it where it belongs") for n in sorted(wanted - shown))
    bare, allowed = _without_choices(message), _without_choices(english)
    strange = [sign for sign in _MARKUP if sign in bare and sign not in allowed]
    if strange:
        found.append((f"has {strange[0]}, which readers would see", "messages are plain text"))
    return found or _trial(message, wanted, language)


def _trial(message: str, wanted: set[str], language: str) -> list[tuple[str, str]]:
    """Fill the message in, to see that it comes out whole and says every number."""
    parameters: Sequence[int] = range(1, MOST_PARAMETERS + 1)
    try:
        text = MARK.sub("", phrase(message, parameters, language))
    except (ValueError, KeyError, IndexError, AssertionError) as error:
        return [(f"cannot be filled in: {error}", "compare it with the English one")]
    if "$" in text:
        return [("still has a $", "parameters are $1 to $9")]
    return number_mistakes(message, wanted, language)


def _parameters(message: str) -> set[str]:
    return set(_PARAMETER.findall(message))


def _shown(message: str) -> set[str]:
    """Give the parameters that readers see, not those that only choose a form."""
    return _parameters(CHOICE.sub(lambda choice: choice["forms"], message))


def _without_choices(message: str) -> str:
    return CHOICE.sub(lambda choice: choice["forms"].replace("|", " "), message)
