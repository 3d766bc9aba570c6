"""What was measured; the keys are those of the export (DESIGN section 3). None means never known, 0 means none."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The metrics of DESIGN section 4 for a campaign, program, wiki or participant."""

    participants: int | None = None
    active_participants: int | None = None
    new_editors: int | None = None
    edits: int | None = None
    reverted_edits: int | None = None
    pages_edited: int | None = None
    pages_created: int | None = None
    bytes_added: int | None = None
    bytes_removed: int | None = None
    bytes_net: int | None = None
    words_added: int | None = None
    references_added: int | None = None
    uploads: int | None = None
    uploads_in_use: int | None = None
    upload_usages: int | None = None
    pageviews: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What the participants did to one page; `title` without its namespace, as the page is called now."""

    wiki: str
    namespace: int
    title: str
    created: bool
    deleted: bool
    edits: int
    bytes_added: int | None
    bytes_removed: int | None
    bytes_net: int | None
    participants: tuple[str, ...]
    """Names of those who edited it and may be named, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything measured for one program, or for a campaign as a whole (`program` is None)."""

    campaign: str
    program: str | None
    as_of: datetime | None
    """Until when every tracked wiki has been read; None when none ever was."""
    unknown_wikis: tuple[str, ...]
    """Tracked wikis of which something is not known, or not up to date."""
    totals: Totals
    wikis: dict[str, Totals]
    participants: dict[str, Totals]
    """By account name; everyone who may be named, also with zeros."""
    pages: tuple[PageResult, ...]
    """Most bytes added first, then by wiki and title."""
    unlisted_pages: int = 0
    """Pages counted in the totals that may not be listed, because only people who are not named edited them."""

    @property
    def complete(self) -> bool:
        return not self.unknown_wikis
