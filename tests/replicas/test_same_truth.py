"""Two sources, one truth: of the same wiki the API and the replica give the same revisions, in the same order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain

import pytest

from bot.model.contributions import Contribution
from bot.model.intervals import Interval
from bot.replicas import contributions as on_replica
from bot.replicas.replica import Replica, Replicas
from bot.wikis.accounts import look_up_accounts
from bot.wikis.client import Client
from bot.wikis.contributions import fetch_contributions, read_redirects, read_sizes
from tests.mariadb import MariaDb
from tests.replicas.conftest import DBNAME
from tests.replicas.wiki_replicas import make_replicas
from tests.wikifarm import Farm, FarmWiki, Revision

NAMES = ("Admin", "Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "রোকেয়া", "陈丽华", "สมชาย")
ASHA, GURPREET, FATIMA, ROKEYA, LIHUA, SOMCHAI = NAMES[1:]
RENAMED = "ਗੁਰਪ੍ਰੀਤ ਕੌਰ"

MORNING = datetime(2026, 4, 14, 8, tzinfo=UTC)
DAY = Interval(MORNING, MORNING + timedelta(hours=12))
ALWAYS = Interval(datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


def _past(title: str, user: str, minute: int, text: str) -> Revision:
    return Revision(title=title, text=text, user=user, timestamp=MORNING + timedelta(minutes=minute))


PAST = (
    _past("ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", GURPREET, 0, "ਪਾਠ"),
    _past("ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", FATIMA, 5, "ਪਾਠ " * 50),
    _past("ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", GURPREET, 5, "ਪਾਠ " * 40),
    _past("سافيتريباي فولي", FATIMA, 6, "نص"),
    _past("সাবিত্রীবাঈ ফুলে", ROKEYA, 7, "পাঠ্য"),
    _past("萨维特里拜·普勒", LIHUA, 8, "文本" * 3_000),
    _past("สาวิตรีบาอี ผูเล", SOMCHAI, 9, "ข้อความ"),
    _past("A: colons/and ਸਲੈਸ਼: 100% & 𝒢'\"\\", SOMCHAI, 10, "x"),
    _past("ਵਰਤੋਂਕਾਰ:ਗੁਰਪ੍ਰੀਤ/ਖਰੜਾ", GURPREET, 11, "ਖਰੜਾ"),
    _past("ਗੱਲ-ਬਾਤ:ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", ASHA, 12, "hello"),
    _past("Blanked", ASHA, 13, "something"),
    _past("Blanked", LIHUA, 14, ""),
    _past("Blanked", ASHA, 15, "something else"),
    _past("Empty", ASHA, 16, ""),
    _past("Deleted", ASHA, 17, "gone"),
    _past("Restored", FATIMA, 18, "one"),
    _past("Restored", ASHA, 19, "one two"),
    _past("Partly restored", FATIMA, 20, "one"),
    _past("Partly restored", ASHA, 21, "one two"),
    _past("Hidden", ROKEYA, 22, "author hidden"),
    _past("Hidden", ASHA, 23, "author hidden, and more"),
    _past("Hidden", LIHUA, 24, "text hidden" * 20),
    _past("Hidden", SOMCHAI, 25, "all hidden" * 10),
    _past("Hidden", FATIMA, 26, "comment hidden"),
    _past("Hidden", FATIMA, 27, "seen"),
    _past("Merely its text hidden", ROKEYA, 28, "text"),
    _past("Merely its text hidden", ROKEYA, 29, ""),
    _past("Moved out", ASHA, 30, "draft"),
    _past("Turned into a redirect", ASHA, 31, "an article"),
)

HIDDEN = (
    ("Hidden", 22, ("user",)),
    ("Hidden", 24, ("content",)),
    ("Hidden", 25, ("user", "content", "comment")),
    ("Hidden", 26, ("comment",)),
    ("Merely its text hidden", 28, ("content",)),
)


@pytest.fixture(scope="module")
def wiki(farm: Farm, mariadb: MariaDb) -> FarmWiki:
    """Give the wiki after everything has happened on it."""
    wiki = farm[DBNAME]
    for name in NAMES[1:]:
        wiki.create_account(name, groups=("sysop",) if name == ASHA else ())
    wiki.import_revisions(PAST)
    _edit_now(wiki)
    for title, minute, what in HIDDEN:
        wiki.hide_revision(_rev_id(mariadb, title, minute), what)
    wiki.import_revisions([_past("Imported late, into the past", LIHUA, 3, "old"), _past("Blanked", LIHUA, 1, "older")])
    wiki.run_jobs()
    wiki.rename_user(GURPREET, RENAMED)
    return wiki


def _edit_now(wiki: FarmWiki) -> None:
    wiki.edit("ਨਵਾਂ ਲੇਖ", "ਪਾਠ", user=GURPREET, summary="ਸ਼ੁਰੂਆਤ", minor=True)
    undone = wiki.edit("ਨਵਾਂ ਲੇਖ", "ਪਾਠ ਵਿਗਾੜਿਆ", user=FATIMA)
    wiki.undo(undone, user=ASHA)
    wiki.edit("ਨਵਾਂ ਲੇਖ", "ਹੋਰ ਵਿਗਾੜ", user=SOMCHAI)
    wiki.rollback("ਨਵਾਂ ਲੇਖ", SOMCHAI, user=ASHA)
    wiki.edit("ਰੀਡਿਰੈਕਟ", "#REDIRECT [[ਨਵਾਂ ਲੇਖ]]", user=GURPREET)
    wiki.edit("Turned into a redirect", "#REDIRECT [[ਨਵਾਂ ਲੇਖ]]", user=ASHA)
    wiki.edit("Blanked", "", user=ROKEYA)
    wiki.move("সাবিত্রীবাঈ ফুলে", "সাবিত্রীবাঈ ফুলে (লেখক)", user=ROKEYA)
    wiki.move("Moved out", "ਵਰਤੋਂਕਾਰ:Asha/Draft", user=ASHA, leave_redirect=False)
    for title in ("Deleted", "Restored", "Partly restored"):
        wiki.delete(title)
    wiki.undelete("Restored")
    wiki.undelete("Partly restored", only=MORNING + timedelta(minutes=21))


def _rev_id(mariadb: MariaDb, title: str, minute: int) -> int:
    """Give the id of what was imported for a minute of a page."""
    query = "SELECT rev_id FROM revision JOIN page ON page_id = rev_page WHERE page_title = %s AND rev_timestamp = %s"
    at = (MORNING + timedelta(minutes=minute)).strftime("%Y%m%d%H%M%S")
    ((rev_id,),) = mariadb.sql(query, (title.replace(" ", "_"), at), database=DBNAME)
    return int(rev_id)


@pytest.fixture(scope="module")
def replica(wiki: FarmWiki, mariadb: MariaDb) -> Iterator[Replica]:
    with Replicas(make_replicas(mariadb, {wiki.dbname: "s5"})).connect(wiki.dbname) as replica:
        assert isinstance(replica, Replica), replica
        yield replica


@pytest.fixture(scope="module")
def ids(wiki: FarmWiki, client: Client) -> dict[str, int]:
    """Give the local id of each account, by its name before it was renamed."""
    assert wiki.dbname == client.wiki.dbname
    now = {name: RENAMED if name == GURPREET else name for name in NAMES}
    found = look_up_accounts(client, tuple(now.values()))
    return {name: account.user_id for name in NAMES if (account := found[now[name]])}


def from_api(client: Client, user_ids: tuple[int, ...], interval: Interval) -> tuple[Contribution, ...]:
    """Give what the API says, redirects too."""
    found = tuple(chain.from_iterable(fetch_contributions(client, user_ids, interval)))
    redirects = read_redirects(client, sorted({contribution.page_id for contribution in found}))
    return tuple(replace(contribution, is_redirect=redirects[contribution.page_id]) for contribution in found)


def from_replica(
    client: Client, replica: Replica, user_ids: tuple[int, ...], interval: Interval
) -> tuple[Contribution, ...]:
    sizes = partial(read_sizes, client)
    return tuple(chain.from_iterable(on_replica.fetch_contributions(replica, user_ids, interval, sizes=sizes)))


def test_everybody_in_one_request(client: Client, replica: Replica, ids: dict[str, int]) -> None:
    everybody = tuple(ids.values())
    given = from_replica(client, replica, everybody, ALWAYS)
    assert given == from_api(client, everybody, ALWAYS)
    assert {contribution.user_id for contribution in given} == set(everybody)


@pytest.mark.parametrize("name", NAMES)
def test_one_account(client: Client, replica: Replica, ids: dict[str, int], name: str) -> None:
    given = from_replica(client, replica, (ids[name],), ALWAYS)
    assert given == from_api(client, (ids[name],), ALWAYS)
    assert {contribution.user_id for contribution in given} == {ids[name]}


@pytest.mark.parametrize(
    "interval",
    [
        DAY,
        Interval(MORNING + timedelta(minutes=5), MORNING + timedelta(minutes=6)),
        Interval(MORNING + timedelta(minutes=5), MORNING + timedelta(minutes=5, seconds=1)),
        Interval(MORNING, MORNING + timedelta(minutes=5)),
        Interval(DAY.end, ALWAYS.end),
        Interval(ALWAYS.start, MORNING),
    ],
)
def test_spans_end_at_the_same_second(
    client: Client, replica: Replica, ids: dict[str, int], interval: Interval
) -> None:
    everybody = tuple(ids.values())
    assert from_replica(client, replica, everybody, interval) == from_api(client, everybody, interval)


def test_accounts_without_edits_and_ids_of_nobody(client: Client, replica: Replica, ids: dict[str, int]) -> None:
    strangers = (max(ids.values()) + 1_000,)
    assert from_replica(client, replica, strangers, ALWAYS) == from_api(client, strangers, ALWAYS) == ()


def test_the_history_holds_what_can_go_wrong(client: Client, replica: Replica, ids: dict[str, int]) -> None:
    given = from_replica(client, replica, tuple(ids.values()), ALWAYS)
    sizes = {
        (c.title, c.timestamp.minute): (c.user_id, c.size, c.size_diff)
        for c in given
        if c.timestamp in DAY and c.title in {"Hidden", "Partly restored", "Restored", "Deleted", "Blanked"}
    }
    assert sizes == {
        ("Blanked", 1): (ids[LIHUA], 5, 5),
        ("Blanked", 13): (ids[ASHA], 9, 9),
        ("Blanked", 14): (ids[LIHUA], 0, -9),
        ("Blanked", 15): (ids[ASHA], 14, 14),
        ("Restored", 18): (ids[FATIMA], 3, 3),
        ("Restored", 19): (ids[ASHA], 7, 4),
        ("Partly restored", 21): (ids[ASHA], 7, None),
        ("Hidden", 23): (ids[ASHA], 23, 10),
        ("Hidden", 24): (ids[LIHUA], 220, 197),
        ("Hidden", 26): (ids[FATIMA], 14, -86),
        ("Hidden", 27): (ids[FATIMA], 4, -10),
    }
    assert {tag for contribution in given for tag in contribution.tags} >= {"mw-undo", "mw-rollback", "mw-reverted"}
    assert {c.title for c in given if c.is_redirect} == {
        "Turned into a redirect",
        "ਰੀਡਿਰੈਕਟ",
        "সাবিত্রীবাঈ ফুলে",
        "ਗੁਰਪ੍ਰੀਤ/ਖਰੜਾ",
    }
    assert {(c.namespace, c.title) for c in given if c.namespace} == {
        (1, "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ"),
        (2, "Asha/Draft"),
        (2, "ਗੁਰਪ੍ਰੀਤ ਕੌਰ/ਖਰੜਾ"),
        (2, "ਗੁਰਪ੍ਰੀਤ/ਖਰੜਾ"),
    }
