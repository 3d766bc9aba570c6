"""The revisions behind a number: what each gave to it, and why others gave nothing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.measures.measure import Enrolment
from bot.measures.rule import Rule, WhyNot
from bot.measures.runs import Run, has_text, window_of
from bot.measures.tally import Tally, creates_page, names_only
from bot.model.contributions import Contribution
from bot.model.entities import EntityChanges
from bot.model.intervals import merge
from bot.model.participants import Participant
from bot.model.results import Totals


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
    enrolments: Sequence[Enrolment], contributions: Iterable[Contribution], *, named: Collection[str]
) -> Explanation:
    """Tell of each of these revisions what it gives to the numbers of these programs together.

    `contributions` are as for `measure`. `named` are the people who may be named. What others did that gives nothing is
    not told of at all: that they take part would be more than any report says. Nor is anybody on no list.
    """
    judges = tuple(_Judge(enrolment) for enrolment in enrolments)
    windows = merge(window for enrolment in enrolments for window in enrolment.program.windows)
    told: list[Explained] = []
    everybody, others = Tally(), Tally()
    ends: dict[int, tuple[Explained, Run]] = {}
    for contribution in contributions:
        one = _judged(judges, contribution)
        if one is None:
            continue
        open_to_all = one.user_name in named and names_only(named, contribution.namespace, contribution.title)
        if one.why_not:
            told.extend([one] if open_to_all else [])
            continue
        person = Participant(user_name=one.user_name, accounts={}, named=one.user_name in named)
        window = window_of(contribution, windows)
        everybody.add(contribution, person, named=person.named, window=window)
        if not open_to_all:
            others.add(contribution, person, named=False, window=window)
            continue
        told.append(one)
        run = everybody.pages[contribution.dbname, contribution.page_id].shares[one.user_name].run
        if run and not contribution.reverted:
            ends[id(run)] = (one, run)
    return Explanation(
        revisions=tuple(_told(told, ends.values())),
        unnamed=_totals(others),
        totals=_totals(everybody),
    )


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


def _told(revisions: Iterable[Explained], ends: Iterable[tuple[Explained, Run]]) -> Iterator[Explained]:
    """Give the revisions by time, each with what it gave."""
    runs = {_key(one.contribution): run for one, run in ends}
    by_time = sorted(revisions, key=lambda one: (one.contribution.timestamp, *_key(one.contribution)))
    return (one if one.why_not else _with_gifts(one, runs.get(_key(one.contribution))) for one in by_time)


def _with_gifts(one: Explained, run: Run | None) -> Explained:
    """Add what a revision gave that counts; `run` is that which it ends."""
    c = one.contribution
    return replace(
        one,
        creates_page=creates_page(c),
        bytes=None if c.reverted else c.size_diff,
        words=run.words if run else None,
        references=run.references if run else None,
        remarks=tuple(_remarks(c, run)),
    )


def _remarks(contribution: Contribution, run: Run | None) -> Iterator[Remark]:
    c = contribution
    if c.parent_id == 0 and c.is_redirect:
        yield Remark.REDIRECT
    if c.reverted:
        yield Remark.REVERTED
        return
    if c.size_diff is None:
        yield Remark.SIZE_UNKNOWN
    if run is None:
        if has_text(c.dbname):
            yield Remark.GOES_ON
    elif run.references is None:
        yield Remark.TEXT_UNKNOWN
    elif run.words is None:
        yield Remark.WORDS_UNKNOWN


def _key(contribution: Contribution) -> tuple[str, int]:
    return contribution.dbname, contribution.rev_id


def _totals(tally: Tally) -> Totals:
    total = tally.groups().total
    return total.totals(len(total.people))
