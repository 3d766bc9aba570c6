"""How often pages were read, as the services beside the wikis said."""

from sqlalchemy import Column, Table

from bot.store.tables.metadata import metadata
from bot.store.types import NUMBER, PAGE_NAME, long_text, name

page_views = Table(
    "page_views",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("page_id", NUMBER, primary_key=True, autoincrement=False, doc="local id; outlives moves"),
    Column("title", name(PAGE_NAME), nullable=False, doc="with its namespace, under which it was asked for last"),
    Column("first", NUMBER, nullable=False, doc="the start of the first day"),
    Column("views", long_text(), nullable=False, doc="of each day from then on that is known for good, as JSON"),
    Column("asked", NUMBER, nullable=False, doc="the start of the last day about which it was asked for"),
    Column("why", long_text(), doc="why the service has no answer for this page; null: it has"),
    info={"doc": "views of pages by people, day by day in UTC"},
    sqlite_with_rowid=False,
)

viewed_program = Table(
    "viewed_program",
    metadata,
    Column("campaign", name(), primary_key=True, doc="its name"),
    Column("program", name(), primary_key=True, doc="its name"),
    Column("asked", NUMBER, nullable=False, doc="the start of the last day about which all its pages were asked for"),
    info={"doc": "until when the views of each program's pages are there"},
)

service = Table(
    "service",
    metadata,
    Column("name", name(64), primary_key=True, doc="what it tells"),
    Column("failed_at", NUMBER, nullable=False, doc="when it last failed to answer"),
    Column("failure", long_text(), nullable=False, doc="why, in a sentence for a person"),
    Column("not_before", NUMBER, doc="until when it asked to be left alone; null: it did not"),
    info={"doc": "services beside the wikis that did not answer in the last run"},
)
