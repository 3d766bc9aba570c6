"""Goals that were reached once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from bot.model.results import ReachedGoal
from bot.store.engine import Store, reading
from bot.store.tables import reached_goal


def load_reached(store: Store, campaign: str) -> dict[str, tuple[ReachedGoal, ...]]:
    """Give by program, and under "" for the campaign itself, the goals that were reached."""
    found: dict[str, list[ReachedGoal]] = defaultdict(list)
    query = sa.select(reached_goal).where(reached_goal.c.campaign == campaign)
    with reading(store) as connection:
        for row in connection.execute(query.order_by(reached_goal.c.metric, reached_goal.c.target)):
            found[row.program].append(
                ReachedGoal(metric=row.metric, target=row.target, day=date.fromisoformat(row.day), exact=row.exact)
            )
    return {program: tuple(goals) for program, goals in found.items()}


def save_reached(store: Store, campaign: str, program: str, goals: Iterable[ReachedGoal]) -> None:
    """Replace the reached goals of a program or, with "", of the campaign itself."""
    key = {"campaign": campaign, "program": program}
    rows = [
        {**key, "metric": goal.metric, "target": goal.target, "day": goal.day.isoformat(), "exact": goal.exact}
        for goal in goals
    ]
    with store.begin() as connection:
        connection.execute(reached_goal.delete().filter_by(**key))
        if rows:
            connection.execute(reached_goal.insert(), rows)
