"""The types of the schema's fields: from the text of either front to a typed value, or a refusal in human words."""

import re
from collections.abc import Sequence
from dataclasses import fields as dataclass_fields
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Literal, TypeVar

from pydantic import PlainValidator

from bot.definitions.refusals import did_you_mean, nearest, refuse
from bot.definitions.text import clean, clean_scalar
from bot.definitions.times import LocalTime, read_local_time, read_timezone
from bot.model.campaigns import Privacy, Scope
from bot.model.entities import ENTITY_KEYS
from bot.model.results import Totals
from bot.model.settings import ClosedReports, Executor, ReadFrom

METRICS = tuple(field.name for field in dataclass_fields(Totals))
MOST_WINDOWS = 366
MOST_SOURCES = 100
EVERY_WIKI = ""
"""Stands for the wikis of which nothing of their own is said."""
_SEPARATORS = re.compile(r"[;\n]")
_CODE_SEPARATORS = re.compile("[;,\n\uff1b\uff0c\u3001\u060c\u061b]")
_MARKER = re.compile(r"\s*(?:[*#\u2022]+\s*|-\s+)")
_WHOLE = re.compile(r"\d{1,15}")
_GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{2,3})+")
_COLON = re.compile("[:=\uff1a]\\s*")
_UNTIL = re.compile(r"\s+(?:to|-|\u2013|\u2014)\s+", re.IGNORECASE)


def split_list(text: str, *, codes: bool = False) -> list[tuple[str, int]]:
    """Split a list written as text at `;` and line ends, for codes also at commas; give the items with their offsets.

    A marker before an item (`*`, `#`, `-`) is left out.
    """
    items = []
    start = 0
    separators = _CODE_SEPARATORS if codes else _SEPARATORS
    for end in (*(match.start() for match in separators.finditer(text)), len(text)):
        marker = _MARKER.match(text, start, end)
        first = marker.end() if marker else start
        item = text[first:end]
        if item.strip():
            items.append((item.strip(), first + len(item) - len(item.lstrip())))
        start = end + 1
    return items


def split_window(text: str) -> tuple[tuple[str, int], tuple[str, int]]:
    """Split `start to end`, each with its offset; one date alone is that day."""
    until = _UNTIL.search(text)
    if not until:
        return (text, 0), (text, 0)
    return (text[: until.start()], 0), (text[until.end() :], until.end())


def split_goal(text: str) -> tuple[str, tuple[str, int]] | None:
    """Split `metric: number`, the number with its offset; None without a colon."""
    colon = _COLON.search(text)
    return (text[: colon.start()].strip(), (text[colon.end() :].strip(), colon.end())) if colon else None


def _one(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise refuse("one value is expected here, not a list", "write the value on the same line, after the colon")


def _text(value: Any) -> str:
    return clean(_one(value))


def _prose(value: Any) -> str:
    return _one(value).strip()


def _many(value: Any, *, codes: bool) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(item for item, _ in split_list(value, codes=codes))
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return tuple(part for item in value for part in (_many(item, codes=True) if codes else (item.strip(),)))
    raise refuse("a plain list is expected here", "write one item a line, each after a hyphen and a space")


def _several(value: Any) -> tuple[str, ...]:
    return _many(value, codes=False)


def _codes(value: Any) -> tuple[str, ...]:
    return tuple(clean_scalar(item) for item in _many(value, codes=True))


def _number(value: Any) -> int:
    plain = clean_scalar(_one(value))
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace(" ", "")
    if not _WHOLE.fullmatch(plain):
        raise refuse(f'"{plain[:40]}" is not a whole number', "write digits only")
    return int(plain)


def _positive(value: Any) -> int:
    number = _number(value)
    if number == 0:
        raise refuse("0 has no meaning here", "write a number above 0, or leave it out")
    return number


def _metric(value: Any) -> str:
    name = clean_scalar(_one(value)).lower().replace(" ", "_").replace("-", "_")
    if name not in METRICS:
        raise refuse(f'there is no metric "{name[:40]}"', partial(_hint_for_metric, name))
    return name


_Choice = TypeVar("_Choice", bound=StrEnum)


def _choose(value: Any, choices: type[_Choice]) -> _Choice:
    word = clean_scalar(_one(value)).lower()
    if word not in set(choices):
        raise refuse(f'"{word[:40]}" is not a choice here', partial(_hint_for_choice, word, tuple(choices)))
    return choices(word)


def _hint_for_choice(word: str, choices: tuple[str, ...]) -> str:
    return did_you_mean(nearest(word, choices)) or f"write one of {', '.join(choices)}"


def _hint_for_metric(word: str) -> str:
    """Name the metrics, those of Wikidata by an example: they are many, and alike."""
    others = [metric for metric in METRICS if metric not in ENTITY_KEYS]
    return did_you_mean(nearest(word, METRICS)) or (
        f"write one of {', '.join(others)}, or of Wikidata's, such as items_created or labels_added"
    )


def _moment(value: Any) -> LocalTime:
    return read_local_time(_one(value))


def _timezone(value: Any) -> str:
    return read_timezone(_one(value))


def _privacy(value: Any) -> Privacy:
    return _choose(value, Privacy)


def _scope(value: Any) -> Scope:
    return _choose(value, Scope)


def _read_from(value: Any) -> ReadFrom:
    return _choose(value, ReadFrom)


def _executor(value: Any) -> Executor:
    return _choose(value, Executor)


def _closed_reports(value: Any) -> ClosedReports:
    return _choose(value, ClosedReports)


def wrap_privacy(value: Any) -> Any:
    """Take a word alone for the setting `names`."""
    return {"names": value} if isinstance(value, str) else value


def wrap_source(value: Any) -> Any:
    """Take a word alone for all wikis."""
    return {EVERY_WIKI: value} if isinstance(value, str) else value


def wrap_sources(value: Any) -> Any:
    """Take one entry for a list of one, and plain text for the page it names."""
    entries = value if isinstance(value, list) else [value]
    if len(entries) > MOST_SOURCES:
        raise refuse(f"there are {len(entries)} lists here", f"at most {MOST_SOURCES} are possible in one program")
    return [{"page": entry} if isinstance(entry, str) else entry for entry in entries]


def wrap_windows(value: Any) -> Any:
    """Take one window for a list of one, and `start to end` for a window."""
    if isinstance(value, str):
        value = [item for item, _ in split_list(value)]
    windows = value if isinstance(value, list) else [value]
    if len(windows) > MOST_WINDOWS:
        raise refuse(f"there are {len(windows)} windows here", f"at most {MOST_WINDOWS} are possible")
    return [_wrap_window(window) if isinstance(window, str) else window for window in windows]


def _wrap_window(text: str) -> dict[str, str]:
    (start, _), (end, _) = split_window(text)
    return {"start": start, "end": end}


def wrap_goals(value: Any) -> Any:
    """Take `metric: number; …` for a map."""
    if not isinstance(value, str):
        return value
    goals = {}
    for item, _ in split_list(value):
        pair = split_goal(item)
        if not pair:
            raise refuse("a goal is a metric and a number", "write it like this: words_added: 5000")
        goals[pair[0]] = pair[1][0]
    return goals


TextInput = str | int | float
"""What an editor of YAML files takes for text: `42` and `1.5` too."""
ListInput = TextInput | list[TextInput]

OneLine = Annotated[str, PlainValidator(_text, json_schema_input_type=TextInput)]
Prose = Annotated[str, PlainValidator(_prose, json_schema_input_type=TextInput)]
Several = Annotated[tuple[str, ...], PlainValidator(_several, json_schema_input_type=ListInput)]
Codes = Annotated[tuple[str, ...], PlainValidator(_codes, json_schema_input_type=ListInput)]
Number = Annotated[int, PlainValidator(_number, json_schema_input_type=int | str)]
Positive = Annotated[int, PlainValidator(_positive, json_schema_input_type=int | str)]
Metric = Annotated[str, PlainValidator(_metric, json_schema_input_type=Literal[METRICS])]
Moment = Annotated[LocalTime, PlainValidator(_moment, json_schema_input_type=str)]
TimeZone = Annotated[str, PlainValidator(_timezone, json_schema_input_type=str)]
PrivacyLevel = Annotated[Privacy, PlainValidator(_privacy, json_schema_input_type=Privacy)]
ScopeChoice = Annotated[Scope, PlainValidator(_scope, json_schema_input_type=Scope)]
ClosedReportsChoice = Annotated[ClosedReports, PlainValidator(_closed_reports, json_schema_input_type=ClosedReports)]
ReadChoice = Annotated[ReadFrom, PlainValidator(_read_from, json_schema_input_type=ReadFrom)]
ExecutorChoice = Annotated[Executor, PlainValidator(_executor, json_schema_input_type=Executor)]
