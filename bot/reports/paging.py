"""Long tables on several pages: a report begins each, and the pages below it go on where it ends."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.reports.scribe import Scribe
from bot.reports.tables import Table, sentences
from bot.reports.views import Page
from bot.reports.wikitext import Wikitext, link

LONGEST_PAGE = 480_000
"""Bytes; pages are to stay below 500 kB together with what people write around the bot's region."""

MOST_ROWS = 500
"""Rows of one table on one page."""

Render = Callable[[str, object], str]
"""Gives the text of a template, by its name, for a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """A page on which a table goes on; `place` says which of its rows these are."""

    report: Wikitext
    number: int
    previous: Wikitext
    following: Wikitext | None
    place: Wikitext
    updated: Wikitext
    table: Table


def continued_title(title: str, number: int) -> str:
    """Give the title of a report's page of that number, from 2 on; the first is the report itself."""
    return title if number == 1 else f"{title}/{number}"


def continuations(title: str, among: Iterable[str]) -> tuple[str, ...]:
    """Give, of these titles, those of pages that continue a report of this title, in order."""
    numbers = (one.removeprefix(f"{title}/") for one in among if one.startswith(f"{title}/"))
    return tuple(
        continued_title(title, number) for number in sorted(int(n) for n in numbers if n.isascii() and n.isdigit())
    )


class Paging:
    """Cuts one report, whose `page` holds all rows, into pages that are short enough."""

    def __init__(self, page: Page, title: str, *, template: str, scribe: Scribe, render: Render) -> None:
        self._page = page
        self._title = title
        self._template = template
        self._scribe = scribe
        self._render = render

    def texts(self) -> tuple[str, ...]:
        """Give the text of the report and of the pages that continue it, in order."""
        text, rows = fitting(self._first)
        long = [table for table in self._page.tables if len(table.rows) > rows]
        if not long:
            return (text,)
        begins: dict[str, int] = {}
        rest: list[str] = []
        for table in long:
            begins[table.anchor] = len(rest) + 2
            rest.extend(self._rest(table, rows, len(rest) + 2, last=table is long[-1]))
        return (self._first(rows, begins), *rest)

    def _first(self, rows: int, begins: Mapping[str, int] | None = None) -> str:
        tables = tuple(self._begun(table, rows, (begins or {}).get(table.anchor, 2)) for table in self._page.tables)
        return self._render(self._template, replace(self._page, tables=tables))

    def _begun(self, table: Table, rows: int, number: int) -> Table:
        """Give a table's first rows and, where there are more, the way to them."""
        more = len(table.rows) - rows
        if more <= 0:
            return table
        where = link(continued_title(self._title, number), self._scribe.t("page-number", number))
        after = sentences(self._scribe.t("table-goes-on", more, where), table.after)
        return replace(table, rows=table.rows[:rows], after=after)

    def _rest(self, table: Table, done: int, number: int, *, last: bool) -> Iterator[str]:
        """Give the pages with a table's further rows; `last`: no other table comes after it."""
        while done < len(table.rows):

            def page(rows: int, first: int = done, number: int = number) -> str:
                ends = last and first + rows >= len(table.rows)
                return self._render("continuation", self._continuation(table, first, rows, number, ends=ends))

            text, rows = fitting(page)
            yield text
            done += rows
            number += 1

    def _continuation(self, table: Table, first: int, rows: int, number: int, *, ends: bool) -> Continuation:
        t, shown = self._scribe.t, table.rows[first : first + rows]
        return Continuation(
            report=link(self._title, self._page.head.title),
            number=number,
            previous=link(continued_title(self._title, number - 1), t("page-previous")),
            following=None if ends else link(continued_title(self._title, number + 1), t("page-following")),
            place=t("page-rows", first + 1, first + len(shown), len(table.rows)),
            updated=self._page.head.updated,
            table=replace(table, rows=shown, before=None, after=None, progress=None),
        )


def fitting(render: Callable[[int], str]) -> tuple[str, int]:
    """Render with fewer and fewer rows until the page is short enough; give how many that were."""
    rows = MOST_ROWS
    text = render(rows)
    while rows > 1 and len(text.encode()) > LONGEST_PAGE:
        rows = rows * 3 // 4
        text = render(rows)
    return text, rows
