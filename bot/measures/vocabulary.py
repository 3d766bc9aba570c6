"""What has to be known of a wiki to tell prose from other wikitext, and which of its templates are references."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MARKS = "\u200e\u200f"
"""Direction marks, which MediaWiki drops from titles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVocabulary:
    """Names in the form that `name_key` gives."""

    unseen_prefixes: frozenset[str]
    """Prefixes of links that are no part of the text: files, categories, other languages."""
    citations: frozenset[str] = frozenset()
    """Templates that make a reference of their own."""


def text_vocabulary(links: Mapping[str, Any], citations: Mapping[str, Any], dbname: str) -> TextVocabulary:
    """Build one wiki's vocabulary from the parsed files `links.json` and `citations.yaml` of `config/vocabulary`."""
    names = [*_names(citations.get("all")), *_names((citations.get("wikis") or {}).get(dbname))]
    return TextVocabulary(
        unseen_prefixes=frozenset(name_key(p) for kind in ("files", "categories", "languages") for p in links[kind]),
        citations=frozenset(name_key(name) for name in names),
    )


def _names(listed: Any) -> list[str]:
    """Give the names in a list that may be missing, empty, or one name alone."""
    return [listed] if isinstance(listed, str) else [str(name) for name in listed or ()]


def name_key(name: str) -> str:
    """Give a prefix or a template's name in the form in which it is looked up."""
    return " ".join(name.replace("_", " ").strip(_MARKS).split()).lower()
