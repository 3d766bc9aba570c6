"""Numbers of programs without names, kept back while so few people stand behind them that they could be recognised."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.measures.enrolments import Enrolment
from bot.model.campaigns import FEWEST_ACTIVE, Privacy, Program
from bot.model.results import SOME_WIKI, Result, Totals

Measured = tuple[Result, tuple[Result, ...]]
"""A campaign's result, and those of its programs in order."""


def measure_safely(enrolments: Sequence[Enrolment], measure: Callable[[Sequence[Enrolment]], Measured]) -> Measured:
    """Give what `measure` gives, without the numbers of hidden programs with few active people (DESIGN section 7).

    Such a program enters its campaign's totals neither, or its numbers could be had by subtraction.
    """
    whole, programs = measure(enrolments)
    few = [_is_few(e.program, result) for e, result in zip(enrolments, programs, strict=True)]
    if any(few):
        rest = [enrolment for enrolment, withheld in zip(enrolments, few, strict=True) if not withheld]
        whole = measure(rest)[0] if rest else _without_numbers(whole)
    return whole, tuple(_without_numbers(r) if withheld else r for r, withheld in zip(programs, few, strict=True))


def as_kept(programs: Sequence[Program], kept: Measured) -> Measured:
    """Give what was kept of a campaign as far as its programs' privacy allows, which may be stricter by now.

    It cannot be measured anew without one of them: where one is too small, the campaign has no numbers either.
    """
    whole, results = kept
    few = [_is_few(program, result) for program, result in zip(programs, results, strict=True)]
    hidden = [program.privacy is Privacy.HIDDEN for program in programs]
    is_in_whole = any(f and not is_withheld(result) for f, result in zip(few, results, strict=True))
    return (
        _without_numbers(whole) if is_in_whole else _totals_alone(whole) if any(hidden) else whole,
        tuple(
            _without_numbers(result) if f else _totals_alone(result) if h else result
            for f, h, result in zip(few, hidden, results, strict=True)
        ),
    )


def is_withheld(result: Result) -> bool:
    """Whether a result's numbers were kept back: of all others it is known how many people take part."""
    return result.totals.participants is None


def _is_few(program: Program, result: Result) -> bool:
    return program.privacy is Privacy.HIDDEN and (result.totals.active_participants or 0) < FEWEST_ACTIVE


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


def _totals_alone(result: Result) -> Result:
    """Give what a result says of no wiki and no day."""
    return replace(
        result,
        wikis={},
        days={},
        unknown_wikis=(SOME_WIKI,) if result.unknown_wikis else (),
        reached=tuple(goal for goal in result.reached if not goal.exact),
    )
