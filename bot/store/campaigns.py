"""Definitions as they were last understood, and who takes part."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.model.campaigns import Campaign
from bot.model.problems import Problem
from bot.model.reporting import ListNotes
from bot.store.engine import reading
from bot.store.tables import campaign, participant, program, source

_CAMPAIGN = TypeAdapter(Campaign)
_NOTES = TypeAdapter(ListNotes)
_PROBLEMS = TypeAdapter(tuple[Problem, ...])


def save_definitions(
    store: sa.Engine, campaigns: Sequence[Campaign], sources: Mapping[str, tuple[bool, tuple[Problem, ...]]]
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


def load_campaigns(store: sa.Engine) -> tuple[Campaign, ...]:
    """Give the campaigns of the last run, in the order in which they are defined."""
    with reading(store) as connection:
        rows = connection.scalars(sa.select(campaign.c.definition).order_by(campaign.c.position))
        return tuple(_CAMPAIGN.validate_json(text) for text in rows)


def load_problems(store: sa.Engine) -> tuple[Problem, ...]:
    """Give what was wrong with definitions in the last run, by source."""
    with reading(store) as connection:
        rows = connection.scalars(sa.select(source.c.problems).order_by(source.c.on_wiki, source.c.source))
        return tuple(problem for text in rows for problem in _PROBLEMS.validate_json(text))


def save_participants(
    store: sa.Engine, campaign_name: str, program_name: str, names: Iterable[str], notes: ListNotes
) -> None:
    """Replace who takes part in a program, and how its lists were read."""
    key = {"campaign": campaign_name, "program": program_name}
    with store.begin() as connection:
        for table in (participant, program):
            connection.execute(table.delete().filter_by(**key))
        _insert(connection, participant, ({**key, "user_name": name} for name in names))
        connection.execute(program.insert(), {**key, "notes": _NOTES.dump_json(notes).decode()})


def load_participants(store: sa.Engine, campaign_name: str, program_name: str) -> tuple[str, ...]:
    """Give the names of a program's participants, sorted."""
    query = sa.select(participant.c.user_name).filter_by(campaign=campaign_name, program=program_name)
    with reading(store) as connection:
        return tuple(sorted(connection.scalars(query)))


def load_notes(store: sa.Engine, campaign_name: str, program_name: str) -> ListNotes | None:
    """Give how a program's lists were read; None before its first run."""
    query = sa.select(program.c.notes).filter_by(campaign=campaign_name, program=program_name)
    with reading(store) as connection:
        text = connection.scalar(query)
    return None if text is None else _NOTES.validate_json(text)


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, object]]) -> None:
    batch = list(rows)
    if batch:
        connection.execute(table.insert(), batch)
