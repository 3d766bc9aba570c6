"""Everything that is known of participants' pages beside their revisions."""

from collections.abc import Iterable

from bot.model.page_log import PageLog
from bot.store.creations import load_moved, load_redirects
from bot.store.engine import Store
from bot.store.lost_pages import load_deleted, load_restored


def load_page_log(store: Store, dbnames: Iterable[str]) -> PageLog:
    """Give what is known of the pages of these wikis."""
    wikis = frozenset(dbnames)
    return PageLog(
        deleted=load_deleted(store, wikis),
        redirects=load_redirects(store, wikis),
        moved=load_moved(store, wikis),
        restored=load_restored(store, wikis),
    )
