"""Files that participants uploaded, and where they are used."""

from sqlalchemy import Boolean, Column, Index, Table

from bot.store.tables.metadata import metadata
from bot.store.types import NUMBER, name

upload = Table(
    "upload",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki that holds the file"),
    Column("page_id", NUMBER, primary_key=True, autoincrement=False, doc="of the file's page; outlives moves"),
    Column("title", name(), doc="without the namespace; null: deleted, and not told to everybody"),
    Column(
        "user_id", NUMBER, doc="local id of the participant who uploaded the first version; null: nobody of them did"
    ),
    Column("timestamp", NUMBER, doc="when they did"),
    Column("deleted", Boolean, nullable=False, doc="whether there is no such file any more"),
    Column("edited", Boolean, nullable=False, doc="whether a participant's revision of the page was known then"),
    Column("asked_at", NUMBER, nullable=False, doc="when the wiki was asked"),
    Index("upload_user_id", "dbname", "user_id", info={"doc": "finds the files of people"}),
    info={"doc": "what wikis said of pages in the namespace of files that participants may have uploaded"},
    sqlite_with_rowid=False,
)

upload_use = Table(
    "upload_use",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki that holds the file"),
    Column("page_id", NUMBER, primary_key=True, autoincrement=False, doc="as in upload"),
    Column("asked", name(64), primary_key=True, doc="the wiki that said so; with GlobalUsage it speaks for all"),
    Column("usages", NUMBER, nullable=False, doc="articles that use the file"),
    Column("asked_at", NUMBER, nullable=False, doc="when it was asked"),
    info={"doc": "how many articles use each uploaded file"},
    sqlite_with_rowid=False,
)
