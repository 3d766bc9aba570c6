"""Reading an entity of Wikidata from the JSON document that is its page's text.

The documents are those of https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html, and for lexemes those
of https://www.mediawiki.org/wiki/Extension:WikibaseLexeme/Data_Model; empty maps may be written as empty lists. What
reads otherwise is unreadable: nothing is counted of it, rather than too much or too little.
"""

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.model.entities import Unreadable

TYPES = frozenset({"item", "property", "lexeme"})

Key = Hashable
Things = dict[Key, Hashable]
"""What has an identity that lasts while its value changes: statements, labels by language."""

Bags = dict[Key, Counter[str]]
"""What has none but its value, by where it stands: qualifiers by statement and property, aliases by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """As much of an entity as is needed to compare it with another version; both by the names of `ENTITY_PARTS`."""

    is_redirect: bool = False
    things: Mapping[str, Things] = field(default_factory=dict)
    bags: Mapping[str, Bags] = field(default_factory=dict)


class _MalformedError(Exception):
    """Says in a few words what is not as Wikibase writes it."""


def read_entity(text: str) -> Entity | Unreadable:
    """Read the text of an entity's page, whatever it is."""
    try:
        return _entity(_map(json.loads(text), "the document"))
    except RecursionError:
        return Unreadable(why="nested too deeply")
    except _MalformedError as error:
        return Unreadable(why=str(error))
    except ValueError:  # also numbers with too many digits
        return Unreadable(why="no JSON")


def _entity(document: Mapping[str, Any]) -> Entity:
    if "redirect" in document and "entity" in document:
        return Entity(is_redirect=True)
    if document.get("type") not in TYPES or not isinstance(document.get("id"), str):
        raise _MalformedError("no item, property or lexeme")
    claims: Things = {}
    qualifiers: Bags = {}
    references: Bags = {}
    forms = _with_ids(document, "forms")
    senses = _with_ids(document, "senses")
    for key, statement in _statements((document, *forms.values(), *senses.values())):
        claims[key] = _claim(statement)
        for name, snaks in _map(statement.get("qualifiers"), "qualifiers").items():
            qualifiers[key, name] = Counter(_snak(snak) for snak in _list(snaks, "qualifiers"))
        cited = _list(statement.get("references"), "references")
        references[key] = Counter(_reference(_map(one, "a reference")) for one in cited)
    return Entity(
        things={
            "claims": claims,
            "labels": _terms(document, "labels") | _lemmas(document),
            "descriptions": _terms(document, "descriptions"),
            "sitelinks": {site: _sitelink(link) for site, link in _map(document.get("sitelinks"), "sitelinks").items()},
            "forms": {key: _form(form) for key, form in forms.items()},
            "senses": {key: _plain(_terms(sense, "glosses")) for key, sense in senses.items()},
        },
        bags={
            "qualifiers": qualifiers,
            "statement_references": references,
            "aliases": {
                language: Counter(_term(one, "aliases") for one in _list(values, "aliases"))
                for language, values in _map(document.get("aliases"), "aliases").items()
            },
        },
    )


def _statements(holders: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """Give the statements of an entity, its forms and senses by their ids; one that comes again, with its number."""
    seen: Counter[str] = Counter()
    for holder in holders:
        for group in _map(holder.get("claims"), "claims").values():
            for value in _list(group, "claims"):
                statement = _map(value, "a statement")
                own = statement.get("id")
                if not isinstance(own, str):
                    raise _MalformedError("a statement without an id")
                seen[own] += 1
                yield (own, seen[own]), statement


def _claim(statement: Mapping[str, Any]) -> Hashable:
    rank = statement.get("rank", "normal")
    if not isinstance(rank, str):
        raise _MalformedError("a rank that is no word")
    return _snak(statement.get("mainsnak")), rank


def _snak(value: object) -> str:
    """Give what tells a snak from others: Wikibase's own hash of it, or all that it says."""
    snak = _map(value, "a snak")
    if not isinstance(snak.get("snaktype"), str) or not isinstance(snak.get("property"), str):
        raise _MalformedError("a snak without type or property")
    own = snak.get("hash")
    return own if isinstance(own, str) else _plain({key: part for key, part in snak.items() if key != "datatype"})


def _reference(reference: Mapping[str, Any]) -> str:
    own = reference.get("hash")
    if isinstance(own, str):
        return own
    groups = _map(reference.get("snaks"), "snaks of a reference")
    return _plain(sorted(_snak(snak) for snaks in groups.values() for snak in _list(snaks, "snaks of a reference")))


def _with_ids(document: Mapping[str, Any], part: str) -> dict[str, Mapping[str, Any]]:
    """Give forms or senses by their ids."""
    found = {}
    for value in _list(document.get(part), part):
        one = _map(value, part)
        if not isinstance(one.get("id"), str):
            raise _MalformedError(f"{part} without an id")
        found[one["id"]] = one
    return found


def _form(form: Mapping[str, Any]) -> str:
    """Give what a form says besides its statements; the order of its features means nothing."""
    features = _list(form.get("grammaticalFeatures"), "grammatical features")
    return _plain([_terms(form, "representations"), sorted(map(str, features))])


def _terms(holder: Mapping[str, Any], part: str) -> Things:
    return {language: _term(term, part) for language, term in _map(holder.get(part), part).items()}


def _lemmas(document: Mapping[str, Any]) -> Things:
    """Give the lemmas of a lexeme, which are its labels."""
    return {("lemma", language): value for language, value in _terms(document, "lemmas").items()}


def _term(value: object, part: str) -> str:
    text = _map(value, part).get("value")
    if not isinstance(text, str):
        raise _MalformedError(f"{part} without a value")
    return text


def _sitelink(value: object) -> Hashable:
    """Give the page and its badges, whose order means nothing."""
    link = _map(value, "a sitelink")
    title = link.get("title")
    if not isinstance(title, str):
        raise _MalformedError("a sitelink without a title")
    return title, frozenset(map(str, _list(link.get("badges"), "badges")))


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _map(value: object, what: str) -> Mapping[str, Any]:
    """Take a map; there may be none, and an empty one may be written as an empty list."""
    if isinstance(value, dict):
        return value
    if value is None or value == []:
        return {}
    raise _MalformedError(f"{what}: no map")


def _list(value: object, what: str) -> list[Any]:
    if isinstance(value, list):
        return value
    if value is None or value == {}:
        return []
    raise _MalformedError(f"{what}: no list")
