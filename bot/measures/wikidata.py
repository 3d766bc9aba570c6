"""What was done on Wikidata, added up for programs and their campaign (DESIGN section 4)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.measures.enrolments import Enrolment
from bot.measures.rule import Rule, WhyNot
from bot.measures.withhold import Measured
from bot.model.contributions import Contribution
from bot.model.entities import CHANGE_KEYS, ENTITY_KEYS, EntityEdit
from bot.model.results import Result, Totals
from bot.model.wikis import NS_LEXEME, NS_MAIN, WIKIDATA

UNDOING_TAGS = frozenset({"mw-undo", "mw-rollback", "mw-manual-revert"})
"""MediaWiki's tags of edits that take others back (Manual:Reverts)."""

_CREATED = {NS_MAIN: "items_created", NS_LEXEME: "lexemes_created"}


@dataclass(slots=True, kw_only=True)
class _Sums:
    """What adds up over edits, and of how many that are not reverted it is known what they changed."""

    numbers: Counter[str] = field(default_factory=Counter)
    known: int = 0
    unknown: int = 0

    def add(self, edit: EntityEdit) -> None:
        contribution = edit.contribution
        if key := _created(contribution):
            self.numbers[key] += 1
        if contribution.reverted:
            return
        self.numbers["undos"] += not UNDOING_TAGS.isdisjoint(contribution.tags)
        if edit.changes is None:
            self.unknown += 1
        else:
            self.known += 1
            self.numbers.update(edit.changes)

    def merge(self, other: "_Sums") -> None:
        self.numbers.update(other.numbers)
        self.known += other.known
        self.unknown += other.unknown

    def fill(self, totals: Totals) -> Totals:
        """Put the numbers into totals; what edits changed is unknown where that is known of none of them."""
        nothing_known = self.unknown and not self.known
        unknown = dict.fromkeys(CHANGE_KEYS) if nothing_known else {}
        return replace(totals, **{**{key: self.numbers[key] for key in ENTITY_KEYS}, **unknown})


People = Mapping[str, _Sums]
"""By account name."""


def needs_documents(contribution: Contribution) -> bool:
    """Whether anything is to be learned from the documents before and after a revision."""
    return not contribution.reverted and contribution.parent_id is not None


def with_wikidata(measured: Measured, enrolments: Sequence[Enrolment], edits: Iterable[EntityEdit]) -> Measured:
    """Add what these people's edits on Wikidata changed to the results that `measure` gave for these enrolments."""
    whole, programs = measured
    rules = [
        Rule(e.program, participants=e.participants, wikis=e.wikis, wanted=e.wanted) if is_wikidata_known(e) else None
        for e in enrolments
    ]
    theirs: list[defaultdict[str, _Sums]] = [defaultdict(_Sums) for _ in rules]
    everything: defaultdict[str, _Sums] = defaultdict(_Sums)
    for edit in edits:
        name = None
        for rule, people in zip(rules, theirs, strict=True):
            person = rule.judge(edit.contribution) if rule else WhyNot.UNTRACKED
            if not isinstance(person, WhyNot):
                name = person.user_name
                people[name].add(edit)
        if name is not None:
            everything[name].add(edit)
    return _filled(whole, everything) if any(rules) else whole, tuple(
        _filled(result, people) if rule else result
        for result, rule, people in zip(programs, rules, theirs, strict=True)
    )


def with_changes(totals: Totals, edits: Iterable[EntityEdit]) -> Totals:
    """Add what these edits changed to what else they add up to."""
    sums = _Sums()
    for edit in edits:
        sums.add(edit)
    return sums.fill(totals)


def is_wikidata_known(enrolment: Enrolment) -> bool:
    """Whether Wikidata is tracked for a program and was ever read."""
    return WIKIDATA in enrolment.wikis and WIKIDATA not in enrolment.knowledge.never_read


def _created(contribution: Contribution) -> str | None:
    if contribution.parent_id == 0 and not contribution.is_redirect:
        return _CREATED.get(contribution.namespace)
    return None


def _filled(result: Result, people: People) -> Result:
    """Add the numbers wherever a result has any; what was never known of a person is not known here either."""
    total = _Sums()
    for sums in people.values():
        total.merge(sums)
    here = result.wikis.get(WIKIDATA)
    return replace(
        result,
        totals=total.fill(result.totals),
        wikis=result.wikis if here is None else {**result.wikis, WIKIDATA: total.fill(here)},
        participants={
            name: totals if totals.edits is None else people.get(name, _Sums()).fill(totals)
            for name, totals in result.participants.items()
        },
        uncompared_edits=total.unknown,
    )
