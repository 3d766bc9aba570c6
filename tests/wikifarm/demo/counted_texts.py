"""The words and references of the demo's edits, counted slowly from the wikis' own databases and without the bot."""

import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

import mwparserfromhell
import regex

from tests.wikifarm import Farm

Window = tuple[str, str]

_REVISIONS = """
SELECT program, wiki, name, page_id, rev_id, parent_id, at FROM counted WHERE NOT reverted
ORDER BY program, wiki, name, page_id, at, rev_id
"""
_TEXT = """
SELECT old_text, old_flags FROM slots
JOIN content ON content_id = slot_content_id
JOIN text ON old_id = CAST(substr(content_address, 4) AS INTEGER)
WHERE slot_revision_id = ?
"""
_NO_PROSE = ("Category", "File", "Archivo", "Categoría", "ਤਸਵੀਰ", "ਸ਼੍ਰੇਣੀ", "تصنيف", "ملف")
"""Prefixes of the links of the demo's pages that show no text, or only a caption."""


def written(
    farm: Farm, database: sqlite3.Connection, windows: Mapping[str, Sequence[Window]]
) -> Iterator[tuple[str, str, str, int, int, int]]:
    """Give program, wiki, name, page, words and references of each run of edits in the table `counted`."""
    rows = [tuple(row) for row in database.execute(_REVISIONS)]
    merged = {program: _merged(spans) for program, spans in windows.items()}

    @cache
    def counts(wiki: str, rev_id: int) -> tuple[int, int]:
        return count_slowly(_text(farm, wiki, rev_id)) if rev_id else (0, 0)

    for (program, wiki, name, page_id), group in groupby(rows, key=lambda row: row[:4]):
        for first, last in _runs(list(group), merged[program]):
            before, after = counts(wiki, first), counts(wiki, last)
            yield program, wiki, name, page_id, max(after[0] - before[0], 0), after[1] - before[1]


def count_slowly(text: str) -> tuple[int, int]:
    """Give the words of a text as UAX #29 bounds them, and its references."""
    code = mwparserfromhell.parse(text)
    references = len(code.filter_tags(matches=lambda tag: tag.tag == "ref"))
    for element in code.filter_tags(recursive=False, matches=lambda tag: str(tag.tag) in {"ref", "table"}):
        code.replace(element, " ")
    for link in code.filter_wikilinks():
        if str(link.title).partition(":")[0].strip() in _NO_PROSE and ":" in link.title:
            code.remove(link)
    pieces = regex.split(r"(?V1w)\b", code.strip_code())
    words = sum(1 for piece in pieces if regex.search(r"[\p{L}\p{N}]", piece))
    return 0 if text.startswith("#REDIREC") else words, references


def _runs(revisions: Sequence[tuple[object, ...]], windows: Sequence[Window]) -> Iterator[tuple[int, int]]:
    """Give the revision before each run of one person's revisions of one page, and its last."""
    runs: list[tuple[int, int, Window]] = []
    for *_, rev_id, parent_id, at in revisions:
        (window,) = (window for window in windows if window[0] <= str(at) < window[1])
        if runs and runs[-1][1:] == (parent_id, window):
            runs[-1] = (runs[-1][0], int(str(rev_id)), window)
        else:
            runs.append((int(str(parent_id)), int(str(rev_id)), window))
    return ((first, last) for first, last, _ in runs)


def _merged(windows: Sequence[Window]) -> list[Window]:
    """Join windows that overlap or touch: in a campaign as a whole it does not matter which program's one is."""
    merged: list[Window] = []
    for first, until in sorted(windows):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((first, until))
    return merged


def _text(farm: Farm, wiki: str, rev_id: int) -> str:
    ((text, flags),) = farm[wiki].sql(_TEXT, (rev_id,))
    raw = text if isinstance(text, bytes) else str(text).encode()
    return (zlib.decompress(raw, -zlib.MAX_WBITS) if "gzip" in str(flags) else raw).decode()
