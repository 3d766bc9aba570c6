"""What a benchmark found out, and how it is shown."""

from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing measured, over `seconds`."""

    what: str
    seconds: float
    ratio: float | None = None
    requests: int | None = None
    most_requests: int | None = None
    """What DESIGN section 5 allows."""
    rate: float | None = None
    """Rows or lines a second."""
    memory: int | None = None
    """The most that the process ever held, in megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Things measured side by side; a title may have two lines."""

    title: str
    rows: tuple[Row, ...]


def table_of(sections: tuple[Section, ...]) -> Table:
    """Lay sections out as one table, 80 columns wide."""
    table = Table(box=SIMPLE_HEAD, caption=_CAPTION, caption_justify="left", pad_edge=False)
    table.add_column("", no_wrap=True, min_width=_WIDTH)
    for heading, width in (("Requests", 8), ("Seconds", 7), ("Ratio", 5), ("Rows/s", 7), ("MB", 3)):
        table.add_column(heading, justify="right", no_wrap=True, min_width=width)
    for section in sections:
        table.add_row("")
        table.add_row(f"[bold]{section.title}[/]")
        for row in section.rows:
            table.add_row(row.what, *_cells(row))
    return table


_WIDTH = 29
_CAPTION = (
    "A ratio is to the nearest row above that has 1.00. Seconds and rows a second are this machine's. "
    "Requests: how many of those that DESIGN section 5 allows. MB: the most that the process ever held."
)


def _cells(row: Row) -> tuple[str, ...]:
    allowed = "" if row.most_requests is None else f" of {row.most_requests:,}"
    return (
        "" if row.requests is None else f"{row.requests:,}{allowed}",
        f"{row.seconds:.2f}",
        "" if row.ratio is None else f"{row.ratio:.2f}",
        "" if row.rate is None else f"{row.rate:,.0f}",
        "" if row.memory is None else f"{row.memory:,}",
    )
