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
        difference = contribution.size_diff
        if contribution.reverted:
            self.reverted += 1
        elif difference is None:
            self.size_unknown = True
        else:
            self.size_known = True
            if difference > 0:
                self.bytes_added += difference
            else:
                self.bytes_removed -= difference

    def merge(self, other: "Sums") -> None:
        """Add what was summed up over other revisions."""
        self.edits += other.edits
        self.reverted += other.reverted
        self.bytes_added += other.bytes_added
        self.bytes_removed += other.bytes_removed
        self.size_known = self.size_known or other.size_known
        self.size_unknown = self.size_unknown or other.size_unknown

    @property
    def bytes(self) -> tuple[int | None, int | None, int | None]:
        """Added, removed and net; None where revisions count but the size difference of none of them is known."""
        if self.size_unknown and not self.size_known:
            return None, None, None
        return self.bytes_added, self.bytes_removed, self.bytes_added - self.bytes_removed


@dataclass(slots=True, kw_only=True)
class Share(Sums):
    """What one person did to one page, and whether reports may say so."""

    named: bool
    created: bool = False


@dataclass(slots=True, kw_only=True)
class PageTally:
    """One page, its present name, and what each person did to it, by name."""

    namespace: int
    title: str
    is_redirect: bool = False
    shares: dict[str, Share] = field(default_factory=dict)

    @property
    def sums(self) -> Sums:
        """Everybody's together."""
        sums = Sums()
        for share in self.shares.values():
            sums.merge(share)
        return sums

    @property
    def created(self) -> bool:
        return any(share.created for share in self.shares.values())

    @property
    def named(self) -> tuple[str, ...]:
        """Those who edited it and may be named, sorted."""
        return tuple(sorted(name for name, share in self.shares.items() if share.named))

    def result(self, dbname: str) -> PageResult:
        sums = self.sums
        added, removed, net = sums.bytes
        return PageResult(
            wiki=dbname,
            namespace=self.namespace,
            title=self.title,
            created=self.created,
            deleted=False,
            edits=sums.edits,
            bytes_added=added,
            bytes_removed=removed,
            bytes_net=net,
            participants=self.named,
        )


@dataclass(slots=True, kw_only=True)
class Group:
    """The sums of a wiki, a person or everything, with the pages and people they came from."""

    sums: Sums = field(default_factory=Sums)
    pages: int = 0
    created: int = 0
    people: set[str] = field(default_factory=set)

    def add_page(self, sums: Sums, people: Iterable[str], *, created: bool) -> None:
        """Add what these people did to a page that has not been added yet."""
        self.sums.merge(sums)
        self.pages += 1
        self.created += created
        self.people.update(people)

    def totals(self, participants: int) -> Totals:
        added, removed, net = self.sums.bytes
        return Totals(
            participants=participants,
            active_participants=len(self.people),
            edits=self.sums.edits,
            reverted_edits=self.sums.reverted,
            pages_edited=self.pages,
            pages_created=self.created,
            bytes_added=added,
            bytes_removed=removed,
            bytes_net=net,
        )


@dataclass(slots=True, kw_only=True)
class Groups:
    """All the groups that reports show; wikis and people without edits are left out."""

    total: Group = field(default_factory=Group)
    wikis: dict[str, Group] = field(default_factory=dict)
    people: dict[str, Group] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Tally:
    """Everything counted for one program, or for a campaign as a whole."""

    pages: dict[PageKey, PageTally] = field(default_factory=dict)

    def add(self, contribution: Contribution, person: Participant, *, named: bool) -> None:
        """Count a revision once, for its page and person; everything else adds up from there."""
        key = (contribution.dbname, contribution.page_id)
        page = self.pages.get(key)
        if page is None:
            page = self.pages[key] = PageTally(namespace=contribution.namespace, title=contribution.title)
        share = page.shares.get(person.user_name)
        if share is None:
            share = page.shares[person.user_name] = Share(named=named)
        share.add(contribution)
        share.created = share.created or creates_page(contribution)
        page.is_redirect = page.is_redirect or bool(contribution.is_redirect)

    def groups(self) -> Groups:
        """Add the pages up."""
        groups = Groups()
        for (dbname, _), page in self.pages.items():
            sums, created = page.sums, page.created
            groups.total.add_page(sums, page.shares, created=created)
            groups.wikis.setdefault(dbname, Group()).add_page(sums, page.shares, created=created)
            for name, share in page.shares.items():
                groups.people.setdefault(name, Group()).add_page(share, (name,), created=share.created)
        return groups

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
