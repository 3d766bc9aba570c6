"""One wiki of a farm and what people do on it."""

import json
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.wikifarm.errors import FarmError
from tests.wikifarm.layout import WIKIS, data_folder
from tests.wikifarm.mediawiki import ADMIN, PASSWORD
from tests.wikifarm.php import run_maintenance
from tests.wikifarm.session import ApiSession, Params

BOT_APP = "campaignbot"
BOT_SECRET = "wikifarm0bot0password0wikifarm00"  # noqa: S105 - of every bot of every farm


SUPPRESSOR = "Suppressor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A revision to import, with its own author and `timestamp` (aware, whole seconds)."""

    title: str
    text: str
    user: str
    timestamp: datetime
    comment: str = ""


class FarmWiki:
    """A wiki of a running farm; everything raises FarmError with MediaWiki's own words where it refuses."""

    def __init__(self, directory: Path, farm_url: str, dbname: str) -> None:
        self.dbname = dbname
        self.language = WIKIS[dbname].language
        self.api_url = f"{farm_url}/{dbname}/api.php"
        self.database = data_folder(directory) / f"{dbname}.sqlite"
        self._directory = directory
        self._farm_url = farm_url
        self._sessions: dict[str | None, ApiSession] = {}

    def page_url(self, title: str) -> str:
        return f"{self._farm_url}/{self.dbname}/wiki/{quote(title.replace(' ', '_'), safe='/:')}"

    # Accounts

    def create_account(self, name: str, groups: Collection[str] = (), registered: datetime | None = None) -> None:
        """Make an account with the farm's password, in groups such as `sysop`, registered now or in the past."""
        self.create_accounts([name], groups=groups, registered=registered)

    def create_accounts(
        self,
        names: Iterable[str],
        *,
        groups: Collection[str] = (),
        registered: datetime | None = None,
        bot_password: bool = False,
    ) -> None:
        """Make several accounts at once; with `bot_password`, pywikibot can log in to them."""
        account = {
            "password": PASSWORD,
            "groups": list(groups),
            "registered": _timestamp(registered) if registered else None,
            "app": BOT_APP,
            "secret": BOT_SECRET if bot_password else None,
        }
        self._operate({"accounts": [{"name": name, **account} for name in names]})

    def rename_user(self, old: str, new: str) -> None:
        """Rename an account; its edits and its pages follow."""
        run_maintenance(
            self._directory, self.dbname, "renameUser", old, new, f"--performer={ADMIN}", url=self._farm_url
        )
        self.run_jobs()
        if old in self._sessions:
            self._sessions.pop(old).close()

    def block(self, name: str) -> None:
        """Block an account for ever."""
        self._session(ADMIN).write({"action": "block", "user": name, "expiry": "never"})

    def hide_user(self, name: str) -> None:
        """Block an account and hide its name wherever it stands (suppression)."""
        self.create_accounts([SUPPRESSOR], groups=["sysop", "suppress"])
        params: Params = {"action": "block", "user": name, "expiry": "never", "hidename": 1}
        self._session(SUPPRESSOR).write(params)

    # Pages

    def edit(
        self, title: str, text: str, user: str = ADMIN, *, summary: str = "", minor: bool = False, append: bool = False
    ) -> int:
        """Save a page as an account and give its latest revision's id; with `append`, add the text at its end."""
        params = {"action": "edit", "title": title, "appendtext" if append else "text": text, "summary": summary}
        return self._edited(self._session(user).write(params | ({"minor": "1"} if minor else {})))

    def undo(self, rev_id: int, user: str = ADMIN) -> int:
        """Undo one revision and give the new revision's id.

        The undone one is tagged `mw-reverted` by the next `run_jobs`, if the account is trusted as administrators are.
        """
        params: Params = {"action": "edit", "title": self._title_of(rev_id), "undo": rev_id}
        return self._edited(self._session(user).write(params))

    def rollback(self, title: str, user_reverted: str, user: str = ADMIN) -> int:
        """Take back the latest edits of one account to a page and give the new revision's id."""
        params = {"action": "rollback", "title": title, "user": user_reverted}
        return int(self._session(user).write(params)["rollback"]["revid"])

    def move(self, title: str, new_title: str, user: str = ADMIN, *, leave_redirect: bool = True) -> None:
        """Move a page without its talk page; leaving no redirect takes a right that not everyone has."""
        params = {"action": "move", "from": title, "to": new_title}
        answer = self._session(user).write(params | ({} if leave_redirect else {"noredirect": "1"}))
        if answer["move"].get("redirectcreated", False) and not leave_redirect:
            raise FarmError(f"{user} cannot move {title} without leaving a redirect")

    def delete(self, title: str) -> None:
        self._session(ADMIN).write({"action": "delete", "title": title})

    def undelete(self, title: str, *, only: datetime | None = None) -> None:
        """Restore a deleted page, or of it only the revision of one moment: its parent stays deleted."""
        params = {"action": "undelete", "title": title}
        self._session(ADMIN).write(params | ({"timestamps": _timestamp(only)} if only else {}))

    def suppress(self, title: str) -> None:
        """Delete a page as those may whose deletions the public log does not show."""
        self._operate({"suppress": [title]})

    def hide_log(self, title: str) -> None:
        """Hide from the logs what happened under this title."""
        events = {"action": "query", "list": "logevents", "letitle": title, "leprop": "ids", "lelimit": "max"}
        ids = "|".join(str(event["logid"]) for event in self._session(None).read(events)["query"]["logevents"])
        self._session(ADMIN).write({"action": "revisiondelete", "type": "logging", "ids": ids, "hide": "content"})

    def protect(self, title: str, edit: str = "sysop") -> None:
        """Let only a group edit a page: `sysop` or `autoconfirmed`."""
        self._session(ADMIN).write({"action": "protect", "title": title, "protections": f"edit={edit}"})

    def hide_revision(self, rev_id: int, what: Collection[str] = ("user", "content", "comment")) -> None:
        """Hide parts of a revision from all but administrators; the latest revision's content cannot be hidden."""
        params: Params = {"action": "revisiondelete", "type": "revision", "ids": rev_id, "hide": "|".join(what)}
        self._session(ADMIN).write(params)

    def hide_deletions(self, title: str) -> None:
        """Hide from all but administrators that a page was deleted; `title` without its namespace."""
        found = self.sql("SELECT log_id FROM logging WHERE log_title = ?", (title.replace(" ", "_"),))
        ids = "|".join(str(log_id) for (log_id,) in found)
        self._session(ADMIN).write({"action": "revisiondelete", "type": "logging", "ids": ids, "hide": "content"})

    def upload(self, filename: str, data: bytes, user: str = ADMIN, text: str = "") -> int:
        """Upload a file, or a new version of one, and give the latest revision's id of its page."""
        params = {"action": "upload", "filename": filename, "text": text, "ignorewarnings": "1"}
        answer = self._session(user).write(params, files={"file": (filename, data)})
        if answer["upload"]["result"] != "Success":
            raise FarmError(f"{filename} was not uploaded: {answer['upload']}")
        return self._latest(f"File:{filename}")

    def import_revisions(self, revisions: Iterable[Revision]) -> None:
        """Import revisions in the order of their timestamps, so that ids rise with time as on any wiki.

        Their accounts must exist; they get their edits counted, and have registered at the latest with their first.
        """
        ordered = sorted(revisions, key=lambda revision: revision.timestamp)
        rows = [
            {
                "title": revision.title,
                "text": revision.text,
                "user": revision.user,
                "timestamp": _timestamp(revision.timestamp),
                "comment": revision.comment,
            }
            for revision in ordered
        ]
        self._operate({"revisions": rows})
        self._operate({"pages": sorted({revision.title for revision in ordered})})

    def text(self, title: str) -> str | None:
        """Give the wikitext of a page as it is now; None when there is no such page."""
        query = {"action": "query", "prop": "revisions", "rvprop": "content", "rvslots": "main", "titles": title}
        (page,) = self._session(None).read(query)["query"]["pages"]
        return str(page["revisions"][0]["slots"]["main"]["content"]) if "revisions" in page else None

    def run_jobs(self) -> None:
        """Do what MediaWiki put off: tags of reverted edits, links of templates, and the like."""
        self._operate({"jobs": True})

    def sql(self, query: str, params: Collection[Any] = ()) -> list[tuple[Any, ...]]:
        """Give the rows of a query straight from the wiki's database, which cannot be changed so."""
        with closing(sqlite3.connect(f"file:{quote(str(self.database))}?mode=ro", uri=True)) as database:
            return list(database.execute(query, tuple(params)))

    def close(self) -> None:
        """End the sessions of its accounts."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    def _session(self, user: str | None) -> ApiSession:
        if user not in self._sessions:
            self._sessions[user] = ApiSession(self.api_url, user, PASSWORD)
        return self._sessions[user]

    def _operate(self, operation: dict[str, Any]) -> None:
        self._session(None).post({"action": "wikifarm", "operation": json.dumps(operation)})

    def _edited(self, answer: dict[str, Any]) -> int:
        edit = answer["edit"]
        if edit["result"] != "Success":
            raise FarmError(f"{self.dbname} did not save the page: {edit}")
        return int(edit["newrevid"]) if "newrevid" in edit else self._latest(edit["title"])

    def _query_page(self, which: Params) -> dict[str, Any]:
        answer = self._session(None).read({"action": "query", "prop": "info", **which})
        return dict(answer["query"]["pages"][0]) if answer["query"].get("pages") else {}

    def _latest(self, title: str) -> int:
        return int(self._query_page({"titles": title})["lastrevid"])

    def _title_of(self, rev_id: int) -> str:
        page = self._query_page({"revids": rev_id})
        if not page:
            raise FarmError(f"{self.dbname} has no revision {rev_id}")
        return str(page["title"])


def _timestamp(moment: datetime) -> str:
    """Give a moment as MediaWiki writes it, 14 digits in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")
