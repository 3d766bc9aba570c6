"""What is kept of campaigns that are over for long: their totals, when who took part is not known any more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.model.results import Result
from bot.store.campaigns import load_enrolment, save_enrolment
from bot.store.engine import Store, reading, upsert
from bot.store.erasing import erase, stored_names
from bot.store.signup_lists import ListKey, load_signup_lists
from bot.store.tables import kept_result, participant, registrant, signup_list
from bot.store.times import to_seconds

WHOLE = ""
"""Stands for the campaign itself among its programs."""

_RESULT = TypeAdapter(Result)


def keep_totals(store: Store, whole: Result, programs: Sequence[Result], *, at: datetime) -> None:
    """Keep the totals of a campaign and its programs, and no name or page."""
    rows = (
        {
            "campaign": whole.campaign,
            "program": result.program or WHOLE,
            "kept_at": to_seconds(at),
            "result": _RESULT.dump_json(without_people(result)).decode(),
        }
        for result in (whole, *programs)
    )
    with store.begin() as connection:
        upsert(connection, kept_result, rows)


def without_people(result: Result) -> Result:
    """Give what a result says of nobody alone."""
    return replace(
        result,
        participants={},
        pages=(),
        unlisted_pages=sum(not page.deleted for page in result.pages) + result.unlisted_pages,
        wanted=(),
        unlisted_wanted=0,
        uploads=(),
        unlisted_uploads=len(result.uploads) + result.unlisted_uploads,
        people_known=False,
    )


def load_kept(store: Store, campaign: str) -> Mapping[str, Result]:
    """Give by program what was kept of a campaign, under `WHOLE` its own; nothing where who took part is known."""
    with reading(store) as connection:
        rows = connection.execute(sa.select(kept_result).where(kept_result.c.campaign == campaign))
        return {row.program: _RESULT.validate_json(row.result) for row in rows}


def drop_kept(store: Store, campaign: str) -> None:
    """Let a campaign be counted again."""
    with store.begin() as connection:
        connection.execute(kept_result.delete().where(kept_result.c.campaign == campaign))


def enrolled_campaigns(store: Store) -> frozenset[str]:
    """Give the names of campaigns of which somebody is known to have taken part."""
    with reading(store) as connection:
        return frozenset(connection.scalars(sa.select(participant.c.campaign).distinct()))


def let_people_go(store: Store, campaign: str, programs: Collection[str]) -> None:
    """Forget who took part in a campaign, and how its lists were read."""
    for program in programs:
        before = load_enrolment(store, campaign, program)
        if before:
            notes = replace(before.notes, not_found=(), readings=())
            save_enrolment(store, replace(before, names=(), signed=frozenset(), final=False, notes=notes))
    with store.begin() as connection:
        connection.execute(participant.delete().where(participant.c.campaign == campaign))


def sweep(store: Store, lists: Collection[ListKey], events: Collection[int], others: Collection[str]) -> None:
    """Forget everybody whom no campaign needs any more.

    `lists` and `events` are those that are still read, `others` people who are needed for another reason. When an event
    was stays known: a program may have its window from there.
    """
    with store.begin() as connection:
        keys = connection.execute(sa.select(signup_list.c.dbname, signup_list.c.title, signup_list.c.section))
        for row in keys.all():
            if tuple(row) not in lists:
                connection.execute(signup_list.delete().filter_by(**row._mapping))  # noqa: SLF001 - SQLAlchemy's name
        connection.execute(registrant.delete().where(registrant.c.event_id.not_in(events)))
        needed = {
            *connection.scalars(sa.select(participant.c.user_name).distinct()),
            *connection.scalars(sa.select(registrant.c.user_name).where(registrant.c.user_name.is_not(None))),
        }
    for known in load_signup_lists(store, lists).values():
        needed.update(entry.name for entry in known.last.signups.entries)
        needed.update(known.traces)
    erase(store, stored_names(store) - needed - frozenset(others))
