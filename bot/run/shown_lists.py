"""Pages shown inside sign-up lists, which are lists, too."""

from collections.abc import Collection

from bot.signups import SHOWN, Standing, shown_key, stand
from bot.store.signup_lists import KnownList, ListKey

NOT_SHOWN = Standing(takes_part=False)


def shown_in(known: KnownList) -> tuple[ListKey, ...]:
    """Give the pages shown inside a list, or kept though somebody took them off; what these show is not followed."""
    dbname = known.key[0]
    called = dict.fromkeys((*known.last.signups.transclusions, *_kept(known)))
    titles = dict.fromkeys(
        _absolute(title, known.stands_at) for title in called if standing_of(known, title).takes_part
    )
    return tuple((dbname, title, "") for title in titles if title != known.stands_at)


def standing_of(known: KnownList, title: str, facilitators: Collection[int] = ()) -> Standing:
    """Judge a page that is shown as it is called there, like a name that others added."""
    traces = known.traces.get(shown_key(title))
    on_page = title in known.last.signups.transclusions
    return stand(traces if known.complete else None, on_page=on_page, user_id=None, facilitators=facilitators)


def standing_of_key(known: KnownList, key: ListKey, facilitators: Collection[int]) -> Standing:
    """Judge a page that is shown by what it is."""
    for title in (*known.last.signups.transclusions, *_kept(known)):
        if _absolute(title, known.stands_at) == key[1]:
            return standing_of(known, title, facilitators)
    return NOT_SHOWN


def is_of_the_list(shown: str, page: str) -> bool:
    """Whether a page stands below the list's own page: others may be shown there by anybody."""
    return _absolute(shown, page).startswith(f"{page}/")


def _kept(known: KnownList) -> tuple[str, ...]:
    return tuple(key.removeprefix(SHOWN) for key in known.traces if key.startswith(SHOWN))


def _absolute(title: str, page: str) -> str:
    """Give the full title of `/Subpage` and `../Sister` as a page writes them."""
    while title.startswith("../"):
        page, title = page.rpartition("/")[0], title[3:]
        if not title.startswith("../"):
            return f"{page}/{title}".strip("/")
    return page + title.rstrip("/") if title.startswith("/") else title
