"""What adds up over revisions and runs, and what is made of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bot.model.results import Totals


class Sums:
    """A number stays unknown until that of one revision or run is known.

    Those that are still zero are the class's: there are very many of these, and most of their numbers stay so.
    """

    edits = 0
    reverted = 0
    creates = False
    """Whether it holds the first revision of a page that is no redirect now (DESIGN section 4, `pages_created`)."""
    created_at: int | None = None
    """When that was, in seconds since 1970."""
    bytes_added = 0
    bytes_removed = 0
    sizes_known = 0
    """Revisions; so is the next."""
    sizes_unknown = 0
    words = 0
    references = 0
    words_known = 0
    """Runs; so are the next three."""
    references_known = 0
    words_unknown = 0
    references_unknown = 0
    textless = False
    """Whether it holds edits of pages that are no running text."""

    def add_difference(self, size_diff: int | None) -> None:
        """Count by how much a revision changed the size of its page, in bytes, signed."""
        if size_diff is None:
            self.sizes_unknown += 1
        else:
            self.sizes_known += 1
            if size_diff > 0:
                self.bytes_added += size_diff
            else:
                self.bytes_removed -= size_diff

    def add_run(self, words: int | None, references: int | None) -> None:
        """Count what a run did to the text."""
        if words is None:
            self.words_unknown += 1
        else:
            self.words_known += 1
            self.words += words
        if references is None:
            self.references_unknown += 1
        else:
            self.references_known += 1
            self.references += references

    def merge(self, other: "Sums") -> None:
        """Add what was summed up over other revisions."""
        self.edits += other.edits
        self.reverted += other.reverted
        self.creates |= other.creates
        if other.created_at is not None:
            self.created_at = other.created_at
        self.bytes_added += other.bytes_added
        self.bytes_removed += other.bytes_removed
        self.sizes_known += other.sizes_known
        self.sizes_unknown += other.sizes_unknown
        self.words += other.words
        self.references += other.references
        self.words_known += other.words_known
        self.references_known += other.references_known
        self.words_unknown += other.words_unknown
        self.references_unknown += other.references_unknown
        self.textless |= other.textless

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
        if (self.sizes_unknown or self.textless) and not self.sizes_known:
            return None, None, None
        return self.bytes_added, self.bytes_removed, self.bytes_added - self.bytes_removed


def added_up(several: Collection[Sums]) -> Sums:
    """Give all of them together; one alone is that itself, not to be added to."""
    if len(several) == 1:
        return next(iter(several))
    sums = Sums()
    for one in several:
        sums.merge(one)
    return sums


@dataclass(slots=True, eq=False)
class Group:
    """The sums of a wiki, a person, a day or everything, with the pages and people they came from."""

    sums: Sums = field(default_factory=Sums)
    pages: int = 0
    created: int = 0
    people: set[str] = field(default_factory=set)

    def add_page(self, sums: Sums, people: Iterable[str]) -> None:
        """Add what these people did to a page that has not been added yet."""
        self.sums.merge(sums)
        self.pages += 1
        self.created += sums.creates
        self.people.update(people)

    def merge(self, other: "Group") -> None:
        """Add what was done to other pages."""
        self.sums.merge(other.sums)
        self.pages += other.pages
        self.created += other.created
        self.people |= other.people

    def totals(self, participants: int | None) -> Totals:
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
