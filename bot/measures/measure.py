"""Contributions to results, by the definitions of DESIGN section 4."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.measures.rule import Rule, WhyNot
from bot.measures.runs import window_of
from bot.measures.tally import Group, Tally, accounts_on
from bot.measures.wanted import wanted_results
from bot.model.campaigns import Campaign, Privacy, Program
from bot.model.contributions import Contribution
from bot.model.intervals import merge
from bot.model.participants import Participant
from bot.model.results import SOME_WIKI, Result, Totals, WantedArticle


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


def measure(
    campaign: Campaign, enrolments: Iterable[Enrolment], contributions: Iterable[Contribution]
) -> tuple[Result, tuple[Result, ...]]:
    """Give the campaign's result, in which nothing counts twice, and those of its programs, in one pass.

    `contributions` may hold more than counts, but none twice; one person's on one page come in the order in which
    they were saved, all others in any.
    """
    counters = tuple(_Counter(enrolment) for enrolment in enrolments)
    everyone = _everyone(counters)
    alone = len(counters) == 1  # then the campaign is that program: counting twice would take twice the memory
    whole = counters[0].tally if alone else Tally()
    windows = merge(window for counter in counters for window in counter.enrolment.program.windows)
    for contribution in contributions:
        takers = [person for counter in counters if (person := counter.take(contribution))]
        if takers and not alone:
            person = everyone[takers[0].user_name]
            whole.add(contribution, person, named=person.named, window=window_of(contribution, windows))
    programs = tuple(counter.result(campaign.name) for counter in counters)
    return _campaign_result(campaign, counters, everyone, whole), programs


class _Counter:
    """One program's rule, and what has counted for it so far."""

    def __init__(self, enrolment: Enrolment) -> None:
        self.enrolment = enrolment
        self.tally = Tally()
        self._rule = Rule(
            enrolment.program,
            participants=enrolment.participants,
            wikis=enrolment.wikis,
            wanted=enrolment.wanted,
        )

    def take(self, contribution: Contribution) -> Participant | None:
        """Count it if it counts for this program, and say for whom it did."""
        person = self._rule.judge(contribution)
        if isinstance(person, WhyNot):
            return None
        window = window_of(contribution, self._rule.windows)
        self.tally.add(contribution, person, named=person.named, window=window)
        return person

    def result(self, campaign_name: str) -> Result:
        program = self.enrolment.program
        hidden = program.privacy is Privacy.HIDDEN
        wanted, unlisted = wanted_results(() if hidden else self.enrolment.wanted, self.tally)
        return _result(
            Result(
                campaign=campaign_name,
                program=program.name,
                as_of=self.enrolment.knowledge.as_of,
                unknown_wikis=_unknown((self.enrolment,)),
                totals=Totals(),
                wikis={},
                participants={},
                pages=(),
                wanted=wanted,
                unlisted_wanted=unlisted,
            ),
            self.tally,
            people=self.enrolment.participants,
            hidden=len(self.enrolment.hidden),
            wikis=self.enrolment.wikis,
            never_read=self.enrolment.knowledge.never_read,
            unread=_unread((self.enrolment,)),
            privacy=program.privacy,
        )


def _campaign_result(
    campaign: Campaign, counters: tuple[_Counter, ...], everyone: Mapping[str, Participant], tally: Tally
) -> Result:
    enrolments = tuple(counter.enrolment for counter in counters)
    wikis = tuple(dict.fromkeys(dbname for e in enrolments for dbname in e.wikis))
    read = {dbname for e in enrolments for dbname in e.wikis if dbname not in e.knowledge.never_read}
    moments = [e.knowledge.as_of for e in enrolments]
    known_moments = [moment for moment in moments if moment is not None]
    hidden = any(e.program.privacy is Privacy.HIDDEN for e in enrolments)
    return _result(
        Result(
            campaign=campaign.name,
            program=None,
            as_of=min(known_moments) if known_moments and len(known_moments) == len(moments) else None,
            unknown_wikis=_unknown(enrolments),
            totals=Totals(),
            wikis={},
            participants={},
            pages=(),
        ),
        tally,
        people=tuple(everyone.values()),
        hidden=len({person for e in enrolments for person in e.hidden}),
        wikis=wikis,
        never_read=frozenset(wikis) - read,
        unread=_unread(enrolments),
        privacy=Privacy.HIDDEN if hidden else campaign.privacy,
    )


def _result(
    empty: Result,
    tally: Tally,
    *,
    people: tuple[Participant, ...],
    hidden: int,
    wikis: tuple[str, ...],
    never_read: frozenset[str],
    unread: frozenset[str],
    privacy: Privacy,
) -> Result:
    """Fill in a result from what was counted; nothing is known of wikis and people that were never read."""
    nothing_known = bool(wikis) and never_read.issuperset(wikis)
    everybody = len(people) + hidden
    pages = tally.page_results({person.user_name for person in people if person.named})
    groups = tally.groups()
    sums = groups.total.sums
    return replace(
        empty,
        totals=Totals(participants=everybody) if nothing_known else groups.total.totals(everybody),
        wikis={}
        if privacy is Privacy.HIDDEN
        else {
            dbname: Totals()
            if dbname in never_read
            else groups.wikis.get(dbname, Group()).totals(accounts_on(people, dbname))
            for dbname in wikis
        },
        participants={
            person.user_name: Totals(participants=1)
            if nothing_known or (person.user_name in unread and person.user_name not in groups.people)
            else groups.people.get(person.user_name, Group()).totals(1)
            for person in sorted(people, key=lambda p: p.user_name)
            if person.named
        },
        pages=pages,
        unlisted_pages=len(tally.pages) - len(pages),
        uncounted_texts=sums.references_unknown,
        unsegmented_texts=sums.words_unknown - sums.references_unknown,
    )


def _unread(enrolments: Iterable[Enrolment]) -> frozenset[str]:
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


def _everyone(counters: tuple[_Counter, ...]) -> dict[str, Participant]:
    """Each person of the campaign once; named only if every program in which they take part may name them."""
    everyone: dict[str, Participant] = {}
    for counter in counters:
        for person in counter.enrolment.participants:
            before = everyone.get(person.user_name)
            everyone[person.user_name] = (
                replace(person, accounts={**before.accounts, **person.accounts}, named=person.named and before.named)
                if before
                else person
            )
    return everyone


def _unknown(enrolments: Sequence[Enrolment]) -> tuple[str, ...]:
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
