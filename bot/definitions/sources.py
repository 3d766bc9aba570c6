"""A text with its lines, and the problems found in it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.model.problems import Place, Problem, Severity

MOST_PROBLEMS = 20
_LONGEST_QUOTE = 120
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_MINOR = Severity.WARNING

Hint = str | None | Callable[[], str | None]
"""How to mend something; what takes time to find is a function, called only when it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file or page: its name, its text with line feeds between the lines, and where each line starts."""

    name: str
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, name: str, text: str) -> "Source":
        """Give the text with its line ends unified, which moves no character to another line or column.

        Halves of characters, which only a broken text has and nothing can write, are marked as unreadable.
        """
        unified = _HALF_CHARACTERS.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """A problem that may never be shown, and is therefore not written out yet."""

    place: Place
    message: str
    hint: Hint
    severity: Severity


class Findings:
    """Collects what is wrong with one source.

    Messages and hints never hold the name of a person, because the status page shows them; nor do quotes, where it is
    said on which lines participants are named.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.error_places: list[Place] = []
        """Where errors were found, in the order of finding, one that is found twice also twice."""
        self._notes: dict[tuple[Place, str], _Note] = {}
        self._settled: set[Place] = set()
        self._lines_with_names: set[int] = set()

    def has_error_on_line(self, line: int) -> bool:
        return any(place.line == line for place in self.error_places)

    def error(self, place: Place, message: str, hint: Hint = None, *, settles: bool = False) -> None:
        """Add an error; one that `settles` says all there is to say about its place."""
        self.error_places.append(place)
        if place not in self._settled:
            self._add(_Note(place=place, message=message, hint=hint, severity=Severity.ERROR))
        if settles:
            self._settled.add(place)

    def keep_lines_back(self, lines: Iterable[int]) -> None:
        """Let no problem quote these lines."""
        self._lines_with_names.update(lines)

    def warn(self, place: Place, message: str, hint: Hint = None) -> None:
        self._add(_Note(place=place, message=message, hint=hint, severity=Severity.WARNING))

    def _add(self, note: _Note) -> None:
        self._notes.setdefault((note.place, note.message), note)

    def problems(self) -> tuple[Problem, ...]:
        """Give the problems from top to bottom; of more than 20 the errors first, and how many are left out."""
        notes = sorted(_grouped(self._notes.values()), key=lambda note: (note.severity is _MINOR, note.place))
        shown, rest = notes[:MOST_PROBLEMS], notes[MOST_PROBLEMS:]
        problems = tuple(self._problem(note) for note in sorted(shown, key=lambda note: note.place))
        if not rest:
            return problems
        more = "1 more problem is not shown" if len(rest) == 1 else f"{len(rest)} more problems are not shown"
        place = Place(source=self.source.name)
        return (*problems, Problem(place=place, message=more, hint="mend these first", severity=rest[0].severity))

    def _problem(self, note: _Note) -> Problem:
        return Problem(
            place=note.place,
            message=note.message,
            hint=note.hint() if callable(note.hint) else note.hint,
            quote=None if note.place.line in self._lines_with_names else self.source.quote(note.place),
            severity=note.severity,
        )


def _grouped(notes: Iterable[_Note]) -> list[_Note]:
    """Tell the same warning once, with how often it would come again."""
    found: list[_Note] = []
    warnings: dict[str, list[_Note]] = {}
    for note in notes:
        if note.severity is _MINOR:
            warnings.setdefault(note.message, []).append(note)
        else:
            found.append(note)
    for same in warnings.values():
        first = min(same, key=lambda note: note.place)
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

    def error(self, index: int, message: str, hint: Hint = None) -> None:
        """Add an error of form, after which what stands there needs no other word."""
        self.findings.error(self.place(index), message, hint, settles=True)

    def warn(self, index: int, message: str, hint: Hint = None) -> None:
        self.findings.warn(self.place(index), message, hint)

    def end_of_line(self, index: int) -> int:
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end
