"""Who takes part: accounts, sign-up lists, registrations, renames."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, false

from bot.store.tables.metadata import metadata
from bot.store.types import NUMBER, PAGE_NAME, long_text, name

account = Table(
    "account",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("user_name", name(), primary_key=True, doc="normalized as MediaWiki does"),
    Column("user_id", NUMBER, doc="local id; null: there was no such account when it was last looked up"),
    Column("central_id", NUMBER, doc="CentralAuth's id; null without it"),
    Column("registration", NUMBER, doc="when it was made; null: unknown"),
    Column("checked_at", NUMBER, nullable=False, doc="when the wiki was asked"),
    Column(
        "blocked",
        Boolean,
        nullable=False,
        server_default=false(),
        doc="whether it was blocked then, from the whole wiki",
    ),
    Column("bot", Boolean, nullable=False, server_default=false(), doc="whether it was a bot then"),
    Column("temporary", Boolean, nullable=False, server_default=false(), doc="whether it expires"),
    Index("account_user_id", "dbname", "user_id", info={"doc": "finds an account by what does not change"}),
    info={"doc": "what each wiki said of each name on a list, accounts that do not exist included"},
)

participant = Table(
    "participant",
    metadata,
    Column("campaign", name(), primary_key=True, doc="its name"),
    Column("program", name(), primary_key=True, doc="its name"),
    Column("user_name", name(), primary_key=True, doc="normalized as MediaWiki does"),
    Column("signed", Boolean, nullable=False, server_default=false(), doc="they said themselves that they take part"),
    info={"doc": "existing accounts on the lists of each program"},
    sqlite_with_rowid=False,
)

signup_list = Table(
    "signup_list",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("title", name(), primary_key=True, doc="as the definition or the page that shows it names it"),
    Column("section", name(), primary_key=True, doc="empty for the whole page"),
    Column("stands_at", name(PAGE_NAME), nullable=False, doc="where the page is now, after moves"),
    Column("rev_id", NUMBER, doc="the revision that was read last; null: there is no such page"),
    Column("followed_at", NUMBER, doc="until which revision, by time and id, its history was read; null: not at all"),
    Column("followed_id", NUMBER, doc="the id of that revision"),
    Column("reading", long_text(), nullable=False, doc="the names and lines that were read last, as JSON"),
    Column("traces", long_text(), nullable=False, doc="who added and removed each name, as JSON"),
    info={"doc": "sign-up lists"},
)

rename = Table(
    "rename",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki whose log says so"),
    Column("old_name", name(), primary_key=True, doc="before"),
    Column("at", NUMBER, primary_key=True, autoincrement=False, doc="when"),
    Column("new_name", name(), nullable=False, doc="after"),
    info={"doc": "accounts on lists that were renamed, as the logs of the lists' wikis say"},
    sqlite_with_rowid=False,
)

registration = Table(
    "registration",
    metadata,
    Column("event_id", NUMBER, primary_key=True, autoincrement=False, doc="its number on the home wiki"),
    Column("timezone", name(64), nullable=False, doc="an IANA name, or an offset such as +05:30"),
    Column("start", NUMBER, nullable=False, doc="inclusive"),
    Column("end", NUMBER, nullable=False, doc="exclusive"),
    Column("read_at", NUMBER, nullable=False, doc="when it was read last"),
    info={"doc": "registrations of CampaignEvents on the home wiki, as they were last read"},
)

registrant = Table(
    "registrant",
    metadata,
    Column("event_id", NUMBER, primary_key=True, autoincrement=False, doc="as in registration"),
    Column("position", Integer, primary_key=True, autoincrement=False, doc="order of registration"),
    Column("central_id", NUMBER, nullable=False, doc="the extension's own id of a person on all wikis"),
    Column("user_name", name(), doc="null: hidden, or no account any more; counted without being named"),
    info={"doc": "who registered in public"},
    sqlite_with_rowid=False,
)

global_account = Table(
    "global_account",
    metadata,
    Column("user_name", name(), primary_key=True, doc="normalized as MediaWiki does"),
    Column("found", Boolean, nullable=False, doc="whether there was such an account"),
    Column("asked_at", NUMBER, nullable=False, doc="when CentralAuth was asked"),
    Column("registration", NUMBER, doc="when it was made; null: there is none, or an older version did not ask"),
    Column("wikis", long_text(), nullable=False, doc="dbname -> edits there and since when that number, as JSON"),
    info={"doc": "where people of programs on all wikis have edited, as CentralAuth last said"},
)

later_edit = Table(
    "later_edit",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("user_id", NUMBER, primary_key=True, autoincrement=False, doc="local id"),
    Column("start", NUMBER, primary_key=True, autoincrement=False, doc="inclusive"),
    Column("end", NUMBER, primary_key=True, autoincrement=False, doc="exclusive"),
    Column("edited", Boolean, nullable=False, doc="whether it had edited then, on any page that existed when asked"),
    info={"doc": "whether new editors edited in the time after a program that shows who stayed"},
    sqlite_with_rowid=False,
)
