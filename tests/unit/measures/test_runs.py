"""Words and references by runs of edits: what is one, what it gives, and which texts that takes."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.measures import Enrolment, Knowledge, Rule, edits_of, needed_texts
from bot.model.campaigns import Program
from bot.model.contributions import Contribution
from bot.model.results import Result
from tests.unit.factories import DAY, NOON, campaign, contribution, person, program, span
from tests.unit.measures.measuring import measure_edits

ASHA = person("Asha", enwiki=11, pawiki=12)
GURPREET = person("ਗੁਰਪ੍ਰੀਤ", enwiki=21, pawiki=22)
WIKIS = {11: "enwiki", 21: "enwiki", 12: "pawiki", 22: "pawiki"}
MORNING = span("2026-04-14 06:00", "2026-04-14 12:00")
EVENING = span("2026-04-14 18:00", "2026-04-14 22:00")

Text = tuple[int | None, int | None]
"""Words and references."""


def edit(rev_id: int, parent_id: int | None, before: Text, after: Text, **changes: object) -> Contribution:
    """Give a revision with what is in its text and its parent's; they come a minute apart."""
    made = contribution(
        rev_id, parent_id=parent_id, timestamp=DAY.start + timedelta(hours=7, minutes=rev_id), **changes
    )
    return replace(made, words_before=before[0], references_before=before[1], words=after[0], references=after[1])


def enrolled(which: Program) -> Enrolment:
    return Enrolment(program=which, participants=(ASHA, GURPREET), wikis=which.wikis, knowledge=Knowledge(as_of=NOON))


def result_of(*edits: Contribution, which: Program | None = None) -> Result:
    which = which or program()
    return measure_edits(campaign(which), (enrolled(which),), edits)[1][0]


def written(*edits: Contribution, which: Program | None = None) -> Text:
    totals = result_of(*edits, which=which).totals
    return totals.words_added, totals.references_added


def needed(*edits: Contribution, which: Program | None = None) -> tuple[int, ...]:
    which = which or program()
    rule = Rule(which, participants=(ASHA, GURPREET), wikis=which.wikis, wanted=())
    return tuple(needed_texts(edits_of(edits), (rule,)))


NOBODY: Text = (None, None)


def test_consecutive_edits_are_one_run_and_only_its_ends_are_needed() -> None:
    edits = (edit(2, 1, (100, 5), NOBODY), edit(3, 2, NOBODY, NOBODY), edit(4, 3, NOBODY, (130, 4)))
    assert written(*edits) == (30, -1)
    assert needed(*edits) == (1, 4)


def test_a_created_page_needs_no_text_before_it() -> None:
    edits = (edit(1, 0, NOBODY, NOBODY), edit(2, 1, NOBODY, (40, 2)))
    assert (written(*edits), needed(*edits)) == ((40, 2), (2,))


def test_somebody_elses_edit_between_ends_a_run_and_words_taken_away_give_none() -> None:
    edits = (edit(2, 1, (10, 0), (15, 1)), edit(4, 3, (50, 3), (20, 1)))
    assert (written(*edits), needed(*edits)) == ((5, -1), (1, 2, 3, 4))


def test_a_reverted_edit_is_left_out_and_breaks_a_run() -> None:
    edits = (
        edit(2, 1, (10, 0), (15, 0)),
        edit(3, 2, (15, 0), (900, 9), tags=("mw-reverted",)),
        edit(4, 3, (900, 9), (902, 9)),
    )
    assert (written(*edits), needed(*edits)) == ((7, 0), (1, 2, 3, 4))


def test_a_run_ends_with_its_window() -> None:
    which = program(windows=(MORNING, EVENING))
    late = replace(edit(3, 2, (15, 0), (12, 0)), timestamp=EVENING.start)
    edits = (edit(2, 1, (10, 0), (15, 0)), late)
    assert (written(*edits, which=which), needed(*edits, which=which)) == ((5, 0), (1, 2, 3))


def test_a_campaign_takes_windows_of_programs_that_touch_for_one() -> None:
    first, second = (
        program(name="A", windows=(MORNING,)),
        program(name="B", windows=(span("2026-04-14 12:00", "2026-04-15"),)),
    )
    edits = (edit(2, 1, (10, 0), (15, 0)), replace(edit(3, 2, (15, 0), (12, 0)), timestamp=NOON))
    whole, (a, b) = measure_edits(campaign(first, second), (enrolled(first), enrolled(second)), edits)
    assert (whole.totals.words_added, a.totals.words_added, b.totals.words_added) == (2, 5, 0)


def test_what_is_not_known_leaves_the_rest_and_is_counted() -> None:
    known, hidden = edit(2, 1, (10, 0), (15, 1)), edit(4, 3, NOBODY, (70, 7), page_id=2)
    thai = edit(6, 5, (None, 1), (None, 3), page_id=3)
    result = result_of(known, hidden, thai)
    assert (result.totals.words_added, result.totals.references_added) == (5, 3)
    assert (result.uncounted_texts, result.unsegmented_texts) == (1, 1)
    assert written(hidden) == (None, None)
    assert written(thai) == (None, 2)
    assert written(edit(2, None, NOBODY, (70, 7))) == (None, None)
    assert needed(edit(2, None, NOBODY, NOBODY)) == ()


def test_wikidata_has_no_words_and_other_pages_need_no_text() -> None:
    which = program(wikis=("enwiki", "wikidatawiki"))
    item = edit(2, 0, NOBODY, NOBODY, dbname="wikidatawiki")
    talk, stranger, outside = (
        edit(3, 0, NOBODY, NOBODY, namespace=1),
        edit(4, 0, NOBODY, NOBODY, user_id=99, page_id=4),
        replace(edit(5, 0, NOBODY, NOBODY, page_id=5), timestamp=DAY.end),
    )
    people = (person("Asha", enwiki=11, wikidatawiki=11),)
    rule = Rule(which, participants=people, wikis=which.wikis, wanted=())
    assert tuple(needed_texts(edits_of((item, talk, stranger, outside)), (rule,))) == ()
    enrolment = Enrolment(program=which, participants=people, wikis=which.wikis, knowledge=Knowledge(as_of=NOON))
    _, (result,) = measure_edits(campaign(which), (enrolment,), (item,))
    assert (result.totals.words_added, result.uncounted_texts) == (None, 0)


@st.composite
def histories(draw: st.DrawFn) -> list[Contribution]:
    """Give the edits of two people on both wikis to pages that others edit, too, in the order of each page."""
    edits: list[Contribution] = []
    rev_id = 0
    for dbname, page_id in (("enwiki", 1), ("enwiki", 2), ("pawiki", 1)):
        before: Text = (0, 0)
        parent = 0
        for user_id in draw(st.lists(st.sampled_from((11, 21, 12, 22, 99)), max_size=12)):
            rev_id += 1
            after: Text = (draw(st.integers(0, 50)), draw(st.integers(0, 5)))
            if WIKIS.get(user_id, dbname) == dbname:
                tags = draw(st.sampled_from(((), (), ("mw-reverted",))))
                one = edit(rev_id, parent, before, after, user_id=user_id, dbname=dbname, page_id=page_id, tags=tags)
                edits.append(
                    replace(one, timestamp=DAY.start + timedelta(minutes=20 * rev_id), title=f"Page {page_id}")
                )
            parent, before = rev_id, after
    return edits


@given(histories())
def test_the_order_of_pages_and_people_does_not_matter(edits: list[Contribution]) -> None:
    keys = sorted({(c.dbname, c.page_id, c.user_id) for c in edits}, reverse=True)
    by_person = [c for key in keys for c in edits if (c.dbname, c.page_id, c.user_id) == key]
    by_time = sorted(edits, key=lambda c: c.timestamp)
    assert result_of(*edits) == result_of(*by_person) == result_of(*by_time)


@given(histories())
def test_parts_add_up(edits: list[Contribution]) -> None:
    result = result_of(*edits)
    for metric in ("words_added", "references_added"):
        parts = (result.wikis.values(), result.participants.values(), result.pages)
        assert [sum(getattr(part, metric) for part in some) for some in parts] == [getattr(result.totals, metric)] * 3


@given(histories())
def test_splitting_by_wiki_or_window_changes_nothing(edits: list[Contribution]) -> None:
    both = program(windows=(MORNING, EVENING))
    together = written(*edits, which=both)
    windows = [written(*edits, which=program(windows=(window,))) for window in (MORNING, EVENING)]
    wikis = [written(*edits, which=program(windows=both.windows, wikis=(dbname,))) for dbname in ("enwiki", "pawiki")]
    for parts in (windows, wikis):
        assert tuple(sum(part[i] or 0 for part in parts) for i in (0, 1)) == together


@given(histories())
def test_only_the_needed_texts_make_a_difference(edits: list[Contribution]) -> None:
    by_person = sorted(edits, key=lambda c: (c.dbname, c.user_id, c.timestamp))
    wanted = {
        (dbname, rev_id)
        for dbname in ("enwiki", "pawiki")
        for rev_id in needed(*(c for c in by_person if c.dbname == dbname))
    }
    reduced = []
    for c in by_person:
        after = (c.words, c.references) if (c.dbname, c.rev_id) in wanted else NOBODY
        before = (c.words_before, c.references_before) if (c.dbname, c.parent_id) in wanted else NOBODY
        reduced.append(
            replace(c, words=after[0], references=after[1], words_before=before[0], references_before=before[1])
        )
    assert result_of(*reduced) == result_of(*by_person)
    assert len(wanted) <= 2 * len(edits)


@given(histories())
def test_a_program_that_is_given_twice_counts_once_in_the_campaign(edits: list[Contribution]) -> None:
    first, again = program(), program(name="Again")
    whole, (one, two) = measure_edits(campaign(first, again), (enrolled(first), enrolled(again)), edits)
    assert whole.totals == one.totals == two.totals
