"""The first tables.

MariaDB keeps each of them at once: what a process made that was killed half-way is there when the next one comes.
"""

from alembic import op
from sqlalchemy import Boolean, Column, Integer

from bot.store.types import NUMBER, long_text, name

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki",
        Column("dbname", name(64), primary_key=True),
        Column("read_until", NUMBER),
        Column("failed_at", NUMBER),
        Column("failure", long_text()),
        if_not_exists=True,
    )
    op.create_table(
        "account",
        Column("dbname", name(64), primary_key=True),
        Column("user_name", name(), primary_key=True),
        Column("user_id", NUMBER),
        Column("central_id", NUMBER),
        Column("registration", NUMBER),
        Column("checked_at", NUMBER, nullable=False),
        if_not_exists=True,
    )
    op.create_index("account_user_id", "account", ["dbname", "user_id"], if_not_exists=True)
    op.create_table(
        "page",
        Column("dbname", name(64), primary_key=True),
        Column("page_id", NUMBER, primary_key=True, autoincrement=False),
        Column("namespace", Integer, nullable=False),
        Column("title", name(), nullable=False),
        Column("is_redirect", Boolean),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "revision",
        Column("dbname", name(64), primary_key=True),
        Column("user_id", NUMBER, primary_key=True, autoincrement=False),
        Column("timestamp", NUMBER, primary_key=True, autoincrement=False),
        Column("rev_id", NUMBER, primary_key=True, autoincrement=False),
        Column("page_id", NUMBER, nullable=False),
        Column("parent_id", NUMBER),
        Column("size", NUMBER),
        Column("size_diff", NUMBER),
        Column("tags", long_text(), nullable=False),
        Column("seen", NUMBER, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "coverage",
        Column("dbname", name(64), primary_key=True),
        Column("user_id", NUMBER, primary_key=True, autoincrement=False),
        Column("start", NUMBER, primary_key=True, autoincrement=False),
        Column("end", NUMBER, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "campaign",
        Column("name", name(), primary_key=True),
        Column("source", name(), nullable=False),
        Column("position", Integer, nullable=False),
        Column("definition", long_text(), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "source",
        Column("source", name(), primary_key=True),
        Column("on_wiki", Boolean, nullable=False),
        Column("problems", long_text(), nullable=False),
        Column("rev_id", NUMBER),
        Column("text", long_text()),
        Column("editor", name()),
        Column("trusted", Boolean, nullable=False),
        Column("trust_asked_at", NUMBER),
        if_not_exists=True,
    )
    op.create_table(
        "waiting",
        Column("campaign", name(), primary_key=True),
        Column("program", name(), primary_key=True),
        Column("privacy", name(16), nullable=False),
        Column("approved", Boolean, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "program",
        Column("campaign", name(), primary_key=True),
        Column("program", name(), primary_key=True),
        Column("wikis", long_text(), nullable=False),
        Column("notes", long_text(), nullable=False),
        Column("update_asked", long_text()),
        Column("updated_at", NUMBER),
        if_not_exists=True,
    )
    op.create_table(
        "participant",
        Column("campaign", name(), primary_key=True),
        Column("program", name(), primary_key=True),
        Column("user_name", name(), primary_key=True),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "article_list",
        Column("dbname", name(64), primary_key=True),
        Column("title", name(), primary_key=True),
        Column("rev_id", NUMBER),
        Column("read_at", NUMBER, nullable=False),
        Column("too_long", Boolean, nullable=False),
        Column("empty", Boolean, nullable=False),
        Column("articles", long_text(), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "article",
        Column("dbname", name(64), primary_key=True),
        Column("name", name(), primary_key=True),
        Column("namespace", Integer, nullable=False),
        Column("title", name(), nullable=False),
        Column("page_id", NUMBER),
        Column("missing", Boolean, nullable=False),
        Column("checked_at", NUMBER, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "wanted",
        Column("campaign", name(), primary_key=True),
        Column("program", name(), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("dbname", name(64), nullable=False),
        Column("name", name(), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "report",
        Column("dbname", name(64), primary_key=True),
        Column("title", name(), primary_key=True),
        Column("saved_at", NUMBER),
        Column("checked_at", NUMBER, nullable=False),
        Column("outcome", name(64), nullable=False),
        Column("why", long_text()),
        if_not_exists=True,
    )
    op.create_table(
        "registration",
        Column("event_id", NUMBER, primary_key=True, autoincrement=False),
        Column("timezone", name(64), nullable=False),
        Column("start", NUMBER, nullable=False),
        Column("end", NUMBER, nullable=False),
        Column("read_at", NUMBER, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "registrant",
        Column("event_id", NUMBER, primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("central_id", NUMBER, nullable=False),
        Column("user_name", name()),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "global_account",
        Column("user_name", name(), primary_key=True),
        Column("found", Boolean, nullable=False),
        Column("asked_at", NUMBER, nullable=False),
        Column("wikis", long_text(), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "memory",
        Column("key", name(64), primary_key=True),
        Column("value", long_text(), nullable=False),
        if_not_exists=True,
    )
