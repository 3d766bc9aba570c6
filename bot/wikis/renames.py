"""Accounts that were renamed, as a wiki's own log says (API `list=logevents`, `letype=renameuser`)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pywikibot.exceptions import APIError

from bot.model.errors import WikiUnavailableError
from bot.model.signups import Rename
from bot.model.wikis import NS_USER
from bot.wikis.client import Client
from bot.wikis.pages import end_of

MOST_ASKED = 20
"""Names that the log is asked for in one call; each costs a request."""

RENAME_LOG: Mapping[str, str] = {
    "list": "logevents",
    "letype": "renameuser",
    "leprop": "ids|timestamp|details",
    "ledir": "newer",
    "lelimit": "max",
}
"""What asks for renames, oldest first."""

NO_SUCH_LOG = {"badvalue", "unknown_letype", "permissiondenied"}
"""What the API says of a log that a wiki does not keep, or does not show."""

NOT_IN_NAMES = frozenset("#<>[]|{}/")
"""What no account's name can hold (MediaWiki's UserNameUtils::isValid)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRename:
    """An entry of the log; `log_id` tells which of two in one second came first."""

    log_id: int
    rename: Rename

    @property
    def place(self) -> tuple[datetime, int]:
        """Where it stands in the log; later entries compare greater."""
        return self.rename.at, self.log_id


class _AskedEnoughError(Exception):
    """The log was asked for as many names as one call may."""


def find_renames(client: Client, names: Sequence[str]) -> dict[str, Rename]:
    """Give by name what became of those of these names that were an account's and are not any more.

    An account that was renamed several times is followed to the name it has now; `at` is when it got that. Only the
    log is believed: a user page may be made a redirect by anybody, and tells no more than whom to ask for first. One
    request for all user pages, and one for each name, old or new, that the log is asked for: in the order of `names`
    otherwise, `MOST_ASKED` at most, so that those who were not asked for lately belong first. Of more than
    `client.batch` names the rest is left for another call.
    """
    log = _RenameLog(client)
    found: dict[str, Rename] = {}
    with suppress(_AskedEnoughError):
        for name in _likeliest_first(client, names):
            rename = log.follow(name)
            if rename:
                found[name] = rename
    return found


def logged_renames(answer: Mapping[str, Any]) -> tuple[LoggedRename, ...]:
    """Give the renames in an answer of the API, without those of which the wiki hides the names."""
    try:
        return tuple(_logged(answer.get("logevents", ())))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise WikiUnavailableError(f"its log of renamed accounts cannot be read ({error!r})") from error


def has_no_such_log(error: WikiUnavailableError) -> bool:
    """Whether a wiki answered that it keeps no log of renames, or does not show it."""
    return isinstance(error.__cause__, APIError) and error.__cause__.code in NO_SUCH_LOG


class _RenameLog:
    """The log of one wiki, asked for each name once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._answers: dict[str, tuple[LoggedRename, ...]] = {}

    def follow(self, name: str) -> Rename | None:
        """Give what the last account of that name is called now; raises _AskedEnoughError."""
        renames = self._renames_of(name)
        if not renames:
            return None
        last = renames[-1]
        while later := self._first_after(last):
            last = later
        return Rename(old=name, new=last.rename.new, at=last.rename.at) if last.rename.new != name else None

    def _first_after(self, last: LoggedRename) -> LoggedRename | None:
        """Give the next rename of the same account: others may have borne its names before and after it."""
        later = (logged for logged in self._renames_of(last.rename.new) if logged.place > last.place)
        return next(later, None)

    def _renames_of(self, name: str) -> tuple[LoggedRename, ...]:
        if name not in self._answers:
            if len(self._answers) == MOST_ASKED:
                raise _AskedEnoughError
            self._answers[name] = self._ask(name)
        return self._answers[name]

    def _ask(self, name: str) -> tuple[LoggedRename, ...]:
        try:
            answers = tuple(self._client.query(**RENAME_LOG, letitle=f"User:{name}"))
        except WikiUnavailableError as error:
            if has_no_such_log(error):
                raise _AskedEnoughError from error
            raise
        return tuple(logged for answer in answers for logged in logged_renames(answer))


def _logged(events: Sequence[Mapping[str, Any]]) -> Iterator[LoggedRename]:
    for event in events:
        names = event.get("params", {})
        if "olduser" in names and "newuser" in names and not event.get("actionhidden"):
            rename = Rename(old=names["olduser"], new=names["newuser"], at=datetime.fromisoformat(event["timestamp"]))
            yield LoggedRename(log_id=event["logid"], rename=rename)


def _likeliest_first(client: Client, names: Sequence[str]) -> Sequence[str]:
    """Give those of one batch of names that an account can have, those whose user page leads to another's first."""
    possible = [name for name in dict.fromkeys(names) if NOT_IN_NAMES.isdisjoint(name)]
    likely = dict(_with_likelihood(client, possible[: client.batch])) if possible else {}
    return sorted(likely, key=lambda name: not likely[name])


def _with_likelihood(client: Client, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Give each name that a page can have, and whether its user page leads to somebody else's."""
    called: dict[str, str] = {}
    redirects: dict[str, str] = {}
    pages: dict[str, dict[str, Any]] = {}
    for part in client.query(titles="|".join(f"User:{name}" for name in names), prop="info", redirects=1):
        called.update({entry["from"]: entry["to"] for entry in part.get("normalized", ())})
        redirects.update({entry["from"]: entry["to"] for entry in part.get("redirects", ())})
        pages.update({entry["title"]: entry for entry in part.get("pages", ())})
    for name in names:
        title = called.get(f"User:{name}", f"User:{name}")
        end = pages.get(end_of(title, redirects), {})  # none where a redirect leads to another wiki, or in a circle
        if not end.get("invalid"):
            yield name, title in redirects and end.get("ns") == NS_USER
