"""Which wikis there are and what they are called."""

from collections.abc import Mapping
from dataclasses import dataclass

COMMONS = "commonswiki"
WIKIDATA = "wikidatawiki"
NS_MAIN = 0
NS_USER = 2
NS_USER_TALK = 3
NS_PROJECT = 4
NS_FILE = 6
NS_PROPERTY = 120
NS_LEXEME = 146
"""These two on Wikidata; its items are in the main namespace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiki:
    """One wiki: its `dbname` (`enwiki`), pywikibot's family and code, and its content language."""

    dbname: str
    family: str
    code: str
    language: str
    wikimedia: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Every wiki that a definition may name, by dbname, and the home wiki's dbname."""

    home: str
    wikis: Mapping[str, Wiki]
    language_aliases: Mapping[str, str]
    """Language codes whose Wikipedia has another dbname than the code suggests (`yue` -> `zh_yuewiki`)."""

    def resolve(self, text: str) -> str | None:
        """Give the dbname for a dbname or for a language code (its Wikipedia); None when there is no such wiki."""
        name = text.strip().lower()
        for candidate in (name, self.language_aliases.get(name), name.replace("-", "_") + "wiki"):
            if candidate in self.wikis:
                return candidate
        return None

    @property
    def default_wiki(self) -> str:
        """The Wikipedia of the home wiki's language, or the home wiki itself where there is none."""
        return self.resolve(self.wikis[self.home].language) or self.home


CANONICAL_NAMESPACES: Mapping[str, int] = {
    "": 0,
    "talk": 1,
    "user": 2,
    "user talk": 3,
    "project": 4,
    "project talk": 5,
    "file": 6,
    "file talk": 7,
    "mediawiki": 8,
    "mediawiki talk": 9,
    "template": 10,
    "template talk": 11,
    "help": 12,
    "help talk": 13,
    "category": 14,
    "category talk": 15,
}
"""MediaWiki's own names of the namespaces that every wiki has, in lower case (Manual:Namespace constants)."""
