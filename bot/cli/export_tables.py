"""Tables of the stored results as CSV: who took part, articles, uploads, days."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime

from bot.cli.tables import Table
from bot.model.results import PageName, PageResult, Result, Totals, UploadResult
from bot.run.explanations import page_name

METRICS = tuple(field.name for field in fields(Totals))

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A cell that begins so is run as a formula by spreadsheets; the last four are the wide forms of the first."""


def table_of(result: Result, table: Table) -> str:
    """Give one table, every key of the JSON export a column; empty cells are not known or do not apply."""
    match table:
        case Table.PARTICIPANTS:
            return as_text(
                ("participant", *METRICS), ((name, *_cells(row)) for name, row in result.participants.items())
            )
        case Table.DAYS:
            return as_text(("day", *METRICS), ((day.isoformat(), *_cells(row)) for day, row in result.days.items()))
        case Table.UPLOADS:
            return as_text(_names(UploadResult), map(_cells, result.uploads))
        case _:
            return as_text(_names(PageResult), map(_cells, result.pages))


def as_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Give the text of a CSV none of whose cells is run by a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().rstrip("\n")


def _names(kind: type[PageResult | UploadResult]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _cells(row: Totals | PageResult | UploadResult) -> Iterator[object]:
    return (cell_of(getattr(row, field.name)) for field in fields(row))


def cell_of(value: object) -> object:
    """Give a value as one cell: yes and no as 1 and 0, several names with semicolons, moments as in JSON."""
    match value:
        case bool():
            return int(value)
        case tuple():
            return "; ".join(value)
        case datetime():
            return f"{value:%Y-%m-%dT%H:%M:%SZ}"
        case date():
            return value.isoformat()
        case PageName():
            return page_name(value.namespace, value.title)
        case _:
            return value


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    return text.replace("\r", " ")
