"""What participants did on Wikidata: a tile, and a table of people."""

from collections.abc import Iterable, Mapping

from bot.model.results import Result, Totals
from bot.reports.messages import Translator
from bot.reports.scribe import Scribe
from bot.reports.tables import Column, Metric, Row, Table, metric_cells, metric_columns
from bot.reports.tiles import Tile
from bot.reports.wikitext import Wikitext, escape

LABELS = {
    "items_created": "column-items",
    "lexemes_created": "column-lexemes",
    "claims_added": "column-claims-added",
    "claims_removed": "column-claims-removed",
    "claims_changed": "column-claims-changed",
    "qualifiers_added": "column-qualifiers-added",
    "qualifiers_removed": "column-qualifiers-removed",
    "qualifiers_changed": "column-qualifiers-changed",
    "statement_references_added": "column-statement-references-added",
    "statement_references_removed": "column-statement-references-removed",
    "statement_references_changed": "column-statement-references-changed",
    "labels_added": "column-labels-added",
    "labels_removed": "column-labels-removed",
    "labels_changed": "column-labels-changed",
    "descriptions_added": "column-descriptions-added",
    "descriptions_removed": "column-descriptions-removed",
    "descriptions_changed": "column-descriptions-changed",
    "aliases_added": "column-aliases-added",
    "aliases_removed": "column-aliases-removed",
    "aliases_changed": "column-aliases-changed",
    "sitelinks_added": "column-sitelinks-added",
    "sitelinks_removed": "column-sitelinks-removed",
    "sitelinks_changed": "column-sitelinks-changed",
    "senses_added": "column-senses-added",
    "senses_removed": "column-senses-removed",
    "senses_changed": "column-senses-changed",
    "forms_added": "column-forms-added",
    "forms_removed": "column-forms-removed",
    "forms_changed": "column-forms-changed",
    "merges": "column-merges",
    "redirects_created": "column-redirects",
    "undos": "column-undos",
}
"""What the keys of the export are called."""


def _metric(key: str) -> Metric:
    def value(totals: Totals) -> int | None:
        number: int | None = getattr(totals, key)
        return number

    return Metric(message=LABELS[key], value=value)


OF_PROGRAMS = (_metric("items_created"), _metric("lexemes_created"), _metric("claims_added"))
_OF_PEOPLE = (
    _metric("items_created"),
    _metric("lexemes_created"),
    _metric("claims_added"),
    _metric("claims_changed"),
    _metric("claims_removed"),
    _metric("qualifiers_added"),
    _metric("statement_references_added"),
    _metric("labels_added"),
    _metric("descriptions_added"),
    _metric("aliases_added"),
    _metric("sitelinks_added"),
    _metric("senses_added"),
    _metric("forms_added"),
    _metric("merges"),
)
"""What the table of people shows of them; the export has all."""


def done(metrics: Iterable[Metric], rows: Iterable[Totals]) -> tuple[Metric, ...]:
    """Give the metrics of which there is any in some row."""
    every = tuple(rows)
    return tuple(metric for metric in metrics if any(metric.value(totals) for totals in every))


def wikidata_tiles(result: Result, t: Translator) -> tuple[Tile, ...]:
    """Give the statements added and, below, what else there is; nothing where Wikidata is not tracked."""
    totals = result.totals
    claims = totals.claims_added
    missing = (t("edits-uncompared", result.uncompared_edits),) if result.uncompared_edits else ()
    if claims is None and not missing:
        return ()
    notes = (
        (totals.items_created, t("tile-items", totals.items_created)),
        (totals.lexemes_created, t("tile-lexemes", totals.lexemes_created)),
        (totals.statement_references_added, t("tile-statement-references", totals.statement_references_added)),
        (totals.labels_added, t("tile-labels", totals.labels_added)),
        (totals.senses_added, t("tile-senses", totals.senses_added)),
        (totals.forms_added, t("tile-forms", totals.forms_added)),
    )
    value = Wikitext("?") if claims is None else escape(t.formats.number(claims))
    shown = (note for number, note in notes if number)
    return (Tile(value=value, label=t("tile-claims", claims), notes=(*shown, *missing)),)


def wikidata_tables(people: Mapping[str, Totals], scribe: Scribe) -> tuple[Table, ...]:
    """Give a row for everyone named who did something on Wikidata, most first; no table where nobody did."""
    metrics = done(_OF_PEOPLE, people.values())
    if not metrics:
        return ()
    amounts = {name: sum(metric.value(totals) or 0 for metric in metrics) for name, totals in people.items()}
    ordered = sorted((name for name in people if amounts[name]), key=lambda name: (-amounts[name], name))
    table = Table(
        anchor="wikidata",
        heading=scribe.t("heading-wikidata"),
        columns=(Column(label=scribe.t("column-participant")), *metric_columns(metrics, scribe)),
        rows=tuple(Row(head=scribe.user(name), cells=metric_cells(people[name], metrics, scribe)) for name in ordered),
        before=scribe.t("wikidata-about"),
    )
    return (table,)
