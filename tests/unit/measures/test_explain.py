"""What each revision gave to a number, and why others gave nothing: told by the rule that counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.measures import Enrolment, Explained, Explanation, Knowledge, Remark, explain
from bot.measures.rule import WhyNot
from bot.model.campaigns import Program, Scope
from bot.model.contributions import Contribution
from bot.model.participants import Participant
from bot.model.results import Result, WantedArticle
from tests.unit.factories import DAY, NOON, campaign, contribution, person, program, span
from tests.unit.measures.measuring import measure_edits

ASHA = person("Asha", enwiki=11, pawiki=12)
GURPREET = person("ਗੁਰਪ੍ਰੀਤ", enwiki=21, pawiki=22)
SUDA = person("สุดา", named=False, enwiki=31, pawiki=32)
EVERYBODY = frozenset({"Asha", "ਗੁਰਪ੍ਰੀਤ", "สุดา"})

MORNING = program(name="Morning", windows=(span("2026-04-14 06:00", "2026-04-14 13:00"),), wikis=("enwiki",))
ALL_DAY = program(
    name="ਸਾਰਾ ਦਿਨ",
    windows=(span("2026-04-14 02:00", "2026-04-14 11:00"), span("2026-04-14 12:00", "2026-04-14 23:00")),
)


def enrolled(which: Program, *people: Participant, wanted: tuple[WantedArticle, ...] = ()) -> Enrolment:
    knowledge = Knowledge(as_of=NOON)
    return Enrolment(program=which, participants=people, wikis=which.wikis, knowledge=knowledge, wanted=wanted)


def told(*contributions: Contribution, which: Program | None = None) -> tuple[Explained, ...]:
    return explain(
        (enrolled(which or program(), ASHA, GURPREET),), contributions, named=EVERYBODY, changes={}
    ).revisions


def gave(one: Explained) -> tuple[object, ...]:
    return one.why_not, one.creates_page, one.bytes, one.words, one.references, one.remarks


def test_an_edit_that_counts_gives_its_bytes_and_a_first_one_its_page() -> None:
    edit = contribution(1, words=50, references=2, words_before=40, references_before=3)
    page = contribution(2, parent_id=0, page_id=2, is_redirect=False, words=7, references=1)
    assert told(edit, page) == (
        Explained(
            contribution=edit,
            user_name="Asha",
            programs=("Delhi",),
            why_not=None,
            bytes=100,
            words=10,
            references=-1,
        ),
        Explained(
            contribution=page,
            user_name="Asha",
            programs=("Delhi",),
            why_not=None,
            creates_page=True,
            bytes=100,
            words=7,
            references=1,
        ),
    )


def test_the_reason_is_told_why_an_edit_does_not_count() -> None:
    wanted = WantedArticle(wiki="enwiki", name="ਬਾਮਾ", namespace=0, title="ਬਾਮਾ", page_id=None, exists=True)
    which = program(scope=Scope.ARTICLES, windows=ALL_DAY.windows)
    reasons = {
        WhyNot.OUTSIDE: (
            contribution(1, title="ਬਾਮਾ", timestamp=DAY.end),
            contribution(2, title="ਬਾਮਾ", timestamp=NOON - timedelta(minutes=30)),
        ),
        WhyNot.NAMESPACE: (contribution(3, title="ਬਾਮਾ", namespace=1),),
        WhyNot.NOT_WANTED: (contribution(4, title="Ambedkar"), contribution(5, title="ਬਾਮਾ", is_redirect=True)),
        None: (contribution(6, title="ਬਾਮਾ"),),
    }
    for reason, edits in reasons.items():
        explained = explain((enrolled(which, ASHA, wanted=(wanted,)),), edits, named=EVERYBODY, changes={}).revisions
        assert [one.why_not for one in explained] == [reason] * len(edits)
    assert told(contribution(7, user_id=99), contribution(8, dbname="eswiki")) == ()


def test_what_an_edit_did_not_give_is_said_beside_it() -> None:
    counted = {"words": 1, "references": 1, "words_before": 1, "references_before": 1}
    remarks = {
        one.contribution.rev_id: (one.creates_page, one.bytes, one.remarks)
        for one in told(
            contribution(1, tags=("mw-reverted",)),
            contribution(2, page_id=2, parent_id=0, is_redirect=True, **{**counted, "words_before": None}),
            contribution(3, page_id=3, size_diff=None, **counted),
            contribution(4, page_id=4),
            contribution(5, page_id=5, **{**counted, "words": None}),
            contribution(6, page_id=6, parent_id=0, tags=("mw-reverted",)),
        )
    }
    assert remarks == {
        1: (False, None, (Remark.REVERTED,)),
        2: (False, 100, (Remark.REDIRECT,)),
        3: (False, None, (Remark.SIZE_UNKNOWN,)),
        4: (False, 100, (Remark.TEXT_UNKNOWN,)),
        5: (False, 100, (Remark.WORDS_UNKNOWN,)),
        6: (True, None, (Remark.REVERTED,)),
    }


def test_a_run_gives_its_words_with_its_last_edit() -> None:
    first = contribution(1, words_before=10, references_before=0)
    last = contribution(2, parent_id=1, timestamp=NOON + timedelta(minutes=1), words=60, references=4)
    assert [gave(one) for one in told(first, last)] == [
        (None, False, 100, None, None, (Remark.GOES_ON,)),
        (None, False, 100, 50, 4, ()),
    ]


def test_in_a_campaign_the_nearest_miss_is_told_and_every_program_that_counts_an_edit() -> None:
    both = (enrolled(MORNING, ASHA), enrolled(ALL_DAY, ASHA, GURPREET))
    edits = (
        contribution(1),
        contribution(2, timestamp=NOON + timedelta(hours=2)),
        contribution(3, timestamp=NOON + timedelta(hours=2), namespace=1),
        contribution(4, dbname="pawiki", user_id=12, timestamp=DAY.start),
    )
    explained = explain(both, edits, named=EVERYBODY, changes={}).revisions
    assert {one.contribution.rev_id: (one.programs, one.why_not) for one in explained} == {
        1: (("Morning", "ਸਾਰਾ ਦਿਨ"), None),
        2: (("ਸਾਰਾ ਦਿਨ",), None),
        3: ((), WhyNot.NAMESPACE),
        4: ((), WhyNot.OUTSIDE),
    }


def test_of_people_who_are_not_named_only_the_sum_of_what_counts_is_told() -> None:
    edits = (contribution(1, user_id=31), contribution(2), contribution(3, user_id=31, timestamp=DAY.end))
    explained = explain((enrolled(program(), ASHA, SUDA),), edits, named={"Asha"}, changes={})
    assert [one.user_name for one in explained.revisions] == ["Asha"]
    assert (explained.unnamed.edits, explained.unnamed.bytes_added) == (1, 100)
    assert (explained.totals.edits, explained.totals.bytes_added, explained.totals.pages_edited) == (2, 200, 1)


def test_a_page_that_is_called_after_somebody_who_is_not_named_is_only_in_the_sums() -> None:
    which = program(namespaces=(0, 2))
    on_hers = {"namespace": 2, "title": "สุดา/ฉบับร่าง", "page_id": 7}
    edits = (
        contribution(1),
        contribution(2, **on_hers),
        contribution(3, **on_hers, timestamp=DAY.end),
        contribution(4, namespace=2, title="Asha", page_id=8),
    )
    explained = explain((enrolled(which, ASHA, SUDA),), edits, named={"Asha"}, changes={})
    assert [one.contribution.rev_id for one in explained.revisions] == [1, 4]
    assert (explained.unnamed.edits, explained.totals.edits) == (1, 3)


def as_stored(edits: list[Contribution]) -> list[Contribution]:
    """Let all say the same of a text and of a page."""
    texts = {(c.dbname, c.rev_id): (c.words, c.references) for c in edits}
    for c in edits:
        texts.setdefault((c.dbname, c.parent_id or 0), (c.words_before, c.references_before))
    redirects = {(c.dbname, c.page_id): c.is_redirect for c in edits}
    return [
        replace(c, is_redirect=redirects[c.dbname, c.page_id], words_before=words, references_before=references)
        for c in sorted(edits, key=lambda c: (c.dbname, c.user_id, c.timestamp, c.rev_id))
        for words, references in (texts[c.dbname, c.parent_id or 0],)
    ]


moments = st.integers(-3 * 60, 27 * 60).map(lambda minutes: DAY.start + timedelta(minutes=minutes))
texts = st.none() | st.integers(0, 50)
contributions = st.lists(
    st.builds(
        contribution,
        st.integers(1, 40),
        dbname=st.sampled_from(("enwiki", "pawiki", "eswiki")),
        page_id=st.integers(1, 4),
        user_id=st.sampled_from((11, 12, 21, 22, 31, 32, 99)),
        parent_id=st.none() | st.integers(0, 40),
        timestamp=moments,
        size_diff=st.none() | st.integers(-500, 500),
        tags=st.sampled_from(((), (), ("mw-reverted",))),
        is_redirect=st.sampled_from((None, False, True)),
        words=texts,
        references=texts,
        words_before=texts,
        references_before=texts,
    ).map(lambda c: replace(c, namespace=c.page_id // 4, title=f"Page {c.page_id}")),
    unique_by=lambda c: (c.dbname, c.rev_id),
    max_size=40,
).map(as_stored)


def results_of(edits: list[Contribution]) -> list[tuple[Result, Sequence[Enrolment]]]:
    """Measure a campaign and its two programs, which overlap; only in the first of them Gurpreet may be named."""
    enrolments = (enrolled(MORNING, ASHA, GURPREET), enrolled(ALL_DAY, ASHA, replace(GURPREET, named=False), SUDA))
    whole, (first, second) = measure_edits(campaign(MORNING, ALL_DAY), enrolments, edits)
    return [(whole, enrolments), (first, enrolments[:1]), (second, enrolments[1:])]


def added_up(explanation: Explanation) -> dict[str, int | None]:
    """Add up what is printed of each revision, as a reader would; unknown only where nothing is known."""
    counted = [one for one in explanation.revisions if not one.why_not]
    pages = {(one.contribution.dbname, one.contribution.page_id): False for one in counted}
    for one in counted:
        pages[one.contribution.dbname, one.contribution.page_id] |= one.creates_page
    sizes = [one.bytes for one in counted if one.bytes is not None]
    unknown_size = not sizes and any(Remark.SIZE_UNKNOWN in one.remarks for one in counted)
    words, references = [o.words for o in counted], [o.references for o in counted]
    return {
        "edits": len(counted),
        "reverted_edits": sum(Remark.REVERTED in one.remarks for one in counted),
        "pages_edited": len(pages),
        "pages_created": sum(pages.values()),
        "bytes_added": None if unknown_size else sum(size for size in sizes if size > 0),
        "bytes_removed": None if unknown_size else -sum(size for size in sizes if size < 0),
        "words_added": _sum(
            words, unknown=any({Remark.TEXT_UNKNOWN, Remark.WORDS_UNKNOWN} & {*o.remarks} for o in counted)
        ),
        "references_added": _sum(references, unknown=any(Remark.TEXT_UNKNOWN in o.remarks for o in counted)),
    }


def _sum(values: list[int | None], *, unknown: bool) -> int | None:
    known = [value for value in values if value is not None]
    return None if unknown and not known else sum(known)


def like(totals: object, wanted: dict[str, int | None]) -> dict[str, int | None]:
    return {metric: getattr(totals, metric) for metric in wanted}


def test_what_edits_of_an_item_changed_adds_up_and_of_whom_nobody_names_only_the_sum() -> None:
    which = program(wikis=("wikidatawiki",))
    asha, suda = person("Asha", wikidatawiki=11), person("สุดา", named=False, wikidatawiki=31)
    edits = [
        contribution(n, dbname="wikidatawiki", title="Q1", user_id=user_id, parent_id=parent_id, tags=tags)
        for n, user_id, parent_id, tags in (
            (1, 11, 0, ()),
            (2, 11, 1, ("mw-reverted",)),
            (3, 31, 2, ()),
            (4, 11, 3, ()),
        )
    ]
    changes = {1: {"labels_added": 2}, 2: {"labels_removed": 2}, 3: {"claims_added": 1, "labels_added": 1}}
    explained = explain((enrolled(which, asha, suda),), edits, named={"Asha"}, changes=changes)
    assert [(one.contribution.rev_id, one.changes) for one in explained.revisions] == [
        (1, {"labels_added": 2}),
        (2, None),
        (4, None),
    ]
    wanted = dict.fromkeys(("items_created", "labels_added", "labels_removed", "claims_added"))
    assert list(like(explained.totals, wanted).values()) == [1, 3, 0, 1]
    assert list(like(explained.unnamed, wanted).values()) == [0, 1, 0, 1]


@given(contributions)
def test_what_is_told_of_a_person_adds_up_to_their_numbers(edits: list[Contribution]) -> None:
    for result, enrolments in results_of(edits):
        for name, totals in result.participants.items():
            ids = {
                account
                for e in enrolments
                for p in e.participants
                if p.user_name == name
                for account in p.accounts.items()
            }
            theirs = [edit for edit in edits if (edit.dbname, edit.user_id) in ids]
            explanation = explain(enrolments, theirs, named={name}, changes={})
            sums = added_up(explanation)
            assert sums == like(totals, sums)
            assert replace(explanation.totals, participants=1) == totals


@given(contributions)
def test_what_is_told_of_a_page_adds_up_to_its_numbers(edits: list[Contribution]) -> None:
    for result, enrolments in results_of(edits):
        for page in result.pages:
            on_it = [edit for edit in edits if (edit.dbname, edit.title) == (page.wiki, page.title)]
            explanation = explain(enrolments, on_it, named=result.participants, changes={})
            metrics = ("edits", "bytes_added", "bytes_removed", "bytes_net", "words_added", "references_added")
            assert like(explanation.totals, dict.fromkeys(metrics)) == like(page, dict.fromkeys(metrics))
            assert bool(explanation.totals.pages_created) == page.created
            assert {one.user_name for one in explanation.revisions if not one.why_not} == set(page.participants)


@given(contributions)
def test_everything_told_of_everybody_adds_up_to_the_totals(edits: list[Contribution]) -> None:
    for result, enrolments in results_of(edits):
        explanation = explain(enrolments, edits, named=EVERYBODY, changes={})
        sums = added_up(explanation)
        assert sums == like(result.totals, sums)
        assert explanation.unnamed.edits == 0
