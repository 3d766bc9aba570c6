"""What was collected from the tracked wikis: pages, revisions, counts of texts, and how far it goes."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, text

from bot.store.tables.metadata import metadata
from bot.store.types import NUMBER, long_text, name

page = Table(
    "page",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("page_id", NUMBER, primary_key=True, autoincrement=False, doc="local id; outlives moves"),
    Column("namespace", Integer, nullable=False, doc="number, as the page stands now"),
    Column("title", name(), nullable=False, doc="without the namespace, as the page is called now"),
    Column("is_redirect", Boolean, doc="null: not asked yet; asked only of pages that a participant created"),
    info={"doc": "pages that participants edited"},
    sqlite_with_rowid=False,
)

CREATED = Index(
    "revision_created",
    "dbname",
    "parent_id",
    "timestamp",
    "page_id",
    sqlite_where=text("parent_id = 0"),
    info={"doc": "finds created pages, which each run asks about, without reading every revision of a wiki"},
)

revision = Table(
    "revision",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("user_id", NUMBER, primary_key=True, autoincrement=False, doc="local id"),
    Column("timestamp", NUMBER, primary_key=True, autoincrement=False, doc="when it was saved"),
    Column("rev_id", NUMBER, primary_key=True, autoincrement=False, doc="local id"),
    Column("page_id", NUMBER, nullable=False, doc="as in page"),
    Column("parent_id", NUMBER, doc="0: creates the page; null: unknown"),
    Column("size", NUMBER, doc="bytes"),
    Column("size_diff", NUMBER, doc="bytes, signed; null: the parent's size is unknown"),
    Column("tags", long_text(), nullable=False, doc="change tags joined by |"),
    Column("seen", NUMBER, nullable=False, doc="the fetch that last returned it; others of its span are gone"),
    CREATED,
    info={"doc": "participants' revisions that existed when they were last fetched, kept in the order of reading"},
    sqlite_with_rowid=False,
)

text_count = Table(
    "text_count",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("rev_id", NUMBER, primary_key=True, autoincrement=False, doc="local id"),
    Column("words", NUMBER, doc="of visible prose; null: unknown"),
    Column("references", NUMBER, doc="reference tags and short citations; null: unknown"),
    Column("words_version", NUMBER, nullable=False, doc="the definition of words by which they were counted"),
    Column("references_version", NUMBER, nullable=False, doc="the definition of references"),
    Column("asked_at", NUMBER, nullable=False, doc="when the wiki was asked"),
    Column("why", long_text(), doc="why something is unknown; null: nothing is"),
    info={"doc": "what was counted in the texts before and after participants' edits; the texts are not kept"},
    sqlite_with_rowid=False,
)

coverage = Table(
    "coverage",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("user_id", NUMBER, primary_key=True, autoincrement=False, doc="local id"),
    Column("start", NUMBER, primary_key=True, autoincrement=False, doc="inclusive"),
    Column("end", NUMBER, nullable=False, doc="exclusive"),
    info={"doc": "spans of time of which every revision of an account has been fetched; disjoint"},
    sqlite_with_rowid=False,
)

full_reading = Table(
    "full_reading",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("user_id", NUMBER, primary_key=True, autoincrement=False, doc="local id"),
    Column("at", NUMBER, nullable=False, doc="since then only the recent past was read again"),
    info={"doc": "when all that programs need of an account was last read, whether or not it was known already"},
    sqlite_with_rowid=False,
)

wiki = Table(
    "wiki",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="its name"),
    Column("read_until", NUMBER, doc="until when everything that programs need has been read; null: never"),
    Column("failed_at", NUMBER, doc="when it last failed to answer; null: it answered in the last run"),
    Column("failure", long_text(), doc="why, in a sentence for a person"),
    info={"doc": "how each tracked wiki answered"},
)
