"""Which services beside the wikis did not answer, and why."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Store, reading, upsert
from bot.store.tables import service
from bot.store.times import from_seconds, to_seconds

PAGE_VIEWS = "page views"
"""A service's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFailure:
    """When and why a service did not answer, and until when it asked to be left alone; None where it did not ask."""

    failed_at: datetime
    failure: str
    not_before: datetime | None = None


def load_failure(store: Store, name: str) -> ServiceFailure | None:
    """Give how a service failed when it was asked last; None where it answered."""
    with reading(store) as connection:
        row = connection.execute(sa.select(service).where(service.c.name == name)).first()
    if row is None:
        return None
    return ServiceFailure(
        failed_at=from_seconds(row.failed_at), failure=row.failure, not_before=from_seconds(row.not_before)
    )


def save_failure(store: Store, name: str, failed: ServiceFailure | None) -> None:
    """Record how a service failed, or that it answered."""
    with store.begin() as connection:
        if failed is None:
            connection.execute(service.delete().where(service.c.name == name))
            return
        row = {
            "name": name,
            "failed_at": to_seconds(failed.failed_at),
            "failure": failed.failure,
            "not_before": to_seconds(failed.not_before),
        }
        upsert(connection, service, [row])
