"""A page cut into headings, list items, table rows and lines of paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.signups.redirects import looks_like_redirect
from bot.signups.sections import Heading
from bot.signups.source import Source, Span
from bot.signups.spans import Call, Spans

_TABLE_MARK = re.compile(r"[ \t]*(?:[:*#]{0,9}[ \t]*(\{\|)|(\|\}(?!\})|\|-|\|\+|!|\|))")
_ITEM = re.compile(r"[ \t]*([*#:;]+)")
_ROW_TAGS = r"(?:<(?:table|thead|tbody|tr)(?:\s[^<>\n]{0,200})?>[ \t]*){0,4}"
_TYPED_BULLET = re.compile(
    rf"[ \t]*(?:\d{{1,4}}[.)]\s|[-•·►▪◦‣●]\s|<li[^<>\n]{{0,100}}>|{_ROW_TAGS}<td[^<>\n]{{0,100}}>)", re.IGNORECASE
)
_HEADER_ROW = re.compile(rf"[ \t]*{_ROW_TAGS}<th(?:\s[^<>\n]{{0,200}})?>[^\[{{]*$", re.IGNORECASE)
_ATOM = re.compile(r"\[\[[^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}")
_CELL_EDGE = re.compile(r"\|\||!!")


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class TableStart:
    """The beginning of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A list item without its marks."""

    start: int
    end: int
    marks: str
    typed: bool = False
    """Not wikitext's list: a bullet or number that somebody typed; its marks count as `*`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a paragraph, or of a template's arguments."""

    start: int
    end: int
    in_table: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell's content, over several lines too."""

    start: int
    end: int
    header: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of one table row."""

    cells: tuple[Cell, ...]


Block = Blank | TableStart | Heading | Item | Line | Row


def find_blocks(source: Source, spans: Spans, headings: tuple[Heading, ...], bounds: Span) -> Iterator[Block]:
    """Cut the text between two positions into blocks; a row follows the list items in its cells."""
    cutter = _Cutter(source, spans)
    starts = {heading.start: heading for heading in headings}
    position, end = bounds
    while position < end:
        line_end = source.live.find("\n", position, end)
        line_end = end if line_end < 0 else line_end
        if position in starts:
            yield from cutter.close_table()
            yield starts[position]
        else:
            yield from cutter.cut(position, line_end)
        position = line_end + 1
    yield from cutter.close_table()


class _Cutter:
    """Where in tables and templates the current line stands."""

    def __init__(self, source: Source, spans: Spans) -> None:
        self._text = source.live
        self._long_calls = [c for c in spans.calls if source.line(c.start) != source.line(c.end - 1)]
        self._begins = len(self._text) - len(self._text.lstrip())
        self._next_call = 0
        self._around: list[Call] = []
        self._tables: list[int] = []
        self._cells: list[Cell] = []
        self._cell_open = False

    def close_table(self) -> Iterator[Block]:
        yield from self._close_row()
        self._tables.clear()

    def cut(self, start: int, end: int) -> Iterator[Block]:
        line = self._text[start:end]
        if not line.strip():
            yield Blank()
            return
        mark = _TABLE_MARK.match(line)
        in_arguments = self._in_arguments(start)
        if mark and mark[1]:
            yield from self._close_row()
            self._tables.append(start)
            yield TableStart()
        elif mark and not in_arguments and (mark[2] != "!" or self._tables):
            yield from self._table_line(mark[2], start + mark.end(), end)
        elif (item := _ITEM.match(line)) and not (start <= self._begins and looks_like_redirect(line)):
            self._cell_open = False
            yield Item(start=start + item.end(), end=end, marks=item[1])
        else:
            yield from self._line(start, end, in_arguments=in_arguments)

    def _in_arguments(self, position: int) -> bool:
        """Tell whether the innermost thing around a position is a template that began on an earlier line."""
        while self._next_call < len(self._long_calls) and self._long_calls[self._next_call].start < position:
            self._around.append(self._long_calls[self._next_call])
            self._next_call += 1
        while self._around and self._around[-1].end <= position:
            self._around.pop()
        return bool(self._around) and (not self._tables or self._tables[-1] < self._around[-1].start)

    def _table_line(self, mark: str, start: int, end: int) -> Iterator[Block]:
        self._cell_open = False
        if mark == "|}":
            yield from self._close_row()
            if self._tables:
                self._tables.pop()
        elif mark in {"|-", "|+"}:
            yield from self._close_row()
        else:
            self._cells += _cells(self._text, start, end, header=mark == "!")
            self._cell_open = True

    def _line(self, start: int, end: int, *, in_arguments: bool) -> Iterator[Block]:
        line = self._text[start:end]
        bullet = _TYPED_BULLET.match(line)
        template = line.lstrip().startswith("{{")
        last = self._cells[-1] if self._cells and self._cell_open else None
        if last and not in_arguments and not (template and (last.header or self._text[last.start : last.end].strip())):
            self._cells[-1] = Cell(start=last.start, end=end, header=last.header)
        elif _HEADER_ROW.match(line):
            yield TableStart()
        elif bullet and not self._cell_open:
            yield Item(start=start + bullet.end(), end=end, marks="*", typed=True)
        else:
            yield Line(start=start, end=end, in_table=bool(self._tables))

    def _close_row(self) -> Iterator[Block]:
        if self._cells:
            yield Row(cells=tuple(self._cells))
        self._cells = []
        self._cell_open = False


def _cells(text: str, start: int, end: int, *, header: bool) -> Iterator[Cell]:
    """Cut one line of a table into the contents of its cells, without their attributes."""
    line = text[start:end]
    masked = _ATOM.sub(lambda match: "\0" * len(match[0]), line)
    masked = _ATOM.sub(lambda match: "\0" * len(match[0]), masked)
    left = 0
    edges = [match.span() for match in _CELL_EDGE.finditer(masked) if header or match[0] == "||"]
    for edge, next_left in (*edges, (len(line), len(line))):
        pipe = masked.find("|", left, edge)
        yield Cell(start=start + (pipe + 1 if pipe >= 0 else left), end=start + edge, header=header)
        left = next_left
