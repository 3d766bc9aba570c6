"""Saving a page with everything that pywikibot's own `page.save` would do differently."""

from collections.abc import Mapping
from typing import Any

from pywikibot.exceptions import APIError

from bot.model.outcomes import Conflict, Failed, Outcome, Refused, Saved, Unchanged, Warned
from bot.model.pages import Edit
from bot.wikis.client import LONGEST_REASON, NO_ANSWER, NONSENSE, NOT_PROMISED, Client, reason_of

CONFLICTS = {"editconflict", "articleexists", "missingtitle", "pagedeleted"}
TRY_AGAIN = {"ratelimited", "badtoken"}
NO_PAGE_NOW = {"readonly", "maxlag", "assertuserfailed", "assertbotfailed", "notloggedin"}
"""What is not of this page: the wiki takes no other one at the moment either."""
NO_PAGE = {"blocked", "autoblocked", "permissiondenied", "readapidenied"}
"""What keeps this account from every page."""
WARNED = "abusefilter-warning"


def save_page(client: Client, edit: Edit) -> Outcome:
    """Save an edit on top of the revision it is based on; never minor, never recreating a deleted page."""
    try:
        client.log_in()
        answer = client.site.simple_request(**_parameters(client, edit)).submit()
        return _outcome(answer["edit"])
    except APIError as error:
        return _refusal(client, error)
    except NO_ANSWER as error:
        return Failed(why=reason_of(error), whole_wiki=True)
    except NONSENSE:
        return Failed(why=NOT_PROMISED)


def _parameters(client: Client, edit: Edit) -> dict[str, Any]:
    base = {"createonly": 1} if edit.base is None else {"baserevid": edit.base, "nocreate": 1}
    return {
        "action": "edit",
        "title": edit.title,
        "text": edit.text,
        "summary": edit.summary,
        "token": client.site.tokens["csrf"],
        "notminor": 1,
        "bot": 1,
        "formatversion": 2,
        "assert": "user",
        **base,
    }


def _outcome(result: Mapping[str, Any]) -> Outcome:
    if result.get("result") != "Success":
        return Refused(why=str(result.get("info") or result.get("code") or "the wiki did not accept the edit"))
    return Unchanged() if result.get("nochange") else Saved(rev_id=result["newrevid"])


def _refusal(client: Client, error: APIError) -> Outcome:
    # A long message about a block says who was blocked and from which address, and this may stand on a page.
    tells_on_somebody = error.code in NO_PAGE and len(error.info) > LONGEST_REASON
    why = str(error.code) if tells_on_somebody else f"{error.code}: {error.info}"
    if error.code in CONFLICTS:
        return Conflict()
    if error.code == WARNED:
        client.start_anew()
        return Warned(why=why)
    if error.code in TRY_AGAIN or str(error.code).startswith("internal_api_error"):
        return Failed(why=why)
    if error.code in NO_PAGE_NOW:
        return Failed(why=why, whole_wiki=True)
    partial = error.other.get("blockinfo", {}).get("blockpartial", False)
    return Refused(why=why, whole_wiki=error.code in NO_PAGE and not partial)
