"""Wiki pages as they were read, and edits to be made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page as it stands; `text` and `rev_id` are None where it does not exist. `title` with its namespace."""

    title: str
    rev_id: int | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change to make, based on revision `base` (None: the page is to be created)."""

    title: str
    text: str
    summary: str
    base: int | None
