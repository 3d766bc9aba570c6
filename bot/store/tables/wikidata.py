"""What edits changed on Wikidata."""

from sqlalchemy import Column, Integer, Table

from bot.store.tables.metadata import metadata
from bot.store.types import NUMBER, long_text, name

entity_change = Table(
    "entity_change",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("rev_id", NUMBER, primary_key=True, autoincrement=False, doc="local id"),
    Column("version", Integer, nullable=False, doc="the definition by which it was compared"),
    Column("asked_at", NUMBER, nullable=False, doc="when the wiki was asked"),
    Column("changes", long_text(), doc="JSON: key of the export -> number, without those that are 0; null: unknown"),
    Column("why", long_text(), doc="why it is unknown; null: it is not"),
    info={"doc": "what participants' edits changed in items, properties and lexemes; the documents are not kept"},
    sqlite_with_rowid=False,
)
