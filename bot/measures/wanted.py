"""Which of a program's wanted articles a page is, and what has become of each."""

from collections.abc import Iterable

from bot.measures.tally import PageKey, PageTally, Tally
from bot.model.contributions import Contribution
from bot.model.results import WantedArticle, WantedResult, WantedState

TitleKey = tuple[str, int, str]
"""dbname, namespace and title without it."""


class WantedPages:
    """Tells wanted pages from others: by id, which a page keeps when it is moved, or by its present title.

    A redirect that stands under the title is not the article.
    """

    def __init__(self, articles: Iterable[WantedArticle]) -> None:
        every = tuple(articles)
        self._ids = {(article.wiki, article.page_id) for article in every if article.page_id is not None}
        self._titles = {key for article in every if (key := _title_key(article))}

    def __contains__(self, contribution: Contribution) -> bool:
        c = contribution
        titled = (c.dbname, c.namespace, c.title) in self._titles and not c.is_redirect
        return titled or (c.dbname, c.page_id) in self._ids


def wanted_results(articles: Iterable[WantedArticle], tally: Tally) -> tuple[tuple[WantedResult, ...], int]:
    """Give what has become of each article, and how many of them only people improved who are not named.

    Of these nothing is told but whether they exist.
    """
    by_title = {(dbname, p.namespace, p.title): p for (dbname, _), p in tally.pages.items() if not p.is_redirect}
    results: list[WantedResult] = []
    unlisted = 0
    for article in articles:
        page = _page(article, tally.pages, by_title)
        if page and not page.named:
            unlisted += _state(page) is not WantedState.EXISTS
        results.append(_result(article, page))
    return tuple(results), unlisted


def _page(
    article: WantedArticle, by_id: dict[PageKey, PageTally], by_title: dict[TitleKey, PageTally]
) -> PageTally | None:
    """Give what was counted on an article, wherever it was moved to, or else on what has its title now."""
    title = _title_key(article)
    found = None if article.page_id is None else by_id.get((article.wiki, article.page_id))
    return found or (by_title.get(title) if title else None)


def _result(article: WantedArticle, page: PageTally | None) -> WantedResult:
    if page is None or not page.named:
        return WantedResult(
            wiki=article.wiki,
            name=article.name,
            namespace=article.namespace,
            title=article.name if article.title is None else article.title,
            state=WantedState.EXISTS if page else _untouched(article),
            edits=0,
            bytes_added=0,
            participants=(),
        )
    return WantedResult(
        wiki=article.wiki,
        name=article.name,
        namespace=page.namespace,
        title=page.title,
        state=_state(page),
        edits=page.sums.edits,
        bytes_added=page.sums.bytes[0],
        participants=tuple(sorted(page.named)),
    )


def _state(page: PageTally) -> WantedState:
    """Give the state of an article that was edited; edits that were all reverted improve nothing."""
    if page.created:
        return WantedState.CREATED
    return WantedState.IMPROVED if page.sums.edits > page.sums.reverted else WantedState.EXISTS


def _untouched(article: WantedArticle) -> WantedState:
    if article.exists is None:
        return WantedState.UNKNOWN
    return WantedState.EXISTS if article.exists else WantedState.MISSING


def _title_key(article: WantedArticle) -> TitleKey | None:
    if article.namespace is None or article.title is None:
        return None
    return article.wiki, article.namespace, article.title
