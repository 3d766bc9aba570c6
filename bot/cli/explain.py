"""`campaignbot explain`: the revisions behind the numbers of one person or page, from the store alone."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.exit_codes import Exit
from bot.cli.files import load_settings
from bot.cli.stores import open_operators_store
from bot.cli.terminal import harmless
from bot.measures import Explained, Explanation, Remark
from bot.model.campaigns import Campaign, Privacy, Program
from bot.model.entities import ENTITY_KEYS
from bot.model.errors import OperatorError
from bot.model.intervals import Interval
from bot.model.results import Totals
from bot.model.wikis import WIKIDATA, Catalogue
from bot.run.explanations import Basis, explain_page, explain_person, page_name, stored_basis
from bot.run.near import near_names
from bot.signups import normalize_name
from bot.store import Store
from bot.store.campaigns import load_campaigns
from bot.wikis.catalogue import build_catalogue
from bot.wikis.links import index_address

Thing = TypeVar("Thing", Campaign, Program)

SUMS = (
    "edits",
    "reverted_edits",
    "pages_edited",
    "pages_created",
    "bytes_added",
    "bytes_removed",
    "bytes_net",
    "words_added",
    "references_added",
)
"""The numbers that come from revisions, by the export's keys."""

NARROW = 130
"""Columns below which titles and reasons are hard to read; a narrower screen wraps the lines instead."""

OF_TEXTS = frozenset({Remark.GOES_ON, Remark.TEXT_UNKNOWN, Remark.WORDS_UNKNOWN})

WIDE = 10_000
"""Columns of what is no terminal: nothing is cut off or wrapped there, and each address is written out."""


def explain_number(
    config: Path,
    campaign_name: str,
    program_name: str | None,
    *,
    person: str | None,
    page: str | None,
    wiki: str | None,
) -> Exit:
    """Print each edit of a person or on a page, what it gave to the numbers, and what they add up to."""
    settings = load_settings(config)
    catalogue = build_catalogue(settings)
    store = open_operators_store(settings, config)
    campaign = _named("campaign", campaign_name, load_campaigns(store).values())
    program = _named("program", program_name, campaign.programs) if program_name else None
    basis = stored_basis(store, campaign, program)
    if page is None:
        name = normalize_name(person or "") or person or ""
        about, explained = name, explain_person(store, basis, name)
    else:
        about, explained = _of_page(store, basis, catalogue, page, wiki)
    timezone = (program or campaign).timezone
    lines = _Lines(catalogue, timezone, explained, of_page=page is not None, programs=program is None)
    _print(f"{basis.label}: {about}", lines, _endings(basis, explained, timezone), explained.totals)
    return Exit.COMPLETE


def _print(heading: str, lines: "_Lines", endings: Iterable[str], totals: Totals) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)
    console.width = max(console.width, NARROW)
    console.print(Text(heading, style="bold"), soft_wrap=True)
    console.print(lines.table(addresses=not console.is_terminal))
    for line in (*(lines.addresses() if console.is_terminal else ()), *endings):
        console.print(Text(line), soft_wrap=True)
    console.print(_sums(totals))


def _named(kind: str, name: str, things: Iterable[Thing]) -> Thing:
    found = {thing.name: thing for thing in things}
    if name not in found:
        known = near_names(name, {one: one for one in found}) or f"; known: {', '.join(found) or 'none yet'}"
        raise OperatorError(f"there is no {kind} {name}{known}")
    return found[name]


def _of_page(store: Store, basis: Basis, catalogue: Catalogue, title: str, wiki: str | None) -> tuple[str, Explanation]:
    """Explain a page whose wiki is given, or stands before its title, or else is the only one that has it."""
    prefix, colon, rest = title.partition(":")
    dbname = catalogue.resolve(wiki or prefix) if wiki or colon else None
    if wiki and dbname not in basis.wikis:
        raise OperatorError(f"{basis.label} does not track {wiki}; it tracks {', '.join(basis.wikis)}")
    if not wiki and dbname in basis.wikis:
        title = rest
    elif not wiki:
        dbname = None
    (found, namespace, name), explained = explain_page(store, basis, title, dbname)
    return f"{page_name(namespace, name)} ({found})", explained


class _Lines:
    """The table of revisions."""

    def __init__(
        self, catalogue: Catalogue, timezone: str, explained: Explanation, *, of_page: bool, programs: bool
    ) -> None:
        self._revisions = explained.revisions
        self._zone = ZoneInfo(timezone)
        self._of_page = of_page
        self._programs = programs
        wikis = {one.contribution.dbname for one in explained.revisions}
        self._addresses = {dbname: index_address(catalogue.wikis[dbname]) for dbname in wikis & set(catalogue.wikis)}
        totals = explained.totals
        self._texts = bool(totals.edits) and (totals.words_added, totals.references_added) != (None, None)

    def addresses(self) -> Iterator[str]:
        """Give where the revisions of each wiki are, for a screen that has no room for every address."""
        for dbname, address in sorted(self._addresses.items()):
            yield f"{dbname}: {address}?diff= and the number of the revision."

    def table(self, *, addresses: bool) -> Table:
        """Give a row for each revision, with its address or only a link to it where terminals show such."""
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        table.add_column("Time", no_wrap=True)
        table.add_column("Wiki", no_wrap=True)
        table.add_column("Person" if self._of_page else "Page", overflow="fold")
        table.add_column("Revision", no_wrap=True)
        for heading in ("Edit", "New", "Bytes", *(("Words", "Refs") if self._texts else ())):
            table.add_column(heading, justify="right", no_wrap=True)
        table.add_column("Why", overflow="fold")
        for one in self._revisions:
            style = "dim" if one.why_not else ""
            table.add_row(*(Text.assemble(cell, style=style) for cell in self._cells(one, addresses=addresses)))
        return table

    def _cells(self, one: Explained, *, addresses: bool) -> Iterator[str | tuple[str, str]]:
        c = one.contribution
        yield _moment(c.timestamp, self._zone)
        yield c.dbname
        yield harmless(one.user_name if self._of_page else page_name(c.namespace, c.title))
        address = f"{self._addresses[c.dbname]}?diff={c.rev_id}" if c.dbname in self._addresses else ""
        yield f"{c.rev_id} {address}".strip() if addresses else (str(c.rev_id), f"link {address}" if address else "")
        yield "" if one.why_not else "1"
        yield "1" if one.creates_page else ""
        yield _signed(one.bytes)
        if self._texts:
            yield _signed(one.words)
            yield _signed(one.references)
        yield self._why(one)

    def _why(self, one: Explained) -> str:
        if one.why_not:
            return f"does not count: {one.why_not}"
        remarks = [remark for remark in one.remarks if self._texts or remark not in OF_TEXTS]
        programs = (f"counts for {', '.join(one.programs)}",) if self._programs else ()
        return "; ".join((*programs, *remarks, *_changes(one)))


def _changes(one: Explained) -> Iterator[str]:
    """Say what an edit on Wikidata changed, by the keys of the export."""
    if one.contribution.dbname == WIKIDATA and not one.contribution.reverted:
        if one.changes is None:
            yield "what it changed is unknown"
        elif one.changes:
            yield ", ".join(f"{key} {one.changes[key]}" for key in ENTITY_KEYS if key in one.changes)


def _endings(basis: Basis, explained: Explanation, timezone: str) -> Iterator[str]:
    if explained.unnamed.edits:
        unnamed = explained.unnamed
        told = ", ".join(f"{metric} {_number(getattr(unnamed, metric))}" for metric in _told_metrics(unnamed))
        yield f"What cannot be told without naming others, together: {told}."
    zone = ZoneInfo(timezone)
    for enrolment in basis.enrolments:
        windows = ", ".join(_span(window, zone) for window in enrolment.program.windows)
        wikis = enrolment.program.wikis if enrolment.program.privacy is Privacy.HIDDEN else enrolment.wikis
        yield f"{enrolment.program.name}: {windows or 'no window yet'}; on {', '.join(wikis or ('some wikis',))}."
    if basis.span:
        yield f"Looked at: {_span(basis.span, zone)}. Times are {timezone}."
    if basis.result.unknown_wikis:
        yield f"Not up to date: {', '.join(dbname or 'some wikis' for dbname in basis.result.unknown_wikis)}."


def _sums(totals: Totals) -> Table:
    table = Table("Sums, as in the export", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("", justify="right")
    for metric in _told_metrics(totals):
        table.add_row(metric, _number(getattr(totals, metric)))
    return table


def _told_metrics(totals: Totals) -> tuple[str, ...]:
    """Give the numbers that are told: of Wikidata those that are not 0."""
    return (*SUMS, *(key for key in ENTITY_KEYS if getattr(totals, key)))


def _number(value: int | None) -> str:
    return "?" if value is None else str(value)


def _signed(value: int | None) -> str:
    return "" if value is None else f"{value:+d}" if value else "0"


def _span(interval: Interval, zone: ZoneInfo) -> str:
    return f"from {_moment(interval.start, zone)} until {_moment(interval.end, zone)}"


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"
