"""How sign-up lists were read, line by line, as the status page tells it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.model.campaigns import ListPage, Privacy, Program
from bot.model.signups import Fate, ListLine, ListReading, ListTrouble, NotRead, Remark
from bot.reports.scribe import Scribe
from bot.reports.wikitext import Wikitext, isolated

CALL = Wikitext('<code dir="ltr">&#123;&#123;user&#124;Name&#125;&#125;</code>')
"""What to write in place of a template that the bot does not know."""

LINES_APART = 200
"""A list of up to so many lines is shown with a row for each; in a longer one, lines alike share a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReading:
    """How one list was read: in one sentence, and as a table with a row a line, or several lines alike.

    Each row has as many cells as there are `columns`; none where the list has no lines. `more` counts what the table
    leaves out.
    """

    summary: Wikitext
    columns: tuple[Wikitext, ...]
    rows: tuple[tuple[Wikitext, ...], ...]
    more: Wikitext | None


@dataclass(frozen=True, slots=True)
class _Saying:
    """The messages that say what became of a line, and of how many lines."""

    of_one: str
    of_many: str


_NAMED = _Saying("line-named", "lines-named")
_UNNAMED = _Saying("line-unnamed", "lines-unnamed")
_NOBODY_NAMED = _Saying("line-nobody-named", "lines-nobody-named")
_NOT_NAMED_YET = _Saying("line-not-named-yet", "lines-not-named-yet")
_FATES = {
    Fate.KEPT: _Saying("line-kept", "lines-kept"),
    Fate.WITHDRAWN: _Saying("line-withdrawn", "lines-withdrawn"),
    Fate.TWICE: _Saying("line-twice", "lines-twice"),
    Fate.LATE: _Saying("line-late", "lines-late"),
    Fate.OPTED_OUT: _Saying("line-opted-out", "lines-opted-out"),
    Fate.NOT_FOUND: _Saying("line-not-found", "lines-not-found"),
    Fate.TEMPORARY: _Saying("line-temporary", "lines-temporary"),
    Fate.IP_ADDRESS: _Saying("line-ip-address", "lines-ip-address"),
    Fate.NOT_UNDERSTOOD: _Saying("line-no-name", "lines-not-understood"),
    Fate.UNKNOWN: _Saying("line-unknown", "lines-unknown"),
}
_REASONS = {
    NotRead.NO_NAME: "line-no-name",
    NotRead.ORGANIZERS: "line-organizers",
    NotRead.DISCUSSION: "line-discussion",
    NotRead.REFUSAL: "line-refusal",
    NotRead.PROSE: "line-prose",
    NotRead.EXAMPLE: "line-example",
    NotRead.UNKNOWN_TEMPLATE: "line-unknown-template",
    NotRead.IMPOSSIBLE_NAME: "line-impossible-name",
    NotRead.COLUMNS: "line-columns",
    NotRead.IP_ADDRESS: "line-ip-address",
}
_ORDER = (_NAMED, _UNNAMED, _NOBODY_NAMED, _NOT_NAMED_YET, *_FATES.values())

_TROUBLES = {
    ListTrouble.MISSING: "list-missing",
    ListTrouble.NO_SECTION: "list-no-section",
    ListTrouble.EMPTIED: "list-emptied",
    ListTrouble.UNREAD: "list-unread",
}


def shown_readings(
    program: Program, readings: Sequence[ListReading], at_most: int, scribe: Scribe
) -> tuple[ShownReading, ...]:
    """Give how each list was read that could be read, with at most so many rows each."""
    names = _names(program, readings, scribe)
    return tuple(
        _shown(program, reading, name, at_most, scribe)
        for reading, name in zip(readings, names, strict=True)
        if reading.lines or reading.trouble is None
    )


def reading_troubles(program: Program, readings: Sequence[ListReading], scribe: Scribe) -> tuple[Wikitext, ...]:
    """Say what is wrong with whole lists and what to do about it, and of which it is not known yet who signed."""
    troubles: list[Wikitext] = []
    for reading, name in zip(readings, _names(program, readings, scribe), strict=True):
        if reading.trouble is not None:
            troubles.append(scribe.t(_TROUBLES[reading.trouble], name))
        elif not reading.followed and program.privacy is Privacy.CONSENTED:
            troubles.append(scribe.t("list-not-followed", name))
    return tuple(troubles)


def _names(program: Program, readings: Sequence[ListReading], scribe: Scribe) -> tuple[Wikitext, ...]:
    """Give links to the lists; where people are hidden only their numbers, for their names stand on the lists.

    A section is that of the page which the definition names, not of one that is shown inside it.
    """
    if program.privacy is Privacy.HIDDEN:
        return tuple(scribe.t("hidden-list", number) for number in range(1, len(readings) + 1))
    seen: set[ListPage] = set()
    names: list[Wikitext] = []
    for reading in readings:
        page = replace(reading.source, page=reading.title)
        names.append(scribe.list_page(replace(page, section=None) if reading.source in seen else page))
        seen.add(reading.source)
    return tuple(names)


def _shown(program: Program, reading: ListReading, name: Wikitext, at_most: int, scribe: Scribe) -> ShownReading:
    t, lines = scribe.t, reading.lines
    named = any(line.name for line in lines)
    counts = Counter(_saying(line, program.privacy, reading) for line in lines)
    found = [t(saying.of_many, counts[saying]) for saying in _ORDER if counts[saying]]
    runs = tuple(_runs(lines) if len(lines) > LINES_APART else ((line,) for line in lines))
    left_out = sum(len(run) for run in runs[at_most:])
    columns = (t("column-line"), *((t("column-name"),) if named else ()), t("column-outcome"))
    return ShownReading(
        summary=t("reading", name, Wikitext(" · ".join(found)) if found else t("lists-empty")),
        columns=columns,
        rows=tuple(_row(program, reading, run, scribe, named=named) for run in runs[:at_most]),
        more=t("lines-more", left_out) if left_out else None,
    )


def _saying(line: ListLine, privacy: Privacy, reading: ListReading) -> _Saying:
    return _naming(line, privacy, reading) if line.fate is Fate.COUNTED else _FATES[line.fate]


def _naming(line: ListLine, privacy: Privacy, reading: ListReading) -> _Saying:
    """Say of a line that counts whether the person is named."""
    if privacy is Privacy.HIDDEN:
        return _NOBODY_NAMED
    if privacy is Privacy.PUBLIC or Remark.SIGNED in line.remarks:
        return _NAMED
    return _UNNAMED if reading.followed else _NOT_NAMED_YET


def _runs(lines: Iterable[ListLine]) -> Iterator[tuple[ListLine, ...]]:
    """Put lines together that follow each other and of which the same is said; those with words of their own stay."""
    for key, found in groupby(lines, key=_alike):
        run = tuple(found)
        yield from ((line,) for line in run) if key is None else (run,)


def _alike(line: ListLine) -> tuple[object, ...] | None:
    """Give what lines have in common that share a row; None for one that an organizer has to see by itself."""
    if line.quote or line.renamed_to or (line.name and line.fate is not Fate.COUNTED):
        return None
    return line.fate, line.remarks, line.reason, line.line is None


def _row(
    program: Program, reading: ListReading, run: tuple[ListLine, ...], scribe: Scribe, *, named: bool
) -> tuple[Wikitext, ...]:
    first = run[0]
    name = (isolated(first.name) if first.name and len(run) == 1 else Wikitext(""),) if named else ()
    return _where(program, reading, run, scribe), *name, _outcome(first, program.privacy, reading, scribe)


def _where(program: Program, reading: ListReading, run: tuple[ListLine, ...], scribe: Scribe) -> Wikitext:
    """Give the line's number, linked to the revision in which it has that number, unless that leads to people."""
    first, last = run[0].line, run[-1].line
    if first is None or last is None:
        return scribe.t("line-gone")
    number = scribe.formats.number(first)
    label = number if first == last else f"{number}\N{EN DASH}{scribe.formats.number(last)}"
    if reading.rev_id is None or program.privacy is Privacy.HIDDEN:
        return isolated(label)
    return scribe.revision(reading.source.wiki, reading.rev_id, label)


def _outcome(line: ListLine, privacy: Privacy, reading: ListReading, scribe: Scribe) -> Wikitext:
    """Say what became of a line, with everything else that is to be said of it."""
    t = scribe.t
    said = [t(_REASONS[line.reason], CALL) if line.reason else t(_saying(line, privacy, reading).of_one)]
    if line.fate is Fate.KEPT:
        said.insert(0, t(_naming(line, privacy, reading).of_one))
    if Remark.RENAMED in line.remarks:
        said.append(t("renamed-to", isolated(line.renamed_to)) if line.renamed_to else t("renamed"))
    if Remark.BLOCKED in line.remarks:
        said.append(t("blocked"))
    if Remark.BOT in line.remarks:
        said.append(t("is-bot"))
    if line.quote:
        said.append(Wikitext(f"<code>{isolated(line.quote)}</code>"))
    return Wikitext(" · ".join(said))
