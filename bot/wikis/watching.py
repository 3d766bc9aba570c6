"""Whether pages changed and accounts were renamed, in as few requests as it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.model.errors import WikiUnavailableError
from bot.model.pages import PageText, PageVersion
from bot.model.signups import Rename
from bot.wikis.client import Client
from bot.wikis.moments import api_time
from bot.wikis.pages import CONTENT, end_of, read_pages, texts_of
from bot.wikis.renames import RENAME_LOG, has_no_such_log, logged_renames


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The pages by the title asked for, None where there is none; the renamed accounts, oldest first."""

    pages: Mapping[str, PageVersion | None]
    renames: tuple[Rename, ...]


def watch(client: Client, titles: Sequence[str], *, renames_since: datetime | None, follow: bool = True) -> Watched:
    """Give the pages as they stand, redirects followed unless told not to, and who was renamed then or later.

    One request for `client.batch` pages, of which the first brings as many renames as the wiki gives at once; a
    request for each further portion of them. Where `renames_since` is None nobody asks for renames; a wiki that keeps
    no log of them, or does not show it, has none.
    """
    wanted = tuple(dict.fromkeys(titles))
    log = {} if renames_since is None else {**RENAME_LOG, "lestart": api_time(renames_since)}
    first = _look(client, wanted[: client.batch], log, follow=follow)
    pages = dict(first.pages)
    for start in range(client.batch, len(wanted), client.batch):
        pages.update(_look(client, wanted[start : start + client.batch], {}, follow=follow).pages)
    return Watched(pages=pages, renames=first.renames)


def read_and_watch(
    client: Client, titles: Sequence[str], *, renames_since: datetime
) -> tuple[dict[str, PageText], tuple[Rename, ...]]:
    """Give what `read_pages` gives, redirects as they stand, and what `watch` says of renames, in as many requests."""
    wanted = tuple(dict.fromkeys(titles))
    first, log = wanted[: client.batch], {**RENAME_LOG, "lestart": api_time(renames_since)}
    asked = {"titles": "|".join(first), **CONTENT} if first else {}
    try:
        answers = tuple(client.query(**asked, **log))
    except WikiUnavailableError as error:
        if has_no_such_log(error):
            return read_pages(client, wanted), ()
        raise
    renames = tuple(logged.rename for answer in answers for logged in logged_renames(answer))
    return {**texts_of(first, answers), **read_pages(client, wanted[client.batch :])}, renames


def _look(client: Client, titles: Sequence[str], log: Mapping[str, str], *, follow: bool) -> Watched:
    asked = {"titles": "|".join(titles), "prop": "info", **({"redirects": 1} if follow else {})} if titles else {}
    if not asked and not log:
        return Watched(pages={}, renames=())
    try:
        answers = tuple(client.query(**asked, **log))
    except WikiUnavailableError as error:
        if log and has_no_such_log(error):
            return _look(client, titles, {}, follow=follow)
        raise
    renames = tuple(logged.rename for answer in answers for logged in logged_renames(answer))
    return Watched(pages=_pages(titles, answers), renames=renames)


def _pages(titles: Sequence[str], answers: Sequence[dict[str, Any]]) -> dict[str, PageVersion | None]:
    called: dict[str, str] = {}
    found: dict[str, PageVersion] = {}
    for answer in answers:
        steps = (*answer.get("normalized", ()), *answer.get("redirects", ()))
        called.update({entry["from"]: entry["to"] for entry in steps})
        # An answer that only goes on with the log names the pages again, without saying anything of them.
        entries = (entry for entry in answer.get("pages", ()) if entry.get("lastrevid"))
        found.update({entry["title"]: _version(entry) for entry in entries})
    return {title: found.get(end_of(title, called)) for title in titles}


def _version(entry: Mapping[str, Any]) -> PageVersion:
    return PageVersion(title=entry["title"], namespace=entry["ns"], page_id=entry["pageid"], rev_id=entry["lastrevid"])
