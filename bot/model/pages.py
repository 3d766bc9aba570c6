"""Wiki pages as they were read, and edits to be made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page as it stands; `text`, `rev_id` and `page_id` are None where it does not exist. `title` with its namespace.

    `editor` is who saved that revision; None where the page does not exist or the name is hidden. `namespace` is None
    where the wiki did not say.
    """

    title: str
    rev_id: int | None
    text: str | None
    editor: str | None
    page_id: int | None = None
    namespace: int | None = None
    is_redirect: bool = False
    language: str | None = None
    """The language in which the page is written; None where the wiki did not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageVersion:
    """A page that exists, without its text."""

    title: str
    namespace: int
    page_id: int
    rev_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How much a report shows; None for what it does not show."""

    edits: int | None
    participants: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change to make, based on revision `base` (None: the page is to be created)."""

    title: str
    text: str
    summary: str
    base: int | None
