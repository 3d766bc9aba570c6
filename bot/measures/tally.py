"""Adding pages up, batch after batch, so that memory grows with what is reported, not with revisions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from bot.measures.calendar import Timetable
from bot.measures.states import page_state
from bot.measures.sums import EMPTY, Field, Groups, add_up, begins_of, nothing, numbers_of
from bot.measures.taking import Members, Taken
from bot.measures.wanted import PageTally, WantedPages
from bot.model.edits import Flags, Numbers, Pages
from bot.model.participants import Participant
from bot.model.results import PageResult, Totals
from bot.model.wikis import NS_USER, NS_USER_TALK

_OF_USERS = frozenset({NS_USER, NS_USER_TALK})


class Parts(NamedTuple):
    """Sums of what counts, in columns whose keys are as in Taken: those that belong together stand side by side."""

    level: Numbers
    page: Numbers
    member: Numbers
    day: Numbers
    sums: Numbers

    def joined(self, *keys: Numbers) -> tuple["Parts", Numbers]:
        """Add up what has the same keys; give of each the place of its first part, too."""
        first, sums = add_up(self.sums, *keys)
        return Parts(self.level[first], self.page[first], self.member[first], self.day[first], sums), first

    def where(self, chosen: Flags) -> "Parts":
        keys = (self.level[chosen], self.page[chosen], self.member[chosen], self.day[chosen])
        return Parts(*keys, self.sums[:, chosen])


def shares_by_day(taken: Taken, given: Numbers) -> Parts:
    """Give what each person did to each page on each day."""
    parts = Parts(taken.level, taken.page, taken.member, taken.day, given)
    return parts.joined(parts.level, parts.page, parts.member, parts.day)[0]


class _Counts:
    """Sums of several groups, with their pages."""

    def __init__(self, size: int) -> None:
        self._sums = nothing(size)
        self._pages = np.zeros(size, dtype=np.int64)
        self._created = np.zeros(size, dtype=np.int64)

    def add(self, groups: Numbers, sums: Numbers) -> None:
        """Add sums to these groups."""
        order = np.argsort(groups, kind="stable")
        first, added = add_up(sums[:, order], groups[order])
        self._sums[:, groups[order][first]] += added

    def add_pages(self, groups: Numbers, creates: Numbers) -> None:
        """Count pages, each given once for each of its groups, with how often it was created."""
        self._pages += np.bincount(groups, minlength=len(self._pages))
        self._created += np.bincount(groups[creates > 0], minlength=len(self._pages))

    def groups(self, numbers: Numbers) -> Groups:
        """Give these of the groups."""
        return Groups(self._sums[:, numbers], self._pages[numbers], self._created[numbers])

    def used(self, first: int, end: int) -> Numbers:
        """Give the numbers, from `first` on and before `end`, of the groups of which there is anything."""
        return first + np.flatnonzero(self._pages[first:end])


class Tally:
    """Everything counted, by level; of some levels it is told what became of `wanted` pages."""

    def __init__(self, members: Members, timetable: Timetable, wanted: Mapping[int, WantedPages]) -> None:
        self._members = members
        self._wanted = wanted
        levels = len(members.first) - 1
        self._named = [
            frozenset(members.people[n].user_name for n in members.of(level) if members.people[n].named)
            for level in range(levels)
        ]
        self._one_name: list[tuple[str, ...]] = [(p.user_name,) if p.named else () for p in members.people]
        self._wikis: dict[str, _Counts] = {}
        self._active: dict[str, Flags] = {}
        self._people = _Counts(len(members.people))
        self._days = _Days(members, timetable)
        self._listed: list[list[PageResult]] = [[] for _ in range(levels)]
        self._sorted: dict[int, tuple[PageResult, ...]] = {}
        self.unlisted = [0] * levels
        """By level, how many pages are not among those that are listed."""
        self.found: list[list[PageTally]] = [[] for _ in range(levels)]
        """By level, the wanted pages."""

    def add(self, taken: Taken, given: Numbers) -> None:
        """Count pages that have not been added yet; `given` is what each revision gives."""
        if not len(taken.row):
            return
        by_day = shares_by_day(taken, given)
        shares, _ = by_day.joined(by_day.level, by_day.page, by_day.member)
        pages, first = shares.joined(shares.level, shares.page)
        dbname, levels = taken.edits.dbname, len(self._listed)
        wiki = self._wikis.setdefault(dbname, _Counts(levels))
        wiki.add(pages.level, pages.sums)
        wiki.add_pages(pages.level, pages.sums[Field.CREATES])
        active = self._active.setdefault(dbname, np.zeros(len(self._members.people), dtype=np.bool_))
        active[shares.member] = True
        self._people.add(shares.member, shares.sums)
        self._people.add_pages(shares.member, shares.sums[Field.CREATES])
        self._days.add(by_day, len(taken.edits.pages.title))
        created_at = _created_at(taken, given)
        self._list(taken.edits.pages, pages, created_at, shares.member.tolist(), [*first.tolist(), len(shares.member)])

    def total(self, level: int) -> tuple[Totals, Numbers]:
        """Give everything together, and the sums that it is made of."""
        numbers = np.array([level])
        whole = EMPTY
        for counts in self._wikis.values():
            whole = whole.plus(counts.groups(numbers))
        of = self._members.of(level)
        active = np.any([flags[of.start : of.stop] for flags in self._active.values()], axis=0)
        return whole.totals([int(active.sum())])[0], whole.sums[:, 0]

    def wikis(self, level: int) -> dict[str, Totals]:
        """Give the wikis with edits; so are people and days."""
        of = self._members.of(level)
        return {
            dbname: counts.groups(used).totals([int(self._active[dbname][of.start : of.stop].sum())])[0]
            for dbname, counts in self._wikis.items()
            if len(used := counts.used(level, level + 1))
        }

    def people(self, level: int) -> dict[str, Totals]:
        of = self._members.of(level)
        used = self._people.used(of.start, of.stop)
        totals = self._people.groups(used).totals([1] * len(used), participants=1)
        return {self._members.people[number].user_name: one for number, one in zip(used.tolist(), totals, strict=True)}

    def days(self, level: int) -> dict[date, Totals]:
        return self._days.of(level)

    def pages(self, level: int) -> tuple[PageResult, ...]:
        """Give those that somebody edited who may be named, not in others' user pages; most bytes added first."""
        if level not in self._sorted:
            pages = self._listed[level]
            for key in ("title", "namespace", "wiki"):
                pages.sort(key=attrgetter(key))
            pages.sort(key=lambda page: -(page.bytes_added or 0))
            self._sorted[level] = tuple(pages)
        return self._sorted[level]

    def _list(
        self,
        pages: Pages,
        sums: Parts,
        created_at: Sequence[int],
        members: Sequence[int],
        first: Sequence[int],
    ) -> None:
        """Add pages to the lists of their levels; the members who edited one stand together, from `first` on."""
        dbname, namespaces, titles, one_name = pages.dbname, pages.namespace.tolist(), pages.title, self._one_name
        keys = zip(sums.level.tolist(), sums.page.tolist(), created_at, first, first[1:], strict=False)
        for (level, place, created, start, end), shown in zip(
            keys, zip(*numbers_of(sums.sums), strict=True), strict=True
        ):
            namespace, title = namespaces[place], titles[place]
            creates, edits, reverted, added, removed, net, words, references = shown
            names = one_name[members[start]]
            if end - start > 1:
                names = tuple(sorted(name for member in members[start:end] for name in one_name[member]))
            if names and (namespace not in _OF_USERS or names_only(self._named[level], namespace, title)):
                self._listed[level].append(
                    PageResult(
                        wiki=dbname,
                        namespace=namespace,
                        title=title,
                        created=creates,
                        deleted=False,
                        edits=edits,
                        bytes_added=added,
                        bytes_removed=removed,
                        bytes_net=net if removed else added,  # one number in memory where it is the same
                        words_added=words,
                        references_added=references,
                        participants=names,
                        created_at=datetime.fromtimestamp(created, UTC) if creates else None,
                        state=page_state(created=creates, edits=edits, reverted=reverted),
                    )
                )
            else:
                self.unlisted[level] += 1
            if level in self._wanted and (page := pages.one(place)) in self._wanted[level]:
                self.found[level].append(PageTally(page, creates, edits, reverted, added, names))


def _created_at(taken: Taken, given: Numbers) -> list[int]:
    """Give of each level's pages when it was created, in seconds since 1970 UTC, if it was."""
    creating = np.where(given[Field.CREATES] > 0, taken.edits.timestamp[taken.row], 0)
    created: list[int] = np.maximum.reduceat(creating, begins_of(taken.level, taken.page)).tolist()
    return created


class _Days:
    """Sums of days, each with its pages and people."""

    def __init__(self, members: Members, timetable: Timetable) -> None:
        self._members = members
        days = [np.unique(row[row >= 0]) for row in timetable.days]
        self._slots = np.concatenate([level * _FAR + of_level for level, of_level in enumerate(days)])
        """Levels' days, rising."""
        self._first = np.cumsum([0, *(len(of_level) for of_level in days)])
        people = np.diff(members.first)
        self._seen_from = np.cumsum([0, *(len(d) * p for d, p in zip(days, people, strict=True))])
        self._seen = np.zeros(self._seen_from[-1], dtype=np.bool_)
        """Whether somebody was active on a day, by level, day and person."""
        self._people = people
        self._counts = _Counts(len(self._slots))

    def add(self, shares: Parts, pages: int) -> None:
        """Count what each person did to each of so many pages on each day."""
        level = shares.level
        slot = np.searchsorted(self._slots, level * _FAR + shares.day)
        self._counts.add(slot, shares.sums)
        of_pages, which = np.unique(slot * pages + shares.page, return_inverse=True)
        creates = np.bincount(which, shares.sums[Field.CREATES]).astype(np.int64)
        self._counts.add_pages(of_pages // pages, creates)
        person = shares.member - np.asarray(self._members.first)[level]
        self._seen[self._seen_from[level] + (slot - self._first[level]) * self._people[level] + person] = True

    def of(self, level: int) -> dict[date, Totals]:
        """Give the days of a level that have edits."""
        first, end = self._first[level], self._first[level + 1]
        used = self._counts.used(first, end)
        if not len(used):
            return {}
        seen = self._seen[self._seen_from[level] : self._seen_from[level + 1]].reshape(end - first, -1)
        totals = self._counts.groups(used).totals(seen[used - first].sum(axis=1).tolist())
        days = (self._slots[used] - level * _FAR).tolist()
        return {date.fromordinal(day): one for day, one in zip(days, totals, strict=True)}


_FAR = 1 << 24
"""More days than there are."""


def names_only(people: Collection[str], namespace: int, title: str) -> bool:
    """Whether a title names nobody but these people: pages of users are called as these are."""
    return namespace not in _OF_USERS or title.partition("/")[0] in people


def accounts_on(people: Iterable[Participant], dbname: str) -> int:
    """How many of them have an account on that wiki."""
    return sum(1 for person in people if dbname in person.accounts)
