"""What is wrong with a definition or a list, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps a definition from taking effect; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A position in a file or page; `line` and `column` start at 1, and 0 means the whole source."""

    source: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}" if self.line else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake as told to a person: what is wrong, where, and how to mend it."""

    place: Place
    message: str
    hint: str | None = None
    quote: str | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        text = f"{self.place}: {'' if self.severity is Severity.ERROR else 'warning: '}{self.message}"
        return f"{text} ({self.hint})" if self.hint else text
