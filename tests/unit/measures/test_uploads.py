"""Uploaded files count for who uploaded their first version, once, and only those of named people are listed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.measures import Enrolment, Knowledge, Measured, measure_safely, with_uploads
from bot.model.campaigns import Privacy, Scope
from bot.model.results import Totals, UploadResult, WantedArticle
from bot.model.uploads import UploadedFile
from tests.unit.factories import DAY, NOON, campaign, contribution, person, program
from tests.unit.measures.measuring import measure_edits

ASHA = person("Asha", commonswiki=11, enwiki=21)
GURPREET = person("ਗੁਰਪ੍ਰੀਤ", commonswiki=12)
LAYLA = person("ليلى", named=False, commonswiki=13)
WIKIS = ("enwiki", "commonswiki")
KNOWN = Knowledge(as_of=NOON)


def file(page_id: int, user_id: int = 11, **changes: Any) -> UploadedFile:
    values: dict[str, Any] = {
        "dbname": "commonswiki",
        "page_id": page_id,
        "title": f"ਤਸਵੀਰ {page_id}.jpg",
        "user_id": user_id,
        "timestamp": NOON,
        "usages": 0,
        "asked_at": NOON,
    }
    return UploadedFile(**(values | changes))


def enrolment(*people: Any, knowledge: Knowledge = KNOWN, wanted: tuple[Any, ...] = (), **changes: Any) -> Enrolment:
    which = program(**{"wikis": WIKIS, **changes})
    return Enrolment(program=which, participants=people, wikis=which.wikis, knowledge=knowledge, wanted=wanted)


def measured(
    enrolments: Sequence[Enrolment], files: Sequence[UploadedFile], never_asked: set[tuple[str, int]] | None = None
) -> Measured:
    which = campaign(*(one.program for one in enrolments))
    return with_uploads(measure_edits(which, enrolments, ()), enrolments, files, never_asked or set())


def numbers(totals: Totals) -> tuple[int | None, int | None, int | None]:
    return totals.uploads, totals.uploads_in_use, totals.upload_usages


def test_files_count_by_wiki_and_person_whatever_namespaces_are_tracked() -> None:
    files = (file(1, usages=3), file(2, 12), file(3, 21, dbname="enwiki", usages=1))
    _, (delhi,) = measured([enrolment(ASHA, GURPREET, namespaces=(0,))], files)
    assert numbers(delhi.totals) == (3, 2, 4)
    assert {key: numbers(row) for key, row in delhi.wikis.items()} == {"enwiki": (1, 1, 1), "commonswiki": (2, 1, 3)}
    assert {key: numbers(row) for key, row in delhi.participants.items()} == {"Asha": (2, 2, 4), "ਗੁਰਪ੍ਰੀਤ": (1, 0, 0)}
    assert delhi.uploads[0] == UploadResult(
        wiki="commonswiki", title="ਤਸਵੀਰ 1.jpg", participant="Asha", deleted=False, usages=3, known_at=NOON
    )
    assert [one.usages for one in delhi.uploads] == [3, 1, 0]


def test_what_was_uploaded_outside_or_by_others_or_elsewhere_does_not_count() -> None:
    late = (file(1, timestamp=DAY.end), file(2, timestamp=DAY.start - timedelta(seconds=1)))
    _, (delhi,) = measured([enrolment(ASHA)], (*late, file(3, 99), file(4, 11, dbname="pawiki")))
    assert (numbers(delhi.totals), delhi.uploads) == ((0, 0, 0), ())


def test_a_campaign_counts_a_file_of_two_programs_once() -> None:
    whole, (one, two) = measured([enrolment(ASHA, name="One"), enrolment(ASHA, GURPREET, name="Two")], [file(1)])
    assert (numbers(whole.totals), numbers(one.totals), numbers(two.totals)) == ((1, 0, 0),) * 3
    assert len(whole.uploads) == 1


def test_a_deleted_file_is_listed_and_counts_no_more_and_one_without_a_title_is_neither() -> None:
    files = (file(1, deleted=True, usages=7), file(2, deleted=True, title=None), file(3, usages=1))
    _, (delhi,) = measured([enrolment(ASHA)], files)
    assert numbers(delhi.totals) == (1, 1, 1)
    assert [(one.title, one.deleted, one.usages) for one in delhi.uploads] == [
        ("ਤਸਵੀਰ 3.jpg", False, 1),
        ("ਤਸਵੀਰ 1.jpg", True, None),
    ]
    assert delhi.unlisted_uploads == 0


def test_files_of_people_who_are_not_named_count_without_being_listed() -> None:
    _, (delhi,) = measured([enrolment(ASHA, LAYLA)], (file(1), file(2, 13), file(3, 13, deleted=True)))
    assert (numbers(delhi.totals), len(delhi.uploads), delhi.unlisted_uploads) == ((2, 0, 0), 1, 1)


def test_a_campaign_names_nobody_whom_one_of_its_programs_does_not_name() -> None:
    unnamed = replace(ASHA, named=False)
    whole, (one, two) = measured([enrolment(ASHA, name="One"), enrolment(unnamed, name="Two")], [file(1)])
    assert (len(one.uploads), len(two.uploads), len(whole.uploads), whole.unlisted_uploads) == (1, 0, 0, 1)


def test_how_often_files_are_used_is_unknown_until_it_was_said_of_one() -> None:
    _, (delhi,) = measured([enrolment(ASHA)], [file(1, usages=None)])
    assert numbers(delhi.totals) == (1, None, None)
    _, (delhi,) = measured([enrolment(ASHA)], [file(1, usages=None), file(2, usages=2)])
    assert numbers(delhi.totals) == (2, 1, 2)


def test_where_nobody_asked_yet_there_may_be_files_so_it_is_unknown_not_zero() -> None:
    _, (delhi,) = measured([enrolment(ASHA, GURPREET)], [file(2, 12)], {("commonswiki", 11)})
    assert {key: numbers(row) for key, row in delhi.participants.items()} == {
        "Asha": (None, None, None),
        "ਗੁਰਪ੍ਰੀਤ": (1, 0, 0),
    }
    assert numbers(measured([enrolment(ASHA)], (), {("commonswiki", 11)})[0].totals) == (None, None, None)


def test_a_wiki_that_was_never_read_is_unknown() -> None:
    knowledge = Knowledge(as_of=None, unknown=frozenset({"enwiki"}), never_read=frozenset({"enwiki"}))
    _, (delhi,) = measured([enrolment(ASHA, knowledge=knowledge)], [file(1)])
    assert {key: numbers(row) for key, row in delhi.wikis.items()} == {
        "enwiki": (None, None, None),
        "commonswiki": (1, 0, 0),
    }


def test_where_only_wanted_pages_count_other_files_do_not() -> None:
    wanted = WantedArticle(wiki="commonswiki", name="File:A.jpg", namespace=6, title="A.jpg", page_id=1, exists=True)
    one = enrolment(ASHA, scope=Scope.ARTICLES, wanted=(wanted,))
    assert numbers(measured([one], [file(1), file(2)])[0].totals) == (1, 0, 0)


def test_a_program_without_names_with_few_people_keeps_its_files_back() -> None:
    hidden = enrolment(LAYLA, name="Quiet", privacy=Privacy.HIDDEN)
    enrolments = [enrolment(ASHA, name="Open"), hidden]
    which = campaign(*(one.program for one in enrolments))
    edits = [contribution(1, dbname="commonswiki", namespace=6, user_id=13)]

    def all_of(chosen: Sequence[Enrolment]) -> Measured:
        return with_uploads(measure_edits(which, chosen, edits), chosen, [file(1), file(2, 13)])

    whole, (_, quiet) = measure_safely(enrolments, all_of)
    assert (numbers(quiet.totals), numbers(whole.totals)) == ((None, None, None), (1, 0, 0))


@given(
    st.lists(
        st.builds(
            file,
            st.integers(1, 500),
            st.sampled_from([11, 12, 13]),
            usages=st.one_of(st.none(), st.integers(0, 9)),
            deleted=st.booleans(),
        ),
        unique_by=lambda one: one.page_id,
    ),
    st.randoms(),
)
def test_parts_add_up_and_order_does_not_matter(files: list[UploadedFile], random: Any) -> None:
    enrolments = [enrolment(ASHA, GURPREET, name="One"), enrolment(GURPREET, LAYLA, name="Two")]
    result = measured(enrolments, files)
    whole, (one, _) = result
    shuffled = random.sample(files, len(files))
    assert measured(enrolments, shuffled) == result
    assert sum(row.uploads or 0 for row in one.participants.values()) == one.totals.uploads
    assert sum(row.upload_usages or 0 for row in whole.wikis.values()) == (whole.totals.upload_usages or 0)
    assert whole.totals.uploads == sum(not one.deleted for one in whole.uploads) + whole.unlisted_uploads
