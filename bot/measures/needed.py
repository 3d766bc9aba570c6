"""Which texts have to be counted: those at the ends of runs."""

from collections.abc import Iterable, Iterator, Sequence

from bot.measures.rule import Rule, WhyNot
from bot.measures.runs import Run, begin_run, has_text, window_of
from bot.model.contributions import Contribution


def needed_texts(contributions: Iterable[Contribution], rules: Sequence[Rule]) -> Iterator[int]:
    """Give the ids of the revisions of one wiki whose texts the rules' programs need; some may come twice.

    Contributions come person after person; memory grows with what one person edited.
    """
    runs: dict[tuple[int, int], Run] = {}
    user_id: int | None = None
    for contribution in contributions:
        if contribution.user_id != user_id:
            yield from _ends(runs.values())
            runs.clear()
            user_id = contribution.user_id
        if contribution.reverted or not has_text(contribution.dbname):
            continue
        for number, rule in enumerate(rules):
            if not isinstance(rule.judge(contribution), WhyNot):
                yield from _follow(runs, (number, contribution.page_id), contribution, rule)
    yield from _ends(runs.values())


def _follow(
    runs: dict[tuple[int, int], Run], key: tuple[int, int], contribution: Contribution, rule: Rule
) -> Iterator[int]:
    """Add a revision to its run, and give what is needed of a run that it ends."""
    window = window_of(contribution, rule.windows)
    run = runs.get(key)
    if run is not None and run.is_continued_by(contribution, window):
        run.go_on(contribution)
        return
    runs[key] = begin_run(contribution, window)
    if run is not None:
        yield from _ends((run,))


def _ends(runs: Iterable[Run]) -> Iterator[int]:
    """Give the revisions at the ends of runs; where the parent is not known, nothing would come of the other end."""
    for run in runs:
        if run.parent_id is not None:
            if run.parent_id:
                yield run.parent_id
            yield run.rev_id
