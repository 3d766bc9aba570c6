"""What reports show, and the revision that was looked at.

It may run again where a process was killed half-way, see 0001.
"""

from alembic import op
from sqlalchemy import Column

from bot.store.types import NUMBER, long_text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    on_mariadb = op.get_context().dialect.name != "sqlite"
    for column in (Column("rev_id", NUMBER), Column("figures", long_text())):
        op.add_column("report", column, if_not_exists=on_mariadb)
