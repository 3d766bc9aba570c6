"""How wikis, their pages and people are called and linked on a report."""

from bot.model.campaigns import ListPage
from bot.model.reporting import ReportContext, WikiLink
from bot.reports.joining import LOGIN, encoded, join_query
from bot.reports.messages import Translator
from bot.reports.wikitext import Wikitext, escape, external_link, is_linkable, isolated, link, prose

NAMESPACES = {
    0: "",
    1: "Talk",
    2: "User",
    3: "User talk",
    4: "Project",
    5: "Project talk",
    6: "File",
    7: "File talk",
    8: "MediaWiki",
    9: "MediaWiki talk",
    10: "Template",
    11: "Template talk",
    12: "Help",
    13: "Help talk",
    14: "Category",
    15: "Category talk",
    118: "Draft",
    119: "Draft talk",
    120: "Property",
    121: "Property talk",
    146: "Lexeme",
    147: "Lexeme talk",
    828: "Module",
    829: "Module talk",
}
"""Canonical names, which every wiki understands beside its own; the numbers that mean the same wherever they exist."""

_WIKIPEDIA = "wikipedia"
_PROJECTS = {
    "wikipedia": "project-wikipedia",
    "wiktionary": "project-wiktionary",
    "wikibooks": "project-wikibooks",
    "wikinews": "project-wikinews",
    "wikiquote": "project-wikiquote",
    "wikisource": "project-wikisource",
    "wikiversity": "project-wikiversity",
    "wikivoyage": "project-wikivoyage",
}
_MULTILINGUAL = {
    "commons": "project-commons",
    "incubator": "project-incubator",
    "meta": "project-meta",
    "mediawiki": "project-mediawiki",
    "species": "project-species",
    "wikidata": "project-wikidata",
    "wikifunctions": "project-wikifunctions",
}
"""Projects in all languages."""

_NAMED_LIKE = {
    "wiki": "wikipedia",
    "wiktionary": "wiktionary",
    "wikibooks": "wikibooks",
    "wikinews": "wikinews",
    "wikiquote": "wikiquote",
    "wikisource": "wikisource",
    "wikiversity": "wikiversity",
    "wikivoyage": "wikivoyage",
}
"""How Wikimedia's dbnames end, after the language."""

LONGEST_REASON = 160
REASONS = "en"
"""The language in which the bot says why a wiki is not known."""


class Scribe:
    """Words, names and links in the report's language, as seen from where the report stands."""

    def __init__(self, t: Translator, context: ReportContext) -> None:
        self.t = t
        self.formats = t.formats
        self.context = context
        self._short_names: dict[str, Wikitext] = {}
        self._users: dict[str, Wikitext] = {}

    def wiki(self, dbname: str) -> Wikitext:
        """Give a wiki's full name, such as Punjabi Wikipedia; its dbname where nothing better is known."""
        where = self.context.links.get(dbname)
        if where is None:
            return isolated(dbname)
        project = _project(where)
        if project in _MULTILINGUAL:
            return Wikitext(f"<bdi>{self.t(_MULTILINGUAL[project])}</bdi>")
        if project in _PROJECTS:
            return self.t(_PROJECTS[project], self.formats.language(where.language))
        return isolated(dbname)

    def wiki_shortly(self, dbname: str) -> Wikitext:
        """Give a name for narrow columns: for a Wikipedia, its language alone."""
        if dbname not in self._short_names:
            self._short_names[dbname] = self._shortly(dbname)
        return self._short_names[dbname]

    def _shortly(self, dbname: str) -> Wikitext:
        where = self.context.links.get(dbname)
        if where is not None and _project(where) == _WIKIPEDIA:
            return escape(self.formats.language(where.language))
        return self.wiki(dbname)

    def wikis(self, dbnames: tuple[str, ...]) -> Wikitext:
        return self.formats.enumerate([self.wiki(dbname) for dbname in dbnames])

    def page(
        self, dbname: str, namespace: int, title: str, *, label: str | None = None, linked: bool = True
    ) -> Wikitext:
        """Give a page with a link to it, without one where it is gone or its namespace has no common name.

        It is shown as it is called, with its namespace, or as `label`.
        """
        where = self.context.links.get(dbname)
        language = None if where is None or _project(where) in _MULTILINGUAL else where.language
        prefix = NAMESPACES.get(namespace)
        full = f"{prefix}:{title}" if prefix else title
        shown = full if label is None else label
        if where is None or prefix is None or not linked:
            return isolated(shown, language)
        return self._link(where, full, shown, language)

    def reason(self, dbname: str) -> Wikitext:
        """Say in a few words why a wiki is not known, as it was told from outside: in English, if anything."""
        reason = self.context.unknown.get(dbname)
        if not reason:
            return self.t("no-answer")
        told = isolated(reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 1]}…", REASONS)
        return told if self.t.language == REASONS else Wikitext(f"{self.t('no-answer')} ({told})")

    def list_page(self, source: ListPage, label: Wikitext | None = None) -> Wikitext:
        """Give a sign-up list, with the section that is read, as a link."""
        where = self.context.links.get(source.wiki)
        shown: str = label or (f"{source.page}#{source.section}" if source.section else source.page)
        if where is None:
            return isolated(shown)
        if where.prefix is None:
            return external_link(where.url, source.page, shown)
        return link(source.page, shown, prefix=where.prefix, section=source.section)

    def join(self, source: ListPage, label: Wikitext) -> Wikitext:
        """Give a link that opens a new line on a list; to a section alone, as a new line would stand below it."""
        where = self.context.links.get(source.wiki)
        if where is None or source.section or not is_linkable(source.page):
            return self.list_page(source, label)
        return external_link(where.url, LOGIN, label, query=join_query(encoded(source.page)))

    def revision(self, dbname: str, rev_id: int, label: str) -> Wikitext:
        """Give a link to a page as it stood at a revision, or the label alone where that wiki cannot be linked."""
        where = self.context.links.get(dbname)
        return isolated(label) if where is None else self._link(where, f"Special:PermanentLink/{rev_id}", label, None)

    def at_home(
        self, title: str, label: str | None = None, section: str = "", *, language: str | None = None
    ) -> Wikitext:
        """Give a link to a page of the home wiki; without its section where that wiki can only be linked by address."""
        where = self.context.links.get(self.context.home)
        if where is not None and where.prefix is None:
            return external_link(where.url, title, label, language=language)
        return link(title, label, prefix=where.prefix or "" if where else "", section=section, language=language)

    def prose(self, text: str) -> Wikitext:
        """Give an organizer's description, whose links lead to the home wiki."""
        return prose(text, self.at_home)

    def user(self, name: str) -> Wikitext:
        if name not in self._users:
            self._users[name] = link(f"User:{name}", name)
        return self._users[name]

    def users(self, names: tuple[str, ...], at_most: int) -> Wikitext:
        """Give people in a row, and how many more there are."""
        shown = [self.user(name) for name in names[:at_most]]
        if len(names) > at_most:
            shown.append(self.t("people-more", len(names) - at_most))
        return self.formats.enumerate(shown)

    def namespace(self, number: int) -> Wikitext:
        return escape(NAMESPACES.get(number) or str(number)) if number else self.t("namespace-main")

    def _link(self, where: WikiLink, title: str, label: str, language: str | None) -> Wikitext:
        if where.prefix is None:
            return external_link(where.url, title, label, language=language)
        return link(title, label, prefix=where.prefix, language=language)


def _project(where: WikiLink) -> str:
    """Give the project; a wiki elsewhere whose dbname is made like Wikimedia's is taken for its likeness."""
    if where.project in _PROJECTS or where.project in _MULTILINGUAL:
        return where.project
    if (name := where.dbname.removesuffix("wiki")) in _MULTILINGUAL:
        return name
    start = where.language.replace("-", "_")
    return _NAMED_LIKE.get(where.dbname.removeprefix(start), where.project)
