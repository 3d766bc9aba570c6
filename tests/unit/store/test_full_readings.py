"""When accounts were last read in full, and what counts as unread since then."""

from bot.store import Store
from bot.store.contributions import finish_fetch, load_coverage
from bot.store.progress import load_full_readings, save_full_readings
from tests.unit.factories import DAY, NOON, at, span


def test_it_is_kept_by_wiki_and_account(store: Store) -> None:
    save_full_readings(store, "enwiki", {11: (DAY,), 12: (DAY,)}, at("2026-05-01"))
    save_full_readings(store, "enwiki", {12: (DAY,), 13: (DAY,)}, NOON)
    save_full_readings(store, "pawiki", {11: (DAY,)}, NOON)
    assert load_full_readings(store, "enwiki", (11, 12)) == {11: at("2026-05-01"), 12: NOON}
    assert load_full_readings(store, "arwiki", (11,)) == {}


def test_what_no_program_needs_any_more_counts_as_unread_since_then(store: Store) -> None:
    for user_id in (11, 12):
        finish_fetch(store, "enwiki", [user_id], span("2026-04-01", "2026-05-01"), fetch=1)
    save_full_readings(store, "enwiki", {11: (DAY, span("2026-04-29", "2026-06-01"))}, NOON)
    assert load_coverage(store, "enwiki", (11, 12)) == {
        11: (DAY, span("2026-04-29", "2026-05-01")),
        12: (span("2026-04-01", "2026-05-01"),),
    }
