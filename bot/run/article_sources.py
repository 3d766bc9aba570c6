"""Reading what names wanted articles: pages of the home wiki when they changed, the rest at most once a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.model.errors import WikiUnavailableError
from bot.model.pages import PageText
from bot.run.article_lists import LONGEST_NAME, Asked, Kind, canonical_title, follow_prefixes, is_personal
from bot.run.ports import Setting
from bot.store.articles import ArticleKey, ListKey, ReadList, load_lists, save_articles, save_lists
from bot.wikis.articles import Interwiki, Link, Links, read_category, read_links, read_template

ASK_AGAIN = timedelta(days=1)
"""How long neither an article nor a list that did not change is asked about again; pages may transclude others."""

THE_FIRST = ""
"""In place of a dbname: the first wiki of the program that asks."""


@dataclass(slots=True, kw_only=True)
class Lists:
    """What lists name; `missing` do not exist, `unread` could not be read now. Either may be known from before."""

    known: dict[ListKey, ReadList]
    missing: set[ListKey] = field(default_factory=set)
    unread: set[ListKey] = field(default_factory=set)


def read_article_lists(
    setting: Setting, asked: Iterable[Asked], at_home: Mapping[str, PageText], failures: dict[str, str], *, anew: bool
) -> Lists:
    """Give what these lists name, reading those that changed, and `anew` all.

    `at_home` holds the pages among them. A wiki that does not answer is added to `failures` with the reason.
    """
    by_key = {one.key: one for one in asked if one.kind is not Kind.ARTICLE}
    lists = Lists(known=load_lists(setting.store, by_key))
    due: dict[str, list[Asked]] = defaultdict(list)
    for key, one in by_key.items():
        before = lists.known.get(key)
        page = at_home.get(one.title) if one.kind is Kind.PAGE else None
        changed = page is not None and before is not None and before.rev_id != page.rev_id
        if page is not None and page.rev_id is None:
            lists.missing.add(key)
        elif anew or before is None or changed or setting.now - before.read_at >= ASK_AGAIN:
            due[one.wiki].append(one)
    for dbname, ones in due.items():
        try:
            if dbname in failures:
                raise WikiUnavailableError(failures[dbname])  # noqa: TRY301 - told like any other failure
            read = _read(setting, ones, at_home)
        except WikiUnavailableError as error:
            failures.setdefault(dbname, str(error))
            lists.unread.update(one.key for one in ones)
        else:
            fresh = [_unless_empty(new, lists.known.get((dbname, new.title))) for new in read]
            save_lists(setting.store, fresh)
            lists.known.update({(dbname, new.title): new for new in fresh})
    return lists


def _unless_empty(new: ReadList, before: ReadList | None) -> ReadList:
    """Give a list as it is now; one that was blanked keeps what it named before."""
    if new.articles or before is None:
        return new
    return replace(new, articles=before.articles)


def _read(setting: Setting, asked: Sequence[Asked], at_home: Mapping[str, PageText]) -> list[ReadList]:
    pages = [one.title for one in asked if one.kind is Kind.PAGE]
    read = _read_pages(setting, pages, at_home) if pages else []
    return [*read, *(_read_members(setting, one) for one in asked if one.kind is not Kind.PAGE)]


def _read_pages(setting: Setting, titles: Sequence[str], at_home: Mapping[str, PageText]) -> list[ReadList]:
    interwiki = Interwiki(setting.home, setting.catalogue)
    found = read_links(setting.home, titles)
    return [
        _list(
            setting,
            (setting.catalogue.home, title),
            _articles(links, interwiki),
            rev_id=at_home[title].rev_id,
            too_long=links.too_long,
        )
        for title, links in found.items()
    ]


def _read_members(setting: Setting, asked: Asked) -> ReadList:
    client = setting.client(asked.wiki)
    members = (read_category if asked.kind is Kind.CATEGORY else read_template)(client, asked.title)
    found = tuple(article for article in members.articles if len(article.name) <= LONGEST_NAME)
    save_articles(setting.store, (article for article in found if article.exists), checked_at=setting.now)
    articles = tuple((article.wiki, article.name) for article in found)
    return _list(setting, asked.key, articles, rev_id=None, too_long=members.too_long)


def _list(
    setting: Setting, key: ListKey, articles: tuple[ArticleKey, ...], *, rev_id: int | None, too_long: bool
) -> ReadList:
    dbname, title = key
    return ReadList(
        dbname=dbname,
        title=title,
        rev_id=rev_id,
        read_at=setting.now,
        articles=articles,
        too_long=too_long,
        empty=not articles,
    )


def _articles(links: Links, interwiki: Interwiki) -> tuple[ArticleKey, ...]:
    """Give each article once; people's own pages are not wanted, and their names not to be kept."""
    found = (_article_of(link, interwiki) for link in links.links)
    return tuple(dict.fromkeys(key for key in found if key and len(key[1]) <= LONGEST_NAME and not is_personal(key[1])))


def _article_of(link: Link, interwiki: Interwiki) -> ArticleKey | None:
    """Give the article to which a link leads; None where it leads to no wiki that could be tracked."""
    if link.prefix is None:
        return THE_FIRST, canonical_title(link.title, link.namespace or 0)
    return follow_prefixes(link.prefix, link.title, interwiki.resolve)
