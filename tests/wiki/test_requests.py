"""How many requests a run makes on real wikis, against what DESIGN section 5 allows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.intervals import Interval
from tests.benchmarks.counting import Kind, count_kinds, kind_of, most_contributions
from tests.benchmarks.histories import people, write_history
from tests.benchmarks.operator import BOT, FLAGLESS, Event, Operator, create_accounts
from tests.wikifarm import Farm, Request

NAMES = people(100)
DAY, YEAR, ADDED = "enwiki", "eswiki", "pawiki"
"""Wikis with edits of the last twelve hours, of the last half a year, and again of half a year."""
EDITS = {DAY: 2_000, YEAR: 2_000, ADDED: 500}
HALF = {DAY: timedelta(hours=12), YEAR: timedelta(days=182), ADDED: timedelta(days=182)}
"""Half of the event whose edits a wiki has: every event is half over."""
BATCHES = {FLAGLESS: 50, BOT: 500}
OVERLAP = timedelta(days=14)
MOST_OTHERS = 3
"""Of requests to a wiki, when nothing is new, that are neither for contributions nor pywikibot's own."""

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="module")
def operators(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Operator]:
    """Put everybody's accounts and edits on the farm, and give an operator for each account of the bot."""
    create_accounts(farm, EDITS, NAMES)
    for dbname, edits in EDITS.items():
        write_history(farm[dbname], NAMES, edits, Interval(NOW - HALF[dbname], NOW))
    return {
        account: Operator(farm, tmp_path_factory.mktemp(f"by-{batch}"), account) for account, batch in BATCHES.items()
    }


def event(wikis: Sequence[str], names: Sequence[str] = NAMES) -> Event:
    half = HALF[wikis[0]]
    return Event(name="Event", window=Interval(NOW - half, NOW + half), wikis=tuple(wikis), people=tuple(names))


def fresh(operator: Operator, event: Event) -> Operator:
    """Give the operator with nothing stored and one event; only pywikibot's caches are those of earlier tests."""
    operator.forget_everything()
    operator.define(event)
    return operator


def run(farm: Farm, operator: Operator) -> tuple[Request, ...]:
    """Run the bot and give the requests it made."""
    before = len(farm.requests())
    operator.run()
    return farm.requests()[before:]


def contributions(requests: Iterable[Request], dbname: str) -> list[Request]:
    return [r for r in requests if r.wiki == dbname and kind_of(r) is Kind.CONTRIBUTIONS]


def older(requests: Iterable[Request]) -> list[Request]:
    """Give the requests that go back beyond the last fortnight, which every run reads again."""
    return [r for r in requests if datetime.fromisoformat(r.params["ucend"]) < NOW - OVERLAP]


@pytest.mark.parametrize("account", BATCHES)
def test_a_first_run_reads_everything_within_the_bound(
    farm: Farm, operators: Mapping[str, Operator], account: str
) -> None:
    operator = fresh(operators[account], event([DAY]))
    made = contributions(run(farm, operator), DAY)
    assert len(made) <= most_contributions(people=len(NAMES), edits=EDITS[DAY], batch=BATCHES[account])
    assert operator.stored_revisions() == EDITS[DAY]


@pytest.mark.parametrize(("account", "dbname"), [(FLAGLESS, DAY), (FLAGLESS, YEAR), (BOT, YEAR)])
def test_with_nothing_new_only_the_last_fortnight_is_read_again(
    farm: Farm, operators: Mapping[str, Operator], account: str, dbname: str
) -> None:
    operator = fresh(operators[account], event([dbname]))
    operator.run()
    made = run(farm, operator)
    again = contributions(made, dbname)
    recent = EDITS[dbname] * min(OVERLAP, HALF[dbname]) // HALF[dbname]
    assert len(again) <= most_contributions(people=len(NAMES), edits=recent, batch=BATCHES[account])
    assert older(again) == []
    kinds = {wiki: count_kinds(r for r in made if r.wiki == wiki) for wiki in farm.wikis}
    assert all(count[Kind.OTHER] + count[Kind.REDIRECTS] <= MOST_OTHERS for count in kinds.values())
    assert {wiki for wiki, count in kinds.items() if count} == {"metawiki", dbname}
    assert [r for r in made if r.params.get("action") == "edit"] == []


def test_for_a_late_sign_up_only_that_persons_past_is_read(farm: Farm, operators: Mapping[str, Operator]) -> None:
    operator = fresh(operators[BOT], event([YEAR], NAMES[:-1]))
    operator.run()
    operator.define(event([YEAR]))
    made = contributions(run(farm, operator), YEAR)
    ((late,),) = farm[YEAR].sql("SELECT user_id FROM user WHERE user_name = ?", (NAMES[-1],))
    (past,) = older(made)
    assert past.params["ucuserids"] == str(late)
    assert len(made) == 2
    assert operator.stored_revisions() == EDITS[YEAR]


def test_for_an_added_wiki_only_its_past_is_read(farm: Farm, operators: Mapping[str, Operator]) -> None:
    operator = fresh(operators[BOT], event([YEAR]))
    operator.run()
    operator.define(event([YEAR, ADDED]))
    made = run(farm, operator)
    assert (len(contributions(made, YEAR)), len(older(contributions(made, YEAR)))) == (1, 0)
    assert len(older(contributions(made, ADDED))) == len(contributions(made, ADDED)) == 1
    assert operator.stored_revisions() == EDITS[YEAR] + EDITS[ADDED]


def test_each_week_everything_is_read_again_within_the_bound_of_a_first_run(
    farm: Farm, operators: Mapping[str, Operator]
) -> None:
    operator = fresh(operators[FLAGLESS], event([YEAR]))
    operator.run()
    operator.age_full_readings(timedelta(days=7))
    again = contributions(run(farm, operator), YEAR)
    assert older(again) != []
    assert len(again) <= most_contributions(people=len(NAMES), edits=EDITS[YEAR], batch=BATCHES[FLAGLESS])
    assert older(contributions(run(farm, operator), YEAR)) == []


def test_a_program_is_read_once_more_when_it_has_closed_and_then_never(
    farm: Farm, operators: Mapping[str, Operator]
) -> None:
    closed = Event(
        name="Event", window=Interval(NOW - HALF[YEAR], NOW - timedelta(days=8)), wikis=(YEAR,), people=NAMES
    )
    operator = fresh(operators[BOT], closed)
    operator.run()
    operator.age_full_readings(timedelta(days=2))
    assert len(contributions(run(farm, operator), YEAR)) == 1
    assert contributions(run(farm, operator), YEAR) == []
