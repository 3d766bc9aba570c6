"""Sign-up lists as a run read them: what became of each line, who added it and who took it off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.campaigns import ListPage


class Fate(StrEnum):
    """What became of a line of a list."""

    COUNTED = "counted"
    KEPT = "kept"
    """Somebody else struck it or took it off; it counts until the person or a facilitator does."""
    WITHDRAWN = "withdrawn"
    TWICE = "twice"
    """The same person stands on an earlier line or list of the program."""
    LATE = "late"
    """It was added when the program was closed."""
    OPTED_OUT = "opted out"
    NOT_FOUND = "not found"
    TEMPORARY = "temporary"
    IP_ADDRESS = "ip address"
    NOT_UNDERSTOOD = "not understood"
    UNKNOWN = "unknown"
    """No wiki has said yet whether there is such an account."""


class Remark(StrEnum):
    """What else is to be said of a line that counts."""

    SIGNED = "signed"
    """The account itself added it."""
    RENAMED = "renamed"
    BLOCKED = "blocked"
    BOT = "bot"


class NotRead(StrEnum):
    """Why a line of a list was not taken for a sign-up."""

    NO_NAME = "no name"
    ORGANIZERS = "organizers"
    """It stands in the organizers' part of the page, or says so itself."""
    DISCUSSION = "discussion"
    """It is a reply, or stands under a heading such as Questions or Endorsements."""
    REFUSAL = "refusal"
    """It stands under a heading such as Not attending."""
    PROSE = "prose"
    """It names somebody in a sentence, or outside of the list."""
    EXAMPLE = "example"
    """The name only shows where one is to be written (`User:Example`)."""
    UNKNOWN_TEMPLATE = "unknown template"
    IMPOSSIBLE_NAME = "impossible name"
    COLUMNS = "columns"
    """It is a row pasted from a sheet, not a name alone."""
    IP_ADDRESS = "ip address"


class ListTrouble(StrEnum):
    """What is wrong with a whole list; whoever was on it before stays."""

    MISSING = "missing"
    NO_SECTION = "no section"
    EMPTIED = "emptied"
    """Nobody stands on it any more, or hardly anybody, and those who took them off may not."""
    UNREAD = "unread"
    """Its wiki did not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One line of a list; `line` counts from 1 and is None where the name does not stand on the page any more.

    `name`, `renamed_to` and `quote` are None unless the program's names are public; an IP address never is in them.
    `reason` says of a line that is not understood why not.
    """

    line: int | None
    fate: Fate
    remarks: tuple[Remark, ...] = ()
    name: str | None = None
    renamed_to: str | None = None
    quote: str | None = None
    reason: NotRead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """How one list of a program was read, line by line, as of a revision of `title` (the list may have been moved).

    A page shown inside a list is a reading of its own. `followed` is False while the page's history has not been read
    to its end, so that it is not known yet who added each line.
    """

    source: ListPage
    title: str
    rev_id: int | None
    lines: tuple[ListLine, ...]
    trouble: ListTrouble | None = None
    followed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Moment:
    """Where an edit stands in a page's history; later ones compare greater."""

    timestamp: datetime
    rev_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One revision of a list's page; `user_id` is 0 and `text` None where the wiki hides them.

    `parent_id` is the revision before it, 0 for the first. `reverts`: MediaWiki tagged it as restoring an earlier
    state of the page.
    """

    at: Moment
    parent_id: int
    user_id: int
    text: str | None
    reverts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a page's history says of one name: when each editor, by local id, last added it and last took it off.

    `lines` is how many lines, not struck, hold it as far as the history was followed; `joined_at` when the first
    of them came. `removed` is when an editor struck or took off the last line with it, `dropped` one of several.
    """

    joined_at: datetime
    lines: int
    added: Mapping[int, Moment] = field(default_factory=dict)
    removed: Mapping[int, Moment] = field(default_factory=dict)
    dropped: Mapping[int, Moment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """An account that was renamed on a wiki, as its log says."""

    old: str
    new: str
    at: datetime
