"""Counting revisions into totals, one at a time, so that memory grows with pages and people, not with revisions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bot.measures.runs import Run, begin_run, has_text
from bot.model.contributions import Contribution
from bot.model.intervals import Interval
from bot.model.participants import Participant
from bot.model.results import PageResult, Totals
from bot.model.wikis import NS_USER, NS_USER_TALK

PageKey = tuple[str, int]
"""dbname and page id: titles change, ids do not."""


@dataclass(slots=True, kw_only=True)
class Sums:
    """What adds up over revisions and runs; a number stays unknown until that of one revision or run is known."""

    edits: int = 0
    reverted: int = 0
    bytes_added: int = 0
    bytes_removed: int = 0
    size_known: bool = False
    size_unknown: bool = False
    words: int = 0
    references: int = 0
    words_known: int = 0
    """Runs; so are the next three."""
    references_known: int = 0
    words_unknown: int = 0
    references_unknown: int = 0
    textless: bool = False

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

    def add_run(self, run: Run) -> None:
        """Count what a run did to the text."""
        if (words := run.words) is None:
            self.words_unknown += 1
        else:
            self.words_known += 1
            self.words += words
        if (references := run.references) is None:
            self.references_unknown += 1
        else:
            self.references_known += 1
            self.references += references

    def merge(self, other: "Sums") -> None:
        """Add what was summed up over other revisions."""
        self.edits += other.edits
        self.reverted += other.reverted
        self.bytes_added += other.bytes_added
        self.bytes_removed += other.bytes_removed
        self.size_known = self.size_known or other.size_known
        self.size_unknown = self.size_unknown or other.size_unknown
        self.words += other.words
        self.references += other.references
        self.words_known += other.words_known
        self.references_known += other.references_known
        self.words_unknown += other.words_unknown
        self.references_unknown += other.references_unknown
        self.textless = self.textless or other.textless

    @property
    def words_added(self) -> int | None:
        """None where runs count but nothing is known of any, or where pages have no running text."""
        return None if (self.words_unknown or self.textless) and not self.words_known else self.words

    @property
    def references_added(self) -> int | None:
        return None if (self.references_unknown or self.textless) and not self.references_known else self.references

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
    run: Run | None = None
    """The last one, which may go on and does not count yet."""

    def follow(self, contribution: Contribution, window: Interval | None) -> None:
        """Let a revision that was not reverted go on with the last run, or begin another."""
        run = self.run
        if run is not None and run.is_continued_by(contribution, window):
            run.go_on(contribution)
        elif has_text(contribution.dbname):
            self.close()
            self.run = begin_run(contribution, window)
        else:
            self.textless = True

    def close(self) -> None:
        """Count the last run."""
        if self.run is not None:
            self.add_run(self.run)
            self.run = None


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

    def names_only(self, people: Collection[str]) -> bool:
        """Whether its title names nobody else."""
        return names_only(people, self.namespace, self.title)

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
            words_added=sums.words_added,
            references_added=sums.references_added,
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
            words_added=self.sums.words_added,
            references_added=self.sums.references_added,
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

    def add(
        self, contribution: Contribution, person: Participant, *, named: bool, window: Interval | None = None
    ) -> None:
        """Count a revision once, for its page and person; everything else adds up from there."""
        key = (contribution.dbname, contribution.page_id)
        page = self.pages.get(key)
        if page is None:
            page = self.pages[key] = PageTally(namespace=contribution.namespace, title=contribution.title)
        share = page.shares.get(person.user_name)
        if share is None:
            share = page.shares[person.user_name] = Share(named=named)
        share.add(contribution)
        if not contribution.reverted:
            share.follow(contribution, window)
        share.created = share.created or creates_page(contribution)
        page.is_redirect = page.is_redirect or bool(contribution.is_redirect)

    def groups(self) -> Groups:
        """Add the pages up; nothing may be added to the tally any more."""
        self._close()
        groups = Groups()
        for (dbname, _), page in self.pages.items():
            sums, created = page.sums, page.created
            groups.total.add_page(sums, page.shares, created=created)
            groups.wikis.setdefault(dbname, Group()).add_page(sums, page.shares, created=created)
            for name, share in page.shares.items():
                groups.people.setdefault(name, Group()).add_page(share, (name,), created=share.created)
        return groups

    def page_results(self, named: Collection[str]) -> tuple[PageResult, ...]:
        """Pages that somebody edited who may be named, most bytes added first; not in others' user pages."""
        self._close()
        pages = self.pages.items()
        listed = (page.result(dbname) for (dbname, _), page in pages if page.named and page.names_only(named))
        return tuple(sorted(listed, key=lambda p: (-(p.bytes_added or 0), p.wiki, p.namespace, p.title)))

    def _close(self) -> None:
        """Count the runs that might have gone on."""
        for page in self.pages.values():
            for share in page.shares.values():
                share.close()


def names_only(people: Collection[str], namespace: int, title: str) -> bool:
    """Whether a title names nobody but these people: pages of users are called as these are."""
    return namespace not in {NS_USER, NS_USER_TALK} or title.partition("/")[0] in people


def creates_page(contribution: Contribution) -> bool:
    """Whether it is the first revision of a page that is no redirect now (DESIGN section 4, `pages_created`)."""
    return contribution.parent_id == 0 and not contribution.is_redirect


def accounts_on(people: Iterable[Participant], dbname: str) -> int:
    """How many of them have an account on that wiki."""
    return sum(1 for person in people if dbname in person.accounts)
