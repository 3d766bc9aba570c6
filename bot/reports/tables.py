"""The tables of a report, as rows and cells that one template draws."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.model.results import PageResult, Totals
from bot.reports.formats import Formats
from bot.reports.lazily import Lazily
from bot.reports.page_states import shown_history, shown_state
from bot.reports.scribe import Scribe
from bot.reports.wikitext import Wikitext, escape

UNKNOWN_SORT = -1
"""Sorts what is not known below nothing at all."""

MOST_SIGNED_UP = 500
"""How many names stand one after the other before an event begins."""

PEOPLE_PER_PAGE = 10
"""How many names one row of the table of pages holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; numbers stand at the end of its cells and sort by value, people in a row need room for two."""

    label: Wikitext
    number: bool = False
    people: bool = False

    @property
    def alignment(self) -> str:
        return "end" if self.number else "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a cell shows; `sort` is its value where the text does not say it."""

    text: Wikitext
    sort: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row's part of the whole in words; the bar's length is its part of the largest row, in percent."""

    width: int
    text: Wikitext


NOTHING = Cell(text=Wikitext("\N{EN DASH}"), sort=UNKNOWN_SORT)
"""Where no number can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; `head` names it, `note` says below the name how things are with it, and `bar` how much of all it is."""

    head: Wikitext
    cells: tuple[Cell, ...]
    note: Wikitext | None = None
    bar: Bar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a whole, as wide as its count, with its colour as styles write it."""

    count: int
    label: Wikitext
    colour: Wikitext


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far something has come, as a bar of parts, and what somebody has to mend."""

    parts: tuple[Part, ...]
    troubles: tuple[Wikitext, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A section with a table; `before` and `after` are sentences around it; without rows only they are shown."""

    anchor: str
    """For links to the section, the same in every language."""
    heading: Wikitext
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    before: Wikitext | None = None
    after: Wikitext | None = None
    progress: Progress | None = None

    @property
    def alignment(self) -> str:
        """Give the side where most columns stand, the first left out, so that few cells have to say theirs."""
        return Counter(column.alignment for column in self.columns[1:]).most_common(1)[0][0]

    def drawn(self) -> Iterator[tuple[Wikitext, Wikitext | None, Bar | None, Wikitext]]:
        """Give each row as head, note, bar and a line for each cell, aligned where that is not the table's way.

        The sandbox of templates looks at each attribute that it is asked for, which would take most of the time.
        """
        usual = self.alignment
        styles = tuple(
            "" if column.alignment == usual else f' style="text-align:{column.alignment}"'
            for column in self.columns[1:]
        )
        for row in self.rows:
            lines = []
            for style, cell in zip(styles, row.cells, strict=True):
                attributes = style if cell.sort is None else f' data-sort-value="{cell.sort}"{style}'
                lines.append(f"|{attributes} | {cell.text}" if attributes else f"| {cell.text}")
            yield row.head, row.note, row.bar, Wikitext("\n".join(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A column of numbers: its heading's message and where the number is found."""

    message: str
    value: Callable[[Totals], int | None]


ACTIVE = Metric(message="column-active", value=lambda totals: totals.active_participants)
PARTICIPANTS = Metric(message="column-participants", value=lambda totals: totals.participants)
EDITS = Metric(message="column-edits", value=lambda totals: totals.edits)
CREATED = Metric(message="column-created", value=lambda totals: totals.pages_created)
EDITED = Metric(message="column-edited", value=lambda totals: totals.pages_edited)
BYTES = Metric(message="column-bytes", value=lambda totals: totals.bytes_added)
OPTIONAL = (
    Metric(message="column-words", value=lambda totals: totals.words_added),
    Metric(message="column-references", value=lambda totals: totals.references_added),
    Metric(message="column-pageviews", value=lambda totals: totals.pageviews),
)
"""Shown where some row knows them."""
UPLOADS = Metric(message="column-files", value=lambda totals: totals.uploads)
"""Shown where some row has any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetric:
    """A column of numbers in the table of pages."""

    message: str
    value: Callable[[PageResult], int | None]


PAGE_EDITS = PageMetric(message="column-edits", value=lambda page: page.edits)
PAGE_BYTES = PageMetric(message="column-bytes", value=lambda page: page.bytes_added)
PAGE_OPTIONAL = (
    PageMetric(message="column-words", value=lambda page: page.words_added),
    PageMetric(message="column-references", value=lambda page: page.references_added),
    PageMetric(message="column-pageviews", value=lambda page: page.pageviews),
)
"""Shown where they are known of some page."""


_UNKNOWN_CELL = Cell(text=Wikitext("?"), sort=UNKNOWN_SORT)


def metric_columns(metrics: Iterable[Metric], scribe: Scribe) -> tuple[Column, ...]:
    return tuple(Column(label=scribe.t(metric.message), number=True) for metric in metrics)


def known_metrics(metrics: tuple[Metric, ...], rows: Iterable[Totals]) -> tuple[Metric, ...]:
    """Give the metrics, and of the optional ones those that some row knows."""
    totals = tuple(rows)
    known = (m for m in OPTIONAL if any(m.value(row) is not None for row in totals))
    return (*metrics, *known, *((UPLOADS,) if any(map(UPLOADS.value, totals)) else ()))


def metric_cells(totals: Totals, metrics: Iterable[Metric], scribe: Scribe) -> tuple[Cell, ...]:
    return tuple(number_cell(metric.value(totals), scribe) for metric in metrics)


def number_cell(value: int | None, scribe: Scribe) -> Cell:
    return _UNKNOWN_CELL if value is None else _known_cell(value, scribe.formats)


@lru_cache(maxsize=16_384)  # small numbers come again in every row
def _known_cell(value: int, formats: Formats) -> Cell:
    shown = formats.number(value)
    return Cell(text=escape(shown), sort=None if shown == str(value) else value)


def share_bar(edits: int | None, most: int, total: int | None, scribe: Scribe) -> Bar | None:
    """Give a row's share of all edits; None where it is not known."""
    if edits is None or total is None:
        return None
    share = escape(scribe.formats.share(edits / total if total else 0))
    return Bar(width=max(round(100 * edits / most), 1) if edits else 0, text=scribe.t("share-of-edits", share))


def wikis_table(totals: Mapping[str, Totals], notes: Mapping[str, Wikitext], scribe: Scribe) -> Table:
    """Give a row for each tracked wiki, most edits first; `notes` by dbname say what is not known and why."""
    metrics = known_metrics((ACTIVE, CREATED, EDITED, EDITS, BYTES), totals.values())
    edits = [row.edits or 0 for row in totals.values()]
    rows = tuple(
        Row(
            head=scribe.wiki(dbname),
            note=notes.get(dbname),
            bar=share_bar(row.edits, max(edits, default=0), sum(edits), scribe),
            cells=metric_cells(row, metrics, scribe),
        )
        for dbname, row in sorted(totals.items(), key=lambda item: (-_sortable(item[1].edits), item[0]))
    )
    columns = (Column(label=scribe.t("column-wiki")), *metric_columns(metrics, scribe))
    return Table(anchor="wikis", heading=scribe.t("heading-wikis"), columns=columns, rows=rows)


def participants_table(participants: Mapping[str, Totals], others: int, before: Wikitext, scribe: Scribe) -> Table:
    """Give a row for everyone who may be named, most bytes added first; `others` take part without a name."""
    metrics = known_metrics((EDITS, CREATED, EDITED, BYTES), participants.values())
    ordered = sorted(
        participants.items(), key=lambda item: (-_sortable(item[1].bytes_added), -_sortable(item[1].edits), item[0])
    )
    rows = Lazily(ordered, lambda one: Row(head=scribe.user(one[0]), cells=metric_cells(one[1], metrics, scribe)))
    return Table(
        anchor="participants",
        heading=scribe.t("heading-participants"),
        columns=(Column(label=scribe.t("column-participant")), *metric_columns(metrics, scribe)),
        rows=rows,
        before=before,
        after=scribe.t("participants-unnamed", others) if others else None,
    )


def signed_up_table(people: tuple[str, ...], before: Wikitext, scribe: Scribe) -> Table:
    """Give the names of those who have signed up, while there is nothing yet to count."""
    return Table(
        anchor="participants",
        heading=scribe.t("heading-participants"),
        columns=(),
        rows=(),
        before=before,
        after=scribe.users(tuple(sorted(people)), MOST_SIGNED_UP),
    )


def pages_table(pages: tuple[PageResult, ...], unlisted: int, timezone: str, scribe: Scribe) -> Table:
    """Give a row for each page in the order given, of which there is one; `unlisted` count without being listed.

    Deletions are told by their day in this time zone.
    """
    named = any(page.participants for page in pages)
    metrics = (
        PAGE_EDITS,
        PAGE_BYTES,
        *(m for m in PAGE_OPTIONAL if any(m.value(page) is not None for page in pages if not page.deleted)),
    )
    rows = Lazily(pages, lambda page: _page_row(page, scribe, metrics, timezone, named=named))
    columns = [
        Column(label=scribe.t("column-page")),
        Column(label=scribe.t("column-wiki")),
        Column(label=scribe.t("column-state")),
    ]
    if named:
        columns.append(Column(label=scribe.t("column-by"), people=True))
    return Table(
        anchor="pages",
        heading=scribe.t("heading-pages"),
        columns=(*columns, *(Column(label=scribe.t(metric.message), number=True) for metric in metrics)),
        rows=rows,
        after=scribe.t("pages-unlisted", unlisted) if unlisted else None,
    )


def _page_row(page: PageResult, scribe: Scribe, metrics: Iterable[PageMetric], timezone: str, *, named: bool) -> Row:
    shown = scribe.page(page.wiki, page.namespace, page.title, linked=not page.deleted)
    by = (Cell(text=scribe.users(page.participants, PEOPLE_PER_PAGE)),) if named else ()
    return Row(
        head=Wikitext(f"<s>{shown}</s>") if page.deleted else shown,
        cells=(
            Cell(text=scribe.wiki_shortly(page.wiki)),
            Cell(text=shown_state(page, scribe)),
            *by,
            *(NOTHING if page.deleted else number_cell(metric.value(page), scribe) for metric in metrics),
        ),
        note=shown_history(page, timezone, scribe),
    )


def sentences(*each: Wikitext | None) -> Wikitext | None:
    """Join what is said at all."""
    said = [sentence for sentence in each if sentence is not None]
    return Wikitext(" ".join(said)) if said else None


def _sortable(value: int | None) -> int:
    return UNKNOWN_SORT if value is None else value
