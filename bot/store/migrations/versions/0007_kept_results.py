"""Totals of campaigns of which it is not known any more who took part.

It may run again where a process was killed half-way, see 0001.
"""

from alembic import op
from sqlalchemy import Column

from bot.store.types import NUMBER, long_text, name

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_result",
        Column("campaign", name(), primary_key=True),
        Column("program", name(), primary_key=True),
        Column("kept_at", NUMBER, nullable=False),
        Column("result", long_text(), nullable=False),
        if_not_exists=True,
    )
