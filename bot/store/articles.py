"""Wanted articles: what lists named, what wikis said of each article, and which program asks for which."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.model.results import WantedArticle
from bot.store.engine import Store, reading, upsert
from bot.store.tables import article, article_list, wanted
from bot.store.times import from_seconds, to_seconds

IMPOSSIBLE = -1
"""The namespace of names that no page can have."""

NAMES_A_QUERY = 500

ListKey = tuple[str, str]
"""dbname and title, with its namespace, of what names articles."""

ArticleKey = tuple[str, str]
"""dbname and name, with its namespace, of an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """What a page, category or template names; `rev_id` is the page's revision that was read at `read_at`.

    `too_long`: there was more than could be read. `empty`: it names nothing now; `articles` are those of before. An
    article without dbname belongs to the first wiki of whatever program asks.
    """

    dbname: str
    title: str
    rev_id: int | None
    read_at: datetime
    articles: tuple[ArticleKey, ...]
    too_long: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedArticle:
    """What a wiki said of an article at `checked_at`."""

    article: WantedArticle
    checked_at: datetime


def save_lists(store: Store, lists: Iterable[ReadList]) -> None:
    """Record what these lists name."""
    rows = (
        {
            "dbname": one.dbname,
            "title": one.title,
            "rev_id": one.rev_id,
            "read_at": to_seconds(one.read_at),
            "too_long": one.too_long,
            "empty": one.empty,
            "articles": json.dumps(one.articles, ensure_ascii=False),
        }
        for one in lists
    )
    with store.begin() as connection:
        upsert(connection, article_list, rows)


def known_lists(store: Store) -> frozenset[ListKey]:
    """Give everything that ever named articles."""
    with reading(store) as connection:
        rows = connection.execute(sa.select(article_list.c.dbname, article_list.c.title))
        return frozenset((row.dbname, row.title) for row in rows)


def load_lists(store: Store, keys: Collection[ListKey]) -> dict[ListKey, ReadList]:
    """Give what these lists named when they were last read; those never read are left out."""
    found: dict[ListKey, ReadList] = {}
    with reading(store) as connection:
        for dbname, title in keys:
            row = connection.execute(sa.select(article_list).filter_by(dbname=dbname, title=title)).one_or_none()
            if row:
                found[dbname, title] = ReadList(
                    dbname=dbname,
                    title=title,
                    rev_id=row.rev_id,
                    read_at=from_seconds(row.read_at),
                    articles=tuple((wiki, name) for wiki, name in json.loads(row.articles)),
                    too_long=row.too_long,
                    empty=row.empty,
                )
    return found


def save_articles(store: Store, articles: Iterable[WantedArticle], *, checked_at: datetime) -> None:
    """Record what wikis said of articles; the id that a page had stays known when it is gone from its name."""
    rows = [
        {
            "dbname": one.wiki,
            "name": one.name,
            "namespace": IMPOSSIBLE if one.namespace is None else one.namespace,
            "title": one.name if one.title is None else one.title,
            "page_id": one.page_id,
            "missing": not one.exists,
            "checked_at": to_seconds(checked_at),
        }
        for one in articles
    ]
    with store.begin() as connection:
        upsert(connection, article, (row for row in rows if row["page_id"] is not None))
        without_id = [{k: v for k, v in row.items() if k != "page_id"} for row in rows if row["page_id"] is None]
        upsert(connection, article, without_id)


def load_articles(store: Store, dbname: str, names: Collection[str]) -> dict[str, CheckedArticle]:
    """Give by name what a wiki last said of articles; those it was never asked about are left out."""
    found: dict[str, CheckedArticle] = {}
    every = tuple(names)
    with reading(store) as connection:
        for start in range(0, len(every), NAMES_A_QUERY):
            chunk = every[start : start + NAMES_A_QUERY]
            query = sa.select(article).where(article.c.dbname == dbname, article.c.name.in_(chunk))
            for row in connection.execute(query):
                checked_at = from_seconds(row.checked_at)
                found[row.name] = CheckedArticle(article=_article(row), checked_at=checked_at)
    return found


def save_wanted(store: Store, campaign: str, program: str, articles: Sequence[ArticleKey]) -> None:
    """Replace the articles that a program asks for, in order."""
    key = {"campaign": campaign, "program": program}
    rows = [
        {**key, "position": position, "dbname": dbname, "name": name}
        for position, (dbname, name) in enumerate(articles)
    ]
    with store.begin() as connection:
        connection.execute(wanted.delete().filter_by(**key))
        if rows:
            connection.execute(wanted.insert(), rows)


def load_wanted(store: Store, campaign: str, program: str) -> tuple[WantedArticle, ...]:
    """Give the articles that a program asks for, in order, with what wikis said of them."""
    joined = wanted.outerjoin(article, sa.and_(article.c.dbname == wanted.c.dbname, article.c.name == wanted.c.name))
    columns = (article.c.namespace, article.c.title, article.c.page_id, article.c.missing)
    query = sa.select(wanted.c.dbname, wanted.c.name, *columns).select_from(joined)
    query = query.where(wanted.c.campaign == campaign, wanted.c.program == program).order_by(wanted.c.position)
    with reading(store) as connection:
        return tuple(_article(row) for row in connection.execute(query))


def _article(row: sa.Row[*tuple[Any, ...]]) -> WantedArticle:
    possible = row.namespace is not None and row.namespace != IMPOSSIBLE
    return WantedArticle(
        wiki=row.dbname,
        name=row.name,
        namespace=row.namespace if possible else None,
        title=row.title if possible else None,
        page_id=row.page_id,
        exists=None if row.missing is None else not row.missing,
    )
