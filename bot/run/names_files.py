"""The operator's files of names, for programs whose lists must not be on a wiki."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.model.campaigns import Campaign, NamesFile
from bot.model.errors import OperatorError
from bot.model.problems import Place, Problem, Severity
from bot.signups import normalize_name

ReadNames = Callable[[str], str]
"""Gives the text of a file of names by its path in the definition; raises OperatorError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesFiles:
    """The names of each file that could be read, by its path in the definition, and what has to be mended.

    No problem holds a name or quotes a line.
    """

    names: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]


def read_names_files(read: ReadNames, campaigns: Iterable[tuple[str, Campaign]]) -> NamesFiles:
    """Read the files that these campaigns name, each with the source of its definition."""
    names: dict[str, tuple[str, ...]] = {}
    problems: dict[Problem, None] = {}
    for source, path in _paths(campaigns):
        try:
            text = read(path)
        except OperatorError as error:
            problems[Problem(place=Place(source=source), message=f"a file of names: {error}")] = None
        else:
            names[path], unread = _names(text, path)
            problems.update(dict.fromkeys(unread))
    return NamesFiles(names=names, problems=tuple(problems))


def _paths(campaigns: Iterable[tuple[str, Campaign]]) -> dict[tuple[str, str], None]:
    return {
        (definition, source.path): None
        for definition, campaign in campaigns
        for program in campaign.programs
        for source in program.sources
        if isinstance(source, NamesFile)
    }


def _names(text: str, path: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Give the account names, one a line, and the lines that hold none."""
    lines = {number: line for number, line in enumerate(text.splitlines(), 1) if line.strip()}
    read = {number: normalize_name(line) for number, line in lines.items()}
    unread = tuple(
        Problem(
            place=Place(source=path, line=number, column=1),
            message="this is no account name",
            hint="write one name a line, and nothing else",
            severity=Severity.WARNING,
        )
        for number, name in read.items()
        if name is None
    )
    return tuple(dict.fromkeys(name for name in read.values() if name)), unread
