"""Reading pages, many at once, and finding those that define campaigns."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.model.pages import PageText, PageVersion
from bot.wikis.client import Client

NS_USER = 2
NS_PROJECT = 4
NS_TEMPLATE = 10
NS_CATEGORY = 14

CONTENT = {"prop": "revisions|info", "rvprop": "ids|user|content", "rvslots": "main"}


def read_pages(client: Client, titles: Iterable[str]) -> dict[str, PageText]:
    """Give by the title asked for each page as it stands, missing ones included; a request for `client.batch` pages.

    Titles that no page can have are given as missing pages.
    """
    wanted = tuple(dict.fromkeys(titles))
    pages: dict[str, PageText] = {}
    for start in range(0, len(wanted), client.batch):
        batch = wanted[start : start + client.batch]
        pages.update(texts_of(batch, client.query(titles="|".join(batch), **CONTENT)))
    return pages


def texts_of(titles: Sequence[str], answers: Iterable[dict[str, Any]]) -> dict[str, PageText]:
    """Give by the title asked for each page in these answers, the others as missing."""
    found: dict[str, PageText] = {}
    called: dict[str, str] = {}
    for part in answers:
        called.update({entry["from"]: entry["to"] for entry in part.get("normalized", ())})
        found.update({page.title: page for page in _texts(part)})
    missing = {title: PageText(title=title, rev_id=None, text=None, editor=None) for title in titles}
    return {title: found.get(end_of(title, called), missing[title]) for title in titles}


def end_of(title: str, called: Mapping[str, str]) -> str:
    """Give what a title is called after all these steps, which may lead in a circle."""
    seen = set()
    while title in called and title not in seen:
        seen.add(title)
        title = called[title]
    return title


def read_titles(client: Client, page_ids: Sequence[int]) -> dict[int, str]:
    """Give the title, with its namespace, of each of these pages that exists; a request for `client.batch` pages."""
    titles: dict[int, str] = {}
    for start in range(0, len(page_ids), client.batch):
        batch = "|".join(str(page_id) for page_id in page_ids[start : start + client.batch])
        for part in client.query(prop="info", pageids=batch):
            titles.update({p["pageid"]: p["title"] for p in part.get("pages", ()) if not p.get("missing")})
    return titles


def read_redirects_to(client: Client, titles: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Give for each title the titles of its redirects, without namespace; in one request."""
    redirects: dict[str, tuple[str, ...]] = dict.fromkeys(titles, ())
    called = {title: title for title in titles}
    for part in client.query(titles="|".join(titles), prop="redirects", rdprop="title", rdlimit="max"):
        called.update({entry["to"]: entry["from"] for entry in part.get("normalized", ())})
        for entry in part.get("pages", ()):
            asked = called.get(entry["title"], entry["title"])
            found = (redirect["title"].partition(":")[2] for redirect in entry.get("redirects", ()))
            redirects[asked] = (*redirects.get(asked, ()), *found)
    return redirects


def find_pages(client: Client, where: str) -> tuple[PageVersion, ...]:
    """Give the pages in a category, under a prefix ending in `/`, that use a template, or else listed on a page.

    Sorted by page id, the oldest page first; a request for `client.batch` pages.
    """
    name, _, title = where.partition(":")
    namespace = client.namespace_numbers().get(name.strip().lower()) if title else None
    if where.endswith("/"):
        prefix = (where, 0) if namespace is None else (title, namespace)
        return _generated(
            client, generator="allpages", gapprefix=prefix[0].strip(), gapnamespace=prefix[1], gaplimit="max"
        )
    if namespace == NS_CATEGORY:
        return _generated(client, generator="categorymembers", gcmtitle=where, gcmlimit="max")
    if namespace == NS_TEMPLATE:
        return _generated(client, generator="embeddedin", geititle=where, geilimit="max")
    return _generated(client, generator="links", titles=where, gpllimit="max")


def _generated(client: Client, **generator: Any) -> tuple[PageVersion, ...]:
    entries = (entry for part in client.query(**generator, prop="info") for entry in part.get("pages", ()))
    found = {
        entry["pageid"]: PageVersion(
            title=entry["title"], namespace=entry["ns"], page_id=entry["pageid"], rev_id=entry["lastrevid"]
        )
        for entry in entries
        if entry.get("lastrevid")
    }
    return tuple(found[page_id] for page_id in sorted(found))


def _texts(part: dict[str, Any]) -> Iterator[PageText]:
    """Give the pages of an answer whose text is in it; answers that grew too large bring the others later."""
    for entry in part.get("pages", ()):
        revision = _revision(entry)
        if revision:
            text = revision.get("slots", {}).get("main", {}).get("content")
            editor = revision.get("user")
            yield PageText(
                title=entry["title"],
                rev_id=revision["revid"],
                text=text,
                editor=editor,
                page_id=entry["pageid"],
                namespace=entry["ns"],
                is_redirect=bool(entry.get("redirect")),
                language=entry.get("pagelanguage"),
            )


def _revision(entry: dict[str, Any]) -> dict[str, Any] | None:
    revisions = entry.get("revisions")
    return revisions[0] if revisions else None
