"""What goes into the store comes out of it, and it stays in order when the world changes."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.model.campaigns import Event, ListPage, Names, NamesFile, Privacy
from bot.model.contributions import Account
from bot.model.errors import OperatorError
from bot.model.intervals import Interval
from bot.model.problems import Place, Problem
from bot.model.reporting import ListNotes
from bot.store import Store, open_scratch, open_store, scratch_copy
from bot.store.accounts import LookedUp, load_accounts, save_accounts
from bot.store.campaigns import Enrolled, load_campaigns, load_enrolment, save_campaigns, save_enrolment
from bot.store.contributions import (
    ROWS_A_WRITE,
    created_pages,
    finish_fetch,
    lately_created,
    load_coverage,
    save_contributions,
    save_redirects,
    stream_contributions,
)
from bot.store.definitions import SourceState, load_sources, save_sources
from bot.store.engine import reading
from bot.store.memory import recall, remember
from bot.store.progress import (
    ReportState,
    WikiState,
    load_report_states,
    load_wiki_states,
    save_report_states,
    save_wiki_state,
)
from bot.store.tables import revision
from bot.store.waiting import Wish, approve_wishes, load_wishes, save_wishes
from tests.mariadb import MariaDb
from tests.mariadb.server import PASSWORD
from tests.unit.factories import DAY, NOON, at, campaign, contribution, program, span

EVER = span("2000-01-01", "2100-01-01")


def stored(store: Store) -> list[int]:
    return [c.rev_id for c in stream_contributions(store, {"enwiki": (11, 12)}, EVER)]


def test_contributions_come_back_as_they_were_in_order(store: Store) -> None:
    later = contribution(5, title="ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", size_diff=None, tags=("mobile edit", "mw-reverted"), page_id=2)
    earlier = contribution(9, timestamp=DAY.start, parent_id=0, size=None, page_id=3, title="بابا صاحب")
    save_contributions(store, [later, earlier], fetch=1)
    assert list(stream_contributions(store, {"enwiki": [11]}, EVER)) == [earlier, later]
    assert list(stream_contributions(store, {"enwiki": [11]}, Interval(DAY.start, NOON))) == [earlier]
    assert list(stream_contributions(store, {"pawiki": [11], "enwiki": [12]}, EVER)) == []


def test_saving_twice_changes_nothing(store: Store) -> None:
    for fetch in (1, 2):
        save_contributions(store, [contribution(1), contribution(2)], fetch=fetch)
    assert stored(store) == [1, 2]


def test_more_revisions_than_one_write_takes_come_back(store: Store) -> None:
    rev_ids = range(1, ROWS_A_WRITE + 3)
    finish_fetch(store, "enwiki", [11], DAY, [contribution(rev_id) for rev_id in rev_ids], fetch=1)
    assert stored(store) == list(rev_ids)
    assert load_coverage(store, "enwiki", [11]) == {11: (DAY,)}


def test_who_stops_reading_early_leaves_nothing_behind(store: Store) -> None:
    save_contributions(store, [contribution(rev_id) for rev_id in range(1, 4 * ROWS_A_WRITE)], fetch=1)
    for first in stream_contributions(store, {"enwiki": (11,)}, EVER):
        assert first.rev_id == 1
        break
    save_contributions(store, [contribution(1, size=7)], fetch=2)
    assert next(stream_contributions(store, {"enwiki": (11,)}, EVER)).size == 7


def test_a_reader_sees_one_state_while_a_run_writes(store: Store) -> None:
    save_contributions(store, [contribution(1)], fetch=1)
    with reading(store) as connection:
        query = sa.select(sa.func.count()).select_from(revision)
        before = connection.scalar(query)
        if store.dialect.name != "sqlite":  # in which a writer waits for readers
            save_contributions(store, [contribution(2)], fetch=1)
        assert (before, connection.scalar(query)) == (1, 1)


def test_a_moved_page_has_its_new_name_in_all_its_revisions(store: Store) -> None:
    save_contributions(store, [contribution(1, namespace=2, title="Asha/Draft")], fetch=1)
    save_contributions(store, [contribution(2, title="Bama")], fetch=2)
    found = [(c.namespace, c.title) for c in stream_contributions(store, {"enwiki": [11]}, EVER)]
    assert found == [(0, "Bama"), (0, "Bama")]


def test_what_a_later_fetch_does_not_return_is_gone(store: Store) -> None:
    save_contributions(store, [contribution(1), contribution(2), contribution(3, user_id=12)], fetch=1)
    outside = contribution(4, timestamp=DAY.end)
    save_contributions(store, [outside], fetch=1)
    save_contributions(store, [contribution(2)], fetch=2)
    assert finish_fetch(store, "enwiki", [11], DAY, fetch=2) == 1
    assert stored(store) == [2, 4, 3]


def test_coverage_grows_together(store: Store) -> None:
    finish_fetch(store, "enwiki", [11, 12], span("2026-04-01", "2026-04-02"), fetch=1)
    finish_fetch(store, "enwiki", [11], span("2026-04-02", "2026-04-05"), fetch=2)
    finish_fetch(store, "enwiki", [11], span("2026-04-10", "2026-04-11"), fetch=3)
    assert load_coverage(store, "enwiki", [11, 12, 13]) == {
        11: (span("2026-04-01", "2026-04-05"), span("2026-04-10", "2026-04-11")),
        12: (span("2026-04-01", "2026-04-02"),),
    }
    assert load_coverage(store, "pawiki", [11]) == {}


def test_only_created_pages_of_unknown_kind_are_asked_about_until_all_are_read_anew(store: Store) -> None:
    created = (contribution(1, parent_id=0), contribution(2, parent_id=0, page_id=2), contribution(3, page_id=3))
    save_contributions(store, created, fetch=1)
    assert created_pages(store, "enwiki", known_too=False) == (1, 2)
    save_redirects(store, "enwiki", {1: True, 2: False})
    save_contributions(store, created, fetch=2)
    assert created_pages(store, "enwiki", known_too=False) == ()
    assert created_pages(store, "enwiki", known_too=True) == (1, 2)
    assert [c.is_redirect for c in stream_contributions(store, {"enwiki": [11]}, EVER)] == [True, False, None]


def test_the_pages_created_last_are_asked_about_again(store: Store) -> None:
    days = ("2026-04-10", "2026-04-12", "2026-04-14", "2026-04-13")
    save_contributions(
        store,
        [contribution(n, parent_id=0, page_id=n, timestamp=at(day)) for n, day in enumerate(days, 1)]
        + [contribution(9, page_id=9), contribution(8, parent_id=0, page_id=8, timestamp=at("2026-04-14"))],
        fetch=1,
    )
    save_redirects(store, "enwiki", {1: False, 2: True, 3: False, 4: False, 9: False})
    assert lately_created(store, "enwiki", at("2026-04-12"), most=5) == (3, 4, 2)
    assert lately_created(store, "enwiki", at("2026-04-12"), most=2) == (3, 4)
    assert lately_created(store, "pawiki", at("2026-04-12"), most=5) == ()


def test_what_a_clock_that_was_set_back_returned_last_stays(store: Store) -> None:
    save_contributions(store, [contribution(1), contribution(2)], fetch=9)
    assert finish_fetch(store, "enwiki", [11], DAY, [contribution(2)], fetch=5) == 1
    assert stored(store) == [2]


def test_names_that_look_alike_are_different_people(store: Store) -> None:
    answers = [
        LookedUp(
            user_name=name,
            checked_at=NOON,
            account=Account(
                dbname="enwiki", user_id=number, user_name=name, central_id=None, registration=at("2020-01-01")
            ),
        )
        for number, name in enumerate(("Ab", "AB", "Äb", "ਗੁਰਪ੍ਰੀਤ"), 1)
    ]
    missing = LookedUp(user_name="Ghost", account=None, checked_at=NOON)
    save_accounts(store, "enwiki", [*answers, missing])
    assert load_accounts(store, "enwiki", ["Ab", "AB", "Äb", "ਗੁਰਪ੍ਰੀਤ", "Ghost", "Never asked"]) == {
        answer.user_name: answer for answer in (*answers, missing)
    }


def test_definitions_come_back_whole(store: Store) -> None:
    sources = (
        ListPage(wiki="metawiki", page="A/B/Participants", section="People"),
        Names(names=("Çelik", "فاطمة")),
        Event(event_id=42),
        NamesFile(path="names.txt"),
    )
    first, second = campaign(program(sources=sources)), campaign(name="Ada", page="Ada")
    save_campaigns(store, {"z.yaml": first, "Ada": second})
    assert list(load_campaigns(store).items()) == [("z.yaml", first), ("Ada", second)]
    save_campaigns(store, {"Ada": second})
    assert load_campaigns(store) == {"Ada": second}


def test_sources_come_back_with_their_problems(store: Store) -> None:
    problem = Problem(place=Place(source="ada.yaml", line=3, column=5), message="no such wiki", quote="wikis: [qq]")
    file = SourceState(source="ada.yaml", on_wiki=False, problems=(problem,))
    page = SourceState(source="Ada", on_wiki=True, problems=(), rev_id=7, text="{{ਮੁਹਿੰਮ}}", editor="Asha", trusted=False)
    save_sources(store, [page, file])
    assert load_sources(store) == {"ada.yaml": file, "Ada": page}
    save_sources(store, [])
    assert load_sources(store) == {}


def test_what_waits_for_the_operator_waits_until_it_is_approved(store: Store) -> None:
    wishes = (
        Wish(campaign="A", program="", privacy=Privacy.PUBLIC),
        Wish(campaign="A", program="Delhi", privacy=Privacy.CONSENTED),
        Wish(campaign="B", program="", privacy=Privacy.PUBLIC),
    )
    save_wishes(store, wishes)
    assert approve_wishes(store, "A") == wishes[:2]
    assert [wish.approved for wish in load_wishes(store)] == [True, True, False]
    assert approve_wishes(store, "C") == ()


def test_small_things_are_remembered(store: Store) -> None:
    assert recall(store, "names") is None
    for value in (["a"], ["ਅ", "b"]):
        remember(store, "names", value)
    assert recall(store, "names") == ["ਅ", "b"]


def test_who_takes_part_comes_back_and_is_replaced(store: Store) -> None:
    notes = ListNotes(lists=(), listed=2, not_found=("Ghost",), missing_lists=("A/List",), empty=False)
    enrolled = Enrolled(campaign="A", program="B", wikis=("enwiki", "pawiki"), names=("Asha", "فاطمة"), notes=notes)
    save_enrolment(store, enrolled)
    assert load_enrolment(store, "A", "B") == enrolled
    fewer = Enrolled(campaign="A", program="B", wikis=("pawiki",), names=(), notes=notes)
    save_enrolment(store, fewer)
    assert load_enrolment(store, "A", "B") == fewer
    assert load_enrolment(store, "A", "C") is None


def test_how_wikis_and_reports_ended_is_remembered(store: Store) -> None:
    wiki = WikiState(dbname="enwiki", read_until=NOON, failed_at=NOON, failure="503")
    report = ReportState(
        dbname="metawiki", title="A/Report", saved_at=None, checked_at=NOON, outcome="refused", why="protected"
    )
    for _ in range(2):
        save_wiki_state(store, wiki)
        save_report_states(store, [report])
    assert load_wiki_states(store) == {"enwiki": wiki}
    assert load_report_states(store) == {("metawiki", "A/Report"): report}


def test_a_scratch_copy_holds_the_same_and_leaves_the_store_alone(store: Store) -> None:
    save_contributions(store, [contribution(1)], fetch=1)
    copy = scratch_copy(store)
    assert stored(copy) == [1]
    save_contributions(copy, [contribution(2)], fetch=2)
    assert (stored(copy), stored(store)) == ([1, 2], [1])


def test_a_second_opening_finds_what_the_first_left(database: str, tmp_path: Path) -> None:
    first = open_store(database, folder=tmp_path)
    save_contributions(first, [contribution(1)], fetch=1)
    assert stored(open_store(database, folder=tmp_path)) == [1]


def test_a_database_that_the_server_does_not_have_is_the_operators_to_make(mariadb: MariaDb, tmp_path: Path) -> None:
    for opening in (open_store, open_scratch):
        with pytest.raises(OperatorError, match="Unknown database 'nowhere'") as caught:
            opening(mariadb.url("nowhere"), folder=tmp_path)
        assert PASSWORD not in str(caught.value)


def test_the_journal_of_sqlite_suits_network_file_systems(tmp_path: Path) -> None:
    with open_store("sqlite:///state/a.sqlite", folder=tmp_path).begin() as connection:
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "truncate"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("somewhere", "database: not an address"),
        ("mysql+nosuchdriver://u:secret@localhost/x", "cannot be used"),
        ("sqlite:////proc/nothing/x.sqlite", "cannot be used"),
        ("mysql+pymysql://u:secret@127.0.0.1:1/x", "Can't connect to MySQL server on '127.0.0.1'"),
    ],
)
def test_a_database_that_cannot_be_used_is_the_operators_to_mend_and_no_password_is_told(
    url: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(OperatorError, match=words) as caught:
        open_store(url, folder=tmp_path)
    assert "secret" not in str(caught.value)
