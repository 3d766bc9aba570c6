"""Since when somebody has an account, and on which wikis they have edited, from CentralAuth.

https://www.mediawiki.org/wiki/Extension:CentralAuth/API tells of `meta=globaluserinfo`; it takes one name a request.
"""

from datetime import datetime

import requests
from pywikibot.exceptions import APIError, Error

from bot.model.errors import WikiUnavailableError
from bot.model.registrations import GlobalAccount
from bot.wikis.client import Client, reason_of

EXTENSION = "CentralAuth"

NOT_A_NAME = ("baduser", "invaliduser")
"""How the codes begin with which the API refuses what cannot be an account's name."""


def has_global_accounts(client: Client) -> bool:
    """Tell whether accounts on this wiki are the same on others; pywikibot remembers the wiki's answer."""
    client.log_in()
    try:
        return bool(client.site.has_extension(EXTENSION))
    except (Error, requests.RequestException, OSError) as error:
        raise WikiUnavailableError(reason_of(error)) from error


def look_up_global_account(client: Client, name: str) -> GlobalAccount:
    """Give when a global account was made and the number of its edits on each wiki, in one request."""
    try:
        answer = client.get(action="query", meta="globaluserinfo", guiuser=name, guiprop="merged")
    except WikiUnavailableError as error:
        if isinstance(error.__cause__, APIError) and str(error.__cause__.code).startswith(NOT_A_NAME):
            return GlobalAccount(user_name=name, exists=False, edits={})
        raise
    try:
        found = answer["query"]["globaluserinfo"]
        merged = found.get("merged", ())
        edits = {str(entry["wiki"]): int(entry["editcount"]) for entry in merged if int(entry["editcount"]) > 0}
        exists = "missing" not in found
        registration = datetime.fromisoformat(found["registration"]) if exists else None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise WikiUnavailableError(f"its answer about a global account cannot be read ({error!r})") from error
    return GlobalAccount(user_name=name, exists=exists, edits=edits, registration=registration)
