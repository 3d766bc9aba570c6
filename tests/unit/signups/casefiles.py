"""Reads `cases/*.cases`: wikitext in, what is read out of it.

A case begins with `#### its name`, then options (`@wiki pa`, `@section Name`), the wikitext, a line `---->`, and what
is expected, one a line:

    3 Asha (user link)             an entry: line, name, form
    3 Asha (signature) withdrawn   the same, struck through
    ? 5 no name                    a line not understood, and why
    + /Participants                a page shown inside that looks like a list
    no section                     the section that was asked for does not exist
"""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.model.signups import NotRead
from bot.signups import Form

FOLDER = Path(__file__).parent / "cases"
_ENTRY = re.compile(r"(\d+) (.+) \(([a-z ]+)\)( withdrawn)?")
_UNREAD = re.compile(r"\? (\d+) ([a-z ]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that a reading says, in a form that reads well when it differs."""

    entries: tuple[tuple[int, str, Form, bool], ...]
    unread: tuple[tuple[int, NotRead], ...]
    transclusions: tuple[str, ...]
    section_found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    name: str
    wiki: str
    section: str | None
    wikitext: str
    expected: Reading


def load() -> list[Case]:
    """Give every case of every file."""
    cases: list[Case] = []
    for path in sorted(FOLDER.glob("*.cases")):
        parts = re.split(r"^#### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        cases += (_case(path.stem, part) for part in parts)
    return cases


def _case(file: str, part: str) -> Case:
    name, _, rest = part.partition("\n")
    options: dict[str, str] = {}
    while rest.startswith("@"):
        line, _, rest = rest.partition("\n")
        key, _, value = line[1:].partition(" ")
        options[key] = value
    wikitext, _, expected = rest.partition("\n---->\n")
    return Case(
        name=f"{file}: {name}",
        wiki=options.pop("wiki", "en"),
        section=options.pop("section", None),
        wikitext=wikitext,
        expected=_reading([line for line in expected.split("\n") if line], options),
    )


def _reading(lines: list[str], unknown_options: dict[str, str]) -> Reading:
    assert not unknown_options, unknown_options
    entries, unread, transclusions = [], [], []
    for line in lines:
        if entry := _ENTRY.fullmatch(line):
            entries.append((int(entry[1]), entry[2], Form(entry[3]), bool(entry[4])))
        elif not_read := _UNREAD.fullmatch(line):
            unread.append((int(not_read[1]), NotRead(not_read[2])))
        elif line.startswith("+ "):
            transclusions.append(line[2:])
        else:
            assert line == "no section", line
    return Reading(
        entries=tuple(entries),
        unread=tuple(unread),
        transclusions=tuple(transclusions),
        section_found="no section" not in lines,
    )
