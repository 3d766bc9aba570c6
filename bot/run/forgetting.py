"""Forgetting one person: out of the store for good, and where pages of the bot still name them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model.contributions import Account
from bot.reports import mentions
from bot.store import Store
from bot.store.erasing import accounts_named, erase
from bot.store.forgotten import Forgotten, Reason
from bot.store.renames import names_of_same
from bot.wikis.accounts import look_up_accounts
from bot.wikis.client import Client
from bot.wikis.histories import read_versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A revision of a page that the bot keeps which names somebody."""

    title: str
    rev_id: int
    timestamp: datetime
    is_latest: bool


def forget(store: Store, forgotten: Forgotten, name: str, told: Iterable[Account]) -> tuple[str, ...]:
    """Take a person out of the store, and keep them out by whatever name and account they are known; give the names.

    `told` are accounts of theirs that a wiki tells of now.
    """
    accounts = tuple(told)
    names = names_of_same(store, {name, *(account.user_name for account in accounts)})
    forgotten.add(names, (*accounts_named(store, names), *accounts), Reason.FORGOTTEN)
    erase(store, names)
    return tuple(sorted(names))


def look_up(home: Client, name: str) -> tuple[Account, ...]:
    """Give the account of that name on the home wiki, if there is one."""
    found: Mapping[str, Account | None] = look_up_accounts(home, [name])
    return tuple(account for account in found.values() if account)


def find_mentions(home: Client, titles: Iterable[str], names: Iterable[str]) -> Iterator[Mention]:
    """Give, page by page, every revision in whose text one of these names stands, the oldest first."""
    known = tuple(names)
    for title in titles:
        last: Mention | None = None
        for versions in read_versions(home, title, None):
            for version in versions:
                if last:
                    yield replace(last, is_latest=False)
                last = None
                if version.text and any(mentions(version.text, name) for name in known):
                    at = version.at
                    last = Mention(title=title, rev_id=at.rev_id, timestamp=at.timestamp, is_latest=True)
        if last:
            yield last
