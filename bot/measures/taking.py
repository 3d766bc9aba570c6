"""Which revisions count for which programs, and for whom, very many of them at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.measures.calendar import Timetable
from bot.measures.rule import Rule
from bot.model.edits import Edits, Flags, Numbers, column
from bot.model.participants import Participant


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Taken:
    """Revisions that count, in columns, by level and then as in `edits`, of which `row` is the place.

    A level is that of which something is a sum: a program, or the campaign. `member` is a person at a level, `window`
    the number of one of the level's windows, `day` the ordinal of a date in its time zone.
    """

    edits: Edits
    row: Numbers
    level: Numbers
    member: Numbers
    window: Numbers
    day: Numbers

    @property
    def page(self) -> Numbers:
        return self.edits.page[self.row]


class Members:
    """The people of each level, numbered through; those of a level stand together."""

    def __init__(self, levels: Sequence[Iterable[Participant]]) -> None:
        self.people: list[Participant] = []
        self.first: list[int] = [0]
        """Number of each level's first member, and of the one after the last."""
        for people in levels:
            self.people.extend({person.user_name: person for person in people}.values())
            self.first.append(len(self.people))
        self.level = np.repeat(np.arange(len(levels)), np.diff(self.first))

    def of(self, level: int) -> range:
        """Give the numbers of a level's people."""
        return range(self.first[level], self.first[level + 1])

    def numbers(self, level: int) -> dict[str, int]:
        """Give the number of each of a level's people by name."""
        return {self.people[number].user_name: number for number in self.of(level)}


class Programs:
    """Takes the revisions that count for programs, each a level."""

    def __init__(self, rules: Sequence[Rule], members: Members, timetable: Timetable) -> None:
        self._rules = rules
        self._level = members.level
        self._timetable = timetable
        self._accounts = _accounts(rules, members)

    def take(self, edits: Edits) -> Taken:
        """Give what of these revisions counts; one that counts for several programs comes once for each."""
        who = self._accounts.get(edits.dbname, _NOBODY)
        row, member = who.rows_and_members(edits.user_id)
        level = self._level[member]
        segment = self._timetable.segments(edits.timestamp)[row]
        window = self._timetable.windows[level, segment]
        counts = (window >= 0) & self._tracked(edits, level)[level, edits.page[row]]
        order = np.flatnonzero(counts)
        order = order[np.argsort(level[order], kind="stable")]
        return Taken(
            edits=edits,
            row=row[order],
            level=level[order],
            member=member[order],
            window=window[order],
            day=self._timetable.days[level, segment][order],
        )

    def _tracked(self, edits: Edits, levels: Numbers) -> Flags:
        """Give by level and page whether edits of the page can count, for levels of which there are any."""
        tracked = np.zeros((len(self._rules), len(edits.pages.title)), dtype=np.bool_)
        for level in np.unique(levels):
            tracked[level] = self._rules[level].tracked(edits.pages)
        return tracked


class _Accounts(NamedTuple):
    """Local ids that take part, rising, and the members that each one is: `number` of them from `first` on."""

    ids: Numbers
    first: Numbers
    number: Numbers
    members: Numbers

    def rows_and_members(self, user_ids: Numbers) -> tuple[Numbers, Numbers]:
        """Give the places in a column of local ids that take part, each once for each member."""
        if not len(self.ids):
            return self.ids, self.ids
        places = np.minimum(np.searchsorted(self.ids, user_ids), len(self.ids) - 1)
        rows = np.flatnonzero(self.ids[places] == user_ids)
        number = self.number[places[rows]]
        within = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
        return np.repeat(rows, number), self.members[np.repeat(self.first[places[rows]], number) + within]


_NOBODY = _Accounts(*(column([]) for _ in _Accounts._fields))


def _accounts(rules: Sequence[Rule], members: Members) -> dict[str, _Accounts]:
    found: dict[str, dict[int, list[int]]] = {}
    for level, rule in enumerate(rules):
        numbers = members.numbers(level)
        for dbname, people in rule.people.items():
            of_wiki = found.setdefault(dbname, {})
            for user_id, person in people.items():
                of_wiki.setdefault(user_id, []).append(numbers[person.user_name])
    return {dbname: _columns(sorted(of_wiki.items())) for dbname, of_wiki in found.items()}


def _columns(members: Sequence[tuple[int, Sequence[int]]]) -> _Accounts:
    number = column([len(several) for _, several in members])
    return _Accounts(
        ids=column([user_id for user_id, _ in members]),
        first=np.cumsum(number) - number,
        number=number,
        members=column([member for _, several in members for member in several]),
    )
