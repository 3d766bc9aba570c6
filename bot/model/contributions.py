"""Accounts and what they did, as every source gives it; names are MediaWiki's own."""

from dataclasses import dataclass
from datetime import datetime

REVERTED = "mw-reverted"
"""MediaWiki's tag of an edit that a later one undid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account on one wiki; `central_id` is None without CentralAuth, `registration` where unknown.

    `blocked` from the whole wiki, not from some pages or actions only; `temporary`: MediaWiki made it for somebody who
    edited without one.
    """

    dbname: str
    user_id: int
    user_name: str
    central_id: int | None
    registration: datetime | None
    blocked: bool = False
    bot: bool = False
    temporary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One revision as it stands now.

    `size` in bytes; `size_diff` signed, None where the parent's size is unknown; `parent_id` 0 for a page
    creation, None where unknown; `title` without its namespace; `timestamp` aware UTC, whole seconds.
    """

    dbname: str
    rev_id: int
    parent_id: int | None
    page_id: int
    namespace: int
    title: str
    user_id: int
    timestamp: datetime
    size: int | None
    size_diff: int | None
    tags: tuple[str, ...]
    is_redirect: bool | None = None
    """Whether the page is a redirect now; None where nobody asked (only pages that participants created matter)."""
    words: int | None = None
    """Of the whole text; None, here and in the next three, where nobody counted or where it cannot be known."""
    references: int | None = None
    words_before: int | None = None
    """Of its parent's text."""
    references_before: int | None = None

    @property
    def reverted(self) -> bool:
        """Whether MediaWiki has tagged it as undone by a later edit."""
        return REVERTED in self.tags
