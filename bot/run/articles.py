"""Stage two, too: which articles programs ask for, and what became of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.measures import tracked_namespaces
from bot.model.campaigns import Campaign, ListPage, Program
from bot.model.errors import WikiUnavailableError
from bot.model.pages import PageText
from bot.model.reporting import ArticleNotes
from bot.model.results import WantedArticle
from bot.run.article_lists import (
    Asked,
    Kind,
    Namespaces,
    first_wiki,
    is_under,
    namespace_of,
    perhaps_lists,
    surely_lists,
    understand,
)
from bot.run.article_sources import ASK_AGAIN, THE_FIRST, Lists, read_article_lists
from bot.run.enrol import Programs, asks_for_update
from bot.run.ports import Setting
from bot.store.articles import ArticleKey, known_lists, load_articles, save_articles, save_wanted
from bot.store.campaigns import load_enrolment
from bot.wikis.articles import look_up_articles
from bot.wikis.pages import read_pages

MOST_ARTICLES = 5_000
"""Articles that one program may ask for."""

MOST_LISTS = 20
"""Pages, categories and templates that may name them."""

MOST_WIKIS = 50
"""Wikis to which they may belong; anyone may edit a list, and each wiki costs requests."""

ProgramKey = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """A program that asks for articles, what it names, understood, and how many lists more than it may."""

    campaign: Campaign
    program: Program
    asked: tuple[Asked, ...]
    surplus: int

    @property
    def key(self) -> ProgramKey:
        return self.campaign.name, self.program.name

    @property
    def lists(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.kind is not Kind.ARTICLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """What a program asks for, by dbname and name, in order, and how much could not be taken."""

    articles: tuple[ArticleKey, ...]
    left_out: int


def article_pages(setting: Setting, programs: Programs) -> tuple[str, ...]:
    """Give the titles of the home wiki's pages that name articles, to be read together with its other pages."""
    asking = tuple((campaign, program) for campaign, program in programs if program.articles)
    if not asking:
        return ()
    namespaces, known = setting.home.namespace_numbers(), known_lists(setting.store)
    titles: dict[str, None] = {}
    for campaign, program in asking:
        sure = surely_lists(campaign, program, setting.catalogue, namespaces)
        perhaps = perhaps_lists(campaign, program, setting.catalogue, namespaces)
        lists = (*sure, *(name for name in perhaps if (setting.catalogue.home, name) in known))
        titles.update(dict.fromkeys(lists[:MOST_LISTS]))
    return tuple(titles)


def find_articles(
    setting: Setting, programs: Programs, pages: Mapping[str, PageText], failures: dict[str, str]
) -> dict[ProgramKey, ArticleNotes]:
    """Record what each program asks for, and give by its key what was found; none for those that ask for none.

    `pages` holds those of `article_pages`. A wiki that does not answer is added to `failures` with the reason; what
    was known of its lists and articles stays.
    """
    with_articles = tuple((campaign, program) for campaign, program in programs if program.articles)
    if not with_articles:
        return {}
    anew = setting.options.full or any(_asks_anew(setting, campaign, program) for campaign, program in with_articles)
    at_home = _with_new_lists(setting, with_articles, pages, anew=anew)
    asking = tuple(_understand(setting, c, p, at_home, failures) for c, p in with_articles)
    lists = read_article_lists(setting, (a for one in asking for a in one.lists), at_home, failures, anew=anew)
    chosen = {one.key: _choose(setting, one, lists) for one in asking}
    known = _check(setting, (key for one in chosen.values() for key in one.articles), failures, anew=anew)
    return {one.key: _keep(setting, one, chosen[one.key], lists, known) for one in asking}


def _asks_anew(setting: Setting, campaign: Campaign, program: Program) -> bool:
    before = load_enrolment(setting.store, campaign.name, program.name)
    return before is not None and asks_for_update(program, before)


def _with_new_lists(
    setting: Setting, asking: Programs, pages: Mapping[str, PageText], *, anew: bool
) -> dict[str, PageText]:
    """Give the pages that name articles, with those among them that were not known to; asked at most once a day."""
    home, namespaces = setting.home, setting.home.namespace_numbers()
    titles = article_pages(setting, asking)
    names = (n for c, p in asking for n in perhaps_lists(c, p, setting.catalogue, namespaces) if n not in pages)
    failures: dict[str, str] = {}
    known = _check(setting, ((home.wiki.dbname, name) for name in names), failures, anew=anew)
    if failures:
        raise WikiUnavailableError(failures[home.wiki.dbname])
    room = max(MOST_LISTS * len(asking) - len(titles), 0)
    new = tuple(name for (_, name), article in known.items() if article.exists)[:room]
    return {**{title: pages[title] for title in titles}, **(read_pages(home, new) if new else {})}


def _understand(
    setting: Setting, campaign: Campaign, program: Program, at_home: Mapping[str, PageText], failures: dict[str, str]
) -> _Asking:
    """Say what each name in the setting `articles` of a program stands for, each once."""
    home, first = setting.catalogue.home, first_wiki(program, setting.catalogue)
    articles = program.articles
    titles = [tuple(title.split(":", 1)) for title in articles.titles] if articles else []
    asked = [
        Asked(kind=Kind.PAGE, wiki=home, title=name)
        if name in at_home
        else understand(name, wiki=first, namespaces=_namespaces(setting, first, name, failures))
        for name in (articles.pages if articles else ())
    ]
    asked.extend(
        understand(title, wiki=dbname, namespaces=_namespaces(setting, dbname, title, failures))
        for dbname, title in titles
    )
    lists = [one for one in dict.fromkeys(asked) if one.kind is not Kind.ARTICLE]
    surplus = lists[MOST_LISTS:]
    return _Asking(
        campaign=campaign,
        program=program,
        asked=tuple(one for one in dict.fromkeys(asked) if one not in surplus),
        surplus=len(surplus),
    )


def _namespaces(setting: Setting, dbname: str, name: str, failures: dict[str, str]) -> Namespaces:
    """Give the names of a wiki's namespaces where `name` may hold one; MediaWiki's own where the wiki fails."""
    if ":" not in name or dbname in failures:
        return {}
    try:
        return setting.client(dbname).namespace_numbers()
    except WikiUnavailableError as error:
        failures[dbname] = str(error)
        return {}


def _choose(setting: Setting, asking: _Asking, lists: Lists) -> _Chosen:
    """Give what a program asks for, as far as it may."""
    articles: dict[ArticleKey, None] = {}
    wikis: set[str] = set()
    left_out = asking.surplus
    for dbname, name in _named(asking, lists, first_wiki(asking.program, setting.catalogue)):
        if (dbname, name) in articles:
            continue
        if len(articles) >= MOST_ARTICLES or (dbname not in wikis and len(wikis) >= MOST_WIKIS):
            left_out += 1
        else:
            wikis.add(dbname)
            articles[dbname, name] = None
    return _Chosen(articles=tuple(articles), left_out=left_out)


def _named(asking: _Asking, lists: Lists, first: str) -> Iterator[ArticleKey]:
    """Give every article; links to the campaign's own pages, and to what does not count, were not meant as articles."""
    counted = tracked_namespaces(asking.program, first)
    for one in asking.asked:
        if one.kind is Kind.ARTICLE:
            yield one.key
        for dbname, name in lists.known[one.key].articles if one.key in lists.known else ():
            if dbname != THE_FIRST:
                yield dbname, name
            elif namespace_of(name, {}) in counted and not is_under(name, asking.campaign.page):
                yield first, name


def _check(
    setting: Setting, keys: Iterable[ArticleKey], failures: dict[str, str], *, anew: bool
) -> dict[ArticleKey, WantedArticle]:
    """Give what is known of articles, asking each wiki about those it was not asked about for a day."""
    by_wiki: dict[str, dict[str, None]] = defaultdict(dict)
    for dbname, name in keys:
        by_wiki[dbname][name] = None
    known: dict[ArticleKey, WantedArticle] = {}
    for dbname, names in by_wiki.items():
        found = load_articles(setting.store, dbname, names)
        due = [n for n in names if anew or n not in found or setting.now - found[n].checked_at >= ASK_AGAIN]
        if due and dbname not in failures:
            try:
                save_articles(setting.store, look_up_articles(setting.client(dbname), due), checked_at=setting.now)
            except WikiUnavailableError as error:
                failures[dbname] = str(error)
            else:
                found |= load_articles(setting.store, dbname, due)
        known.update({(dbname, name): checked.article for name, checked in found.items()})
    return known


def _keep(
    setting: Setting, asking: _Asking, chosen: _Chosen, lists: Lists, known: Mapping[ArticleKey, WantedArticle]
) -> ArticleNotes:
    """Record the articles whose namespaces count, each once under whatever names, and say what to mend."""
    kept: dict[object, ArticleKey] = {}
    for key in chosen.articles:
        article = known.get(key, WantedArticle(wiki=key[0], name=key[1]))
        if _counts(asking.program, article):
            kept.setdefault((article.wiki, article.namespace, article.title or article.name), key)
    save_wanted(setting.store, *asking.key, tuple(kept.values()))
    states = {one: lists.known.get(one.key) for one in asking.lists}
    shown = {one: _shown(one, setting) for one in asking.asked}
    impossible = (
        one
        for one in asking.asked
        if one.kind is Kind.ARTICLE and one.key in known and not _counts(asking.program, known[one.key])
    )
    return ArticleNotes(
        lists=tuple(ListPage(wiki=one.wiki, page=one.title) for one in asking.lists),
        given=len(asking.asked) - len(asking.lists),
        wanted=len(kept),
        wikis=tuple(dict.fromkeys(dbname for dbname, _ in kept.values())),
        missing=tuple(shown[one] for one in asking.lists if one.key in lists.missing),
        empty=tuple(shown[one] for one, state in states.items() if state and state.empty),
        unread=tuple(shown[one] for one in asking.lists if one.key in lists.unread),
        elsewhere=tuple(shown[one] for one in impossible),
        too_long=tuple(shown[one] for one, state in states.items() if state and state.too_long),
        left_out=chosen.left_out,
    )


def _counts(program: Program, article: WantedArticle) -> bool:
    """Whether edits of an article can count, as far as is known."""
    return article.exists is None or article.namespace in tracked_namespaces(program, article.wiki)


def _shown(asked: Asked, setting: Setting) -> str:
    return asked.title if asked.wiki == setting.catalogue.home else f"{asked.wiki}:{asked.title}"
