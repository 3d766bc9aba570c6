"""A run whose clock was a month ahead, and the next one, whose clock is right."""

from datetime import datetime, timedelta

from bot.model.intervals import Interval
from bot.model.results import PageName
from bot.store import Store
from bot.store.clock import forget_the_future
from bot.store.contributions import finish_fetch, load_coverage, save_contributions
from bot.store.creations import next_moved, save_creations
from bot.store.lost_pages import next_deletion, save_deletion
from bot.store.progress import (
    ReportState,
    WikiState,
    load_full_readings,
    load_report_states,
    load_wiki_states,
    save_full_readings,
    save_report_states,
    save_wiki_state,
)
from bot.store.uploads import AskedFile, load_files, save_files
from tests.unit.factories import DAY, NOON, contribution

AHEAD = NOON + timedelta(days=30)


def leave(store: Store, at: datetime) -> None:
    finish_fetch(store, "enwiki", [11], Interval(DAY.start, at), fetch=1)
    save_full_readings(store, "enwiki", {11: (Interval(DAY.start, at),)}, at)
    save_wiki_state(store, WikiState(dbname="enwiki", read_until=at))
    state = ReportState(dbname="metawiki", title="ਰਿਪੋਰਟ", saved_at=at, checked_at=NOON, outcome="saved")
    save_report_states(store, [state])
    file = AskedFile(page_id=1, title="A", user_id=11, timestamp=NOON, deleted=False, edited=True, asked_at=at)
    save_files(store, "commonswiki", [file])
    save_contributions(store, [contribution(1, parent_id=0)], fetch=1)
    save_creations(store, "enwiki", {1: PageName(namespace=2, title="Asha/x")}, asked_at=at)
    save_deletion(store, "enwiki", 2, NOON, asked_at=at)


def test_what_the_wrong_clock_left_is_taken_for_now_or_never(store: Store) -> None:
    leave(store, AHEAD)
    assert forget_the_future(store, NOON) == 7
    assert load_coverage(store, "enwiki", [11]) == {11: (Interval(DAY.start, NOON),)}
    assert load_full_readings(store, "enwiki", [11]) == {}
    assert load_wiki_states(store)["enwiki"].read_until == NOON
    assert load_report_states(store)["metawiki", "ਰਿਪੋਰਟ"].saved_at == NOON
    (file,) = load_files(store, "commonswiki", user_ids=(11,), page_ids=()).values()
    assert file.asked_at < NOON - timedelta(days=1)
    later = NOON + timedelta(days=1)
    assert next_moved(store, "enwiki", later) is not None
    save_contributions(store, [contribution(2, page_id=2)], fetch=1)
    assert next_deletion(store, "enwiki", later) is not None


def test_what_a_right_clock_left_stays(store: Store) -> None:
    leave(store, NOON + timedelta(seconds=1))
    assert forget_the_future(store, NOON) == 0
