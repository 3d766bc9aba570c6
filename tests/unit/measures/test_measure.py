"""What counts, and that nothing counts twice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.measures import Enrolment, Knowledge
from bot.model.campaigns import Campaign, Privacy, Program
from bot.model.contributions import Contribution
from bot.model.participants import Participant
from bot.model.results import PageResult, PageState, Result, Totals
from tests.unit.factories import DAY, NOON, campaign, contribution, person, program, span
from tests.unit.measures.measuring import measure_edits

ASHA = person("Asha", enwiki=11, pawiki=12)
GURPREET = person("ਗੁਰਪ੍ਰੀਤ", enwiki=21, pawiki=22)


def enrolled(which: Program, *people: Participant, **knowledge: Any) -> Enrolment:
    return Enrolment(
        program=which, participants=people, wikis=which.wikis, knowledge=Knowledge(as_of=NOON, **knowledge)
    )


def result_of(*contributions: Contribution, which: Program | None = None) -> Result:
    which = which or program()
    return measure_edits(campaign(which), (enrolled(which, ASHA, GURPREET),), contributions)[1][0]


def counted(**numbers: int) -> Totals:
    """Totals of a program of two, all other countable metrics zero; nobody has counted the texts of edits."""
    zero = dict.fromkeys(
        (
            "active_participants",
            "edits",
            "reverted_edits",
            "pages_edited",
            "pages_created",
            "bytes_added",
            "bytes_removed",
            "bytes_net",
        ),
        0,
    )
    texts = {} if numbers.get("edits") else {"words_added": 0, "references_added": 0}
    return Totals(**{"participants": 2, **zero, **texts, **numbers})


def test_an_edit_inside_the_window_counts() -> None:
    result = result_of(contribution(1))
    assert result.totals == counted(active_participants=1, edits=1, pages_edited=1, bytes_added=100, bytes_net=100)
    assert result.pages == (
        PageResult(
            state=PageState.IMPROVED,
            wiki="enwiki",
            namespace=0,
            title="Savitribai Phule",
            created=False,
            deleted=False,
            edits=1,
            bytes_added=100,
            bytes_removed=0,
            bytes_net=100,
            participants=("Asha",),
        ),
    )


def test_the_window_begins_with_its_start_and_ends_before_its_end() -> None:
    inside = (contribution(1, timestamp=DAY.start), contribution(2, timestamp=DAY.end - timedelta(seconds=1)))
    outside = (contribution(3, timestamp=DAY.end), contribution(4, timestamp=DAY.start - timedelta(seconds=1)))
    assert result_of(*inside, *outside).totals.edits == 2


def test_between_two_windows_nothing_counts() -> None:
    which = program(
        windows=(span("2026-04-14 09:00", "2026-04-14 11:00"), span("2026-04-14 13:00", "2026-04-14 15:00"))
    )
    assert result_of(contribution(1), which=which).totals == counted()


def test_talk_pages_and_untracked_wikis_and_strangers_do_not_count() -> None:
    others = (contribution(1, namespace=1), contribution(2, dbname="eswiki"), contribution(3, user_id=99, page_id=3))
    assert result_of(*others).totals == counted()


def test_on_commons_files_count_by_default() -> None:
    which = program(wikis=("commonswiki",))
    people = (person("Asha", commonswiki=5),)
    edits = (
        contribution(1, dbname="commonswiki", user_id=5, namespace=6),
        contribution(2, dbname="commonswiki", user_id=5, page_id=2, namespace=0),
    )
    _, (result,) = measure_edits(campaign(which), (enrolled(which, *people),), edits)
    assert (result.totals.edits, result.pages[0].namespace) == (1, 6)


def test_a_reverted_edit_counts_as_an_edit_but_its_bytes_do_not() -> None:
    totals = result_of(contribution(1, tags=("mw-reverted",)), contribution(2, size_diff=-30)).totals
    assert totals == counted(
        active_participants=1, edits=2, reverted_edits=1, pages_edited=1, bytes_removed=30, bytes_net=-30
    )


def test_a_page_is_created_by_its_first_revision_unless_it_is_a_redirect() -> None:
    page = contribution(1, parent_id=0, is_redirect=False)
    redirect = contribution(2, parent_id=0, page_id=2, is_redirect=True)
    totals = result_of(page, redirect).totals
    assert (totals.pages_created, totals.pages_edited) == (1, 2)


def test_it_is_told_when_a_participant_created_a_page() -> None:
    first, later = DAY.start + timedelta(minutes=3), DAY.start + timedelta(minutes=9)
    made = contribution(1, parent_id=0, timestamp=first), contribution(2, parent_id=1, timestamp=later)
    assert result_of(*made).pages[0].created_at == first
    assert result_of(contribution(2, parent_id=1, timestamp=later)).pages[0].created_at is None


def test_bytes_of_an_edit_whose_parent_is_unknown_are_unknown_not_the_whole_page() -> None:
    assert result_of(contribution(1, size_diff=None)).totals.bytes_added is None
    assert result_of(contribution(1, size_diff=None), contribution(2)).totals.bytes_added == 100


def test_a_campaign_counts_an_edit_of_two_overlapping_programs_once() -> None:
    morning = program(name="Morning", windows=(span("2026-04-14 06:00", "2026-04-14 13:00"),))
    all_day = program(name="All day")
    both = (enrolled(morning, ASHA), enrolled(all_day, ASHA, GURPREET))
    edits = (contribution(1), contribution(2, user_id=21, page_id=2))
    whole, (first, second) = measure_edits(campaign(morning, all_day), both, edits)
    assert (first.totals.edits, second.totals.edits, whole.totals.edits) == (1, 2, 2)
    assert (first.totals.participants, second.totals.participants, whole.totals.participants) == (1, 2, 2)
    assert whole.participants["Asha"].edits == 1


def test_an_edit_in_one_programs_window_by_somebody_of_the_other_program_does_not_count() -> None:
    morning = program(name="Morning", windows=(span("2026-04-14 06:00", "2026-04-14 08:00"),))
    noon = program(name="Noon", windows=(span("2026-04-14 11:00", "2026-04-14 13:00"),))
    whole, _ = measure_edits(
        campaign(morning, noon), (enrolled(morning, ASHA), enrolled(noon, GURPREET)), (contribution(1),)
    )
    assert whole.totals == counted()


def test_of_a_wiki_that_was_never_read_nothing_is_known_and_the_rest_is() -> None:
    which = program()
    enrolment = enrolled(which, ASHA, unknown=frozenset({"pawiki"}), never_read=frozenset({"pawiki"}))
    _, (result,) = measure_edits(campaign(which), (enrolment,), (contribution(1),))
    assert (result.unknown_wikis, result.complete) == (("pawiki",), False)
    assert result.wikis["pawiki"] == Totals()
    assert result.totals.edits == 1


def test_when_no_wiki_was_ever_read_only_the_participants_are_known() -> None:
    which = program()
    never = frozenset(which.wikis)
    whole, (result,) = measure_edits(campaign(which), (enrolled(which, ASHA, unknown=never, never_read=never),), ())
    assert result.totals == whole.totals == Totals(participants=1)
    assert result.participants == {"Asha": Totals(participants=1)}


def test_of_somebody_who_was_never_read_nothing_is_known_unless_another_wiki_of_theirs_was() -> None:
    which = program()
    late = person("فاطمة", enwiki=31)
    unasked = person("Bola")
    unread = frozenset({("enwiki", "فاطمة"), ("enwiki", "ਗੁਰਪ੍ਰੀਤ"), ("enwiki", "Bola")})
    people = enrolled(which, ASHA, GURPREET, late, unasked, unknown=frozenset({"enwiki"}), unread=unread)
    edits = (contribution(1), contribution(2, dbname="pawiki", user_id=22))
    one_edit = counted(participants=1, active_participants=1, edits=1, pages_edited=1, bytes_added=100, bytes_net=100)
    whole, (result,) = measure_edits(campaign(which), (people,), edits)
    for measured in (whole, result):
        assert measured.totals.edits == 2
        assert measured.participants == {
            "Asha": one_edit,
            "ਗੁਰਪ੍ਰੀਤ": one_edit,
            "فاطمة": Totals(participants=1),
            "Bola": Totals(participants=1),
        }


def test_somebody_who_was_read_for_one_program_is_known_in_the_campaign() -> None:
    delhi, pune = program(wikis=("enwiki",)), program(name="Pune", wikis=("pawiki",))
    never = frozenset({"enwiki"})
    late = enrolled(delhi, person("Asha", enwiki=11), unknown=never, unread=frozenset({("enwiki", "Asha")}))
    read = enrolled(pune, person("Asha", pawiki=12))
    whole, (first, second) = measure_edits(campaign(delhi, pune), (late, read), ())
    assert first.participants == {"Asha": Totals(participants=1)}
    assert whole.participants == second.participants == {"Asha": counted(participants=1)}


def test_people_who_may_not_be_named_count_without_a_name_and_their_pages_are_not_listed() -> None:
    which = program(privacy=Privacy.CONSENTED)
    people = (ASHA, replace(GURPREET, named=False))
    edits = (contribution(1), contribution(2, user_id=21), contribution(3, user_id=21, page_id=2, title="Bama"))
    whole, (result,) = measure_edits(campaign(which), (enrolled(which, *people),), edits)
    for measured in (whole, result):
        assert (measured.totals.edits, measured.totals.participants) == (3, 2)
        assert list(measured.participants) == ["Asha"]
        assert [(page.title, page.participants) for page in measured.pages] == [("Savitribai Phule", ("Asha",))]
        assert measured.unlisted_pages == 1


def test_a_hidden_program_lists_no_wikis() -> None:
    which = program(privacy=Privacy.HIDDEN)
    whole, (result,) = measure_edits(
        campaign(which), (enrolled(which, replace(ASHA, named=False)),), (contribution(1),)
    )
    assert (result.wikis, result.pages, result.participants, whole.wikis) == ({}, (), {}, {})


contributions = st.lists(
    st.builds(
        contribution,
        st.integers(1, 10**6),
        dbname=st.sampled_from(("enwiki", "pawiki", "eswiki")),
        page_id=st.integers(1, 6),
        user_id=st.sampled_from((11, 12, 21, 22, 99)),
        parent_id=st.sampled_from((0, 5)),
        timestamp=st.datetimes(
            min_value=DAY.start.replace(tzinfo=None) - timedelta(hours=3),
            max_value=DAY.end.replace(tzinfo=None) + timedelta(hours=3),
        ).map(lambda moment: moment.replace(microsecond=0, tzinfo=DAY.start.tzinfo)),
        size_diff=st.none() | st.integers(-500, 500),
        tags=st.sampled_from(((), ("mw-reverted",))),
    ).map(lambda c: replace(c, namespace=c.page_id // 5, title=f"Page {c.page_id}")),
    unique_by=lambda c: (c.dbname, c.rev_id),
    max_size=40,
)


def measured(edits: list[Contribution]) -> tuple[Result, tuple[Result, ...], Campaign]:
    morning = program(name="Morning", windows=(span("2026-04-14 06:00", "2026-04-14 13:00"),), wikis=("enwiki",))
    all_day = program(name="All day")
    which = campaign(morning, all_day)
    return *measure_edits(which, (enrolled(morning, ASHA), enrolled(all_day, ASHA, GURPREET)), edits), which


@given(contributions)
def test_the_order_of_revisions_does_not_matter(edits: list[Contribution]) -> None:
    shuffled = sorted(edits, key=lambda c: c.rev_id)
    assert measured(edits)[:2] == measured(shuffled)[:2]


@given(contributions)
def test_parts_add_up_and_bytes_balance(edits: list[Contribution]) -> None:
    whole, programs, _ = measured(edits)
    for result in (whole, *programs):
        totals = result.totals
        assert totals.edits == sum(t.edits or 0 for t in result.wikis.values())
        assert totals.edits == sum(t.edits or 0 for t in result.participants.values())
        assert totals.edits == sum(page.edits for page in result.pages)
        assert totals.pages_edited == len(result.pages)
        for part in (totals, *result.wikis.values(), *result.participants.values()):
            if part.bytes_added is not None:
                assert part.bytes_net == part.bytes_added - (part.bytes_removed or 0)
    most = max(result.totals.edits or 0 for result in programs)
    assert most <= (whole.totals.edits or 0) <= sum(result.totals.edits or 0 for result in programs)


def test_the_draft_of_somebody_who_is_not_named_is_not_listed() -> None:
    which = program(namespaces=(0, 2, 3))
    pages = ((2, "Asha/Draft"), (2, "ਗੁਰਪ੍ਰੀਤ/ਖਰੜਾ"), (3, "ਗੁਰਪ੍ਰੀਤ"), (2, "Stranger"), (0, "ਗੁਰਪ੍ਰੀਤ"))
    edits = (
        contribution(10 * page_id + user_id, user_id=user_id, page_id=page_id, namespace=namespace, title=title)
        for page_id, (namespace, title) in enumerate(pages, 1)
        for user_id in (11, 21)
    )
    result = measure_edits(campaign(which), (enrolled(which, ASHA, replace(GURPREET, named=False)),), edits)[1][0]
    assert {(page.namespace, page.title) for page in result.pages} == {(2, "Asha/Draft"), (0, "ਗੁਰਪ੍ਰੀਤ")}
    assert (result.totals.pages_edited, result.unlisted_pages) == (5, 3)
