"""Sign-up lists; renamed accounts; full readings; counts of texts; exact and longer names; an index of created pages.

It may run again where a process was killed half-way, see 0001.
"""

from alembic import op
from sqlalchemy import Boolean, Column, false, text

from bot.store.types import EXACT, NUMBER, PAGE_NAME, long_text, name

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    on_mariadb = op.get_context().dialect.name != "sqlite"
    op.create_table(
        "signup_list",
        Column("dbname", name(64), primary_key=True),
        Column("title", name(), primary_key=True),
        Column("section", name(), primary_key=True),
        Column("stands_at", name(PAGE_NAME), nullable=False),
        Column("rev_id", NUMBER),
        Column("followed_at", NUMBER),
        Column("followed_id", NUMBER),
        Column("reading", long_text(), nullable=False),
        Column("traces", long_text(), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "rename",
        Column("dbname", name(64), primary_key=True),
        Column("old_name", name(), primary_key=True),
        Column("at", NUMBER, primary_key=True, autoincrement=False),
        Column("new_name", name(), nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "full_reading",
        Column("dbname", name(64), primary_key=True),
        Column("user_id", NUMBER, primary_key=True, autoincrement=False),
        Column("at", NUMBER, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_table(
        "text_count",
        Column("dbname", name(64), primary_key=True),
        Column("rev_id", NUMBER, primary_key=True, autoincrement=False),
        Column("words", NUMBER),
        Column("references", NUMBER),
        Column("words_version", NUMBER, nullable=False),
        Column("references_version", NUMBER, nullable=False),
        Column("asked_at", NUMBER, nullable=False),
        Column("why", long_text()),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.add_column("report", Column("named", long_text()), if_not_exists=on_mariadb)
    flags = {"account": ("blocked", "bot", "temporary"), "participant": ("signed",), "program": ("final",)}
    for table, flag in ((table, flag) for table, names in flags.items() for flag in names):
        op.add_column(table, Column(flag, Boolean, nullable=False, server_default=false()), if_not_exists=on_mariadb)
    if on_mariadb:
        _compare_exactly()
    for table, column in (("campaign", "source"), ("source", "source"), ("report", "title")):
        with op.batch_alter_table(table) as change:
            change.alter_column(column, type_=name(PAGE_NAME), existing_type=name(), existing_nullable=False)
    op.create_index(
        "revision_created",
        "revision",
        ["dbname", "parent_id", "timestamp", "page_id"],
        sqlite_where=text("parent_id = 0"),
        if_not_exists=True,
    )


def _compare_exactly() -> None:
    """Have MariaDB tell names apart that differ in spaces at the end, where tables were made before it did."""
    columns = "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = DATABASE()"
    for table in op.get_bind().scalars(text(f"{columns} AND collation_name = 'utf8mb4_bin'")).all():
        op.execute(f"ALTER TABLE `{table}` CONVERT TO CHARACTER SET utf8mb4 COLLATE {EXACT}")
