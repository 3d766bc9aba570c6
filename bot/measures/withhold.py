"""Numbers of programs without names, kept back while so few people stand behind them that they could be recognised."""

from collections.abc import Callable, Sequence

from bot.measures.enrolments import Enrolment
from bot.model.campaigns import FEWEST_ACTIVE, Privacy
from bot.model.results import Result, Totals

Measured = tuple[Result, tuple[Result, ...]]
"""A campaign's result, and those of its programs in order."""


def measure_safely(enrolments: Sequence[Enrolment], measure: Callable[[Sequence[Enrolment]], Measured]) -> Measured:
    """Give what `measure` gives, without the numbers of hidden programs with few active people (DESIGN section 7).

    Such a program enters its campaign's totals neither, or its numbers could be had by subtraction.
    """
    whole, programs = measure(enrolments)
    few = [_is_few(e, result) for e, result in zip(enrolments, programs, strict=True)]
    if any(few):
        rest = [enrolment for enrolment, withheld in zip(enrolments, few, strict=True) if not withheld]
        whole = measure(rest)[0] if rest else _without_numbers(whole)
    return whole, tuple(_without_numbers(r) if withheld else r for r, withheld in zip(programs, few, strict=True))


def is_withheld(result: Result) -> bool:
    """Whether a result's numbers were kept back: of all others it is known how many people take part."""
    return result.totals.participants is None


def _is_few(enrolment: Enrolment, result: Result) -> bool:
    hidden = enrolment.program.privacy is Privacy.HIDDEN
    return hidden and (result.totals.active_participants or 0) < FEWEST_ACTIVE


def _without_numbers(result: Result) -> Result:
    """Give what may be said in any case: what it is, and how far it was read."""
    return Result(
        campaign=result.campaign,
        program=result.program,
        as_of=result.as_of,
        unknown_wikis=(),
        totals=Totals(),
        wikis={},
        participants={},
        pages=(),
    )
