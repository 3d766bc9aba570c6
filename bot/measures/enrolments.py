"""Who takes part in programs, on which wikis, and how far these are known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model.campaigns import Privacy, Program
from bot.model.participants import Participant
from bot.model.results import SOME_WIKI, WantedArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """How far the wikis are known: `never_read` ones have no number at all, `unknown` ones may have old numbers.

    `unread` are dbname and name of people of whom nothing was ever read on a wiki that is unknown.
    """

    as_of: datetime | None
    unknown: frozenset[str] = frozenset()
    never_read: frozenset[str] = frozenset()
    unread: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A program with the people on its lists, the wikis tracked for it, how far these are known, and what is wanted.

    `hidden` are the central ids of people who take part under names that are hidden: they only count.
    """

    program: Program
    participants: tuple[Participant, ...]
    wikis: tuple[str, ...]
    knowledge: Knowledge
    wanted: tuple[WantedArticle, ...] = ()
    hidden: frozenset[int] = frozenset()


def everyone_of(enrolments: Iterable[Enrolment]) -> dict[str, Participant]:
    """Each person of the campaign once; named only if every program in which they take part may name them."""
    everyone: dict[str, Participant] = {}
    for enrolment in enrolments:
        for person in enrolment.participants:
            before = everyone.get(person.user_name)
            everyone[person.user_name] = (
                replace(person, accounts={**before.accounts, **person.accounts}, named=person.named and before.named)
                if before
                else person
            )
    return everyone


def unread_people(enrolments: Iterable[Enrolment]) -> frozenset[str]:
    """Give the names of people who may have edited where nothing of theirs was read, and of whom nothing else was."""
    missing: set[str] = set()
    read: set[str] = set()
    for enrolment in enrolments:
        unread = enrolment.knowledge.unread
        missing.update(name for _, name in unread)
        read.update(
            person.user_name
            for person in enrolment.participants
            if any((dbname, person.user_name) not in unread for dbname in person.accounts)
        )
    return frozenset(missing - read)


def unknown_wikis(enrolments: Sequence[Enrolment]) -> tuple[str, ...]:
    """Give the unknown wikis in order, those together as one that only hidden people led to."""
    unknown = {dbname for e in enrolments for dbname in e.knowledge.unknown}
    nameable = {dbname for e in enrolments for dbname in _nameable(e)}
    wikis = (dbname for e in enrolments for dbname in e.wikis if dbname in unknown)
    return tuple(dict.fromkeys(dbname if dbname in nameable else SOME_WIKI for dbname in wikis))


def _nameable(enrolment: Enrolment) -> tuple[str, ...]:
    """Give the wikis of a program that may be named: of hidden people, those that its definition names."""
    if enrolment.program.privacy is not Privacy.HIDDEN:
        return enrolment.wikis
    return (*enrolment.program.wikis, *(article.wiki for article in enrolment.wanted))


def named_among(people: Iterable[Participant]) -> frozenset[str]:
    """Give the names that may be shown."""
    return frozenset(person.user_name for person in people if person.named)
