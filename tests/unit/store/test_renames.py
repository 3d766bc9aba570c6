"""Renamed accounts, and what else is known of accounts, come back from the store as they were."""

from dataclasses import replace

from bot.model.signups import Rename
from bot.store import Store
from bot.store.accounts import LookedUp, copy_accounts, load_accounts, save_accounts
from bot.store.renames import load_renames, save_renames
from tests.unit.factories import NOON, account, at

FIRST = Rename(old="ਗੁਰਪ੍ਰੀਤ", new="ਗੁਰਪ੍ਰੀਤ ਕੌਰ", at=at("2026-04-01"))
SECOND = Rename(old="فاطمة", new="فاطمة الزهراء", at=at("2026-04-02"))
AGAIN = Rename(old="ਗੁਰਪ੍ਰੀਤ", new="陈丽华", at=at("2026-04-03"))


def test_renames_come_back_oldest_first_and_each_once(store: Store) -> None:
    save_renames(store, "metawiki", [AGAIN, FIRST])
    save_renames(store, "metawiki", [SECOND, FIRST])
    save_renames(store, "pawiki", [replace(FIRST, new="Gurpreet")])
    save_renames(store, "pawiki", [])
    assert load_renames(store, "metawiki") == (FIRST, SECOND, AGAIN)
    assert load_renames(store, "pawiki") == (replace(FIRST, new="Gurpreet"),)
    assert load_renames(store, "enwiki") == ()


def test_names_that_look_alike_are_renamed_apart(store: Store) -> None:
    renames = tuple(Rename(old=name, new=f"{name} 2", at=NOON) for name in ("AB", "Ab", "Äb", "𑄌𑄋𑄴𑄟𑄳𑄦"))
    save_renames(store, "metawiki", renames)
    assert load_renames(store, "metawiki") == renames


def test_who_was_blocked_a_bot_or_temporary_and_is_not_any_more_comes_back_so(store: Store) -> None:
    asha = account("Asha", 11)
    for known in (
        asha,
        replace(asha, blocked=True),
        replace(asha, bot=True),
        replace(asha, temporary=True),
        asha,
    ):
        answer = LookedUp(user_name="Asha", account=known, checked_at=NOON)
        save_accounts(store, "enwiki", [answer])
        assert load_accounts(store, "enwiki", ["Asha"]) == {"Asha": answer}


def test_what_is_known_of_an_account_is_known_by_its_new_name_too(store: Store) -> None:
    before = LookedUp(user_name="ਗੁਰਪ੍ਰੀਤ", account=replace(account("ਗੁਰਪ੍ਰੀਤ", 12), bot=True), checked_at=NOON)
    absent = LookedUp(user_name="ਗੁਰਪ੍ਰੀਤ", account=None, checked_at=NOON)
    asked = LookedUp(user_name="ਗੁਰਪ੍ਰੀਤ ਕੌਰ", account=account("ਗੁਰਪ੍ਰੀਤ ਕੌਰ", 99, "arwiki"), checked_at=NOON)
    save_accounts(store, "enwiki", [before])
    save_accounts(store, "pawiki", [absent])
    save_accounts(store, "arwiki", [replace(before, account=account("ਗੁਰਪ੍ਰੀਤ", 13, "arwiki")), asked])
    for _ in range(2):
        copy_accounts(store, "ਗੁਰਪ੍ਰੀਤ", "ਗੁਰਪ੍ਰੀਤ ਕੌਰ")
    by_new_name = {dbname: load_accounts(store, dbname, ["ਗੁਰਪ੍ਰੀਤ ਕੌਰ"]) for dbname in ("enwiki", "pawiki", "arwiki")}
    assert by_new_name == {
        "enwiki": {
            "ਗੁਰਪ੍ਰੀਤ ਕੌਰ": LookedUp(
                user_name="ਗੁਰਪ੍ਰੀਤ ਕੌਰ", account=replace(account("ਗੁਰਪ੍ਰੀਤ ਕੌਰ", 12), bot=True), checked_at=NOON
            )
        },
        "pawiki": {},
        "arwiki": {"ਗੁਰਪ੍ਰੀਤ ਕੌਰ": asked},
    }
