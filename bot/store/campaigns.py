"""Definitions as they were last understood, and who takes part."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.model.campaigns import Campaign
from bot.model.reporting import ListNotes
from bot.store.engine import Store, reading
from bot.store.tables import campaign, participant, program
from bot.store.times import from_seconds, to_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Who takes part in a program: names of existing accounts, and the wikis on which they are tracked.

    `signed` are those of them who said so themselves. `final`: the program had closed, and everybody on its lists was
    known; who signs up later does not count.
    """

    campaign: str
    program: str
    wikis: tuple[str, ...]
    names: tuple[str, ...]
    notes: ListNotes
    signed: frozenset[str] = frozenset()
    final: bool = False
    update_asked: str | None = None
    """The value of the setting `update` that was last done, and when."""
    updated_at: datetime | None = None


_CAMPAIGN = TypeAdapter(Campaign)
_NOTES = TypeAdapter(ListNotes)


def save_campaigns(store: Store, campaigns: Mapping[str, Campaign]) -> None:
    """Replace the campaigns that are in force, by the file or page that defines each, in order."""
    with store.begin() as connection:
        connection.execute(campaign.delete())
        _insert(
            connection,
            campaign,
            (
                {"name": c.name, "source": source, "position": position, "definition": _CAMPAIGN.dump_json(c).decode()}
                for position, (source, c) in enumerate(campaigns.items())
            ),
        )


def load_campaigns(store: Store) -> dict[str, Campaign]:
    """Give the campaigns of the last run by the file or page that defines each, in the order of definition."""
    with reading(store) as connection:
        rows = connection.execute(sa.select(campaign.c.source, campaign.c.definition).order_by(campaign.c.position))
        return {row.source: _CAMPAIGN.validate_json(row.definition) for row in rows}


def save_enrolment(store: Store, enrolled: Enrolled) -> None:
    """Replace who takes part in a program, on which wikis it is tracked and how its lists were read."""
    key = {"campaign": enrolled.campaign, "program": enrolled.program}
    row: dict[str, object] = {
        **key,
        "wikis": "|".join(enrolled.wikis),
        "notes": _NOTES.dump_json(enrolled.notes).decode(),
    }
    row |= {
        "final": enrolled.final,
        "update_asked": enrolled.update_asked,
        "updated_at": to_seconds(enrolled.updated_at),
    }
    with store.begin() as connection:
        for table in (participant, program):
            connection.execute(table.delete().filter_by(**key))
        _insert(connection, participant, _people(key, enrolled))
        connection.execute(program.insert(), row)


def load_enrolment(store: Store, campaign_name: str, program_name: str) -> Enrolled | None:
    """Give who took part in a program in the last run; None before its first one. Names are sorted."""
    key = {"campaign": campaign_name, "program": program_name}
    with reading(store) as connection:
        row = connection.execute(sa.select(program).filter_by(**key)).one_or_none()
        people = {p.user_name: p.signed for p in connection.execute(sa.select(participant).filter_by(**key))}
    if row is None:
        return None
    return Enrolled(
        campaign=campaign_name,
        program=program_name,
        wikis=tuple(row.wikis.split("|")),
        names=tuple(sorted(people)),
        signed=frozenset(name for name, signed in people.items() if signed),
        notes=_NOTES.validate_json(row.notes),
        final=row.final,
        update_asked=row.update_asked,
        updated_at=from_seconds(row.updated_at),
    )


def _people(key: Mapping[str, object], enrolled: Enrolled) -> Iterator[dict[str, object]]:
    return ({**key, "user_name": name, "signed": name in enrolled.signed} for name in enrolled.names)


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, object]]) -> None:
    batch = list(rows)
    if batch:
        connection.execute(table.insert(), batch)
