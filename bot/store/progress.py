"""How each wiki answered, when accounts were last read in full, and what became of the pages kept up to date."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.model.intervals import Interval, subtract
from bot.model.pages import Figures
from bot.store.contributions import load_coverage
from bot.store.engine import Store, reading, upsert
from bot.store.memory import recall, remember
from bot.store.tables import coverage, full_reading, report, wiki
from bot.store.times import from_seconds, to_seconds

_STOPS = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiState:
    """`read_until`: everything programs need is known until then; `failure`: why it did not answer in the last run."""

    dbname: str
    read_until: datetime | None
    failed_at: datetime | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportState:
    """What became of a page at its last check; `saved_at` is None for a page that the bot never saved.

    `named` are hashes of who is named on it, as far as the bot wrote it, and `figures` how much it shows; None where
    that is not known. `rev_id` is the revision that was looked at, or that the bot saved.
    """

    dbname: str
    title: str
    saved_at: datetime | None
    checked_at: datetime
    outcome: str
    why: str | None = None
    named: frozenset[str] = frozenset()
    rev_id: int | None = None
    figures: Figures | None = None


def save_wiki_state(store: Store, state: WikiState) -> None:
    """Record how a wiki answered."""
    row = {
        "dbname": state.dbname,
        "read_until": to_seconds(state.read_until),
        "failed_at": to_seconds(state.failed_at),
        "failure": state.failure,
    }
    with store.begin() as connection:
        upsert(connection, wiki, [row])


def load_wiki_states(store: Store) -> dict[str, WikiState]:
    """Give by dbname how each wiki answered last."""
    with reading(store) as connection:
        return {
            row.dbname: WikiState(
                dbname=row.dbname,
                read_until=from_seconds(row.read_until),
                failed_at=from_seconds(row.failed_at),
                failure=row.failure,
            )
            for row in connection.execute(sa.select(wiki).order_by(wiki.c.dbname))
        }


def save_full_readings(store: Store, dbname: str, read: Mapping[int, tuple[Interval, ...]], at: datetime) -> None:
    """Record that all that programs need of these accounts, given by local id, was read anew at a moment.

    What is covered beyond that was not: it counts as unread from now on, should a program need it again.
    """
    known = load_coverage(store, dbname, tuple(read))
    stale = {user_id: beyond for user_id, spans in known.items() if (beyond := subtract(spans, read[user_id]))}
    with store.begin() as connection:
        rows = ({"dbname": dbname, "user_id": user_id, "at": to_seconds(at)} for user_id in read)
        upsert(connection, full_reading, rows)
        for user_id, beyond in stale.items():
            ours = sa.and_(coverage.c.dbname == dbname, coverage.c.user_id == user_id)
            connection.execute(coverage.delete().where(ours))
            upsert(
                connection,
                coverage,
                (
                    {"dbname": dbname, "user_id": user_id, "start": to_seconds(s.start), "end": to_seconds(s.end)}
                    for s in subtract(known[user_id], beyond)
                ),
            )


def load_full_readings(store: Store, dbname: str, user_ids: Sequence[int]) -> dict[int, datetime]:
    """Give when each account was last read in full; those that never were are left out."""
    query = sa.select(full_reading.c.user_id, full_reading.c.at).where(full_reading.c.dbname == dbname)
    wanted = set(user_ids)
    with reading(store) as connection:
        return {row.user_id: from_seconds(row.at) for row in connection.execute(query) if row.user_id in wanted}


def save_stops(store: Store, stops: Mapping[str, str | None]) -> None:
    """Record of some wikis why nothing is written there, because somebody wants it so; None: nobody does."""
    before = load_stops(store)
    now = {dbname: why for dbname, why in {**before, **stops}.items() if why}
    if now != before:
        remember(store, _STOPS, now)


def load_stops(store: Store) -> dict[str, str]:
    """Give by dbname why nothing was written there in the last run, where a stop page said so."""
    return dict(recall(store, _STOPS) or {})


def save_report_states(store: Store, states: Iterable[ReportState]) -> None:
    """Record what became of pages."""
    with store.begin() as connection:
        upsert(
            connection,
            report,
            (
                {
                    "dbname": state.dbname,
                    "title": state.title,
                    "saved_at": to_seconds(state.saved_at),
                    "checked_at": to_seconds(state.checked_at),
                    "outcome": state.outcome,
                    "why": state.why,
                    "named": json.dumps(sorted(state.named), ensure_ascii=False) if state.named else None,
                    "rev_id": state.rev_id,
                    "figures": json.dumps(asdict(state.figures)) if state.figures else None,
                }
                for state in states
            ),
        )


def load_report_states(store: Store) -> dict[tuple[str, str], ReportState]:
    """Give by wiki and title what became of each page at its last check."""
    with reading(store) as connection:
        return {
            (row.dbname, row.title): ReportState(
                dbname=row.dbname,
                title=row.title,
                saved_at=from_seconds(row.saved_at),
                checked_at=from_seconds(row.checked_at),
                outcome=row.outcome,
                why=row.why,
                named=frozenset(json.loads(row.named) if row.named else ()),
                rev_id=row.rev_id,
                figures=Figures(**json.loads(row.figures)) if row.figures else None,
            )
            for row in connection.execute(sa.select(report).order_by(report.c.dbname, report.c.title))
        }
