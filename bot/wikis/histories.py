"""What became of a page before: who saved it, and whether it was taken away."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.model.errors import WikiUnavailableError
from bot.model.signups import Moment, Version
from bot.wikis.client import Client
from bot.wikis.moments import api_time

TAKEN_AWAY = frozenset({"delete", "move"})

REVERTS = frozenset({"mw-undo", "mw-rollback", "mw-manual-revert"})
"""Tags of edits that bring back an earlier state (MediaWiki's ChangeTags); undoing may also change other words."""


def read_last_text_by(client: Client, title: str, user: str) -> str | None:
    """Give what an account saved last on a page; None where it never did, or where that revision is hidden."""
    asked = {"prop": "revisions", "rvprop": "content", "rvslots": "main", "rvuser": user, "rvlimit": 1}
    answers = client.get(action="query", titles=title, **asked)
    for page in answers.get("query", {}).get("pages", ()):
        for revision in page.get("revisions", ()):
            content: str | None = revision.get("slots", {}).get("main", {}).get("content")
            return content
    return None


def was_taken_away(client: Client, title: str) -> bool:
    """Say whether the logs know of a deletion or a move of a page that does not exist now."""
    answer = client.get(action="query", list="logevents", letitle=title, leprop="type", lelimit="max")
    return any(event.get("type") in TAKEN_AWAY for event in answer.get("query", {}).get("logevents", ()))


def read_versions(client: Client, title: str, after: Moment | None) -> Iterator[tuple[Version, ...]]:
    """Give the revisions of a page, not of where it redirects, from `after` on, oldest first, answer by answer.

    One request for each `client.batch` of them, or fewer where they are long. Names and addresses of authors are not
    asked for: the local id is 0 for an IP address and for an author of another wiki, and where the wiki hides who it
    was, even from those who may not know. Raises WikiUnavailableError when the wiki stops answering; what was given
    until then is right but not complete.
    """
    start = {} if after is None else {"rvstart": api_time(after.timestamp)}
    answers = client.query(
        titles=title,
        prop="revisions",
        rvprop="ids|timestamp|userid|content|tags",
        rvslots="main",
        rvdir="newer",
        rvlimit="max",
        **start,
    )
    for answer in answers:
        try:
            revisions = [revision for page in answer.get("pages", ()) for revision in page.get("revisions", ())]
            versions = [_version(revision) for revision in revisions]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise WikiUnavailableError(f"the history of its page {title} cannot be read ({error!r})") from error
        later = tuple(version for version in versions if after is None or not version.at < after)
        if later:
            yield later


def _version(revision: Mapping[str, Any]) -> Version:
    """Read one revision; administrators are shown what is hidden, marked as such. Some old texts are lost."""
    content = revision.get("slots", {}).get("main", {})
    return Version(
        at=Moment(timestamp=datetime.fromisoformat(revision["timestamp"]), rev_id=revision["revid"]),
        parent_id=revision["parentid"],
        user_id=0 if revision.get("userhidden") else revision["userid"],
        text=None if content.get("texthidden") else content.get("content"),
        reverts=not REVERTS.isdisjoint(revision["tags"]),
    )
