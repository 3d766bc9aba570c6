"""Saving a page with everything that pywikibot's own `page.save` would do differently."""

import requests
from pywikibot.exceptions import APIError, Error

from bot.model.outcomes import Conflict, Failed, Outcome, Refused, Saved, Unchanged
from bot.model.pages import Edit
from bot.wikis.client import Client

CONFLICTS = {"editconflict", "articleexists", "missingtitle"}
TRY_AGAIN = {"readonly", "ratelimited", "maxlag", "assertuserfailed", "assertbotfailed", "badtoken"}


def save_page(client: Client, edit: Edit) -> Outcome:
    """Save an edit on top of the revision it is based on; never minor, never recreating a deleted page."""
    client.log_in()
    base = {"createonly": 1} if edit.base is None else {"baserevid": edit.base, "nocreate": 1}
    try:
        token = client.site.tokens["csrf"]
        answer = client.site.simple_request(
            action="edit",
            title=edit.title,
            text=edit.text,
            summary=edit.summary,
            token=token,
            notminor=1,
            bot=1,
            formatversion=2,
            **{"assert": "user"},
            **base,
        ).submit()
    except APIError as error:
        return _refusal(error.code, error.info)
    except (Error, requests.RequestException, OSError) as error:
        return Failed(why=str(error).splitlines()[0] if str(error) else type(error).__name__)
    result = answer.get("edit", {})
    if result.get("result") != "Success":
        return Refused(why=str(result.get("info") or result.get("code") or "the wiki did not accept the edit"))
    return Unchanged() if result.get("nochange") else Saved(rev_id=result["newrevid"])


def _refusal(code: str, info: str) -> Outcome:
    if code in CONFLICTS:
        return Conflict()
    if code in TRY_AGAIN:
        return Failed(why=f"{code}: {info}")
    return Refused(why=f"{code}: {info}")
