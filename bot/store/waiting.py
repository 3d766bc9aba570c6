"""Privacy that an organizer asked for on the wiki and the operator has to agree to."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from bot.model.campaigns import Privacy
from bot.store.engine import Store, reading
from bot.store.tables import waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A loosening of privacy asked for in a definition; `program` is "" for the campaign itself."""

    campaign: str
    program: str
    privacy: Privacy
    approved: bool = False


def load_wishes(store: Store) -> tuple[Wish, ...]:
    """Give what waits, and what was approved and has not taken effect yet."""
    order = (waiting.c.campaign, waiting.c.program)
    with reading(store) as connection:
        return tuple(
            Wish(campaign=row.campaign, program=row.program, privacy=Privacy(row.privacy), approved=row.approved)
            for row in connection.execute(sa.select(waiting).order_by(*order))
        )


def save_wishes(store: Store, wishes: Collection[Wish]) -> None:
    """Replace what waits."""
    with store.begin() as connection:
        connection.execute(waiting.delete())
        if wishes:
            connection.execute(
                waiting.insert(),
                [
                    {"campaign": w.campaign, "program": w.program, "privacy": w.privacy, "approved": w.approved}
                    for w in wishes
                ],
            )


def approve_wishes(store: Store, campaign: str) -> tuple[Wish, ...]:
    """Agree to all that waits of a campaign, and give it; it takes effect in the next run."""
    wishes = tuple(wish for wish in load_wishes(store) if wish.campaign == campaign)
    with store.begin() as connection:
        connection.execute(waiting.update().where(waiting.c.campaign == campaign).values(approved=True))
    return wishes
