"""What the names in the setting `articles` stand for, and which articles a link asks for. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.measures import tracked_namespaces
from bot.model.campaigns import Campaign, Program
from bot.model.wikis import CANONICAL_NAMESPACES, NS_USER, NS_USER_TALK, Catalogue

NS_TEMPLATE, NS_CATEGORY = 10, 14

LONGEST_NAME = 255
"""Characters of a name with its namespace; the store keeps no longer ones."""

Namespaces = Mapping[str, int]
"""Numbers by each of their names on one wiki, in lower case."""


class Kind(StrEnum):
    """What a name in the setting `articles` stands for."""

    ARTICLE = "article"
    PAGE = "page"
    CATEGORY = "category"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A name in the setting `articles`, understood; `title` with its namespace."""

    kind: Kind
    wiki: str
    title: str

    @property
    def key(self) -> tuple[str, str]:
        return self.wiki, self.title


def first_wiki(program: Program, catalogue: Catalogue) -> str:
    """Give the wiki to which articles named without a wiki belong."""
    return program.wikis[0] if program.wikis else catalogue.default_wiki


def surely_lists(campaign: Campaign, program: Program, catalogue: Catalogue, namespaces: Namespaces) -> tuple[str, ...]:
    """Give the names that can only be pages of the home wiki, existing or not.

    These are subpages of the campaign's page, and pages outside of the namespaces that count.
    """
    names = program.articles.pages if program.articles else ()
    first = first_wiki(program, catalogue)
    counted = tracked_namespaces(program, first)
    members = (NS_CATEGORY, NS_TEMPLATE)
    return tuple(
        name
        for name in names
        if (number := namespace_of(name, namespaces)) not in members
        and (number not in {0, *counted} or is_under(name, campaign.page))
    )


def perhaps_lists(
    campaign: Campaign, program: Program, catalogue: Catalogue, namespaces: Namespaces
) -> tuple[str, ...]:
    """Give the names that are lists if the home wiki has a page of that name, and else articles.

    Where the home wiki itself is the program's first, they are articles.
    """
    if program.articles is None or first_wiki(program, catalogue) == catalogue.home:
        return ()
    sure = surely_lists(campaign, program, catalogue, namespaces)
    return tuple(n for n in program.articles.pages if n not in sure and namespace_of(n, namespaces) == 0)


def understand(name: str, *, wiki: str, namespaces: Namespaces) -> Asked:
    """Say what a name stands for on the wiki to which it belongs; `namespaces` are that wiki's."""
    kinds = {NS_CATEGORY: (Kind.CATEGORY, "Category"), NS_TEMPLATE: (Kind.TEMPLATE, "Template")}
    kind, namespace = kinds.get(namespace_of(name, namespaces), (Kind.ARTICLE, ""))
    rest = name.partition(":")[2].strip()
    title = f"{namespace}:{rest}"
    if kind is Kind.ARTICLE or not rest or len(title) > LONGEST_NAME:
        return Asked(kind=Kind.ARTICLE, wiki=wiki, title=name)
    return Asked(kind=kind, wiki=wiki, title=title)


def follow_prefixes(prefix: str, title: str, resolve: Callable[[str], str | None]) -> tuple[str, str] | None:
    """Give the dbname and title to which a link with an interwiki prefix leads (`w:pa:X` is `X` of `pa`)."""
    dbname = resolve(prefix)
    title = title.strip().removeprefix(":").strip()
    inner, colon, rest = title.partition(":")
    if dbname and colon and (further := resolve(inner)):
        dbname, title = further, rest.strip()
    return (dbname, title) if dbname and title else None


def canonical_title(title: str, namespace: int) -> str:
    """Give a title of the home wiki as every wiki understands it, its namespace by MediaWiki's own name."""
    names = {number: name for name, number in CANONICAL_NAMESPACES.items()}
    if namespace == 0 or namespace not in names:
        return title
    return f"{names[namespace].capitalize()}:{title.partition(':')[2]}"


def namespace_of(title: str, namespaces: Namespaces) -> int:
    """Give the number of a title's namespace, by MediaWiki's own names and those of the wiki."""
    prefix, colon, _ = title.partition(":")
    name = prefix.replace("_", " ").strip().lower()
    return namespaces.get(name, CANONICAL_NAMESPACES.get(name, 0)) if colon else 0


def is_personal(title: str) -> bool:
    """Say whether a title is in a namespace of people, by MediaWiki's own names."""
    return namespace_of(title, {}) in {NS_USER, NS_USER_TALK}


def is_under(title: str, page: str) -> bool:
    """Say whether a title is a page or one of its subpages."""
    return title == page or title.startswith(f"{page}/")
