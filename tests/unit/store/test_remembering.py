"""Event registrations and global accounts come back from the store as they were."""

from bot.model.registrations import Registrant, Registration
from bot.store import Store
from bot.store.contributions import edited_inside, save_contributions
from bot.store.global_accounts import AskedAccount, EditsThere, load_global_accounts, save_global_accounts
from bot.store.registrations import ReadRegistration, load_registrations, save_registration
from tests.unit.factories import DAY, NOON, at, contribution, span

PEOPLE = (
    Registrant(central_id=9, user_name="ਗੁਰਪ੍ਰੀਤ"),
    Registrant(central_id=4, user_name=None),
    Registrant(central_id=7, user_name="فاطمة"),
)
EVENT = Registration(event_id=42, timezone="Asia/Kolkata", window=DAY, registrants=PEOPLE)


def test_a_registration_comes_back_in_the_order_in_which_people_registered(store: Store) -> None:
    save_registration(store, EVENT, read_at=NOON)
    assert load_registrations(store, [42, 43, 10**30]) == {42: ReadRegistration(registration=EVENT, read_at=NOON)}


def test_who_cancelled_is_gone_and_an_event_may_be_put_off(store: Store) -> None:
    save_registration(store, EVENT, read_at=NOON)
    later = span("2026-04-20", "2026-04-21")
    fewer = Registration(event_id=42, timezone="+05:30", window=later, registrants=PEOPLE[:1])
    save_registration(store, fewer, read_at=DAY.end)
    assert load_registrations(store, [42]) == {42: ReadRegistration(registration=fewer, read_at=DAY.end)}


def test_where_people_edit_is_remembered_by_their_exact_names(store: Store) -> None:
    answers = {
        name: AskedAccount(
            user_name=name, exists=True, asked_at=NOON, wikis={"pawiki": EditsThere(edits=number, since=DAY.end)}
        )
        for number, name in enumerate(("Ab", "AB", "ਗੁਰਪ੍ਰੀਤ"), 1)
    }
    ghost = AskedAccount(user_name="Ghost", exists=False, asked_at=NOON, wikis={})
    save_global_accounts(store, [*answers.values(), ghost])
    assert load_global_accounts(store, [*answers, "Ghost", "Never asked"]) == {**answers, "Ghost": ghost}


def test_only_who_edited_inside_a_window_edited_inside(store: Store) -> None:
    inside, before = contribution(1), contribution(2, user_id=12, timestamp=at("2026-04-13 23:59"))
    at_its_end, elsewhere = contribution(3, user_id=13, timestamp=DAY.end), contribution(4, user_id=14, dbname="pawiki")
    save_contributions(store, [inside, before, at_its_end], fetch=1)
    save_contributions(store, [elsewhere], fetch=1)
    assert edited_inside(store, "enwiki", [11, 12, 13, 14], [span("2026-01-01", "2026-01-02"), DAY]) == {11}
    assert edited_inside(store, "enwiki", [11], []) == frozenset()
