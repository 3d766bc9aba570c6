"""Contributions to results, by the definitions of DESIGN section 4."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from bot.measures.calendar import Calendar, Timetable
from bot.measures.enrolments import Enrolment, everyone_of, unknown_wikis, unread_people
from bot.measures.gifts import gifts
from bot.measures.rule import Rule
from bot.measures.runs import ends_of, find_runs
from bot.measures.sums import NO_EDITS, Field
from bot.measures.taking import Members, Programs, Taken
from bot.measures.tally import Tally, accounts_on
from bot.measures.wanted import WantedPages, wanted_results
from bot.model.campaigns import Campaign, Privacy
from bot.model.edits import Edits, Numbers, Texts, column
from bot.model.intervals import merge
from bot.model.participants import Participant
from bot.model.results import Result, Totals


def measure(
    campaign: Campaign, enrolments: Iterable[Enrolment], edits: Iterable[Edits], texts: Texts
) -> tuple[Result, tuple[Result, ...]]:
    """Give the campaign's result, in which nothing counts twice, and those of its programs, in one pass.

    `edits` come with no page twice, and may hold more than counts. Memory grows with what is reported.
    """
    enrolments = tuple(enrolments)
    everyone = everyone_of(enrolments)
    counting = _Counting(campaign, enrolments, everyone)
    with _no_search_for_cycles():
        for some in edits:
            taken = counting.take(some)
            runs = find_runs(taken)
            counting.tally.add(taken, gifts(taken, runs, texts(some.dbname, ends_of(runs))))
    programs = tuple(
        _program_result(campaign, enrolment, counting.tally, level) for level, enrolment in enumerate(enrolments)
    )
    return _campaign_result(campaign, enrolments, everyone, counting.tally, counting.whole), programs


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Let Python not look through all that was made again and again for cycles, of which there are none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Counting:
    """Takes what counts for the programs and, where each edit counts once, for the campaign: the level `whole`."""

    def __init__(
        self, campaign: Campaign, enrolments: Sequence[Enrolment], everyone: Mapping[str, Participant]
    ) -> None:
        programs = [enrolment.program for enrolment in enrolments]
        zones = [program.timezone for program in programs]
        self._alone = zones == [campaign.timezone]  # then the campaign is that program: nothing is counted twice
        self.whole = 0 if self._alone else len(programs)
        calendars = [Calendar(program.windows, program.timezone) for program in programs]
        if not self._alone:
            calendars.append(Calendar(merge(w for program in programs for w in program.windows), campaign.timezone))
        self._timetable = Timetable(calendars)
        rules = [Rule(e.program, participants=e.participants, wikis=e.wikis, wanted=e.wanted) for e in enrolments]
        people = [rule.participants for rule in rules]
        members = Members(people if self._alone else [*people, tuple(everyone.values())])
        self._programs = Programs(rules, members, self._timetable)
        self._as_whole = _as_whole(members, self.whole)
        self.tally = Tally(
            members, self._timetable, {n: WantedPages(e.wanted) for n, e in enumerate(enrolments) if e.wanted}
        )

    def take(self, edits: Edits) -> Taken:
        """Give what of these revisions counts, at every level."""
        taken = self._programs.take(edits)
        if self._alone:
            return taken
        row, first = np.unique(taken.row, return_index=True)
        segment = self._timetable.segments(edits.timestamp[row])
        return Taken(
            edits=edits,
            row=np.append(taken.row, row),
            level=np.append(taken.level, np.full_like(row, self.whole)),
            member=np.append(taken.member, self._as_whole[taken.member[first]]),
            window=np.append(taken.window, self._timetable.windows[self.whole, segment]),
            day=np.append(taken.day, self._timetable.days[self.whole, segment]),
        )


def _as_whole(members: Members, whole: int) -> Numbers:
    """Give by member of a program the number of the same person at the level of the campaign."""
    numbers = members.numbers(whole)
    return column([numbers.get(person.user_name, -1) for person in members.people])


def _program_result(campaign: Campaign, enrolment: Enrolment, tally: Tally, level: int) -> Result:
    program = enrolment.program
    articles = () if program.privacy is Privacy.HIDDEN else enrolment.wanted
    wanted, unlisted = wanted_results(articles, tally.found[level])
    return _result(
        Result(
            campaign=campaign.name,
            program=program.name,
            as_of=enrolment.knowledge.as_of,
            unknown_wikis=unknown_wikis((enrolment,)),
            totals=Totals(),
            wikis={},
            participants={},
            pages=(),
            wanted=wanted,
            unlisted_wanted=unlisted,
        ),
        tally,
        level,
        people=enrolment.participants,
        hidden=len(enrolment.hidden),
        wikis=enrolment.wikis,
        never_read=enrolment.knowledge.never_read,
        unread=unread_people((enrolment,)),
        privacy=program.privacy,
    )


def _campaign_result(
    campaign: Campaign, enrolments: Sequence[Enrolment], everyone: Mapping[str, Participant], tally: Tally, level: int
) -> Result:
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
            unknown_wikis=unknown_wikis(enrolments),
            totals=Totals(),
            wikis={},
            participants={},
            pages=(),
        ),
        tally,
        level,
        people=tuple(everyone.values()),
        hidden=len({person for e in enrolments for person in e.hidden}),
        wikis=wikis,
        never_read=frozenset(wikis) - read,
        unread=unread_people(enrolments),
        privacy=Privacy.HIDDEN if hidden else campaign.privacy,
    )


def _result(
    empty: Result,
    tally: Tally,
    level: int,
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
    nobody = replace(NO_EDITS, participants=1)
    of_people, of_wikis = tally.people(level), tally.wikis(level)
    total, sums = tally.total(level)
    words_unknown, references_unknown = int(sums[Field.WORDS_UNKNOWN]), int(sums[Field.REFERENCES_UNKNOWN])
    return replace(
        empty,
        totals=Totals(participants=everybody) if nothing_known else replace(total, participants=everybody),
        wikis={}
        if privacy is Privacy.HIDDEN
        else {
            dbname: Totals()
            if dbname in never_read
            else replace(of_wikis.get(dbname, NO_EDITS), participants=accounts_on(people, dbname))
            for dbname in wikis
        },
        participants={
            person.user_name: Totals(participants=1)
            if nothing_known or (person.user_name in unread and person.user_name not in of_people)
            else of_people.get(person.user_name) or nobody
            for person in sorted(people, key=lambda p: p.user_name)
            if person.named
        },
        pages=tally.pages(level),
        unlisted_pages=tally.unlisted[level],
        days={} if privacy is Privacy.HIDDEN else tally.days(level),
        uncounted_texts=references_unknown,
        unsegmented_texts=words_unknown - references_unknown,
    )
