"""Sign-up lists: how each was read last, and who added and removed the names on it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.model.signups import Moment, Traces
from bot.signups import SignupList
from bot.store.engine import Store, reading, upsert
from bot.store.tables import signup_list
from bot.store.times import from_seconds, to_seconds

ListKey = tuple[str, str, str]
"""dbname, title as the definition names it, and section, empty for the whole page."""

NOBODY = SignupList(entries=(), unread=(), section_found=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastReading:
    """What a list said, and the revision that said so; `rev_id` is None where no page was ever found."""

    rev_id: int | None = None
    signups: SignupList = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """A list as a run left it.

    `rev_id` is the page's revision that was seen last, `last` the last good reading, perhaps of an earlier one;
    `section_found` says whether the seen one had the section. `followed` is the last version whose changes are in
    `traces`; `complete`: there was none later that could be read. `reader` tells what the lists were read with.
    """

    key: ListKey
    stands_at: str
    page_id: int | None = None
    rev_id: int | None = None
    reader: str = ""
    section_found: bool = True
    last: LastReading = field(default_factory=LastReading)
    followed: Moment | None = None
    complete: bool = False
    traces: Mapping[str, Traces] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    last: LastReading
    section_found: bool
    page_id: int | None
    complete: bool
    reader: str


_KEPT = TypeAdapter(_Kept)
_TRACES = TypeAdapter(dict[str, Traces])


def save_signup_lists(store: Store, lists: Iterable[KnownList]) -> None:
    """Record how these lists were read."""
    with store.begin() as connection:
        upsert(connection, signup_list, (_row(known) for known in lists))


def load_signup_lists(store: Store, keys: Collection[ListKey]) -> dict[ListKey, KnownList]:
    """Give what is known of these lists; those never read are left out."""
    found: dict[ListKey, KnownList] = {}
    with reading(store) as connection:
        for dbname, title, section in keys:
            query = sa.select(signup_list).filter_by(dbname=dbname, title=title, section=section)
            row = connection.execute(query).one_or_none()
            if row:
                found[dbname, title, section] = _known(row)
    return found


def _row(known: KnownList) -> dict[str, object]:
    dbname, title, section = known.key
    return {
        "dbname": dbname,
        "title": title,
        "section": section,
        "stands_at": known.stands_at,
        "rev_id": known.rev_id,
        "followed_at": to_seconds(known.followed.timestamp) if known.followed else None,
        "followed_id": known.followed.rev_id if known.followed else None,
        "reading": _KEPT.dump_json(
            _Kept(
                last=known.last,
                section_found=known.section_found,
                page_id=known.page_id,
                complete=known.complete,
                reader=known.reader,
            )
        ).decode(),
        "traces": _TRACES.dump_json(dict(known.traces)).decode(),
    }


def _known(row: sa.Row[tuple[object, ...]]) -> KnownList:
    kept = _KEPT.validate_json(row.reading)
    followed = None
    if row.followed_at is not None:
        followed = Moment(timestamp=from_seconds(row.followed_at), rev_id=row.followed_id)
    return KnownList(
        key=(row.dbname, row.title, row.section),
        stands_at=row.stands_at,
        rev_id=row.rev_id,
        section_found=kept.section_found,
        page_id=kept.page_id,
        complete=kept.complete,
        reader=kept.reader,
        last=kept.last,
        followed=followed,
        traces=_TRACES.validate_json(row.traces),
    )
