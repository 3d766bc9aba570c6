"""What was written, and what runs remember."""

from sqlalchemy import Boolean, Column, Table

from bot.store.tables.metadata import metadata
from bot.store.types import NUMBER, PAGE_NAME, long_text, name

report = Table(
    "report",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("title", name(PAGE_NAME), primary_key=True, doc="with its namespace"),
    Column("saved_at", NUMBER, doc="when the bot last saved it; null: never"),
    Column("checked_at", NUMBER, nullable=False, doc="when it was last looked at"),
    Column("outcome", name(64), nullable=False, doc="saved, unchanged, … as of the last check"),
    Column("why", long_text(), doc="for a refusal or failure: why, in a sentence for a person"),
    Column("named", long_text(), doc="hashes of who is named in what the bot saved last, as JSON; null: nobody"),
    Column("rev_id", NUMBER, doc="the revision that was looked at, or that the bot saved; null: there was no page"),
    Column("figures", long_text(), doc="how much the page shows, as JSON; null where that is not known"),
    info={"doc": "pages the bot keeps up to date"},
)

kept_result = Table(
    "kept_result",
    metadata,
    Column("campaign", name(), primary_key=True, doc="its name"),
    Column("program", name(), primary_key=True, doc="empty for the campaign itself"),
    Column("kept_at", NUMBER, nullable=False, doc="when the people of the campaign were let go"),
    Column("result", long_text(), nullable=False, doc="the totals then, as JSON"),
    info={"doc": "totals of campaigns of which it is not known any more who took part"},
)

memory = Table(
    "memory",
    metadata,
    Column("key", name(64), primary_key=True, doc="what it is about"),
    Column("value", long_text(), nullable=False, doc="JSON"),
    info={"doc": "small things that are asked for only when something changed"},
)

reached_goal = Table(
    "reached_goal",
    metadata,
    Column("campaign", name(), primary_key=True, doc="its name"),
    Column("program", name(), primary_key=True, doc="empty for the campaign itself"),
    Column("metric", name(64), primary_key=True, doc="the export's key"),
    Column("target", NUMBER, primary_key=True, autoincrement=False, doc="the number to reach"),
    Column("day", name(10), nullable=False, doc="when, as YYYY-MM-DD in the program's time zone"),
    Column("exact", Boolean, nullable=False, doc="whether it was on that day, or on that day at the latest"),
    info={"doc": "goals that were reached once, as long as they are set"},
    sqlite_with_rowid=False,
)
