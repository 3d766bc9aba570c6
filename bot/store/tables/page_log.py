"""What the logs of the tracked wikis say of participants' pages: deletions, and where pages were created."""

from sqlalchemy import Boolean, Column, Integer, Table

from bot.store.tables.metadata import metadata
from bot.store.types import NUMBER, name

lost_revision = Table(
    "lost_revision",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("user_id", NUMBER, primary_key=True, autoincrement=False, doc="local id"),
    Column("timestamp", NUMBER, primary_key=True, autoincrement=False, doc="when it was saved"),
    Column("rev_id", NUMBER, primary_key=True, autoincrement=False, doc="local id"),
    Column("page_id", NUMBER, nullable=False, doc="as in page"),
    info={"doc": "participants' revisions that their wiki gives no more; kept only while their page is deleted"},
    sqlite_with_rowid=False,
)

deletion = Table(
    "deletion",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("page_id", NUMBER, primary_key=True, autoincrement=False, doc="as in page"),
    Column("deleted_at", NUMBER, nullable=False, doc="when, by the wiki's public log"),
    Column("asked_at", NUMBER, nullable=False, doc="when the log was last asked whether it still says so"),
    Column("restored", Boolean, nullable=False, doc="whether revisions of the page have come back since"),
    info={"doc": "deletions of participants' pages; one that the log does not show is never kept"},
    sqlite_with_rowid=False,
)

creation = Table(
    "creation",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("page_id", NUMBER, primary_key=True, autoincrement=False, doc="as in page"),
    Column("namespace", Integer, doc="where it was created; null, as title: the log does not say"),
    Column("title", name(), doc="without the namespace"),
    Column("asked_at", NUMBER, nullable=False, doc="when the wiki's log was asked"),
    info={"doc": "what pages that participants created were called then"},
    sqlite_with_rowid=False,
)
