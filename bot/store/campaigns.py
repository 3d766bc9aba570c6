"""Definitions as they were last understood, and who takes part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.model.campaigns import Campaign
from bot.model.problems import Problem
from bot.model.reporting import ListNotes
from bot.store.engine import Store, reading
from bot.store.tables import campaign, participant, program, source


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Who takes part in a program: names of existing accounts, and the wikis on which they are tracked."""

    campaign: str
    program: str
    wikis: tuple[str, ...]
    names: tuple[str, ...]
    notes: ListNotes


_CAMPAIGN = TypeAdapter(Campaign)
_NOTES = TypeAdapter(ListNotes)
_PROBLEMS = TypeAdapter(tuple[Problem, ...])


def save_definitions(
    store: Store, campaigns: Sequence[Campaign], sources: Mapping[str, tuple[bool, tuple[Problem, ...]]]
) -> None:
    """Replace what is defined: the campaigns in order; for each source, whether it is on the wiki and its problems."""
    with store.begin() as connection:
        for table in (campaign, source):
            connection.execute(table.delete())
        _insert(
            connection,
            campaign,
            (
                {"name": c.name, "position": position, "definition": _CAMPAIGN.dump_json(c).decode()}
                for position, c in enumerate(campaigns)
            ),
        )
        _insert(
            connection,
            source,
            (
                {"source": name, "on_wiki": on_wiki, "problems": _PROBLEMS.dump_json(problems).decode()}
                for name, (on_wiki, problems) in sources.items()
            ),
        )


def load_campaigns(store: Store) -> tuple[Campaign, ...]:
    """Give the campaigns of the last run, in the order in which they are defined."""
    with reading(store) as connection:
        rows = connection.scalars(sa.select(campaign.c.definition).order_by(campaign.c.position))
        return tuple(_CAMPAIGN.validate_json(text) for text in rows)


def load_problems(store: Store) -> tuple[Problem, ...]:
    """Give what was wrong with definitions in the last run, by source."""
    with reading(store) as connection:
        rows = connection.scalars(sa.select(source.c.problems).order_by(source.c.on_wiki, source.c.source))
        return tuple(problem for text in rows for problem in _PROBLEMS.validate_json(text))


def save_enrolment(store: Store, enrolled: Enrolled) -> None:
    """Replace who takes part in a program, on which wikis it is tracked and how its lists were read."""
    key = {"campaign": enrolled.campaign, "program": enrolled.program}
    row = {**key, "wikis": "|".join(enrolled.wikis), "notes": _NOTES.dump_json(enrolled.notes).decode()}
    with store.begin() as connection:
        for table in (participant, program):
            connection.execute(table.delete().filter_by(**key))
        _insert(connection, participant, ({**key, "user_name": name} for name in enrolled.names))
        connection.execute(program.insert(), row)


def load_enrolment(store: Store, campaign_name: str, program_name: str) -> Enrolled | None:
    """Give who took part in a program in the last run; None before its first one. Names are sorted."""
    key = {"campaign": campaign_name, "program": program_name}
    with reading(store) as connection:
        row = connection.execute(sa.select(program).filter_by(**key)).one_or_none()
        names = tuple(connection.scalars(sa.select(participant.c.user_name).filter_by(**key)))
    if row is None:
        return None
    return Enrolled(
        campaign=campaign_name,
        program=program_name,
        wikis=tuple(row.wikis.split("|")),
        names=tuple(sorted(names)),
        notes=_NOTES.validate_json(row.notes),
    )


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, object]]) -> None:
    batch = list(rows)
    if batch:
        connection.execute(table.insert(), batch)
