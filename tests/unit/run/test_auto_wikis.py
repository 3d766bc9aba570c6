"""Which wikis a program needs whose people may edit anywhere, and about whom CentralAuth is asked."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.intervals import Interval
from bot.model.reporting import State
from bot.run.auto_wikis import Known, choose_wikis, due_names
from bot.store.global_accounts import AskedAccount, EditsThere
from tests.unit.factories import DAY, NOON, at, span

BEFORE, AFTER = at("2026-04-01"), at("2026-05-01")
READ = (span("2026-04-14", "2026-04-16"),)
HOUR = timedelta(hours=1)


def answer(name: str, **since: datetime) -> AskedAccount:
    """Give what was answered for a name: since when the number of edits on each wiki is the same."""
    wikis = {dbname: EditsThere(edits=1, since=moment) for dbname, moment in since.items()}
    return AskedAccount(user_name=name, exists=True, asked_at=NOON, wikis=wikis)


def test_where_nothing_is_read_yet_somebody_may_have_edited() -> None:
    answers = [answer("ਗੁਰਪ੍ਰੀਤ", pawiki=AFTER, enwiki=AFTER), answer("Asha", enwiki=AFTER)]
    assert choose_wikis((DAY,), answers, {}) == {
        "enwiki": frozenset({"ਗੁਰਪ੍ਰੀਤ", "Asha"}),
        "pawiki": frozenset({"ਗੁਰਪ੍ਰੀਤ"}),
    }


def test_edits_that_were_counted_before_the_window_lie_outside() -> None:
    assert choose_wikis((DAY,), [answer("Asha", enwiki=BEFORE)], {}) == {}
    assert choose_wikis((), [answer("Asha", enwiki=AFTER)], {}) == {}


def test_a_wiki_drops_out_once_all_is_read_and_nothing_lies_inside() -> None:
    known = {("enwiki", "Asha"): Known(covered=READ)}
    assert choose_wikis((DAY,), [answer("Asha", enwiki=AFTER)], known) == {}
    assert choose_wikis((DAY,), [answer("Asha", enwiki=AFTER)], known, anew=True) == {"enwiki": frozenset({"Asha"})}


def test_a_wiki_comes_back_when_somebody_edits_there_again_or_the_window_grows() -> None:
    running = span("2026-04-14", "2026-06-01")
    known = {("enwiki", "Asha"): Known(covered=READ)}
    assert choose_wikis((running,), [answer("Asha", enwiki=at("2026-04-15"))], known) == {}
    assert list(choose_wikis((running,), [answer("Asha", enwiki=at("2026-04-17"))], known)) == ["enwiki"]
    longer = span("2026-04-10", "2026-04-15")
    assert list(choose_wikis((longer,), [answer("Asha", enwiki=AFTER)], known)) == ["enwiki"]


def test_where_somebody_has_edited_everybody_is_tracked() -> None:
    known = {("enwiki", "Asha"): Known(edited=True, covered=READ)}
    assert choose_wikis((DAY,), [answer("Asha", enwiki=AFTER), answer("Bola")], known) == {"enwiki": None}


@given(
    start=st.integers(0, 20),
    length=st.integers(1, 10),
    edit=st.integers(0, 30),
    read_until=st.integers(0, 30),
    seen=st.integers(0, 30),
)
def test_no_edit_inside_a_window_is_lost(start: int, length: int, edit: int, read_until: int, seen: int) -> None:
    """Whenever somebody edits, when it is counted and what was read before: the wiki is tracked if it is not read."""
    window = Interval(NOON + start * HOUR, NOON + (start + length) * HOUR)
    edited_at, counted_at = NOON + edit * HOUR, NOON + max(seen, edit + 1) * HOUR
    covered = (Interval(window.start, NOON + read_until * HOUR),) if read_until > start else ()
    chosen = choose_wikis((window,), [answer("Asha", enwiki=counted_at)], {("enwiki", "Asha"): Known(covered=covered)})
    read = any(edited_at in interval for interval in covered)
    assert "enwiki" in chosen or read or edited_at not in window


def test_new_names_come_first_and_the_longest_unasked_next() -> None:
    asked = {"Asha": NOON - timedelta(days=2), "Bola": NOON - timedelta(days=3), "Çelik": NOON - 23 * HOUR}
    programs = [(State.RUNNING, ("Asha", "Çelik", "Zoe")), (State.SETTLING, ("Bola", "فاطمة", "Zoe"))]
    assert due_names(programs, asked, NOON) == ("Zoe", "فاطمة", "Bola", "Asha")


def test_nobody_is_asked_about_again_before_it_begins_or_after_it_is_over() -> None:
    asked = {"Asha": NOON - timedelta(days=9)}
    programs = [(State.UPCOMING, ("Asha", "Bola")), (State.CLOSED, ("Asha", "Zoe"))]
    assert due_names(programs, asked, NOON) == ("Bola", "Zoe")
    assert due_names([*programs, (State.RUNNING, ("Asha",))], asked, NOON) == ("Bola", "Zoe", "Asha")
