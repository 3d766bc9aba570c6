"""How each list was read and who added each line; renamed accounts; when accounts were last read in full."""

from alembic import op
from sqlalchemy import Boolean, Column, false

from bot.store.types import NUMBER, long_text, name

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signup_list",
        Column("dbname", name(64), primary_key=True),
        Column("title", name(), primary_key=True),
        Column("section", name(), primary_key=True),
        Column("stands_at", name(), nullable=False),
        Column("rev_id", NUMBER),
        Column("followed_at", NUMBER),
        Column("followed_id", NUMBER),
        Column("reading", long_text(), nullable=False),
        Column("traces", long_text(), nullable=False),
    )
    op.create_table(
        "rename",
        Column("dbname", name(64), primary_key=True),
        Column("old_name", name(), primary_key=True),
        Column("at", NUMBER, primary_key=True, autoincrement=False),
        Column("new_name", name(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "full_reading",
        Column("dbname", name(64), primary_key=True),
        Column("user_id", NUMBER, primary_key=True, autoincrement=False),
        Column("at", NUMBER, nullable=False),
        sqlite_with_rowid=False,
    )
    flags = (("account", "blocked"), ("account", "bot"), ("account", "temporary"), ("participant", "signed"))
    for table, flag in flags:
        op.add_column(table, Column(flag, Boolean, nullable=False, server_default=false()))
