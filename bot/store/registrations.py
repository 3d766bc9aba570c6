"""Event registrations as they were last read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.model.intervals import Interval
from bot.model.registrations import Registrant, Registration
from bot.store.engine import Store, reading, upsert
from bot.store.tables import registrant, registration
from bot.store.times import from_seconds, to_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRegistration:
    """A registration as it was at `read_at`."""

    registration: Registration
    read_at: datetime


def save_registration(store: Store, found: Registration, *, read_at: datetime) -> None:
    """Replace what is known of a registration and who is on it."""
    row = {
        "event_id": found.event_id,
        "timezone": found.timezone,
        "start": to_seconds(found.window.start),
        "end": to_seconds(found.window.end),
        "read_at": to_seconds(read_at),
    }
    people = [
        {
            "event_id": found.event_id,
            "position": position,
            "central_id": person.central_id,
            "user_name": person.user_name,
        }
        for position, person in enumerate(found.registrants)
    ]
    with store.begin() as connection:
        upsert(connection, registration, [row])
        connection.execute(registrant.delete().where(registrant.c.event_id == found.event_id))
        if people:
            connection.execute(registrant.insert(), people)


def load_registrations(store: Store, event_ids: Collection[int]) -> dict[int, ReadRegistration]:
    """Give by number the registrations of these that were ever read."""
    with reading(store) as connection:
        rows = connection.execute(sa.select(registration)).all()
        return {row.event_id: _read(connection, row) for row in rows if row.event_id in event_ids}


def _read(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> ReadRegistration:
    of_event = sa.select(registrant).where(registrant.c.event_id == row.event_id).order_by(registrant.c.position)
    people = connection.execute(of_event)
    return ReadRegistration(
        registration=Registration(
            event_id=row.event_id,
            timezone=row.timezone,
            window=Interval(from_seconds(row.start), from_seconds(row.end)),
            registrants=tuple(Registrant(central_id=p.central_id, user_name=p.user_name) for p in people),
        ),
        read_at=from_seconds(row.read_at),
    )
