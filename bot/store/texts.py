"""What was counted in the texts of revisions; the texts themselves are never kept."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Store, reading, upsert_values
from bot.store.tables import text_count
from bot.store.times import to_seconds

IDS_A_QUERY = 500

_COLUMNS = tuple(column.name for column in text_count.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedText:
    """The words and references of one revision; None where unknown, and `why` in a few words for a person."""

    rev_id: int
    words: int | None
    references: int | None
    words_version: int
    why: str | None = None


def save_text_counts(
    store: Store, dbname: str, counted: Iterable[CountedText], *, references_version: int, asked_at: datetime
) -> None:
    """Record what was counted, by these versions of the definitions, in texts that a wiki was asked for."""
    at = to_seconds(asked_at)
    rows = [
        (dbname, one.rev_id, one.words, one.references, one.words_version, references_version, at, one.why)
        for one in counted
    ]
    with store.begin() as connection:
        upsert_values(connection, text_count, _COLUMNS, rows)


def drop_stale_counts(
    store: Store,
    dbname: str,
    *,
    words_versions: Collection[int],
    references_version: int,
    unknown_before: datetime,
) -> int:
    """Forget what other versions counted, and that a text could not be had before a moment; give how many."""
    c = text_count.c
    stale = sa.or_(
        c.words_version.not_in(words_versions),
        c.references_version != references_version,
        sa.and_(c.references.is_(None), c.asked_at < to_seconds(unknown_before)),
    )
    with store.begin() as connection:
        return connection.execute(text_count.delete().where(c.dbname == dbname, stale)).rowcount


def lacking_counts(store: Store, dbname: str, rev_ids: Sequence[int]) -> tuple[int, ...]:
    """Give those of these revisions of which nothing is recorded, in order."""
    known: set[int] = set()
    with reading(store) as connection:
        for start in range(0, len(rev_ids), IDS_A_QUERY):
            ids = rev_ids[start : start + IDS_A_QUERY]
            query = sa.select(text_count.c.rev_id)
            known.update(connection.scalars(query.where(text_count.c.dbname == dbname, text_count.c.rev_id.in_(ids))))
    return tuple(rev_id for rev_id in rev_ids if rev_id not in known)
