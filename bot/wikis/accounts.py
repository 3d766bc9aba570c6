"""Names to accounts, in batches (API `list=users`)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.model.contributions import Account
from bot.wikis.client import Client

CENTRAL = "CentralAuth"


def look_up_accounts(client: Client, names: Sequence[str]) -> dict[str, Account | None]:
    """Give by name the account on this wiki, None where there is none; one request for `client.batch` names."""
    found: dict[str, Account | None] = dict.fromkeys(names)
    for start in range(0, len(names), client.batch):
        batch = "|".join(names[start : start + client.batch])
        for part in client.query(list="users", ususers=batch, usprop="registration|centralids"):
            found.update({account.user_name: account for account in _accounts(client, part)})
    return found


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
