"""Names and local ids to accounts, in batches (API `list=users`)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.model.contributions import Account
from bot.wikis.client import Client

CENTRAL = "CentralAuth"

PROPERTIES = "registration|centralids|blockinfo|groups|implicitgroups"

BOTS = "bot"
TEMPORARY = "temp"
"""MediaWiki puts whoever has a name of its pattern for temporary ones into it (UserGroupManager)."""

TRUSTED = {"autoconfirmed", "confirmed", "sysop", "bot"}
"""Groups whose members may change what is tracked; `autoconfirmed` is given by age and edits."""


def look_up_accounts(client: Client, names: Sequence[str]) -> dict[str, Account | None]:
    """Give by name the account on this wiki, None where there is none; one request for `client.batch` names.

    An account whose name the wiki hides is none, whoever asks.
    """
    found: dict[str, Account | None] = dict.fromkeys(names)
    found.update({account.user_name: account for account in _look_up(client, "ususers", names)})
    return found


def look_up_by_ids(client: Client, user_ids: Sequence[int]) -> dict[int, Account]:
    """Give by local id the accounts that there are, as they are called now; one request for `client.batch` ids."""
    ids = [str(user_id) for user_id in user_ids]
    return {account.user_id: account for account in _look_up(client, "ususerids", ids)}


def look_again(client: Client, user_ids: Sequence[int]) -> dict[int, Account | None]:
    """Give by local id what a wiki says now of accounts that it knew: None where it hides or has not that one any more.

    Of which it says nothing is left out; one request for `client.batch` ids.
    """
    said: dict[int, Account | None] = {}
    for start in range(0, len(user_ids), client.batch):
        batch = "|".join(str(user_id) for user_id in user_ids[start : start + client.batch])
        for part in client.query(list="users", usprop=PROPERTIES, ususerids=batch):
            for user in part.get("users", ()):
                gone = user.get("missing") or user.get("hidden")
                said[int(user["userid"])] = None if gone else _account(client.wiki.dbname, user)
    return said


def autoconfirmed_among(client: Client, names: Sequence[str]) -> frozenset[str]:
    """Give those of these accounts that the wiki takes for autoconfirmed; one request for `client.batch` names."""
    trusted: set[str] = set()
    for start in range(0, len(names), client.batch):
        batch = "|".join(names[start : start + client.batch])
        for part in client.query(list="users", ususers=batch, usprop="groups|implicitgroups"):
            trusted.update(user["name"] for user in part.get("users", ()) if _is_trusted(user))
    return frozenset(trusted)


def _is_trusted(user: Mapping[str, Any]) -> bool:
    return not _groups(user).isdisjoint(TRUSTED)


def _look_up(client: Client, parameter: str, values: Sequence[str]) -> Iterator[Account]:
    """Give the accounts of these names or ids."""
    for start in range(0, len(values), client.batch):
        batch = {parameter: "|".join(values[start : start + client.batch])}
        for part in client.query(list="users", usprop=PROPERTIES, **batch):
            for user in part.get("users", ()):
                if "userid" in user and not user.get("missing") and not user.get("hidden"):
                    yield _account(client.wiki.dbname, user)


def _account(dbname: str, user: Mapping[str, Any]) -> Account:
    registration, groups = user.get("registration"), _groups(user)
    return Account(
        dbname=dbname,
        user_id=user["userid"],
        user_name=user["name"],
        central_id=user.get("centralids", {}).get(CENTRAL) or None,
        registration=datetime.fromisoformat(registration) if registration else None,
        blocked="blockid" in user and not user.get("blockpartial"),
        bot=BOTS in groups,
        temporary=TEMPORARY in groups,
    )


def _groups(user: Mapping[str, Any]) -> set[str]:
    return {*user.get("groups", ()), *user.get("implicitgroups", ())}
