"""From the raw tree to the schema's models; pydantic's errors become problems with places, in human words."""

from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.definitions.context import Wording
from bot.definitions.refusals import REFUSED, did_you_mean, nearest
from bot.definitions.schema import CAMPAIGN_SETTINGS, SETTINGS, SettingsFile
from bot.definitions.sources import Findings
from bot.definitions.tree import Map, Node, doubles, place_of, plain
from bot.model.problems import Place

Model = TypeVar("Model", bound=BaseModel)
_PLACEHOLDER = "?"
_SYNONYMS = {
    "name": "campaign",
    "title": "campaign",
    "programme": "program",
    "program": "programs",
    "time zone": "timezone",
    "tz": "timezone",
    "lang": "language",
    "languages": "language",
    "from": "start",
    "begin": "start",
    "to": "end",
    "until": "end",
    "wiki": "wikis",
    "organizers": "facilitators",
    "organisers": "facilitators",
    "users": "participants",
    "members": "participants",
    "goal": "goals",
}
_IN_PARTICIPANTS = frozenset({"page", "section", "names", "event", "file"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A map of which every part knows its place."""

    node: Map

    def place(self, *loc: int | str, of_key: bool = False) -> Place:
        return place_of(self.node, loc, of_key=of_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(Placed, Generic[Model]):
    """A map as its model; `bad` are the settings that were refused and are therefore unset in `values`."""

    values: Model
    bad: frozenset[str]


def type_map(node: Map, model: type[Model], findings: Findings, wording: Wording) -> Typed[Model]:
    """Type a map, telling every mistake; the rest of it is typed nevertheless, so that its mistakes are told too."""
    data = plain(node)
    try:
        return Typed(values=model.model_validate(data), bad=frozenset(), node=node)
    except ValidationError as refused:
        errors = refused.errors(include_url=False, include_input=False)
    for error in errors:
        _tell(error, node, model, findings, wording)
    bad = frozenset(str(error["loc"][0]) for error in errors if error["loc"])
    kept = {key: value for key, value in data.items() if key not in bad}
    required = {key: _PLACEHOLDER for key, field in model.model_fields.items() if field.is_required()}
    return Typed(values=model.model_validate(required | kept), bad=bad, node=node)


def tell_doubles(node: Node, findings: Findings, wording: Wording) -> None:
    """Tell every setting in a tree that is given twice."""
    for again, first in doubles(node):
        message = f'"{wording.of(again.key)[:40]}" was given in line {first.place.line} already'
        findings.error(again.place, message, "keep one of them")


def _tell(error: ErrorDetails, node: Map, model: type[BaseModel], findings: Findings, wording: Wording) -> None:
    loc = error["loc"]
    key = str(loc[-1]) if loc else ""
    match error["type"]:
        case "missing":
            hint = f"add it: {wording.show(key, '…')}"
            findings.error(_heading(node, loc[:-1]), f'"{wording.of(key)}" is missing', hint)
        case "extra_forbidden":
            message = f'there is no setting "{key[:40]}"' if len(loc) == 1 else f'"{key[:40]}" is not known here'
            findings.error(place_of(node, loc, of_key=True), message, partial(_hint_for_unknown, key, loc, model))
        case "model_type" | "model_attributes_type" | "dict_type":
            message, hint = 'settings of the form "key: value" are expected here', "put each on its own line"
            findings.error(place_of(node, loc), message, hint)
        case "list_type" | "tuple_type":
            findings.error(place_of(node, loc), "a list is expected here", "begin each entry with a hyphen and a space")
        case kind if kind == REFUSED:
            words = error["ctx"]
            findings.error(place_of(node, loc, of_key=key == "[key]"), words["message"], words["hint"])
        case _:
            findings.error(place_of(node, loc), "this cannot be understood", "see the documentation of this setting")


def _heading(node: Node, loc: tuple[int | str, ...]) -> Place:
    """Give where a map's name stands, if it has one: there a missing setting is looked for."""
    for name in ("program", "campaign"):
        named = place_of(node, (*loc, name), of_key=True)
        if named != place_of(node, loc):
            return named
    return place_of(node, loc)


def _hint_for_unknown(key: str, loc: tuple[int | str, ...], model: type[BaseModel]) -> str | None:
    known = list(model.model_fields)
    if len(loc) > 1:
        return did_you_mean(nearest(key, sorted(SETTINGS if model is SettingsFile else CAMPAIGN_SETTINGS)))
    if key in _IN_PARTICIPANTS and "participants" in known:
        return f'write it under "participants": - {key}: …'
    if key == "participants":
        return "participants stand under each program"
    synonym = _SYNONYMS.get(key)
    if synonym == "campaign" and "program" in known:
        synonym = "program"
    return did_you_mean(synonym if synonym in known else nearest(key, known))
