"""What stands out among many pages, and whose pages are whose while there are few people."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter

from bot.model.results import PageResult
from bot.reports.scribe import Scribe
from bot.reports.tables import PEOPLE_PER_PAGE, Cell, Column, Row, Table, number_cell
from bot.reports.wikitext import Wikitext, escape

SHOWN = 10
"""Rows of a table of what stands out; with no more pages than this the table of all pages says the same."""

FEW_PEOPLE = 20
"""So many or fewer have their pages listed under their names."""

PAGES_SHOWN = 15
"""Of one person."""

Last = Callable[[PageResult], Cell]


def standing_out(pages: Sequence[PageResult], timezone: str, scribe: Scribe) -> tuple[Table, ...]:
    """Give the pages that were edited most and those that were created last; none where all pages are few."""
    here = [page for page in pages if not page.deleted]
    if len(here) <= SHOWN:
        return ()
    edited = sorted(here, key=attrgetter("edits"), reverse=True)[:SHOWN]
    created = sorted((page for page in here if page.created_at), key=attrgetter("created_at"), reverse=True)[:SHOWN]

    def edits(page: PageResult) -> Cell:
        return number_cell(page.edits, scribe)

    def day(page: PageResult) -> Cell:
        if page.created_at is None:
            return Cell(text=Wikitext("?"))
        return Cell(text=escape(scribe.formats.day(page.created_at, timezone)), sort=int(page.created_at.timestamp()))

    most_edited, newest = scribe.t("heading-most-edited"), scribe.t("heading-newest")
    by_edits = Column(label=scribe.t("column-edits"), number=True)
    by_day = Column(label=scribe.t("column-created-on"))
    return (
        replace(_table(edited, by_edits, edits, scribe), anchor="most-edited", heading=most_edited),
        *((replace(_table(created, by_day, day, scribe), anchor="newest", heading=newest),) if created else ()),
    )


def by_person(people: Sequence[str], pages: Sequence[PageResult], scribe: Scribe) -> tuple[Table, ...]:
    """Give each named person's pages, people by name; no table for many people, or without pages."""
    theirs = {name: [page for page in pages if name in page.participants] for name in sorted(people)}
    if len(people) > FEW_PEOPLE or not any(theirs.values()):
        return ()
    table = Table(
        anchor="by-person",
        heading=scribe.t("heading-by-person"),
        columns=(Column(label=scribe.t("column-participant")), Column(label=scribe.t("heading-pages"))),
        rows=tuple(Row(head=scribe.user(name), cells=(_in_a_row(of, scribe),)) for name, of in theirs.items() if of),
    )
    return (table,)


def _table(pages: Sequence[PageResult], last: Column, cell: Last, scribe: Scribe) -> Table:
    """Give a table of pages that has no heading yet."""
    named = any(page.participants for page in pages)
    by = (Column(label=scribe.t("column-by"), people=True),) if named else ()
    return Table(
        anchor="",
        heading=Wikitext(""),
        columns=(Column(label=scribe.t("column-page")), Column(label=scribe.t("column-wiki")), *by, last),
        rows=tuple(
            Row(
                head=scribe.page(page.wiki, page.namespace, page.title),
                cells=(
                    Cell(text=scribe.wiki_shortly(page.wiki)),
                    *((Cell(text=scribe.users(page.participants, PEOPLE_PER_PAGE)),) if named else ()),
                    cell(page),
                ),
            )
            for page in pages
        ),
    )


def _in_a_row(pages: Sequence[PageResult], scribe: Scribe) -> Cell:
    shown = [_shown(page, scribe) for page in pages[:PAGES_SHOWN]]
    if len(pages) > PAGES_SHOWN:
        shown.append(scribe.t("names-more", len(pages) - PAGES_SHOWN))
    return Cell(text=Wikitext(" · ".join(shown)))


def _shown(page: PageResult, scribe: Scribe) -> Wikitext:
    shown = scribe.page(page.wiki, page.namespace, page.title, linked=not page.deleted)
    return Wikitext(f"<s>{shown}</s>") if page.deleted else shown
