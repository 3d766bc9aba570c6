"""What has become of a page, in words."""

from bot.model.results import PageResult, PageState
from bot.reports.scribe import Scribe
from bot.reports.wikitext import Wikitext

_STATES = {
    PageState.NEW: "page-new",
    PageState.IMPROVED: "page-improved",
    PageState.REVERTED: "page-reverted",
    PageState.REDIRECT: "page-redirect",
    PageState.DELETED: "page-deleted",
}


def shown_state(page: PageResult, scribe: Scribe) -> Wikitext:
    """Give the state in a word."""
    said = scribe.t(_STATES[page.state])
    return Wikitext(f"<b>{said}</b>") if page.state is PageState.NEW else said


def shown_history(page: PageResult, timezone: str, scribe: Scribe) -> Wikitext | None:
    """Say where a page came from, and on which day, in this time zone, it was deleted; None where neither is so."""
    said = []
    if page.moved_from:
        name = scribe.page(page.wiki, page.moved_from.namespace, page.moved_from.title, linked=False)
        said.append(scribe.t("page-moved-from", name))
    if page.deleted_at:
        day = scribe.formats.day(page.deleted_at, timezone)
        said.append(scribe.t("page-deleted-on" if page.deleted else "page-restored", day))
    return Wikitext(" · ".join(said)) if said else None
