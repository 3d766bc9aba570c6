"""What a wiki says of itself and of the account that asks (API `meta=siteinfo|userinfo`), in one request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.wikis.client import Client


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many of something within so many seconds."""

    hits: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An account on a wiki; `rights` are those that its password or keys let it use."""

    account: str
    rights: frozenset[str]
    blocked_for: str | None
    """Why it is blocked from the whole wiki; None where it is not."""
    edit_rates: tuple[Rate, ...]
    dbname: str
    """What the wiki calls its database."""
    time: datetime
    read_only: str | None
    """Why nothing can be saved now."""


def read_standing(client: Client) -> Standing:
    """Ask a wiki; raises WikiUnavailableError."""
    (answer,) = client.query(meta="siteinfo|userinfo", siprop="general", uiprop="rights|blockinfo|ratelimits")
    general, user = answer["general"], answer["userinfo"]
    blocked = "blockid" in user and not user.get("blockpartial")
    return Standing(
        account=user["name"],
        rights=frozenset(user["rights"]),
        blocked_for=(user.get("blockreason") or "no reason given") if blocked else None,
        edit_rates=_rates(user.get("ratelimits") or {}),
        dbname=general["wikiid"],
        time=datetime.fromisoformat(general["time"]),
        read_only=(general.get("readonlyreason") or "no reason given") if general.get("readonly") else None,
    )


def _rates(limits: Mapping[str, Any]) -> tuple[Rate, ...]:
    """Give the limits of edits; of several, MediaWiki applies the one that allows most to this account's groups."""
    return tuple(Rate(hits=rate["hits"], seconds=rate["seconds"]) for rate in limits.get("edit", {}).values())
