"""Which texts have to be counted: those at the ends of runs."""

from collections.abc import Iterable, Iterator, Sequence

from bot.measures.calendar import Calendar, Timetable
from bot.measures.rule import Rule
from bot.measures.runs import ends_of, find_runs
from bot.measures.taking import Members, Programs
from bot.model.edits import Edits


def needed_texts(edits: Iterable[Edits], rules: Sequence[Rule]) -> Iterator[int]:
    """Give the ids of the revisions of one wiki whose texts the rules' programs need; some may come twice."""
    timetable = Timetable([Calendar(rule.windows, "UTC") for rule in rules])
    programs = Programs(rules, Members([rule.participants for rule in rules]), timetable)
    for some in edits:
        yield from ends_of(find_runs(programs.take(some))).tolist()
