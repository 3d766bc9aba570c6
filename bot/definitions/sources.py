"""A text with its lines, and the problems found in it."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
        self.error_places: list[Place] = []
        """Where errors were found, in the order of finding, one that is found twice also twice."""
        self._problems: dict[tuple[Place, str], Problem] = {}
        self._settled: set[Place] = set()

    def has_error_on_line(self, line: int) -> bool:
        return any(place.line == line for place in self.error_places)

    def error(self, place: Place, message: str, hint: str | None = None, *, settles: bool = False) -> None:
        """Add an error; one that `settles` says all there is to say about its place."""
        self.error_places.append(place)
        if place not in self._settled:
            self._add(place, message, hint, Severity.ERROR)
        if settles:
            self._settled.add(place)

    def warn(self, place: Place, message: str, hint: str | None = None) -> None:
        self._add(place, message, hint, Severity.WARNING)

    def _add(self, place: Place, message: str, hint: str | None, severity: Severity) -> None:
        problem = Problem(place=place, message=message, hint=hint, quote=self.source.quote(place), severity=severity)
        self._problems.setdefault((place, message), problem)

    def problems(self) -> tuple[Problem, ...]:
        """Give the problems from top to bottom; of more than 20 the errors first, and how many are left out."""
        found = sorted(_grouped(self._problems.values()), key=lambda problem: problem.place)
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


def _grouped(problems: Iterable[Problem]) -> list[Problem]:
    """Tell the same warning once, with how often it would come again."""
    found: list[Problem] = []
    warnings: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity is Severity.WARNING:
            warnings.setdefault(problem.message, []).append(problem)
        else:
            found.append(problem)
    for same in warnings.values():
        first = min(same, key=lambda problem: problem.place)
        more = len(same) - 1
        again = f"{first.message}, {'once' if more == 1 else f'{more} times'} more below"
        found.append(replace(first, message=again) if more else first)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A part of a source from `start` on, whose positions are told as places of the whole."""

    findings: Findings
    start: int
    text: str

    def place(self, index: int) -> Place:
        return self.findings.source.place(self.start + min(index, len(self.text)))

    def error(self, index: int, message: str, hint: str | None = None) -> None:
        """Add an error of form, after which what stands there needs no other word."""
        self.findings.error(self.place(index), message, hint, settles=True)

    def warn(self, index: int, message: str, hint: str | None = None) -> None:
        self.findings.warn(self.place(index), message, hint)

    def end_of_line(self, index: int) -> int:
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end
