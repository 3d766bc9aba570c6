"""A report, whole or by parts, on a page of another wiki: what is too long for it stands on the report itself."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.model.reporting import Part
from bot.reports.scribe import Scribe
from bot.reports.tables import Table, sentences
from bot.reports.views import Head, Page
from bot.reports.wikitext import Wikitext

PARTS = {
    "programs": Part.PROGRAMS,
    "wikis": Part.WIKIS,
    "participants": Part.PARTICIPANTS,
    "by-person": Part.PARTICIPANTS,
    "wikidata": Part.PARTICIPANTS,
    "wanted": Part.ARTICLES,
    "pages": Part.ARTICLES,
    "most-edited": Part.ARTICLES,
    "newest": Part.ARTICLES,
}
"""To which part each table belongs, by its anchor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """What is shown of a report; `page` holds no section that is not, `full` says where the report itself is.

    `head` is None where the summary is not shown; then `fresh` says how fresh the numbers are.
    """

    page: Page
    head: Head | None
    fresh: tuple[Wikitext, ...]
    full: Wikitext


def excerpt(page: Page, title: str, parts: Collection[Part], rows: int, scribe: Scribe) -> Excerpt:
    """Give these parts of a report with that title on the home wiki, all where none is named, tables with few rows.

    What is not known, and why nothing is shown, is said with every part.
    """
    shown = frozenset(parts or Part)
    summary = Part.SUMMARY in shown
    return Excerpt(
        page=replace(
            page,
            tiles=page.tiles if summary else (),
            goals=page.goals if summary else (),
            days=page.days if summary else None,
            tables=tuple(_cut(table, title, rows, scribe) for table in page.tables if PARTS[table.anchor] in shown),
            gallery=page.gallery if Part.UPLOADS in shown else None,
            facts=page.facts if Part.COUNTED in shown else (),
        ),
        head=page.head if summary else None,
        fresh=() if summary else (page.head.updated, page.head.checked),
        full=scribe.t("full-report", scribe.at_home(title)),
    )


def _cut(table: Table, title: str, rows: int, scribe: Scribe) -> Table:
    more = len(table.rows) - rows
    if more <= 0:
        return table
    after = sentences(scribe.t("table-goes-on", more, scribe.at_home(title)), table.after)
    return replace(table, rows=table.rows[:rows], after=after)
