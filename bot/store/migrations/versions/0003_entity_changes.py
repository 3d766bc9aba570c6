"""What edits changed on Wikidata. It may run again where a process was killed half-way, see 0001."""

from alembic import op
from sqlalchemy import Column, Integer

from bot.store.types import NUMBER, long_text, name

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entity_change",
        Column("dbname", name(64), primary_key=True),
        Column("rev_id", NUMBER, primary_key=True, autoincrement=False),
        Column("version", Integer, nullable=False),
        Column("asked_at", NUMBER, nullable=False),
        Column("changes", long_text()),
        Column("why", long_text()),
        sqlite_with_rowid=False,
        if_not_exists=True,
    )
