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
class Stopped(Postponed):
    """Somebody wrote on the stop page of that wiki: nothing is saved there until they take it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else saved the page meanwhile: read it again and decide anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The page must not or cannot be edited until a person does something about it."""

    why: str
    whole_wiki: bool = False
    """Whether no other page of that wiki can be edited either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone(Refused):
    """Somebody deleted the page or moved it away: it is not made again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned(Refused):
    """An edit filter warned: the same again would go through, so nothing is tried until somebody edited the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded(Refused):
    """It would take much away from the page while something is unknown: it waits until all is known, or for force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear(Refused):
    """What people of another wiki wrote there does not say what is to stand where; only they can mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The wiki did not take it this time: try again in the next run."""

    why: str
    whole_wiki: bool = False
    """Whether it takes no other page either."""


Outcome = Saved | Unchanged | Postponed | Conflict | Refused | Failed


def kind_of(outcome: object) -> str:
    """Give the kind of an ending as the store keeps it."""
    return type(outcome).__name__.lower()


REFUSALS = frozenset(kind.__name__.lower() for kind in (Refused, Gone, Warned, Guarded, Unclear))
"""Kinds of endings of which people have to be told, because only they can do something about it."""

UNCLEAR = kind_of(Unclear(why=""))

UNSAVED = REFUSALS | {kind.__name__.lower() for kind in (Failed, Conflict)}
"""Kinds of endings after which a page does not say what it should."""
