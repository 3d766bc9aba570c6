"""What has become of a page, in words."""

from bot.model.results import PageResult, PageState
from bot.reports.scribe import Scribe
from bot.reports.wikitext import Wikitext

_STATES = {
    PageState.NEW: "page-new",
    PageState.IMPROVED: "page-improved",
    PageState.REVERTED: "page-reverted",
    PageState.REDIRECT: "page-redirect",
}


def shown_state(page: PageResult, timezone: str, scribe: Scribe) -> Wikitext:
    """Give the state; a deletion with its day in this time zone."""
    if page.deleted:
        return _deleted("page-deleted-on", page, timezone, scribe)
    said = scribe.t(_STATES[page.state])
    return Wikitext(f"<b>{said}</b>") if page.state is PageState.NEW else said


def shown_history(page: PageResult, timezone: str, scribe: Scribe) -> Wikitext | None:
    """Say where a page came from, and that it was deleted for a while; None where neither is so."""
    said = []
    if page.moved_from:
        name = scribe.page(page.wiki, page.moved_from.namespace, page.moved_from.title, linked=False)
        said.append(scribe.t("page-moved-from", name))
    if page.restored:
        said.append(_deleted("page-restored", page, timezone, scribe))
    return Wikitext(" · ".join(said)) if said else None


def _deleted(message: str, page: PageResult, timezone: str, scribe: Scribe) -> Wikitext:
    return scribe.t(message, scribe.formats.day(page.deleted_at, timezone) if page.deleted_at else None)
