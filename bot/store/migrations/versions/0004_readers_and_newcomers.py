"""Views of pages, services that failed, when global accounts were made, and who edited later.

It may run again where a process was killed half-way, see 0001.
"""

from alembic import op
from sqlalchemy import Boolean, Column

from bot.store.types import NUMBER, PAGE_NAME, long_text, name

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    on_mariadb = op.get_context().dialect.name != "sqlite"
    op.create_table(
        "page_views",
        Column("dbname", name(64), primary_key=True),
        Column("page_id", NUMBER, primary_key=True, autoincrement=False),
        Column("title", name(PAGE_NAME), nullable=False),
        Column("first", NUMBER, nullable=False),
        Column("views", long_text(), nullable=False),
        Column("asked", NUMBER, nullable=False),
        Column("why", long_text()),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "viewed_program",
        Column("campaign", name(), primary_key=True),
        Column("program", name(), primary_key=True),
        Column("asked", NUMBER, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "service",
        Column("name", name(64), primary_key=True),
        Column("failed_at", NUMBER, nullable=False),
        Column("failure", long_text(), nullable=False),
        Column("not_before", NUMBER),
        if_not_exists=True,
    )
    op.create_table(
        "later_edit",
        Column("dbname", name(64), primary_key=True),
        Column("user_id", NUMBER, primary_key=True, autoincrement=False),
        Column("start", NUMBER, primary_key=True, autoincrement=False),
        Column("end", NUMBER, primary_key=True, autoincrement=False),
        Column("edited", Boolean, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.add_column("global_account", Column("registration", NUMBER), if_not_exists=on_mariadb)
