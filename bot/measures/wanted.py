"""Which of a program's wanted articles a page is, and what has become of each."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from bot.measures.states import page_state
from bot.model.edits import Page
from bot.model.results import PageState, WantedArticle, WantedResult, WantedState

PageKey = tuple[str, int]
"""dbname and page id: titles change, ids do not."""

TitleKey = tuple[str, int, str]
"""dbname, namespace and title without it."""

_STATES = {
    PageState.NEW: WantedState.CREATED,
    PageState.IMPROVED: WantedState.IMPROVED,
    PageState.REVERTED: WantedState.EXISTS,
}


class AnyPage(Protocol):
    """A page, or a revision of one, as in Contribution."""

    @property
    def dbname(self) -> str: ...
    @property
    def page_id(self) -> int: ...
    @property
    def namespace(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def is_redirect(self) -> bool | None: ...


class PageTally(NamedTuple):
    """What was counted on one page, and who of those who edited it may be named, sorted."""

    page: Page
    creates: bool
    edits: int
    reverted: int
    bytes_added: int | None
    named: tuple[str, ...]


class WantedPages:
    """Tells wanted pages from others: by id, which a page keeps when it is moved, or by its present title.

    A redirect that stands under the title is not the article.
    """

    def __init__(self, articles: Iterable[WantedArticle]) -> None:
        every = tuple(articles)
        self._ids = {(article.wiki, article.page_id) for article in every if article.page_id is not None}
        self._titles = {key for article in every if (key := _title_key(article))}

    def __contains__(self, page: AnyPage) -> bool:
        titled = (page.dbname, page.namespace, page.title) in self._titles and not page.is_redirect
        return titled or (page.dbname, page.page_id) in self._ids


def wanted_results(
    articles: Iterable[WantedArticle], pages: Iterable[PageTally]
) -> tuple[tuple[WantedResult, ...], int]:
    """Give what has become of each article, and how many of them only people improved who are not named.

    Of these nothing is told but whether they exist. `pages` are what was counted of the articles, at least.
    """
    by_id = {(tally.page.dbname, tally.page.page_id): tally for tally in pages}
    by_title = {
        (tally.page.dbname, tally.page.namespace, tally.page.title): tally
        for tally in by_id.values()
        if not tally.page.is_redirect
    }
    results: list[WantedResult] = []
    unlisted = 0
    for article in articles:
        page = _page(article, by_id, by_title)
        if page and not page.named:
            unlisted += _state(page) is not WantedState.EXISTS
        results.append(_result(article, page))
    return tuple(results), unlisted


def _page(
    article: WantedArticle, by_id: Mapping[PageKey, PageTally], by_title: Mapping[TitleKey, PageTally]
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
        namespace=page.page.namespace,
        title=page.page.title,
        state=_state(page),
        edits=page.edits,
        bytes_added=page.bytes_added,
        participants=page.named,
    )


def _state(page: PageTally) -> WantedState:
    """Give the state of an article that was edited."""
    return _STATES[page_state(created=page.creates, edits=page.edits, reverted=page.reverted)]


def _untouched(article: WantedArticle) -> WantedState:
    if article.exists is None:
        return WantedState.UNKNOWN
    return WantedState.EXISTS if article.exists else WantedState.MISSING


def _title_key(article: WantedArticle) -> TitleKey | None:
    if article.namespace is None or article.title is None:
        return None
    return article.wiki, article.namespace, article.title
