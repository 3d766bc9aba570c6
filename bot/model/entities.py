"""What an edit did to an entity of Wikidata: an item, a property or a lexeme."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.contributions import Contribution

ENTITY_PARTS = (
    "claims",
    "qualifiers",
    "statement_references",
    "labels",
    "descriptions",
    "aliases",
    "sitelinks",
    "senses",
    "forms",
)
"""What an entity is made of, as the export calls it."""

CONTENT_KEYS = tuple(f"{part}_{change}" for part in ENTITY_PARTS for change in ("added", "removed", "changed"))

MERGES = "merges"
REDIRECTS = "redirects_created"

CHANGE_KEYS = (*CONTENT_KEYS, MERGES, REDIRECTS)
"""The keys of the export that the documents before and after an edit tell."""

ENTITY_KEYS = ("items_created", "lexemes_created", *CHANGE_KEYS, "undos")
"""All that are counted on Wikidata alone."""

EntityChanges = Mapping[str, int]
"""Numbers by `CHANGE_KEYS`; what is not there is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A document of which nothing can be said, and `why` in a few words for a person."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityEdit:
    """A revision on Wikidata with what it changed; None where nobody compared it yet or that cannot be known."""

    contribution: Contribution
    changes: EntityChanges | None
