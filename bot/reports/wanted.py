"""The articles that a program asks for: how far they have come, and what is wrong with the lists that name them."""

from collections import Counter
from dataclasses import dataclass

from bot.model.campaigns import Scope
from bot.model.reporting import ArticleNotes, ProgramReport
from bot.model.results import WantedResult, WantedState
from bot.reports.scribe import Scribe
from bot.reports.tables import (
    PEOPLE_PER_PAGE,
    Cell,
    Column,
    Part,
    Progress,
    Row,
    Table,
    number_cell,
    sentences,
)
from bot.reports.wikitext import Wikitext, isolated

TITLES_SHOWN = 20
"""How many lists or titles one warning spells out."""

_ORDER = tuple(WantedState)
"""The state's place in the table: what was done first, then what is left to do."""

_STATES = {
    WantedState.CREATED: "wanted-created",
    WantedState.IMPROVED: "wanted-improved",
    WantedState.MISSING: "wanted-missing",
    WantedState.EXISTS: "wanted-exists",
    WantedState.UNKNOWN: "wanted-unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Legend:
    """How a state is counted, and the colour of its part of the bar."""

    message: str
    colour: str


_LEGENDS = {
    WantedState.CREATED: _Legend(message="wanted-count-created", colour="var(--background-color-success,#14866d)"),
    WantedState.IMPROVED: _Legend(message="wanted-count-improved", colour="var(--background-color-progressive,#36c)"),
    WantedState.EXISTS: _Legend(message="wanted-count-exists", colour="var(--border-color-base,#a2a9b1)"),
    WantedState.MISSING: _Legend(message="wanted-count-missing", colour="var(--background-color-neutral,#eaecf0)"),
    WantedState.UNKNOWN: _Legend(
        message="wanted-count-unknown", colour="var(--background-color-warning-subtle,#fdf2d5)"
    ),
}
"""In the order of the bar, which fills up with articles that exist."""


def wanted_tables(report: ProgramReport, scribe: Scribe) -> tuple[Table, ...]:
    """Give the section of the wanted articles with all its rows; none where nothing is asked for."""
    notes, wanted = report.articles, report.result.wanted
    if notes is None:
        return ()
    ordered = sorted(wanted, key=lambda one: (_ORDER.index(one.state), -(one.bytes_added or 0)))
    touched = any(one.edits for one in wanted)
    several = len({one.wiki for one in wanted}) > 1
    named_by = [*article_lists(notes, scribe), *((scribe.t("wanted-given"),) if notes.given else ())]
    table = Table(
        anchor="wanted",
        heading=scribe.t("heading-wanted"),
        columns=_columns(scribe, several=several, touched=touched),
        rows=tuple(_row(one, scribe, several=several, touched=touched) for one in ordered),
        before=scribe.t("wanted-from", scribe.formats.enumerate(named_by)) if notes.lists else None,
        after=sentences(
            None if wanted else scribe.t("wanted-none"),
            scribe.t("wanted-unlisted", report.result.unlisted_wanted) if report.result.unlisted_wanted else None,
        ),
        progress=Progress(parts=_parts(wanted, scribe), troubles=tuple(article_troubles(notes, scribe))),
    )
    return (table,)


def repeats_pages(report: ProgramReport) -> bool:
    """Whether the wanted articles say all that a table of pages would say: only they count."""
    return report.program.scope is Scope.ARTICLES and bool(report.result.wanted)


def article_lists(notes: ArticleNotes, scribe: Scribe) -> list[Wikitext]:
    """Give the pages, categories and templates that name articles, as links."""
    return [scribe.list_page(one) for one in notes.lists]


def article_troubles(notes: ArticleNotes, scribe: Scribe) -> list[Wikitext]:
    """Say what a reader can mend."""
    found = {
        "articles-missing": notes.missing,
        "articles-empty": notes.empty,
        "articles-unread": notes.unread,
        "articles-elsewhere": notes.elsewhere,
        "articles-too-long": notes.too_long,
    }
    troubles = [scribe.t(key, len(titles), _titles(titles, scribe)) for key, titles in found.items() if titles]
    if notes.left_out:
        troubles.append(scribe.t("articles-left-out", notes.left_out))
    return troubles


def _titles(titles: tuple[str, ...], scribe: Scribe) -> Wikitext:
    shown = [isolated(title) for title in titles[:TITLES_SHOWN]]
    if len(titles) > TITLES_SHOWN:
        shown.append(scribe.t("names-more", len(titles) - TITLES_SHOWN))
    return scribe.formats.enumerate(shown)


def _parts(wanted: tuple[WantedResult, ...], scribe: Scribe) -> tuple[Part, ...]:
    counts = Counter(one.state for one in wanted)
    return tuple(
        Part(count=counts[state], label=scribe.t(legend.message, counts[state]), colour=Wikitext(legend.colour))
        for state, legend in _LEGENDS.items()
        if counts[state]
    )


def _columns(scribe: Scribe, *, several: bool, touched: bool) -> tuple[Column, ...]:
    t = scribe.t
    done = (
        Column(label=t("column-by"), people=True),
        Column(label=t("column-edits"), number=True),
        Column(label=t("column-bytes"), number=True),
    )
    return (
        Column(label=t("column-article")),
        *((Column(label=t("column-wiki")),) if several else ()),
        Column(label=t("column-state")),
        *(done if touched else ()),
    )


def _row(one: WantedResult, scribe: Scribe, *, several: bool, touched: bool) -> Row:
    full = scribe.page(one.wiki, one.namespace or 0, one.title)
    nothing = Cell(text=Wikitext(""), sort=0)
    done = (
        Cell(text=scribe.users(one.participants, PEOPLE_PER_PAGE)),
        number_cell(one.edits, scribe) if one.edits else nothing,
        number_cell(one.bytes_added, scribe) if one.edits else nothing,
    )
    return Row(
        head=full,
        cells=(
            *((Cell(text=scribe.wiki_shortly(one.wiki)),) if several else ()),
            Cell(text=_state(one.state, scribe), sort=_ORDER.index(one.state)),
            *(done if touched else ()),
        ),
        note=None if _is_same(one) else scribe.t("wanted-as", isolated(one.name)),
    )


def _state(state: WantedState, scribe: Scribe) -> Wikitext:
    said = scribe.t(_STATES[state])
    return Wikitext(f"<b>{said}</b>") if state is WantedState.CREATED else said


def _is_same(one: WantedResult) -> bool:
    """Whether an article bears the name under which it is wanted, but for its first letter's case and underscores."""
    name = one.name.replace("_", " ").strip()
    bare = name.partition(":")[2].strip() if one.namespace else name
    return bare[:1].upper() + bare[1:] == one.title or bare == one.title
