"""Pages that are lost, deleted, restored and moved, and goals, on both databases."""

from datetime import date, timedelta

from bot.model.results import PageName, ReachedGoal
from bot.store import Store
from bot.store.accounts import LookedUp, save_accounts
from bot.store.contributions import finish_fetch, save_contributions, save_redirects, stream_contributions
from bot.store.creations import (
    CreatedPage,
    load_moved,
    load_redirects,
    names_of,
    next_moved,
    save_creations,
    unasked_creations,
)
from bot.store.goals import load_reached, save_reached
from bot.store.lost_pages import (
    LostPage,
    forget_lost,
    load_deleted,
    load_restored,
    lost_pages,
    next_deletion,
    note_restored,
    save_deletion,
)
from tests.unit.factories import DAY, NOON, account, contribution, span

EARLIER = NOON - timedelta(days=30)
ALL_TIME = span("2026-01-01", "2027-01-01")
PAGE = LostPage(page_id=1, namespace=0, title="ਸਾਵਿਤਰੀਬਾਈ")
KEY = ("enwiki", 0, PAGE.title)
OLD, NEW = (contribution(n, title=PAGE.title, timestamp=when) for n, when in ((1, EARLIER), (2, NOON)))
OTHER = contribution(3, page_id=2, title="Bama")


def left(store: Store) -> list[int]:
    return [c.rev_id for c in stream_contributions(store, {"enwiki": [11]}, ALL_TIME)]


def lose(store: Store) -> None:
    """Let a wiki give the one page's revision of the day no more."""
    save_contributions(store, (OLD, NEW, OTHER), fetch=1)
    assert finish_fetch(store, "enwiki", [11], DAY, (OTHER,), fetch=2) == 1


def test_a_page_whose_revisions_the_wiki_gives_no_more_is_to_be_asked_about(store: Store) -> None:
    lose(store)
    assert (lost_pages(store, "enwiki"), lost_pages(store, "pawiki")) == ((PAGE,), ())
    assert load_deleted(store, ["enwiki"]) == ()


def test_with_a_deleted_page_all_of_its_revisions_are_gone_and_known(store: Store) -> None:
    lose(store)
    save_deletion(store, "enwiki", 1, NOON, asked_at=NOON)
    assert (left(store), lost_pages(store, "enwiki")) == ([3], ())
    ((deleted_at, contributions),) = (
        (one.deleted_at, one.contributions) for one in load_deleted(store, ["enwiki", "pawiki"])
    )
    assert (deleted_at, [(c.rev_id, c.user_id, c.title) for c in contributions]) == (
        NOON,
        [(1, 11, PAGE.title), (2, 11, PAGE.title)],
    )
    assert next_deletion(store, "enwiki", NOON) is None
    assert next_deletion(store, "enwiki", NOON + timedelta(seconds=1)) == PAGE


def test_a_page_that_comes_back_is_restored_and_may_be_deleted_again(store: Store) -> None:
    lose(store)
    save_deletion(store, "enwiki", 1, NOON, asked_at=NOON)
    finish_fetch(store, "enwiki", [11], DAY, (NEW, OTHER), fetch=3)
    note_restored(store, "enwiki")
    assert (load_deleted(store, ["enwiki"]), load_restored(store, ["enwiki"])) == ((), {KEY: NOON})
    assert next_deletion(store, "enwiki", NOON + timedelta(days=9)) is None
    finish_fetch(store, "enwiki", [11], DAY, (OTHER,), fetch=4)
    assert lost_pages(store, "enwiki") == (PAGE,)
    later = NOON + timedelta(days=1)
    save_deletion(store, "enwiki", 1, later, asked_at=later)
    assert load_restored(store, ["enwiki"]) == {}
    assert [one.deleted_at for one in load_deleted(store, ["enwiki"])] == [later]


def test_of_a_page_that_exists_only_what_was_lost_is_forgotten(store: Store) -> None:
    lose(store)
    forget_lost(store, "enwiki", [1], exist=True)
    assert (lost_pages(store, "enwiki"), left(store)) == ((), [1, 3])


def test_of_a_page_of_which_nothing_is_left_the_title_is_forgotten_too(store: Store) -> None:
    save_contributions(store, (NEW, OTHER), fetch=1)
    finish_fetch(store, "enwiki", [11], DAY, (OTHER,), fetch=2)
    forget_lost(store, "enwiki", [1], exist=True)
    with store.begin() as connection:
        assert connection.exec_driver_sql("SELECT title FROM page").scalars().all() == [OTHER.title]


def test_of_a_page_whose_deletion_nobody_may_know_of_nothing_is_kept(store: Store) -> None:
    lose(store)
    save_creations(store, "enwiki", {1: PageName(namespace=2, title="Asha/x")}, asked_at=NOON)
    forget_lost(store, "enwiki", [1], exist=False)
    assert (lost_pages(store, "enwiki"), left(store), load_moved(store, ["enwiki"])) == ((), [3], {})
    with store.begin() as connection:
        for table in ("page", "creation", "deletion", "lost_revision"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608 - of this list
            assert [row for row in rows if PAGE.title in row or "Asha/x" in row] == []


def test_created_pages_are_asked_about_once_and_then_known_by_their_present_title(store: Store) -> None:
    created = [
        contribution(n, page_id=n, title=title, namespace=namespace, parent_id=0)
        for n, title, namespace in ((1, "Bama", 0), (2, "ਬਾਮਾ", 0), (3, "Asha/x", 2), (4, "Redirect", 0))
    ]
    save_contributions(store, (*created, contribution(5, page_id=5, title="Improved")), fetch=1)
    save_redirects(store, "enwiki", {4: True, 2: False})
    bama, in_punjabi = (
        CreatedPage(page_id=n, user_id=11, created_at=NOON, name=PageName(namespace=0, title=title))
        for n, title in ((1, "Bama"), (2, "ਬਾਮਾ"))
    )
    assert unasked_creations(store, "enwiki", {0, 118}) == (bama, in_punjabi)
    assert unasked_creations(store, "enwiki", set()) == ()
    draft = PageName(namespace=118, title="Bama")
    save_creations(store, "enwiki", {1: draft, 2: PageName(namespace=0, title="ਬਾਮਾ")}, asked_at=NOON)
    assert unasked_creations(store, "enwiki", {0}) == ()
    assert load_moved(store, ["enwiki"]) == {("enwiki", 0, "Bama"): draft}
    assert load_redirects(store, ["enwiki"]) == {("enwiki", 0, "Redirect")}
    assert next_moved(store, "enwiki", NOON) is None
    assert next_moved(store, "enwiki", NOON + timedelta(days=1)) == (1, draft)
    save_creations(store, "enwiki", {1: None}, asked_at=NOON)
    assert load_moved(store, ["enwiki"]) == {}


def test_an_account_goes_by_the_name_under_which_it_was_found_last(store: Store) -> None:
    for name, when in (("Old", EARLIER), ("ਗੁਰਪ੍ਰੀਤ", NOON), ("Older", EARLIER - timedelta(days=1))):
        save_accounts(store, "enwiki", [LookedUp(user_name=name, account=account(name, 11), checked_at=when)])
    assert names_of(store, "enwiki", [11, 12]) == {11: "ਗੁਰਪ੍ਰੀਤ"}


def test_reached_goals_are_kept_by_program(store: Store) -> None:
    goals = (
        ReachedGoal(metric="edits", target=40, day=date(2026, 4, 14), exact=True),
        ReachedGoal(metric="edits", target=50, day=date(2026, 4, 16), exact=False),
    )
    save_reached(store, "Month", "ਦਿੱਲੀ", goals)
    save_reached(store, "Month", "", goals[:1])
    assert load_reached(store, "Month") == {"": goals[:1], "ਦਿੱਲੀ": goals}
    save_reached(store, "Month", "", ())
    assert load_reached(store, "Month") == {"ਦਿੱਲੀ": goals}
