"""The revisions behind a number: what each gave to it, and why others gave nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from bot.measures.calendar import Calendar, Timetable
from bot.measures.edits import edits_of, texts_of
from bot.measures.enrolments import Enrolment
from bot.measures.gifts import gifts
from bot.measures.rule import Rule, WhyNot
from bot.measures.runs import ends_of, find_runs, gave, has_text
from bot.measures.sums import EMPTY, Field, Groups
from bot.measures.taking import Taken
from bot.measures.tally import Parts, names_only, shares_by_day
from bot.measures.wikidata import is_wikidata_known, with_changes
from bot.model.contributions import Contribution
from bot.model.edits import UNKNOWN, Edits, Texts, column
from bot.model.entities import EntityChanges, EntityEdit
from bot.model.participants import Participant
from bot.model.results import Totals
from bot.model.wikis import WIKIDATA

Gift = tuple[int | None, int | None]
"""Words and references that a run gave; None where they are not known."""


class Remark(StrEnum):
    """What a revision that counts did not give, in words for a person."""

    REVERTED = "reverted: counts as an edit only"
    SIZE_UNKNOWN = "size unknown"
    REDIRECT = "redirect: no page created"
    GOES_ON = "words and references with the next edit"
    TEXT_UNKNOWN = "words and references unknown"
    WORDS_UNKNOWN = "words unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One revision by `user_name`; it counts for `programs`, or for none of them, and then `why_not` says why.

    Of several programs' reasons it is that of the one for which it most nearly counts. `bytes` is signed; numbers are
    None where it gave nothing, or where that is not known. Words and references come with the last edit of a run.
    """

    contribution: Contribution
    user_name: str
    programs: tuple[str, ...]
    why_not: WhyNot | None
    creates_page: bool = False
    bytes: int | None = None
    words: int | None = None
    references: int | None = None
    remarks: tuple[Remark, ...] = ()
    changes: EntityChanges | None = None
    """What a revision on Wikidata changed that counts in content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Revisions by people who may be named, by time; those of others that count are only in the sums of `unnamed`.

    So are revisions of pages that are called after others. `totals` is what all of them add up to.
    """

    revisions: tuple[Explained, ...]
    unnamed: Totals
    totals: Totals


def explain(
    enrolments: Sequence[Enrolment],
    contributions: Iterable[Contribution],
    *,
    named: Collection[str],
    changes: Mapping[int, EntityChanges],
) -> Explanation:
    """Tell of each of these revisions what it gives to the numbers of these programs together.

    `contributions` are as for `measure`; `changes` are what revisions of Wikidata changed, as far as it is known.
    `named` are the people who may be named. What others did that gives nothing is not told of at all: that they take
    part would be more than any report says. Nor is anybody on no list.
    """
    edits = tuple(contributions)
    judges = tuple(_Judge(enrolment) for enrolment in enrolments)
    judged = [one for contribution in edits if (one := _judged(judges, contribution))]
    counted = [one for one in judged if not one.why_not]
    adding = _Adding(enrolments, names={_account(one): one.user_name for one in counted}, named=named)
    texts = texts_of(edits)
    for some in edits_of(one.contribution for one in counted):
        adding.add(some, texts)
    told = [one for one in judged if _may_be_told(one, named)]
    shown = {_key(one.contribution) for one in told}
    entities = {
        c.rev_id: EntityEdit(contribution=c, changes=changes.get(c.rev_id))
        for c in (one.contribution for one in counted)
        if c.dbname == WIKIDATA
    }
    others = (edit for edit in entities.values() if _key(edit.contribution) not in shown)
    unnamed, totals = adding.others.totals, adding.everybody.totals
    if any(map(is_wikidata_known, enrolments)):
        unnamed, totals = with_changes(unnamed, others), with_changes(totals, entities.values())
    return Explanation(revisions=tuple(_told(told, adding.ends, changes)), unnamed=unnamed, totals=totals)


class _Adding:
    """What counts, as the campaign counts it, and what each run of revisions gave, by dbname and last revision."""

    def __init__(
        self, enrolments: Iterable[Enrolment], *, names: Mapping[tuple[str, int], str], named: Collection[str]
    ) -> None:
        self._timetable = Timetable([Calendar((w for e in enrolments for w in e.program.windows), "UTC")])
        self._names = names
        self._people = sorted(set(names.values()))
        self._named = named
        self.everybody, self.others = _Sum(), _Sum()
        self.ends: dict[tuple[str, int], Gift] = {}

    def add(self, edits: Edits, texts: Texts) -> None:
        taken = self._take(edits)
        runs = find_runs(taken)
        known = texts(edits.dbname, ends_of(runs))
        words, references = gave(runs, known)
        self.ends.update(
            ((edits.dbname, rev_id), (_known(w), _known(r)))
            for rev_id, w, r in zip(runs.rev_id.tolist(), words.tolist(), references.tolist(), strict=True)
        )
        by_day = shares_by_day(taken, gifts(taken, runs, known))
        shares, _ = by_day.joined(by_day.page, by_day.member)
        told = [
            self._people[member] in self._named and names_only(self._named, page.namespace, page.title)
            for member, page in zip(shares.member.tolist(), map(edits.pages.one, shares.page.tolist()), strict=True)
        ]
        self.everybody.add(shares)
        self.others.add(shares.where(~np.array(told, dtype=np.bool_)))

    def _take(self, edits: Edits) -> Taken:
        """Take all of these edits, for the one level that there is."""
        numbers = {name: number for number, name in enumerate(self._people)}
        user_ids = edits.user_id.tolist()
        segment = self._timetable.segments(edits.timestamp)
        return Taken(
            edits=edits,
            row=np.arange(len(user_ids)),
            level=np.zeros_like(segment),
            member=column([numbers[self._names[edits.dbname, user_id]] for user_id in user_ids]),
            window=self._timetable.windows[0, segment],
            day=self._timetable.days[0, segment],
        )


class _Sum:
    """What several people did to pages of several wikis."""

    def __init__(self) -> None:
        self._groups = EMPTY
        self._people: set[int] = set()

    def add(self, shares: Parts) -> None:
        """Add shares of pages none of which has been added yet."""
        pages, _ = shares.joined(shares.page)
        created = int(np.count_nonzero(pages.sums[Field.CREATES]))
        more = Groups(pages.sums.sum(axis=1, keepdims=True), column([len(pages.page)]), column([created]))
        self._groups = self._groups.plus(more)
        self._people.update(shares.member.tolist())

    @property
    def totals(self) -> Totals:
        active = len(self._people)
        return self._groups.totals([active], participants=active)[0]


class _Judge:
    """One program's rule, with the people on its lists by account."""

    def __init__(self, enrolment: Enrolment) -> None:
        self.program = enrolment.program.name
        self.rule = Rule(
            enrolment.program,
            participants=enrolment.participants,
            wikis=enrolment.wikis,
            wanted=enrolment.wanted,
        )
        self.names = {
            account: person.user_name for person in enrolment.participants for account in person.accounts.items()
        }


def _judged(judges: Sequence[_Judge], contribution: Contribution) -> Explained | None:
    """Give None for a revision by nobody who is on a list."""
    account = contribution.dbname, contribution.user_id
    name = next((judge.names[account] for judge in judges if account in judge.names), None)
    if name is None:
        return None
    verdicts = [(judge.program, judge.rule.judge(contribution)) for judge in judges]
    counted = tuple(program for program, verdict in verdicts if isinstance(verdict, Participant))
    reasons = [verdict for _, verdict in verdicts if isinstance(verdict, WhyNot)]
    return Explained(
        contribution=contribution,
        user_name=name,
        programs=counted,
        why_not=None if counted else max(reasons, key=list(WhyNot).index),
    )


def _may_be_told(one: Explained, named: Collection[str]) -> bool:
    c = one.contribution
    return one.user_name in named and names_only(named, c.namespace, c.title)


def _told(
    revisions: Iterable[Explained], ends: Mapping[tuple[str, int], Gift], changes: Mapping[int, EntityChanges]
) -> Iterator[Explained]:
    """Give the revisions by time, each with what it gave."""
    by_time = sorted(revisions, key=lambda one: (one.contribution.timestamp, *_key(one.contribution)))
    return (one if one.why_not else _with_gifts(one, ends.get(_key(one.contribution)), changes) for one in by_time)


def _with_gifts(one: Explained, run: Gift | None, changes: Mapping[int, EntityChanges]) -> Explained:
    """Add what a revision gave that counts; `run` is what that gave which it ends."""
    c = one.contribution
    content = not c.reverted and c.dbname == WIKIDATA
    words, references = run or (None, None)
    return replace(
        one,
        creates_page=c.parent_id == 0 and not c.is_redirect,
        bytes=None if c.reverted or not has_text(c.dbname) else c.size_diff,
        words=words,
        references=references,
        remarks=tuple(_remarks(c, run)),
        changes=changes.get(c.rev_id) if content else None,
    )


def _remarks(contribution: Contribution, run: Gift | None) -> Iterator[Remark]:
    c = contribution
    if c.parent_id == 0 and c.is_redirect:
        yield Remark.REDIRECT
    if c.reverted:
        yield Remark.REVERTED
        return
    if not has_text(c.dbname):
        return
    if c.size_diff is None:
        yield Remark.SIZE_UNKNOWN
    if run is None:
        yield Remark.GOES_ON
        return
    words, references = run
    if references is None:
        yield Remark.TEXT_UNKNOWN
    elif words is None:
        yield Remark.WORDS_UNKNOWN


def _key(contribution: Contribution) -> tuple[str, int]:
    return contribution.dbname, contribution.rev_id


def _account(one: Explained) -> tuple[str, int]:
    return one.contribution.dbname, one.contribution.user_id


def _known(number: int) -> int | None:
    return None if number == UNKNOWN else number
