"""What was measured; the keys are those of the export (DESIGN section 3). None means never known, 0 means none."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

SOME_WIKI = ""
"""Stands among the unknown wikis for all whose names would tell where hidden people edit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The metrics of DESIGN section 4 for a campaign, program, wiki or participant."""

    participants: int | None = None
    active_participants: int | None = None
    new_editors: int | None = None
    retained: int | None = None
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
    items_created: int | None = None
    lexemes_created: int | None = None
    claims_added: int | None = None
    claims_removed: int | None = None
    claims_changed: int | None = None
    qualifiers_added: int | None = None
    qualifiers_removed: int | None = None
    qualifiers_changed: int | None = None
    statement_references_added: int | None = None
    statement_references_removed: int | None = None
    statement_references_changed: int | None = None
    labels_added: int | None = None
    labels_removed: int | None = None
    labels_changed: int | None = None
    descriptions_added: int | None = None
    descriptions_removed: int | None = None
    descriptions_changed: int | None = None
    aliases_added: int | None = None
    aliases_removed: int | None = None
    aliases_changed: int | None = None
    sitelinks_added: int | None = None
    sitelinks_removed: int | None = None
    sitelinks_changed: int | None = None
    senses_added: int | None = None
    senses_removed: int | None = None
    senses_changed: int | None = None
    forms_added: int | None = None
    forms_removed: int | None = None
    forms_changed: int | None = None
    merges: int | None = None
    redirects_created: int | None = None
    undos: int | None = None


class PageState(StrEnum):
    """What has become of a page that participants edited; of several that fit it is the last."""

    IMPROVED = "improved"
    REVERTED = "reverted"
    """Every edit of theirs was undone."""
    NEW = "new"
    REDIRECT = "redirect"
    """One of them created it, and it is a redirect now."""
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageName:
    """What a page is called: the number of its namespace, and its title without it."""

    namespace: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What the participants did to one page; `title` without its namespace, as the page is called now.

    Of a deleted page nothing counts, and all numbers are 0; `title` is what it was called last.
    """

    wiki: str
    namespace: int
    title: str
    created: bool
    deleted: bool
    edits: int
    bytes_added: int | None
    bytes_removed: int | None
    bytes_net: int | None
    words_added: int | None = None
    references_added: int | None = None
    pageviews: int | None = None
    participants: tuple[str, ...]
    """Names of those who edited it and may be named, sorted."""
    created_at: datetime | None = None
    """When a participant created it; None where nobody of them did."""
    state: PageState
    moved_from: PageName | None = None
    """Where a participant created it, when that was elsewhere and names nobody who may not be named."""
    deleted_at: datetime | None = None
    """When it was deleted, by its wiki's log; also of a page that was restored since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedGoal:
    """A goal that was reached, on this day in the program's time zone or, where not `exact`, by it at the latest."""

    metric: str
    target: int
    day: date
    exact: bool


class WantedState(StrEnum):
    """What has become of a wanted article; the last three are what a wiki says of one that nobody named edited."""

    CREATED = "created"
    IMPROVED = "improved"
    MISSING = "missing"
    EXISTS = "exists"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedArticle:
    """A page that a program asks for: `name` as it was asked for, with its namespace; the rest as the wiki last said.

    `namespace` and `title` (without it) are those of the page to which a redirect of that name leads; `page_id` is
    the id that it has or last had. All are None where the wiki was never asked, and `exists`, too.
    """

    wiki: str
    name: str
    namespace: int | None = None
    title: str | None = None
    page_id: int | None = None
    exists: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedResult:
    """A wanted article and what those did who may be named; `name` as it was asked for, with its namespace.

    `namespace` is None, and `title` the name, where the wiki was never asked; numbers are 0 where nobody edited.
    """

    wiki: str
    name: str
    namespace: int | None
    title: str
    state: WantedState
    edits: int
    bytes_added: int | None
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageViewsKnown:
    """How far page views are known: of most pages until the day `until`, of `behind` pages not that far.

    `failure` says in a few words why the service that counts them did not answer; None where it did, or nothing is
    missing.
    """

    until: date | None
    behind: int
    failure: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadResult:
    """A file whose first version `participant`, who may be named, uploaded; `title` without its namespace.

    `usages` counts the articles of all wikis that use it, as they were at `known_at`; both are None where that was
    never known, and for what is `deleted`, which counts no more.
    """

    wiki: str
    title: str
    participant: str
    deleted: bool
    usages: int | None
    known_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything measured for one program, or for a campaign as a whole (`program` is None)."""

    campaign: str
    program: str | None
    as_of: datetime | None
    """Until when every tracked wiki has been read; None when none ever was."""
    unknown_wikis: tuple[str, ...]
    """Tracked wikis of which something is not known, or not up to date; `SOME_WIKI` for those that may not be named."""
    totals: Totals
    wikis: dict[str, Totals]
    participants: dict[str, Totals]
    """By account name; everyone who may be named, also with zeros."""
    pages: tuple[PageResult, ...]
    """Most bytes added first, then by wiki and title."""
    days: dict[date, Totals] = field(default_factory=dict)
    """By day in the program's time zone, those with edits, in order; none where days may not be told apart."""
    unlisted_pages: int = 0
    """Pages counted in the totals that may not be listed, because only people who are not named edited them."""
    wanted: tuple[WantedResult, ...] = ()
    """A program's wanted articles in the order of its lists; none where nobody may be told apart."""
    unlisted_wanted: int = 0
    """Those of them that only people who are not named created or improved."""
    reached: tuple[ReachedGoal, ...] = ()
    """Goals that were reached once, whatever the numbers are now."""
    uncounted_texts: int = 0
    """Runs of edits whose words and references are not known: their texts were not counted yet, or cannot be had."""
    unsegmented_texts: int = 0
    """Runs of which only the references are known, because nothing is installed that tells their words apart."""
    people_known: bool = True
    """False: the campaign has been over for so long that only its totals are kept."""
    uploads: tuple[UploadResult, ...] = ()
    """Deleted ones last, those with the most uses first, then by wiki and title."""
    unlisted_uploads: int = 0
    """Files counted in the totals that may not be listed, because who uploaded them is not named."""

    uncompared_edits: int = 0
    """Edits on Wikidata of which it is not known what they changed: not compared yet, or a version cannot be had."""
    page_views: PageViewsKnown | None = None
    """None where nobody ever asked for page views."""
    unknown_newcomers: int = 0
    """Participants of whom it is not known when they registered."""

    @property
    def complete(self) -> bool:
        return not self.unknown_wikis
