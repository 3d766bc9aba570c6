"""Reading pages, many at once, and finding those that define campaigns."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.model.pages import PageText
from bot.wikis.client import Client

CONTENT = {"prop": "revisions", "rvprop": "ids|content", "rvslots": "main"}


def read_pages(client: Client, titles: Iterable[str]) -> dict[str, PageText]:
    """Give by the title asked for each page as it stands, missing ones included; a request for `client.batch` pages.

    Titles that no page can have are given as missing pages.
    """
    wanted = tuple(dict.fromkeys(titles))
    pages: dict[str, PageText] = {}
    for start in range(0, len(wanted), client.batch):
        batch = wanted[start : start + client.batch]
        found: dict[str, PageText] = {}
        called = {title: title for title in batch}
        for part in client.query(titles="|".join(batch), **CONTENT):
            called.update({entry["from"]: entry["to"] for entry in part.get("normalized", ())})
            found.update({page.title: page for page in _texts(part)})
        missing = {title: PageText(title=title, rev_id=None, text=None) for title in batch}
        pages.update({title: found.get(called[title], missing[title]) for title in batch})
    return pages


def find_pages(client: Client, where: str, *, category_names: frozenset[str]) -> tuple[PageText, ...]:
    """Give the pages in a category, listed on a page, or under a prefix that ends in `/`; sorted by page id."""
    namespace = where.partition(":")[0].strip().lower()
    if where.endswith("/"):
        return _with_prefix(client, where)
    if ":" in where and namespace in category_names:
        return _generated(client, generator="categorymembers", gcmtitle=where, gcmlimit=client.batch)
    return _generated(client, generator="links", titles=where, gpllimit=client.batch)


def _with_prefix(client: Client, prefix: str) -> tuple[PageText, ...]:
    numbers = client.namespace_numbers()
    name, colon, rest = prefix.partition(":")
    number = numbers.get(name.strip().lower()) if colon else None
    title, namespace = (rest, number) if number is not None else (prefix, 0)
    return _generated(
        client, generator="allpages", gapprefix=title.strip(), gapnamespace=namespace, gaplimit=client.batch
    )


def _generated(client: Client, **generator: Any) -> tuple[PageText, ...]:
    found: dict[int, PageText] = {}
    for part in client.query(**generator, **CONTENT):
        ids = (entry.get("pageid", 0) for entry in part.get("pages", ()) if _revision(entry))
        found.update(zip(ids, _texts(part), strict=True))
    return tuple(found[page_id] for page_id in sorted(found))


def _texts(part: dict[str, Any]) -> Iterator[PageText]:
    """Give the pages of an answer whose text is in it; answers that grew too large bring the others later."""
    for entry in part.get("pages", ()):
        revision = _revision(entry)
        if revision:
            text = revision.get("slots", {}).get("main", {}).get("content")
            yield PageText(title=entry["title"], rev_id=revision["revid"], text=text)


def _revision(entry: dict[str, Any]) -> dict[str, Any] | None:
    revisions = entry.get("revisions")
    return revisions[0] if revisions else None
