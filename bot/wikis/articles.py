"""Wanted articles: what pages, categories and templates name, and what became of each article."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pywikibot.exceptions import APIError
from pywikibot.family import Family

from bot.model.errors import WikiUnavailableError
from bot.model.results import WantedArticle
from bot.model.wikis import NS_USER, NS_USER_TALK, Catalogue
from bot.wikis.client import Client
from bot.wikis.links import interwiki_addresses, leads_to

NS_CATEGORY = 14

CATEGORY_DEPTH = 3
"""How many levels of subcategories belong to a category; deeper ones have mostly wandered off its topic."""

MOST_CATEGORIES = 100
"""Categories read for one that is named; each costs a request."""

MOST_MEMBERS = 5_000
"""Pages taken from one category or template; as many as a program may ask for."""

MOST_LINKS = 10_000
"""Links taken from one page, those that are no articles included."""

MOST_HOPS = 5
"""Redirects followed one after the other, so that a circle has an end."""

IMPOSSIBLE = {"invalidtitle", "invalidcategory", "invalid"}
"""What the API says of names that no page can have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link on a page: `prefix` where it leads to another wiki, else `namespace`; `title` with its namespace."""

    title: str
    prefix: str | None = None
    namespace: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links on a page, each once; `too_long`: there are more."""

    links: tuple[Link, ...]
    too_long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The pages in a category or with a template, each once; `too_long`: there are more.

    What is known of a page from this alone is filled in: nothing of redirects, and of subjects of talk pages.
    """

    articles: tuple[WantedArticle, ...]
    too_long: bool


def look_up_articles(client: Client, names: Sequence[str]) -> tuple[WantedArticle, ...]:
    """Give what the wiki says of each name, redirects followed; one request for `client.batch` names.

    A name that no page of this wiki can have comes without namespace, and as not existing.
    """
    found: list[WantedArticle] = []
    for start in range(0, len(names), client.batch):
        batch = names[start : start + client.batch]
        called: dict[str, str] = {}
        pages: dict[str, dict[str, Any]] = {}
        for part in client.query(titles="|".join(batch), prop="info", redirects=1):
            for entry in (*part.get("normalized", ()), *part.get("redirects", ())):
                called[entry["from"]] = entry["to"]
            pages.update({entry["title"]: entry for entry in part.get("pages", ())})
        found.extend(_article(client.wiki.dbname, name, pages.get(_follow(name, called))) for name in batch)
    return tuple(found)


def read_links(client: Client, titles: Sequence[str]) -> dict[str, Links]:
    """Give by title the links on each page, in the wiki's order; one request for `client.batch` pages and 500 links.

    A redirect stands for the page it leads to.
    """
    found: dict[str, Links] = {}
    for start in range(0, len(titles), client.batch):
        batch = titles[start : start + client.batch]
        called: dict[str, str] = {}
        links: dict[str, dict[Link, None]] = defaultdict(dict)
        too_long = False
        query = client.query(
            titles="|".join(batch),
            prop="links|iwlinks|langlinks",
            pllimit="max",
            iwlimit="max",
            lllimit="max",
            redirects=1,
        )
        for part in query:
            for entry in (*part.get("normalized", ()), *part.get("redirects", ())):
                called[entry["from"]] = entry["to"]
            for entry in part.get("pages", ()):
                links[entry["title"]].update(dict.fromkeys(_links(entry)))
            too_long = sum(map(len, links.values())) > MOST_LINKS * len(batch)
            if too_long:
                break
        for title in batch:
            found[title] = Links(links=tuple(links[_follow(title, called)]), too_long=too_long)
    return found


def read_category(client: Client, title: str) -> Members:
    """Give the pages in a category and in `CATEGORY_DEPTH` levels below it; a request for each category."""
    found = _Found(client)
    seen = {title}
    level = [title]
    for depth in range(CATEGORY_DEPTH + 1):
        below: list[str] = []
        for category in level:
            for entry in _entries(client, generator="categorymembers", gcmtitle=category, gcmlimit="max"):
                if not found.is_category(entry):
                    found.add(entry)
                elif depth < CATEGORY_DEPTH and entry["title"] not in seen:
                    seen.add(entry["title"])
                    below.append(entry["title"])
                if found.full:
                    return found.members()
        room = max(MOST_CATEGORIES - (len(seen) - len(below)), 0)
        found.cut = found.cut or len(below) > room
        level = below[:room]
    return found.members()


def read_template(client: Client, title: str) -> Members:
    """Give the pages that use a template."""
    found = _Found(client)
    for entry in _entries(client, generator="embeddedin", geititle=title, geilimit="max"):
        found.add(entry)
        if found.full:
            break
    return found.members()


class Interwiki:
    """Which wiki a prefix leads to from the home wiki; it is worked out from the home wiki's own map."""

    def __init__(self, home: Client, catalogue: Catalogue) -> None:
        self._addresses = dict(interwiki_addresses(home))
        self._catalogue = catalogue
        self._found: dict[str, str | None] = {}

    def resolve(self, prefix: str) -> str | None:
        """Give the dbname, None where the prefix leads to no wiki of the catalogue."""
        prefix = prefix.strip().lower()
        if prefix not in self._found:
            self._found[prefix] = self._resolve(prefix)
        return self._found[prefix]

    def _resolve(self, prefix: str) -> str | None:
        address = self._addresses.get(prefix)
        if address is None:
            return None
        wikis = self._catalogue.wikis.values()
        return next((wiki.dbname for wiki in wikis if leads_to(Family.load(wiki.family), wiki.code, address)), None)


@dataclass(slots=True)
class _Found:
    """Pages that a list names, talk pages as their subjects, up to `MOST_MEMBERS`."""

    client: Client
    articles: dict[str, WantedArticle] = field(default_factory=dict)
    cut: bool = False

    @property
    def full(self) -> bool:
        return self.cut and len(self.articles) >= MOST_MEMBERS

    def is_category(self, entry: Mapping[str, Any]) -> bool:
        return bool(entry["ns"] == NS_CATEGORY)

    def add(self, entry: Mapping[str, Any]) -> None:
        """Take a page; people's own pages are not wanted, and their names not to be kept."""
        if entry["ns"] in {NS_USER, NS_USER_TALK}:
            return
        article = self._subject(entry) if entry["ns"] % 2 else self._page(entry)
        if article.name not in self.articles and len(self.articles) >= MOST_MEMBERS:
            self.cut = True
        else:
            self.articles.setdefault(article.name, article)

    def members(self) -> Members:
        return Members(articles=tuple(self.articles.values()), too_long=self.cut)

    def _page(self, entry: Mapping[str, Any]) -> WantedArticle:
        wiki, name = self.client.wiki.dbname, entry["title"]
        if entry.get("redirect"):
            return WantedArticle(wiki=wiki, name=name)
        return _article(wiki, name, entry)

    def _subject(self, entry: Mapping[str, Any]) -> WantedArticle:
        subject, title = entry["ns"] - 1, _without_namespace(entry)
        names = {number: name for name, number in self.client.namespace_numbers().items()}
        return WantedArticle(wiki=self.client.wiki.dbname, name=f"{names[subject]}:{title}" if subject else title)


def _entries(client: Client, **generator: Any) -> Iterator[dict[str, Any]]:
    """Give the pages that a generator finds; none where no page can have the name that it is asked for."""
    try:
        for part in client.query(**generator, prop="info"):
            yield from (entry for entry in part.get("pages", ()) if entry["ns"] >= 0)
    except WikiUnavailableError as error:
        if not (isinstance(error.__cause__, APIError) and error.__cause__.code in IMPOSSIBLE):
            raise


def _article(dbname: str, name: str, entry: Mapping[str, Any] | None) -> WantedArticle:
    if entry is None or entry.get("invalid") or entry.get("special") or entry.get("ns", -1) < 0:
        return WantedArticle(wiki=dbname, name=name, exists=False)
    return WantedArticle(
        wiki=dbname,
        name=name,
        namespace=entry["ns"],
        title=_without_namespace(entry),
        page_id=entry.get("pageid") or None,
        exists=not entry.get("missing"),
    )


def _without_namespace(entry: Mapping[str, Any]) -> str:
    title = str(entry["title"])
    return title.partition(":")[2] if entry["ns"] else title


def _follow(title: str, called: Mapping[str, str]) -> str:
    for _ in range(MOST_HOPS):
        if title not in called:
            break
        title = called[title]
    return title


def _links(entry: Mapping[str, Any]) -> Iterator[Link]:
    for link in entry.get("links", ()):
        yield Link(title=link["title"], namespace=link["ns"])
    for link in entry.get("iwlinks", ()):
        yield Link(title=link["title"].replace("_", " "), prefix=link["prefix"])
    for link in entry.get("langlinks", ()):
        yield Link(title=link["title"].replace("_", " "), prefix=link["lang"])
