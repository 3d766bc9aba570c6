"""Pages that define campaigns, as they were last read, so that they are read again only when they changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.model.problems import Problem
from bot.store.engine import Store, reading
from bot.store.tables import source
from bot.store.times import from_seconds, to_seconds

_PROBLEMS = TypeAdapter(tuple[Problem, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A file or page that defines a campaign.

    `rev_id`, `text` and `editor` are those of the page's last reading, None for a file; `trusted` says whether the
    editor may change what is tracked.
    """

    source: str
    on_wiki: bool
    problems: tuple[Problem, ...]
    rev_id: int | None = None
    text: str | None = None
    editor: str | None = None
    trusted: bool = True
    trust_asked_at: datetime | None = None


def load_sources(store: Store) -> dict[str, SourceState]:
    """Give by name the sources of the last run."""
    with reading(store) as connection:
        rows = connection.execute(sa.select(source).order_by(source.c.on_wiki, source.c.source))
        return {
            row.source: SourceState(
                source=row.source,
                on_wiki=row.on_wiki,
                problems=_PROBLEMS.validate_json(row.problems),
                rev_id=row.rev_id,
                text=row.text,
                editor=row.editor,
                trusted=row.trusted,
                trust_asked_at=from_seconds(row.trust_asked_at),
            )
            for row in rows
        }


def save_sources(store: Store, states: Collection[SourceState]) -> None:
    """Replace the sources by those of this run."""
    with store.begin() as connection:
        connection.execute(source.delete())
        if states:
            connection.execute(source.insert(), [_row(state) for state in states])


def _row(state: SourceState) -> Mapping[str, object]:
    return {
        "source": state.source,
        "on_wiki": state.on_wiki,
        "problems": _PROBLEMS.dump_json(state.problems).decode(),
        "rev_id": state.rev_id,
        "text": state.text,
        "editor": state.editor,
        "trusted": state.trusted,
        "trust_asked_at": to_seconds(state.trust_asked_at),
    }
