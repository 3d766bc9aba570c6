"""What a wiki's public logs say of pages: deletions, moves, and where they were created (API `list=logevents`).

Neither who did something nor why is asked for. What an administrator has hidden is not there, even for an account
that may see it. An answer that is not what the API promises is never taken for silence: on that, titles are forgotten.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """An event of a public log that concerns a page, by its id then, 0 where the log does not know it.

    `name` is what the page was called; `moved_to`, with its namespace, what it is called since, where it was moved.
    """

    kind: str
    action: str
    page_id: int
    name: PageName
    timestamp: datetime
    moved_to: str | None


def read_missing(client: Client, page_ids: Sequence[int]) -> frozenset[int]:
    """Give those of these pages that do not exist; one request for `client.batch` of them."""
    told: dict[int, bool] = {}
    for start in range(0, len(page_ids), client.batch):
        batch = "|".join(map(str, page_ids[start : start + client.batch]))
        for answer in client.query(prop="info", pageids=batch):
            with _understood():
                told.update((page["pageid"], bool(page.get("missing"))) for page in answer["pages"])
    if not told.keys() >= set(page_ids):
        raise WikiUnavailableError("it does not say whether some pages exist")
    return frozenset(page_id for page_id in page_ids if told[page_id])


def read_deletion(client: Client, page_id: int, namespace: int, title: str) -> datetime | None:
    """Give when a page that does not exist was deleted, by the log of the name it had last; in one request.

    Where it was moved since, the new name is looked up as well. None where the log does not tell: the deletion is
    hidden, or was made by those who may do so without a trace.
    """
    name: str | None = client.full_title(namespace, title)
    for _ in range(MOST_MOVES):
        if name is None:
            break
        last = next((event for event in _events(client, letitle=name) if _tells(event, page_id)), None)
        if last and last.action in DELETIONS:
            return last.timestamp
        name = last.moved_to if last else None
    return None


def _tells(event: _Event, page_id: int) -> bool:
    """Whether an event says what became of a page under this name: it was deleted, restored, or moved away."""
    if event.page_id != page_id:
        return False
    return event.kind == "move" or (event.kind == "delete" and event.action in {*DELETIONS, RESTORE})


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
            if event.kind == "move" and event.page_id:
                found.setdefault(event.page_id, event.name)
    return found


def knows_page_as(client: Client, page_id: int, name: PageName) -> bool:
    """Whether the logs still say that a page was created or moved under a name; in one request."""
    events = _events(client, letitle=client.full_title(name.namespace, name.title))
    return any(event.page_id == page_id and event.kind in {"create", "move"} for event in events)


def read_creations(client: Client, user_name: str, first: datetime, last: datetime) -> dict[int, PageName]:
    """Give what the pages, by id, that an account created between two moments were called then."""
    times = {"lestart": api_time(first), "leend": api_time(last), "ledir": "newer"}
    return {
        event.page_id: event.name
        for event in _events(client, letype="create", leuser=user_name, **times)
        if event.page_id
    }


def _events(client: Client, **which: str) -> Iterator[_Event]:
    """Give the events of the public logs, newest first unless asked otherwise."""
    for answer in client.query(**_ASKED, **which):
        yield from _public(answer)


def _public(answer: Mapping[str, Any]) -> tuple[_Event, ...]:
    with _understood():
        return tuple(
            _event(event)
            for event in answer["logevents"]
            if not event.get("actionhidden") and not event.get("suppressed")
        )


def _event(event: Mapping[str, Any]) -> _Event:
    namespace, title = event["ns"], event["title"]
    return _Event(
        kind=event["type"],
        action=event["action"],
        page_id=event["logpage"],
        name=PageName(namespace=namespace, title=title.split(":", 1)[1] if namespace else title),
        timestamp=datetime.fromisoformat(event["timestamp"]),
        moved_to=event["params"]["target_title"] if event["type"] == "move" else None,
    )


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise WikiUnavailableError(f"its logs cannot be read ({error!r})") from error
