"""What an examination of an installation finds."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    FINE = "ok"
    ADVICE = "advice"
    """It works, and would work better."""
    MISSING = "missing"
    """The operator has to mend it."""
    UNKNOWN = "unknown"
    """A wiki did not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence for a person, and what to do about it."""

    verdict: Verdict
    what: str
    remedy: str | None = None


def fine(what: str) -> Finding:
    return Finding(verdict=Verdict.FINE, what=what)


def advice(what: str, remedy: str) -> Finding:
    return Finding(verdict=Verdict.ADVICE, what=what, remedy=remedy)


def missing(what: str, remedy: str) -> Finding:
    return Finding(verdict=Verdict.MISSING, what=what, remedy=remedy)


def unknown(what: str, remedy: str) -> Finding:
    return Finding(verdict=Verdict.UNKNOWN, what=what, remedy=remedy)
