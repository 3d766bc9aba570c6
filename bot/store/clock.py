"""What a run with its clock ahead left behind."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.store.engine import Store
from bot.store.tables import (
    coverage,
    creation,
    deletion,
    full_reading,
    later_edit,
    page_views,
    report,
    service,
    upload,
    viewed_program,
    wiki,
)
from bot.store.times import to_seconds

TOLERANCE = timedelta(minutes=1)
"""What is known until the end of the present second is not yet the future."""


def forget_the_future(store: Store, now: datetime) -> int:
    """Take moments later than now for now, and readings made then for never made; give how many there were.

    Without this, reports and weekly readings would wait until the clock that was wrong is right, and what happens
    until then would be taken for read.
    """
    latest, present = to_seconds(now + TOLERANCE), to_seconds(now)
    statements = (
        wiki.update().where(wiki.c.read_until > latest).values(read_until=present),
        wiki.update().where(wiki.c.failed_at > latest).values(failed_at=present),
        full_reading.delete().where(full_reading.c.at > latest),
        coverage.delete().where(coverage.c.start > latest),
        coverage.update().where(coverage.c.end > latest).values(end=present),
        page_views.delete().where(page_views.c.asked > present),
        viewed_program.delete().where(viewed_program.c.asked > present),
        service.delete().where(service.c.failed_at > latest),
        upload.update().where(upload.c.asked_at > latest).values(asked_at=0),
        later_edit.delete().where(later_edit.c.end > present),
        deletion.update().where(deletion.c.asked_at > latest).values(asked_at=present),
        creation.update().where(creation.c.asked_at > latest).values(asked_at=present),
        report.update().where(report.c.saved_at > latest).values(saved_at=present),
    )
    with store.begin() as connection:
        return sum(_changed(connection, statement) for statement in statements)


def _changed(connection: sa.Connection, statement: sa.Update | sa.Delete) -> int:
    return connection.execute(statement).rowcount
