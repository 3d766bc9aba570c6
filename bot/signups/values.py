"""What reading a list gives."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.signups import NotRead


class Form(StrEnum):
    """How a name was written."""

    USER_LINK = "user link"
    USER_TALK_LINK = "user talk link"
    TEMPLATE = "template"
    CONTRIBUTIONS = "contributions link"
    SIGNATURE = "signature"
    TARGET = "target"
    MASS_MESSAGE = "mass message"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sign-up: the account's name as MediaWiki writes it, and the line of the page (from 1) on which it stands."""

    name: str
    line: int
    form: Form
    withdrawn: bool
    """The name is struck through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLine:
    """A line that looks like a sign-up and names nobody that could be read; IP addresses are left out of `text`."""

    line: int
    text: str
    reason: NotRead = NotRead.NO_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class SignupList:
    """A list as it was read, in the order of the page; one name may stand in it several times."""

    entries: tuple[Entry, ...]
    unread: tuple[UnreadLine, ...]
    section_found: bool
    """False only when a section was asked for that the page does not have."""
    transclusions: tuple[str, ...] = ()
    """Pages shown inside this one that look like lists: full titles, or `/Subpage` and `../Sister` of this page."""
