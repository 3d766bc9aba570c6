"""Every table of the store, what it is for, and the types that make SQLite and MariaDB agree.

Times are whole seconds since 1970 UTC: the same integers sort and compare alike in both databases. Names and
titles compare byte by byte: MariaDB's own collations would take "Ab", "AB" and "Äb" for one name.
"""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, false, text

from bot.store.types import NUMBER, PAGE_NAME, long_text, name

metadata = MetaData()

wiki = Table(
    "wiki",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="its name"),
    Column("read_until", NUMBER, doc="until when everything that programs need has been read; null: never"),
    Column("failed_at", NUMBER, doc="when it last failed to answer; null: it answered in the last run"),
    Column("failure", long_text(), doc="why, in a sentence for a person"),
    info={"doc": "how each tracked wiki answered"},
)

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

report = Table(
    "report",
    metadata,
    Column("dbname", name(64), primary_key=True, doc="the wiki"),
    Column("title", name(PAGE_NAME), primary_key=True, doc="with its namespace"),
    Column("saved_at", NUMBER, doc="when the bot last saved it; null: never"),
    Column("checked_at", NUMBER, nullable=False, doc="when it was last looked at"),
    Column("outcome", name(64), nullable=False, doc="saved, unchanged, … as of the last check"),
    Column("why", long_text(), doc="for a refusal or failure: why, in a sentence for a person"),
    Column("named", long_text(), doc="who is named in what the bot saved last, as JSON; null: nobody"),
    info={"doc": "pages the bot keeps up to date"},
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
    Column("wikis", long_text(), nullable=False, doc="dbname -> edits there and since when that number, as JSON"),
    info={"doc": "where people of programs on all wikis have edited, as CentralAuth last said"},
)

memory = Table(
    "memory",
    metadata,
    Column("key", name(64), primary_key=True, doc="what it is about"),
    Column("value", long_text(), nullable=False, doc="JSON"),
    info={"doc": "small things that are asked for only when something changed"},
)
