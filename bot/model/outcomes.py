"""How an attempt to write a page can end; each kind tells the caller what to do next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The page was saved as this revision."""

    rev_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The page already says this: nothing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """It will be saved by a later run; nothing is wrong."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else saved the page meanwhile: read it again and decide anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The page must not or cannot be edited until a person does something about it."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The wiki did not take it this time: try again in the next run."""

    why: str


Outcome = Saved | Unchanged | Postponed | Conflict | Refused | Failed
