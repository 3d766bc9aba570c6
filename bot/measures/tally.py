"""Adding pages up, one after the other, so that memory grows with what is reported, not with revisions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

from bot.measures.shares import Counts, Share
from bot.measures.sums import Group, added_up
from bot.model.contributions import PageEdits
from bot.model.participants import Participant
from bot.model.results import PageResult
from bot.model.wikis import NS_USER, NS_USER_TALK

Key = TypeVar("Key")


class PageTally:
    """What each person did to a page, and all of them together, once it is closed."""

    __slots__ = ("page", "shares", "sums")

    def __init__(self, page: PageEdits, shares: Sequence[Share]) -> None:
        self.page = page
        self.shares = shares
        self.sums = shares[0].sums

    def close(self, counts: Mapping[int, Counts]) -> None:
        """Add what was counted in texts; before, only the runs say which are needed."""
        for share in self.shares:
            share.close(counts)
        self.add_up()

    def add_up(self) -> None:
        """Put the sums of shares together that are closed."""
        self.sums = added_up([share.sums for share in self.shares])

    @property
    def named(self) -> tuple[str, ...]:
        """Those who edited it and may be named, sorted."""
        return tuple(sorted(share.name for share in self.shares if share.named))

    def names_only(self, people: Collection[str]) -> bool:
        """Whether its title names nobody else."""
        return names_only(people, self.page.namespace, self.page.title)

    def result(self) -> PageResult:
        sums = self.sums
        added, removed, net = sums.bytes
        return PageResult(
            wiki=self.page.dbname,
            namespace=self.page.namespace,
            title=self.page.title,
            created=sums.creates,
            deleted=False,
            edits=sums.edits,
            bytes_added=added,
            bytes_removed=removed,
            bytes_net=net,
            words_added=sums.words_added,
            references_added=sums.references_added,
            participants=self.named,
            created_at=None if sums.created_at is None else datetime.fromtimestamp(sums.created_at, UTC),
        )


@dataclass(slots=True, eq=False, kw_only=True)
class Tally:
    """Everything counted for one program, or for a campaign as a whole, of which `named` may be named."""

    named: Collection[str]
    wikis: dict[str, Group] = field(default_factory=dict)
    """Those with edits; so are people and days."""
    people: dict[str, Group] = field(default_factory=dict)
    days: dict[date, Group] = field(default_factory=dict)
    listed: list[PageResult] = field(default_factory=list)
    """Pages that somebody edited who may be named, not in others' user pages."""
    unlisted: int = 0

    def add(self, page: PageTally) -> None:
        """Count a closed page that has not been added yet."""
        shares = page.shares
        _group(self.wikis, page.page.dbname).add_page(page.sums, [share.name for share in shares])
        for share in shares:
            _group(self.people, share.name).add_page(share.sums, (share.name,))
        for day in shares[0].days if len(shares) == 1 else {day for share in shares for day in share.days}:
            theirs = [share for share in shares if day in share.days]
            sums = added_up([share.days[day] for share in theirs])
            _group(self.days, day).add_page(sums, [share.name for share in theirs])
        if page.names_only(self.named) and any(share.named for share in shares):
            self.listed.append(page.result())
        else:
            self.unlisted += 1

    @property
    def total(self) -> Group:
        total = Group()
        for group in self.wikis.values():
            total.merge(group)
        return total

    @property
    def pages(self) -> tuple[PageResult, ...]:
        """Those that are listed, most bytes added first."""
        return tuple(sorted(self.listed, key=lambda p: (-(p.bytes_added or 0), p.wiki, p.namespace, p.title)))


def _group(groups: dict[Key, Group], key: Key) -> Group:
    group = groups.get(key)
    if group is None:
        group = groups[key] = Group()
    return group


def names_only(people: Collection[str], namespace: int, title: str) -> bool:
    """Whether a title names nobody but these people: pages of users are called as these are."""
    return namespace not in {NS_USER, NS_USER_TALK} or title.partition("/")[0] in people


def accounts_on(people: Iterable[Participant], dbname: str) -> int:
    """How many of them have an account on that wiki."""
    return sum(1 for person in people if dbname in person.accounts)
