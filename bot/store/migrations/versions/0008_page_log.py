"""Deleted pages, where pages were created, and goals that were reached.

It may run again where a process was killed half-way, see 0001.
"""

from alembic import op
from sqlalchemy import Boolean, Column, Integer

from bot.store.types import NUMBER, name

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lost_revision",
        Column("dbname", name(64), primary_key=True),
        Column("user_id", NUMBER, primary_key=True, autoincrement=False),
        Column("timestamp", NUMBER, primary_key=True, autoincrement=False),
        Column("rev_id", NUMBER, primary_key=True, autoincrement=False),
        Column("page_id", NUMBER, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "deletion",
        Column("dbname", name(64), primary_key=True),
        Column("page_id", NUMBER, primary_key=True, autoincrement=False),
        Column("deleted_at", NUMBER, nullable=False),
        Column("asked_at", NUMBER, nullable=False),
        Column("restored", Boolean, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "creation",
        Column("dbname", name(64), primary_key=True),
        Column("page_id", NUMBER, primary_key=True, autoincrement=False),
        Column("namespace", Integer),
        Column("title", name()),
        Column("asked_at", NUMBER, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "reached_goal",
        Column("campaign", name(), primary_key=True),
        Column("program", name(), primary_key=True),
        Column("metric", name(64), primary_key=True),
        Column("target", NUMBER, primary_key=True, autoincrement=False),
        Column("day", name(10), nullable=False),
        Column("exact", Boolean, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
