"""Campaigns and programs as they were last defined, and the articles that they ask for."""

from sqlalchemy import Boolean, Column, Integer, Table, false

from bot.store.tables.metadata import metadata
from bot.store.types import NUMBER, PAGE_NAME, long_text, name

campaign = Table(
    "campaign",
    metadata,
    Column("name", name(), primary_key=True, doc="as defined"),
    Column("source", name(PAGE_NAME), nullable=False, doc="the file or page that defines it"),
    Column("position", Integer, nullable=False, doc="order of definition"),
    Column("definition", long_text(), nullable=False, doc="the last good definition, as JSON"),
    info={"doc": "campaigns as they were last defined"},
)

source = Table(
    "source",
    metadata,
    Column("source", name(PAGE_NAME), primary_key=True, doc="title of the page, or path of the file"),
    Column("on_wiki", Boolean, nullable=False, doc="whether it is a page of the home wiki; else a file"),
    Column("problems", long_text(), nullable=False, doc="what is wrong with it, as JSON"),
    Column("rev_id", NUMBER, doc="the page's revision that was read last; null for a file"),
    Column("text", long_text(), doc="that revision's wikitext"),
    Column("editor", name(), doc="who saved it; null where hidden"),
    Column("trusted", Boolean, nullable=False, doc="whether the editor may change what is tracked"),
    Column("trust_asked_at", NUMBER, doc="when the wiki was last asked about the editor"),
    info={"doc": "where definitions were found in the last run"},
)

waiting = Table(
    "waiting",
    metadata,
    Column("campaign", name(), primary_key=True, doc="its name"),
    Column("program", name(), primary_key=True, doc="empty for the campaign itself"),
    Column("privacy", name(16), nullable=False, doc="the looser privacy that was asked for"),
    Column("approved", Boolean, nullable=False, doc="whether the operator has agreed; takes effect in the next run"),
    info={"doc": "loosening of privacy asked for on the wiki"},
)

program = Table(
    "program",
    metadata,
    Column("campaign", name(), primary_key=True, doc="its name"),
    Column("program", name(), primary_key=True, doc="its name"),
    Column("wikis", long_text(), nullable=False, doc="dbnames of the wikis tracked for it, in order, joined by |"),
    Column("notes", long_text(), nullable=False, doc="how its lists were read, as JSON"),
    Column("update_asked", long_text(), doc="the value of `update` that was last done"),
    Column("updated_at", NUMBER, doc="when that was done"),
    Column("final", Boolean, nullable=False, server_default=false(), doc="it closed; who signs up later is too late"),
    info={"doc": "what the last run found out about each program"},
)

article_list = Table(
    "article_list",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("title", name(), primary_key=True, doc="of the page, category or template, with its namespace"),
    Column("rev_id", NUMBER, doc="the page's revision that was read; null for categories and templates"),
    Column("read_at", NUMBER, nullable=False, doc="when it was read last"),
    Column("too_long", Boolean, nullable=False, doc="whether there was more than could be read"),
    Column("empty", Boolean, nullable=False, doc="whether it named nothing any more when it was read last"),
    Column("articles", long_text(), nullable=False, doc="dbname and title of each, as JSON"),
    info={"doc": "what pages, categories and templates named when they last named any article"},
)

article = Table(
    "article",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("name", name(), primary_key=True, doc="as it was asked for, with its namespace"),
    Column("namespace", Integer, nullable=False, doc="-1: no page can have this name"),
    Column("title", name(), nullable=False, doc="without the namespace, where a redirect leads"),
    Column("page_id", NUMBER, doc="the id it has or last had; null: it never existed"),
    Column("missing", Boolean, nullable=False, doc="whether there was no such page"),
    Column("checked_at", NUMBER, nullable=False, doc="when the wiki was asked"),
    info={"doc": "what each wiki said of each wanted article"},
)

wanted = Table(
    "wanted",
    metadata,
    Column("campaign", name(), primary_key=True, doc="its name"),
    Column("program", name(), primary_key=True, doc="its name"),
    Column("position", Integer, primary_key=True, autoincrement=False, doc="order of the lists"),
    Column("dbname", name(64), nullable=False, doc="the wiki"),
    Column("name", name(), nullable=False, doc="as in article"),
    info={"doc": "the articles that each program asks for"},
)
