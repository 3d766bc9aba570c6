"""Programs without names keep their numbers back while few people are active in them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.measures import Enrolment, Knowledge, as_kept, measure_safely
from bot.model.campaigns import Privacy
from bot.model.results import Result, Totals
from tests.unit.factories import NOON, campaign, contribution, person, program
from tests.unit.measures.measuring import measure_edits

OPEN = program(name="Open", wikis=("enwiki",))
QUIET = program(name="Quiet", wikis=("enwiki", "pawiki"), privacy=Privacy.HIDDEN)


def measured(active: int, *, with_open: bool) -> tuple[Result, tuple[Result, ...]]:
    """Measure a hidden program with so many active people, beside an open one of one person or alone."""
    hidden = tuple(person(f"Hidden {n}", named=False, enwiki=100 + n) for n in range(active))
    knowledge = Knowledge(as_of=NOON, unknown=frozenset({"pawiki"}))
    enrolments = [Enrolment(program=QUIET, participants=hidden, wikis=QUIET.wikis, knowledge=knowledge)]
    if with_open:
        known = Knowledge(as_of=NOON)
        asha = (person("Asha", enwiki=11),)
        enrolments.insert(0, Enrolment(program=OPEN, participants=asha, wikis=OPEN.wikis, knowledge=known))
    which = campaign(*(enrolment.program for enrolment in enrolments))
    edits = [contribution(n + 2, user_id=100 + n, page_id=n + 2) for n in range(active)] + [contribution(1)]

    def all_of(chosen: Sequence[Enrolment]) -> tuple[Result, tuple[Result, ...]]:
        return measure_edits(which, chosen, edits)

    return measure_safely(enrolments, all_of)


def test_with_four_people_there_are_no_numbers_and_the_campaign_cannot_be_subtracted_from() -> None:
    whole, (open_one, quiet) = measured(4, with_open=True)
    assert (quiet.totals, quiet.wikis, quiet.pages, quiet.unknown_wikis) == (Totals(), {}, (), ())
    assert whole.totals == open_one.totals
    assert whole.totals.edits == 1


def test_with_five_people_there_are_totals_and_nothing_else() -> None:
    whole, (_, quiet) = measured(5, with_open=True)
    assert (quiet.totals.edits, whole.totals.edits) == (5, 6)
    assert (quiet.wikis, quiet.pages, quiet.participants) == ({}, (), {})


def test_a_campaign_of_nothing_else_has_no_numbers_either() -> None:
    whole, (quiet,) = measured(4, with_open=False)
    assert whole.totals == quiet.totals == Totals()


def test_what_was_kept_is_told_as_far_as_privacy_allows_by_now() -> None:
    whole, programs = measured(5, with_open=True)
    as_open = (replace(QUIET, privacy=Privacy.PUBLIC), OPEN)
    wikis = {"enwiki": Totals(edits=5)}
    kept = (replace(whole, wikis=wikis), tuple(replace(result, wikis=wikis) for result in reversed(programs)))
    assert as_kept(as_open, kept) == kept
    told, (quiet, open_one) = as_kept((QUIET, OPEN), kept)
    assert (told.wikis, quiet.wikis, open_one.wikis) == ({}, {}, wikis)
    assert (told.totals.edits, quiet.totals.edits) == (6, 5)


def test_where_it_is_too_little_by_now_the_campaign_tells_nothing_either() -> None:
    one = (replace(OPEN, privacy=Privacy.HIDDEN), QUIET)
    whole, programs = as_kept(one, measured(5, with_open=True))
    assert (whole.totals, programs[0].totals) == (Totals(), Totals())
    assert programs[1].totals.edits == 5


def test_a_campaign_that_was_counted_without_a_small_program_keeps_its_numbers() -> None:
    kept = measured(4, with_open=True)
    assert as_kept((OPEN, QUIET), kept)[0].totals == kept[0].totals
