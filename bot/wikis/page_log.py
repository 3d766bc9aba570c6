"""What a wiki's public logs say of pages: deletions, moves, and where they were created (API `list=logevents`).

Neither who did something nor why is asked for. What an administrator has hidden is not there, even for an account
that may see it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.model.errors import WikiUnavailableError
from bot.model.results import PageName
from bot.wikis.client import Client
from bot.wikis.moments import api_time

MOST_MOVES = 3
"""Moves followed from a page's last known name to the one under which it was deleted; each costs a request."""

DELETIONS = frozenset({"delete", "delete_redir", "delete_redir2"})
RESTORE = "restore"

_ASKED: Mapping[str, str] = {
    "list": "logevents",
    "leprop": "ids|title|type|timestamp|details",
    "lelimit": "max",
}


def read_missing(client: Client, page_ids: Sequence[int]) -> frozenset[int]:
    """Give those of these pages that do not exist; one request for `client.batch` of them."""
    missing: set[int] = set()
    for start in range(0, len(page_ids), client.batch):
        batch = "|".join(map(str, page_ids[start : start + client.batch]))
        for part in client.query(prop="info", pageids=batch):
            missing.update(page["pageid"] for page in part.get("pages", ()) if page.get("missing"))
    return frozenset(missing)


def read_deletion(client: Client, page_id: int, namespace: int, title: str) -> datetime | None:
    """Give when a page that does not exist was deleted, by the log of the name it had last; in one request.

    Where it was moved since, the new name is looked up as well. None where the log does not tell: the deletion is
    hidden, or was made by those who may do so without a trace.
    """
    name = client.full_title(namespace, title)
    for _ in range(MOST_MOVES):
        moved = None
        for event in _events(client, letitle=name):
            kind, action = event.get("type"), event.get("action")
            if event.get("logpage") != page_id:
                continue
            if kind == "delete" and action in DELETIONS:
                return datetime.fromisoformat(event["timestamp"])
            if kind == "delete" and action == RESTORE:
                return None
            if kind == "move":
                moved = event.get("params", {}).get("target_title")
                break
        if moved is None:
            return None
        name = moved
    return None


def read_first_moves(client: Client, since: datetime, *, most: int) -> dict[int, PageName] | None:
    """Give by page id what the pages that were moved since a moment were called before the first of these moves.

    A request for as many moves as the wiki gives at once; None where there are more than `most` requests bring, which
    takes one more to know.
    """
    found: dict[int, PageName] = {}
    answers = client.query(**_ASKED, letype="move", lestart=api_time(since), ledir="newer")
    for number, answer in enumerate(answers):
        if number == most:
            return None
        for event in _public(answer):
            if event.get("type") == "move" and event.get("logpage"):
                found.setdefault(event["logpage"], PageName(namespace=event["ns"], title=_bare(event)))
    return found


def knows_page_as(client: Client, page_id: int, name: PageName) -> bool:
    """Whether the logs still say that a page was created or moved under a name; in one request."""
    events = _events(client, letitle=client.full_title(name.namespace, name.title))
    return any(event.get("logpage") == page_id and event.get("type") in {"create", "move"} for event in events)


def read_creations(client: Client, user_name: str, first: datetime, last: datetime) -> dict[int, PageName]:
    """Give what the pages, by id, that an account created between two moments were called then."""
    times = {"lestart": api_time(first), "leend": api_time(last), "ledir": "newer"}
    return {
        event["logpage"]: PageName(namespace=event["ns"], title=_bare(event))
        for event in _events(client, letype="create", leuser=user_name, **times)
        if event.get("logpage")
    }


def _events(client: Client, **which: str) -> Iterator[Mapping[str, Any]]:
    """Give the events of the public logs, newest first unless asked otherwise."""
    for part in client.query(**_ASKED, **which):
        yield from _public(part)


def _public(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    try:
        for event in answer.get("logevents", ()):
            if not event.get("actionhidden") and not event.get("suppressed") and "title" in event:
                yield event
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise WikiUnavailableError(f"its logs cannot be read ({error!r})") from error


def _bare(event: Mapping[str, Any]) -> str:
    title: str = event["title"]
    return title.split(":", 1)[1] if event["ns"] else title
