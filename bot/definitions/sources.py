"""A text with its lines, and the problems found in it."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from bot.model.problems import Place, Problem, Severity

MOST_PROBLEMS = 20
_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file or page: its name, its text with line feeds between the lines, and where each line starts."""

    name: str
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, name: str, text: str) -> "Source":
        """Give the text with its line ends unified, which moves no character to another line or column."""
        unified = text.replace("\r\n", "\n").replace("\r", "\n")
        return cls(name=name, text=unified, starts=(0, *(match.end() for match in re.finditer("\n", unified))))

    def place(self, offset: int) -> Place:
        line = bisect_right(self.starts, offset)
        return Place(source=self.name, line=line, column=offset - self.starts[line - 1] + 1)

    def quote(self, place: Place) -> str | None:
        """Give the line of a place, or of a very long line the part around the column; None for the whole source."""
        if not place.line:
            return None
        start = self.starts[place.line - 1]
        end = self.starts[place.line] - 1 if place.line < len(self.starts) else len(self.text)
        if end - start <= _LONGEST_QUOTE:
            return self.text[start:end].strip()
        middle = start + place.column - 1
        left = max(start, middle - _LONGEST_QUOTE // 2)
        right = min(end, left + _LONGEST_QUOTE)
        return f"{'…' if left > start else ''}{self.text[left:right].strip()}{'…' if right < end else ''}"


class Findings:
    """Collects what is wrong with one source.

    Messages and hints never hold the name of a person, because the status page shows them; only the quoted line does.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self._problems: dict[tuple[Place, str], Problem] = {}

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self._problems.values())

    def has_error_on_line(self, line: int) -> bool:
        return any(
            problem.place.line == line and problem.severity is Severity.ERROR for problem in self._problems.values()
        )

    def error(self, place: Place, message: str, hint: str | None = None) -> None:
        self._add(place, message, hint, Severity.ERROR)

    def warn(self, place: Place, message: str, hint: str | None = None) -> None:
        self._add(place, message, hint, Severity.WARNING)

    def _add(self, place: Place, message: str, hint: str | None, severity: Severity) -> None:
        problem = Problem(place=place, message=message, hint=hint, quote=self.source.quote(place), severity=severity)
        self._problems.setdefault((place, message), problem)

    def problems(self) -> tuple[Problem, ...]:
        """Give the problems from top to bottom; of more than 20 the errors first, and how many are left out."""
        found = sorted(self._problems.values(), key=lambda problem: problem.place)
        if len(found) <= MOST_PROBLEMS:
            return tuple(found)
        chosen = sorted(found, key=lambda problem: problem.severity is not Severity.ERROR)[:MOST_PROBLEMS]
        rest = [problem for problem in found if problem not in chosen]
        worst = Severity.ERROR if any(p.severity is Severity.ERROR for p in rest) else Severity.WARNING
        more = f"{len(rest)} more problems are not shown; mend these first" if len(rest) > 1 else "1 more is not shown"
        return (
            *sorted(chosen, key=lambda problem: problem.place),
            Problem(place=Place(source=self.source.name), message=more, severity=worst),
        )
