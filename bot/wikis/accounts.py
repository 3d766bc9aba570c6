"""Names to accounts, in batches (API `list=users`)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.model.contributions import Account
from bot.wikis.client import Client

CENTRAL = "CentralAuth"

TRUSTED = {"autoconfirmed", "confirmed", "sysop", "bot"}
"""Groups whose members may change what is tracked; `autoconfirmed` is given by age and edits."""


def look_up_accounts(client: Client, names: Sequence[str]) -> dict[str, Account | None]:
    """Give by name the account on this wiki, None where there is none; one request for `client.batch` names."""
    found: dict[str, Account | None] = dict.fromkeys(names)
    for start in range(0, len(names), client.batch):
        batch = "|".join(names[start : start + client.batch])
        for part in client.query(list="users", ususers=batch, usprop="registration|centralids"):
            found.update({account.user_name: account for account in _accounts(client, part)})
    return found


def autoconfirmed_among(client: Client, names: Sequence[str]) -> frozenset[str]:
    """Give those of these accounts that the wiki takes for autoconfirmed; one request for `client.batch` names."""
    trusted: set[str] = set()
    for start in range(0, len(names), client.batch):
        batch = "|".join(names[start : start + client.batch])
        for part in client.query(list="users", ususers=batch, usprop="groups|implicitgroups"):
            trusted.update(user["name"] for user in part.get("users", ()) if _is_trusted(user))
    return frozenset(trusted)


def _is_trusted(user: dict[str, Any]) -> bool:
    groups = {*user.get("groups", ()), *user.get("implicitgroups", ())}
    return not groups.isdisjoint(TRUSTED)


def _accounts(client: Client, part: dict[str, Any]) -> Iterator[Account]:
    for user in part.get("users", ()):
        if "userid" in user:
            registration = user.get("registration")
            yield Account(
                dbname=client.wiki.dbname,
                user_id=user["userid"],
                user_name=user["name"],
                central_id=user.get("centralids", {}).get(CENTRAL) or None,
                registration=datetime.fromisoformat(registration) if registration else None,
            )
