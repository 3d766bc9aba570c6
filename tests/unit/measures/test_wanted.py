"""What counts where only wanted articles do, and what has become of each."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.measures import Enrolment, Knowledge
from bot.model.campaigns import Privacy, Scope
from bot.model.contributions import Contribution
from bot.model.results import Result, WantedArticle, WantedResult, WantedState
from tests.unit.factories import DAY, campaign, contribution, person, program
from tests.unit.measures.measuring import measure_edits


def wanted(name: str, page_id: int | None = None, **changes: Any) -> WantedArticle:
    values: dict[str, Any] = {
        "wiki": "pawiki",
        "name": name,
        "namespace": 0,
        "title": name,
        "page_id": page_id,
        "exists": page_id is not None,
    }
    return WantedArticle(**(values | changes))


def edit(rev_id: int, title: str, page_id: int, **changes: Any) -> Contribution:
    return contribution(rev_id, dbname="pawiki", title=title, page_id=page_id, **changes)


def result(
    articles: tuple[WantedArticle, ...], *edits: Contribution, scope: Scope = Scope.ARTICLES, **changes: Any
) -> Result:
    asking = program(scope=scope, privacy=changes.pop("privacy", Privacy.PUBLIC))
    people = (person("ਗੁਰਪ੍ਰੀਤ", pawiki=11), person("Asha", named=changes.pop("asha_named", True), pawiki=12))
    enrolment = Enrolment(
        program=asking, participants=people, wikis=asking.wikis, knowledge=Knowledge(as_of=DAY.end), wanted=articles
    )
    return measure_edits(campaign(asking), [enrolment], edits)[1][0]


def states(found: Result) -> dict[str, WantedState]:
    return {one.name: one.state for one in found.wanted}


def test_each_article_has_its_state() -> None:
    found = result(
        (
            wanted("ਬਾਮਾ"),
            wanted("ਸੰਤ ਰਾਮ ਉਦਾਸੀ", 5),
            wanted("ਨਾਮਦੇਵ ਢਸਾਲ", 6),
            wanted("ਉਰਮਿਲਾ ਪਵਾਰ"),
            wanted("ਮੀਨਾ", namespace=None, title=None, exists=None),
        ),
        edit(1, "ਬਾਮਾ", 4, parent_id=0, size_diff=300),
        edit(2, "ਬਾਮਾ", 4, size_diff=-20),
        edit(3, "ਸੰਤ ਰਾਮ ਉਦਾਸੀ", 5),
        edit(4, "ਹੋਰ", 9),
    )
    assert found.wanted[0] == WantedResult(
        wiki="pawiki",
        name="ਬਾਮਾ",
        namespace=0,
        title="ਬਾਮਾ",
        state=WantedState.CREATED,
        edits=2,
        bytes_added=300,
        participants=("ਗੁਰਪ੍ਰੀਤ",),
    )
    assert list(states(found).values()) == [
        WantedState.CREATED,
        WantedState.IMPROVED,
        WantedState.EXISTS,
        WantedState.MISSING,
        WantedState.UNKNOWN,
    ]
    assert found.totals.edits == 3


def test_a_page_of_the_same_title_elsewhere_is_not_the_article() -> None:
    others = (
        contribution(1, title="ਬਾਮਾ"),  # enwiki
        edit(2, "ਬਾਮਾ", 3, namespace=2),
        edit(3, "ਬਾਮਾ (ਲੇਖਕ)", 4),
    )
    found = result((wanted("ਬਾਮਾ"),), *others)
    assert (found.totals.edits, states(found)) == (0, {"ਬਾਮਾ": WantedState.MISSING})


def test_a_page_that_was_moved_since_it_was_last_asked_about_is_still_the_article() -> None:
    redirect = edit(2, "ਬਾਮਾ", 8, parent_id=0, is_redirect=True, size_diff=30)
    found = result((wanted("ਬਾਮਾ", 4),), edit(1, "ਬਾਮਾ ਫ਼ੌਸਤੀਨਾ", 4, parent_id=0, size_diff=300), redirect)
    assert [(one.title, one.state, one.edits) for one in found.wanted] == [
        ("ਬਾਮਾ ਫ਼ੌਸਤੀਨਾ", WantedState.CREATED, 1),
    ]
    assert found.totals.edits == 1


def test_a_redirect_stands_for_what_it_leads_to() -> None:
    found = result((wanted("ਬਾਮਾ", 4, title="ਬਾਮਾ ਫ਼ੌਸਤੀਨਾ"),), edit(1, "ਬਾਮਾ ਫ਼ੌਸਤੀਨਾ", 4))
    assert [(one.name, one.title, one.state) for one in found.wanted] == [
        ("ਬਾਮਾ", "ਬਾਮਾ ਫ਼ੌਸਤੀਨਾ", WantedState.IMPROVED),
    ]


def test_edits_that_were_all_reverted_improve_nothing() -> None:
    found = result((wanted("ਬਾਮਾ", 4),), edit(1, "ਬਾਮਾ", 4, tags=("mw-reverted",)))
    assert (states(found), found.totals.edits) == ({"ਬਾਮਾ": WantedState.EXISTS}, 1)


def test_of_people_who_are_not_named_only_the_number_is_told() -> None:
    articles = (wanted("ਬਾਮਾ"), wanted("ਮੀਨਾ", 5), wanted("ਉਰਮਿਲਾ", 6))
    edits = (
        edit(1, "ਬਾਮਾ", 4, parent_id=0, user_id=12),
        edit(2, "ਮੀਨਾ", 5, user_id=12),
        edit(3, "ਉਰਮਿਲਾ", 6, user_id=12),
        edit(4, "ਉਰਮਿਲਾ", 6),
    )
    found = result(articles, *edits, asha_named=False)
    assert [(one.state, one.edits, one.participants) for one in found.wanted] == [
        (WantedState.EXISTS, 0, ()),
        (WantedState.EXISTS, 0, ()),
        (WantedState.IMPROVED, 2, ("ਗੁਰਪ੍ਰੀਤ",)),
    ]
    assert found.unlisted_wanted == 2


def test_a_hidden_program_tells_nothing_of_its_articles() -> None:
    found = result((wanted("ਬਾਮਾ", 4),), edit(1, "ਬਾਮਾ", 4), privacy=Privacy.HIDDEN)
    assert (found.wanted, found.unlisted_wanted, found.totals.edits) == ((), 0, 1)


def test_without_scope_everything_counts() -> None:
    found = result((wanted("ਬਾਮਾ", 4),), edit(1, "ਬਾਮਾ", 4), edit(2, "ਹੋਰ", 9), scope=Scope.ALL)
    assert (states(found), found.totals.edits) == ({"ਬਾਮਾ": WantedState.IMPROVED}, 2)


TITLES = ("ਬਾਮਾ", "بابا صاحب", "নামদেব ঢসাল", "Bama")
EDITS = st.builds(
    lambda rev_id, number, user_id, tags: edit(rev_id, TITLES[number], number, user_id=user_id, tags=tags),
    st.integers(1, 999),
    st.integers(0, 3),
    st.sampled_from((11, 12)),
    st.sampled_from(((), ("mw-reverted",))),
)


@given(st.lists(EDITS, unique_by=lambda one: one.rev_id, max_size=12), st.randoms(), st.booleans())
def test_order_does_not_matter_and_articles_make_up_the_total(edits: list[Any], random: Any, named: bool) -> None:  # noqa: FBT001
    articles = tuple(wanted(title, number) for number, title in enumerate(TITLES[:3]))
    found = result(articles, *edits, asha_named=named)
    shuffled = list(edits)
    random.shuffle(shuffled)
    assert result(articles, *shuffled, asha_named=named) == found
    counted = [one for one in edits if one.page_id < len(articles)]
    assert found.totals.edits == len(counted)
    if named:
        assert sum(one.edits for one in found.wanted) == len(counted)
