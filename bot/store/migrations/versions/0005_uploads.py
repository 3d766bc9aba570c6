"""Files that participants uploaded, and where they are used.

It may run again where a process was killed half-way, see 0001.
"""

from alembic import op
from sqlalchemy import Boolean, Column

from bot.store.types import NUMBER, name

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "upload",
        Column("dbname", name(64), primary_key=True),
        Column("page_id", NUMBER, primary_key=True, autoincrement=False),
        Column("title", name()),
        Column("user_id", NUMBER),
        Column("timestamp", NUMBER),
        Column("deleted", Boolean, nullable=False),
        Column("edited", Boolean, nullable=False),
        Column("asked_at", NUMBER, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
    op.create_index("upload_user_id", "upload", ["dbname", "user_id"], if_not_exists=True)
    op.create_table(
        "upload_use",
        Column("dbname", name(64), primary_key=True),
        Column("page_id", NUMBER, primary_key=True, autoincrement=False),
        Column("asked", name(64), primary_key=True),
        Column("usages", NUMBER, nullable=False),
        Column("asked_at", NUMBER, nullable=False),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
