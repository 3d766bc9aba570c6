"""Which page each list is now: where it was moved, and not where somebody redirects it to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model.pages import PageText, PageVersion
from bot.signups import looks_like_redirect
from bot.wikis.client import Client
from bot.wikis.watching import watch


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPage:
    """A page as it stands, after moves; `text` is None where it was not read yet."""

    title: str
    page_id: int
    rev_id: int
    text: str | None = None


def find_list_pages(
    client: Client,
    titles: Sequence[str],
    known: Mapping[str, int],
    *,
    texts: Mapping[str, PageText] | None = None,
    watched: Mapping[str, PageVersion | None] | None = None,
) -> dict[str, ListedPage | None]:
    """Give by title the page that is the list, None where there is none now.

    A list that was moved is followed. `known` are the ids of the pages that were lists before: a redirect to another
    page than that is somebody's edit of the list, and a page of another id under the same title is a new list page.
    What was read already is in `texts` (as pages stand) or in `watched` (redirects followed); one request for the
    titles that lead elsewhere, and one for those that lead to another page than before.
    """
    own: dict[str, ListedPage | None] = {}
    if texts is not None:
        own = {title: _of_text(texts[title]) for title in titles}
        moved = [title for title in titles if looks_like_redirect(texts[title].text or "")]
        watched = watch(client, moved, renames_since=None).pages
    ends = {title: _of_version(version) for title, version in (watched or {}).items()}
    strange = [t for t, end in ends.items() if t in known and (end is None or end.page_id != known[t]) and t not in own]
    if strange:
        unfollowed = watch(client, strange, renames_since=None, follow=False).pages
        own.update({title: _of_version(version) for title, version in unfollowed.items()})
    return {title: _choose(known.get(title), own.get(title), ends.get(title), moved=title in ends) for title in titles}


def _choose(known: int | None, own: ListedPage | None, end: ListedPage | None, *, moved: bool) -> ListedPage | None:
    if not moved:
        return own
    if known is None or own is None or (end is not None and end.page_id in {known, own.page_id}):
        return end
    return own if own.page_id == known else None


def _of_text(page: PageText) -> ListedPage | None:
    if page.rev_id is None or page.page_id is None:
        return None
    return ListedPage(title=page.title, page_id=page.page_id, rev_id=page.rev_id, text=page.text)


def _of_version(version: PageVersion | None) -> ListedPage | None:
    return ListedPage(title=version.title, page_id=version.page_id, rev_id=version.rev_id) if version else None
