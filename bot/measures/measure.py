"""Contributions to results, by the definitions of DESIGN section 4."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from bot.measures.batch import Batch
from bot.measures.calendar import Calendar
from bot.measures.enrolments import Enrolment, everyone_of, named_among, unknown_wikis, unread_people
from bot.measures.rule import Rule
from bot.measures.shares import Share, Texts, count_share
from bot.measures.sums import Group
from bot.measures.tally import PageTally, Tally, accounts_on
from bot.measures.wanted import WantedPages, wanted_results
from bot.model.campaigns import Campaign, Privacy
from bot.model.contributions import Edit, PageEdits
from bot.model.intervals import merge
from bot.model.participants import Participant
from bot.model.results import Result, Totals


def measure(
    campaign: Campaign, enrolments: Iterable[Enrolment], pages: Iterable[PageEdits], texts: Texts
) -> tuple[Result, tuple[Result, ...]]:
    """Give the campaign's result, in which nothing counts twice, and those of its programs, in one pass.

    `pages` come wiki by wiki, none twice, and may hold more than counts. Memory grows with what is reported.
    """
    enrolments = tuple(enrolments)
    counters = tuple(_Counter(enrolment) for enrolment in enrolments)
    everyone = everyone_of(enrolments)
    whole = _Whole(campaign, counters, everyone)
    batch = Batch(texts)
    with _no_search_for_cycles():
        for page in pages:
            whole.count(page, batch)
        batch.flush()
    programs = tuple(counter.result(campaign.name) for counter in counters)
    return _campaign_result(campaign, counters, everyone, whole.tally), programs


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


class _Counter:
    """One program's rule, and what has counted for it so far."""

    def __init__(self, enrolment: Enrolment) -> None:
        self.enrolment = enrolment
        self.calendar = Calendar(enrolment.program.windows, enrolment.program.timezone)
        self.tally = Tally(named=named_among(enrolment.participants))
        self.rule = Rule(
            enrolment.program,
            participants=enrolment.participants,
            wikis=enrolment.wikis,
            wanted=enrolment.wanted,
        )
        self._asked_for = WantedPages(enrolment.wanted)
        self._wanted: list[PageTally] = []

    def add(self, page: PageTally) -> None:
        self.tally.add(page)
        if page.page in self._asked_for:
            self._wanted.append(page)

    def result(self, campaign_name: str) -> Result:
        program = self.enrolment.program
        hidden = program.privacy is Privacy.HIDDEN
        wanted, unlisted = wanted_results(() if hidden else self.enrolment.wanted, self._wanted)
        return _result(
            Result(
                campaign=campaign_name,
                program=program.name,
                as_of=self.enrolment.knowledge.as_of,
                unknown_wikis=unknown_wikis((self.enrolment,)),
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
            unread=unread_people((self.enrolment,)),
            privacy=program.privacy,
        )


class _Whole:
    """A campaign: what its programs' edits add up to where each counts once."""

    def __init__(self, campaign: Campaign, counters: Sequence[_Counter], everyone: Mapping[str, Participant]) -> None:
        self._counters = counters
        self._everyone = everyone
        self._timezone = campaign.timezone
        self._windows = merge(window for counter in counters for window in counter.enrolment.program.windows)
        self._calendars: dict[tuple[int, ...], Calendar] = {}
        self._people: dict[str, dict[int, list[tuple[int, Participant]]]] = defaultdict(lambda: defaultdict(list))
        for number, counter in enumerate(counters):
            for dbname, people in counter.rule.people.items():
                for user_id, person in people.items():
                    self._people[dbname][user_id].append((number, person))
        zones = [counter.enrolment.program.timezone for counter in counters]
        self._alone = zones == [campaign.timezone]  # then the campaign is that program: nothing is counted twice
        self.tally = counters[0].tally if self._alone else Tally(named=named_among(everyone.values()))

    def count(self, page: PageEdits, batch: Batch) -> None:
        """Hand in what a page's edits add, program by program and for the campaign."""
        people = self._people.get(page.dbname)
        if not people:
            return
        shares: dict[int, list[Share]] = {}
        together: list[Share] = []
        for user_id, edits in page.edits:
            takers = self._takers(page, edits, people.get(user_id, ()))
            for number, share in takers:
                shares.setdefault(number, []).append(share)
            if takers and not self._alone:
                together.append(self._share(page, edits, takers))
        for number, theirs in shares.items():
            batch.add(self._counters[number].add, PageTally(page, theirs))
        if together:
            batch.add(self.tally.add, PageTally(page, together))

    def _takers(
        self, page: PageEdits, edits: Sequence[Edit], taking_part: Iterable[tuple[int, Participant]]
    ) -> list[tuple[int, Share]]:
        """Give what one person's edits add to each program, by its number, in which they take part."""
        taken = []
        for number, person in taking_part:
            counter = self._counters[number]
            if counter.rule.tracks(page):
                share = count_share(page, edits, counter.calendar, name=person.user_name, named=person.named)
                if share:
                    taken.append((number, share))
        return taken

    def _share(self, page: PageEdits, edits: Sequence[Edit], takers: Sequence[tuple[int, Share]]) -> Share:
        """Give what one person's edits add to the campaign, of which some count for these programs."""
        numbers = tuple(number for number, _ in takers)
        if numbers not in self._calendars:
            windows = (w for number in numbers for w in self._counters[number].enrolment.program.windows)
            self._calendars[numbers] = Calendar(windows, self._timezone, runs=self._windows)
        person = self._everyone[takers[0][1].name]
        share = count_share(page, edits, self._calendars[numbers], name=person.user_name, named=person.named)
        return share or takers[0][1]


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
            unknown_wikis=unknown_wikis(enrolments),
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
        unread=unread_people(enrolments),
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
    total = tally.total
    sums = total.sums
    return replace(
        empty,
        totals=Totals(participants=everybody) if nothing_known else total.totals(everybody),
        wikis={}
        if privacy is Privacy.HIDDEN
        else {
            dbname: Totals()
            if dbname in never_read
            else tally.wikis.get(dbname, Group()).totals(accounts_on(people, dbname))
            for dbname in wikis
        },
        participants={
            person.user_name: Totals(participants=1)
            if nothing_known or (person.user_name in unread and person.user_name not in tally.people)
            else tally.people.get(person.user_name, Group()).totals(1)
            for person in sorted(people, key=lambda p: p.user_name)
            if person.named
        },
        pages=tally.pages,
        unlisted_pages=tally.unlisted,
        days={}
        if privacy is Privacy.HIDDEN
        else {day: group.totals(None) for day, group in sorted(tally.days.items())},
        uncounted_texts=sums.references_unknown,
        unsegmented_texts=sums.words_unknown - sums.references_unknown,
    )
