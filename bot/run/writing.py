"""Saving a page, as long as nobody wants the bot stopped on that wiki."""

from collections.abc import Callable

from bot.model.errors import WikiUnavailableError
from bot.model.outcomes import Conflict, Failed, Outcome, Saved, Stopped, Unchanged
from bot.model.pages import Edit, PageText
from bot.wikis.client import Client
from bot.wikis.pages import read_pages
from bot.wikis.saving import save_page

MOST_TRIES = 3
"""How often a page is read again after somebody else saved it in between (DESIGN section 6)."""


def save(client: Client, title: str, decide: Callable[[PageText], Edit | Outcome], *, stop_page: str) -> Outcome:
    """Read the page and the stop page in one request, decide, and save; after a conflict all of it again.

    An edit of which the wiki's answer was lost meets itself when it is sent again, as a conflict or as no change, and
    is then known as saved.
    """
    for tries in range(MOST_TRIES):
        try:
            pages = read_pages(client, (title, stop_page))
            if stopped := stop_of(pages[stop_page]):
                return stopped
            page = pages[title]
            decision = decide(page)
        except WikiUnavailableError as error:
            return Failed(why=str(error), whole_wiki=True)
        if not isinstance(decision, Edit):
            ours = tries and isinstance(decision, Unchanged) and page.editor == client.account_name
            return Saved(rev_id=page.rev_id) if ours and page.rev_id else decision
        outcome = save_page(client, decision)
        if not isinstance(outcome, Conflict | Unchanged):
            return outcome
    return Conflict()


def stop_of(stop_page: PageText) -> Stopped | None:
    """Say whether any text stands on a wiki's stop page."""
    has_text = bool((stop_page.text or "").strip())
    return Stopped(why=f"writing is stopped by the stop page {stop_page.title}") if has_text else None
