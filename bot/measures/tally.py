"""Counting revisions into totals, one at a time, so that memory grows with pages and people, not with revisions."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.model.contributions import Contribution
from bot.model.participants import Participant
from bot.model.results import PageResult, Totals

PageKey = tuple[str, int]
"""dbname and page id: titles change, ids do not."""


@dataclass(slots=True, kw_only=True)
class Sums:
    """What adds up over revisions; `bytes` stay unknown until one revision's size difference is known."""

    edits: int = 0
    reverted: int = 0
    bytes_added: int = 0
    bytes_removed: int = 0
    size_known: bool = False
    size_unknown: bool = False

    def add(self, contribution: Contribution) -> None:
        self.edits += 1
        if contribution.reverted:
            self.reverted += 1
        elif contribution.size_diff is None:
            self.size_unknown = True
        else:
            self.size_known = True
            self.bytes_added += max(contribution.size_diff, 0)
            self.bytes_removed += max(-contribution.size_diff, 0)

    @property
    def bytes(self) -> tuple[int | None, int | None, int | None]:
        """Added, removed and net; None where revisions count but the size difference of none of them is known."""
        if self.size_unknown and not self.size_known:
            return None, None, None
        return self.bytes_added, self.bytes_removed, self.bytes_added - self.bytes_removed


@dataclass(slots=True, kw_only=True)
class Group:
    """The sums of a wiki, a person or everything, with the pages and people they came from."""

    sums: Sums = field(default_factory=Sums)
    pages: set[PageKey] = field(default_factory=set)
    created: set[PageKey] = field(default_factory=set)
    people: set[str] = field(default_factory=set)

    def add(self, contribution: Contribution, person: Participant) -> None:
        key = (contribution.dbname, contribution.page_id)
        self.sums.add(contribution)
        self.pages.add(key)
        self.people.add(person.user_name)
        if creates_page(contribution):
            self.created.add(key)

    def totals(self, participants: int) -> Totals:
        added, removed, net = self.sums.bytes
        return Totals(
            participants=participants,
            active_participants=len(self.people),
            edits=self.sums.edits,
            reverted_edits=self.sums.reverted,
            pages_edited=len(self.pages),
            pages_created=len(self.created),
            bytes_added=added,
            bytes_removed=removed,
            bytes_net=net,
        )


@dataclass(slots=True, kw_only=True)
class PageTally:
    """One page's sums, its present name, and who of those who may be named edited it."""

    namespace: int
    title: str
    sums: Sums = field(default_factory=Sums)
    created: bool = False
    is_redirect: bool = False
    named: set[str] = field(default_factory=set)

    def result(self, dbname: str) -> PageResult:
        added, removed, net = self.sums.bytes
        return PageResult(
            wiki=dbname,
            namespace=self.namespace,
            title=self.title,
            created=self.created,
            deleted=False,
            edits=self.sums.edits,
            bytes_added=added,
            bytes_removed=removed,
            bytes_net=net,
            participants=tuple(sorted(self.named)),
        )


@dataclass(slots=True, kw_only=True)
class Tally:
    """Everything counted for one program, or for a campaign as a whole."""

    total: Group = field(default_factory=Group)
    wikis: dict[str, Group] = field(default_factory=dict)
    people: dict[str, Group] = field(default_factory=dict)
    pages: dict[PageKey, PageTally] = field(default_factory=dict)

    def add(self, contribution: Contribution, person: Participant, *, named: bool) -> None:
        self.total.add(contribution, person)
        self.wikis.setdefault(contribution.dbname, Group()).add(contribution, person)
        self.people.setdefault(person.user_name, Group()).add(contribution, person)
        key = (contribution.dbname, contribution.page_id)
        page = self.pages.setdefault(key, PageTally(namespace=contribution.namespace, title=contribution.title))
        page.sums.add(contribution)
        page.created = page.created or creates_page(contribution)
        page.is_redirect = page.is_redirect or bool(contribution.is_redirect)
        if named:
            page.named.add(person.user_name)

    def page_results(self) -> tuple[PageResult, ...]:
        """Pages that somebody edited who may be named, most bytes added first."""
        listed = (page.result(dbname) for (dbname, _), page in self.pages.items() if page.named)
        return tuple(sorted(listed, key=lambda p: (-(p.bytes_added or 0), p.wiki, p.namespace, p.title)))


def creates_page(contribution: Contribution) -> bool:
    """Whether it is the first revision of a page that is no redirect now (DESIGN section 4, `pages_created`)."""
    return contribution.parent_id == 0 and not contribution.is_redirect


def accounts_on(people: Iterable[Participant], dbname: str) -> int:
    """How many of them have an account on that wiki."""
    return sum(1 for person in people if dbname in person.accounts)
