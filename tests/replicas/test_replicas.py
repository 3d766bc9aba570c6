"""Replicas are found, opened, closed after use, and whatever fails is said in words for a person."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pymysql
import pytest

from bot.model.contributions import Contribution
from bot.model.errors import WikiUnavailableError
from bot.model.intervals import Interval
from bot.replicas import replica as opening
from bot.replicas.contributions import MOST_IDS, REVISIONS, fetch_contributions
from bot.replicas.credentials import Credentials, NoReplica, find_credentials
from bot.replicas.replica import Replica, Replicas
from tests.mariadb import MariaDb
from tests.replicas.wiki_replicas import FRESH, PASSWORD, USER, fill_tables, make_replicas, make_tables, set_lag

WIKIS = {"thwiki": "s2", "bnwiki": "s3", "zhwiki": "s3"}
PEOPLE, EDITS = 1_200, 30_000
START = datetime(2026, 4, 1, tzinfo=UTC)
SPAN = Interval(START, START + timedelta(days=1))

LOST = r"^the connection to its replica was lost"


@pytest.fixture(scope="module")
def account(mariadb: MariaDb) -> Credentials:
    """Give an account on the replicas of three wikis, one of them with revisions."""
    for dbname in WIKIS:
        make_tables(mariadb, dbname)
    fill_tables(mariadb, "thwiki", people=PEOPLE, pages=100, revisions=EDITS)
    return make_replicas(mariadb, WIKIS)


@pytest.fixture(autouse=True)
def everything_closed(mariadb: MariaDb, account: Credentials) -> Iterator[None]:
    """See to it that no test leaves a connection open."""
    assert account.user == USER
    yield
    deadline = time.monotonic() + 10
    while connections(mariadb) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert connections(mariadb) == ()


def connections(mariadb: MariaDb) -> tuple[int, ...]:
    query = "SELECT id FROM information_schema.processlist WHERE user = %s"
    return tuple(row[0] for row in mariadb.sql(query, (USER,)))


def fetch(replica: Replica, *user_ids: int) -> Iterator[tuple[Contribution, ...]]:
    return fetch_contributions(replica, user_ids, SPAN, sizes=lambda _: {})


def why_not(account: Credentials, dbname: str = "thwiki") -> str:
    with Replicas(account).connect(dbname) as replica:
        assert isinstance(replica, NoReplica), replica
        assert PASSWORD not in repr(replica)
        return replica.why


def test_more_people_than_fit_into_a_query_are_all_read(account: Credentials) -> None:
    with Replicas(account).connect("thwiki") as replica:
        assert isinstance(replica, Replica)
        given = tuple(chain.from_iterable(fetch(replica, *range(1, PEOPLE + 1))))
    assert PEOPLE > 2 * MOST_IDS
    assert sorted(contribution.rev_id for contribution in given) == list(range(1, EDITS + 1))


def test_a_row_becomes_a_value(account: Credentials) -> None:
    with Replicas(account).connect("thwiki") as replica:
        assert isinstance(replica, Replica)
        ((first, *_),) = [part[-1:] for part in fetch(replica, 778)]
    assert first == Contribution(
        dbname="thwiki",
        rev_id=777,
        parent_id=677,
        page_id=78,
        namespace=0,
        title="หน้าเกี่ยวกับสาวิตรีบาอี 78",
        user_id=778,
        timestamp=START + timedelta(seconds=777),
        size=877,
        size_diff=100,
        tags=("มือถือ",),
        is_redirect=False,
    )


def test_what_the_wiki_never_noted_is_unknown(mariadb: MariaDb, account: Credentials) -> None:
    """Revisions from before MediaWiki kept lengths and parents."""
    before = mariadb.sql(
        "SELECT rev_len, rev_parent_id FROM thwiki.revision WHERE rev_id IN (778, 779) ORDER BY rev_id"
    )
    mariadb.sql("UPDATE thwiki.revision SET rev_len = NULL WHERE rev_id = 778")
    mariadb.sql("UPDATE thwiki.revision SET rev_parent_id = NULL WHERE rev_id = 779")
    with Replicas(account).connect("thwiki") as replica:
        assert isinstance(replica, Replica)
        found = {c.rev_id: c for c in chain.from_iterable(fetch(replica, 779, 780))}
    for rev_id, values in zip((778, 779), before, strict=True):
        mariadb.sql("UPDATE thwiki.revision SET rev_len = %s, rev_parent_id = %s WHERE rev_id = %s", (*values, rev_id))
    assert (found[778].parent_id, found[778].size, found[778].size_diff) == (678, None, None)
    assert (found[779].parent_id, found[779].size, found[779].size_diff) == (None, 879, None)


def test_only_peoples_own_revisions_are_read(mariadb: MariaDb, account: Credentials) -> None:
    """And they are read in the order of an index, so that the first row comes at once."""
    few = tuple(range(101, 121))
    plan = mariadb.sql("EXPLAIN " + REVISIONS, (few, "20260401000000", "20260402000000"), database="thwiki_p")
    table, kind, index, remarks = plan[0][2], plan[0][3], plan[0][5], plan[0][9]
    assert (table, kind, index) == ("revision", "range", "rev_actor_timestamp")
    assert "filesort" not in remarks
    assert account.user == USER


def test_a_tag_that_appears_while_revisions_are_read_is_left_to_the_next_run(
    mariadb: MariaDb, account: Credentials
) -> None:
    with Replicas(account).connect("thwiki") as replica:
        assert isinstance(replica, Replica)
        mariadb.sql("INSERT INTO thwiki.change_tag (ct_rev_id, ct_tag_id) VALUES (777, 99)")
        parts = fetch(replica, 778)
        assert next(parts)[-1].tags == ("มือถือ",)
        assert list(parts) == []
        mariadb.sql("DELETE FROM thwiki.change_tag WHERE ct_tag_id = 99")


@pytest.mark.parametrize(
    ("lag", "told"),
    [(FRESH, timedelta(0)), (timedelta(hours=5), timedelta(hours=5)), (timedelta(days=3), timedelta(days=3))],
)
def test_how_late_it_is(mariadb: MariaDb, account: Credentials, lag: timedelta, told: timedelta) -> None:
    set_lag(mariadb, "s2", lag)
    with Replicas(account).connect("thwiki") as replica:
        assert isinstance(replica, Replica)
        assert told <= replica.lag <= told + timedelta(seconds=5)
    set_lag(mariadb, "s2", FRESH)


def test_a_replica_that_does_not_tell_how_late_it_is_is_not_read(mariadb: MariaDb, account: Credentials) -> None:
    mariadb.sql("UPDATE heartbeat.heartbeat SET shard = 's9' WHERE shard = 's2'")
    assert why_not(account) == "its replica does not say how late it is"
    mariadb.sql("UPDATE heartbeat.heartbeat SET shard = 's2' WHERE shard = 's9'")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"port": 1}, "the list of replicas cannot be reached"),
        ({"host": "{name}.replicas.invalid"}, "the list of replicas cannot be reached"),
        (
            {"password": "not that one"},
            "the list of replicas does not let the tool's account in (MariaDB error 1045)",
        ),
    ],
)
def test_without_the_list_of_replicas_there_is_none(account: Credentials, change: dict[str, Any], why: str) -> None:
    assert why_not(replace(account, **change)) == why


def test_a_wiki_without_replica(account: Credentials) -> None:
    assert why_not(account, "newwiki") == "there is no replica of this wiki"


@pytest.mark.parametrize("view", ["revision_userindex", "revision", "page", "actor_revision", "change_tag"])
def test_a_wiki_that_lacks_a_view(mariadb: MariaDb, account: Credentials, view: str) -> None:
    mariadb.sql(f"RENAME TABLE thwiki_p.{view} TO thwiki_p.missing")
    why = why_not(account)
    mariadb.sql(f"RENAME TABLE thwiki_p.missing TO thwiki_p.{view}")
    assert why == f"its replica lacks what the bot reads: Table 'thwiki_p.{view}' doesn't exist"


def test_a_wiki_whose_database_is_not_there_yet(mariadb: MariaDb, account: Credentials) -> None:
    mariadb.sql("INSERT INTO meta_p.wiki (dbname, slice) VALUES ('plannedwiki', 's5.labsdb')")
    assert why_not(account, "plannedwiki") == "its replica lacks what the bot reads: Unknown database 'plannedwiki_p'"


def test_a_connection_that_is_lost_in_the_middle_of_rows(mariadb: MariaDb, account: Credentials) -> None:
    with Replicas(account).connect("thwiki") as replica:
        assert isinstance(replica, Replica)
        rows = replica.query("SELECT a.rev_id FROM revision a, revision b", ())
        next(rows)
        kill(mariadb)
        with pytest.raises(WikiUnavailableError, match=LOST):
            list(rows)


def test_a_connection_that_is_lost_between_two_queries(mariadb: MariaDb, account: Credentials) -> None:
    with Replicas(account).connect("thwiki") as replica:
        assert isinstance(replica, Replica)
        parts = fetch(replica, *range(1, PEOPLE + 1))
        assert len(next(parts)) == 5_000
        kill(mariadb)
        with pytest.raises(WikiUnavailableError, match=LOST):
            list(parts)
        with pytest.raises(WikiUnavailableError, match=LOST):
            list(fetch(replica, 1))


def kill(mariadb: MariaDb) -> None:
    """End every connection to a replica."""
    for number in connections(mariadb):
        mariadb.sql(f"KILL HARD {number}")


def test_a_query_that_takes_too_long(account: Credentials, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second instead of the ten minutes that it may really take."""
    monkeypatch.setattr(opening, "MOST_SECONDS", 1)
    with Replicas(account).connect("thwiki") as replica:
        assert isinstance(replica, Replica)
        with pytest.raises(WikiUnavailableError, match=r"^its replica did not finish in time"):
            list(replica.query("SELECT COUNT(*) FROM revision a, revision b WHERE a.rev_len + b.rev_len < 0", ()))


def test_whoever_does_not_want_the_rest_does_not_wait_for_it(mariadb: MariaDb, account: Credentials) -> None:
    with Replicas(account).connect("thwiki") as replica:
        assert isinstance(replica, Replica)
        rows = replica.query("SELECT a.rev_id FROM revision a, revision b", ())
        next(rows)
        begun = time.monotonic()
    del rows
    assert time.monotonic() - begun < 5
    assert connections(mariadb) == ()


def test_one_wiki_of_a_slice_after_the_other_and_slices_side_by_side(mariadb: MariaDb, account: Credentials) -> None:
    replicas = Replicas(account)
    opened: list[str] = []

    def read(dbname: str) -> Callable[[], None]:
        def reading() -> None:
            with replicas.connect(dbname) as replica:
                assert isinstance(replica, Replica)
                opened.append(dbname)

        return reading

    with replicas.connect("bnwiki"):
        threads = {dbname: threading.Thread(target=read(dbname)) for dbname in ("zhwiki", "thwiki")}
        for thread in threads.values():
            thread.start()
        threads["thwiki"].join(20)
        assert opened == ["thwiki"]
        assert threads["zhwiki"].is_alive()
        assert len(connections(mariadb)) == 1
    threads["zhwiki"].join(20)
    assert opened == ["thwiki", "zhwiki"]


def test_a_slice_is_free_again_after_a_failure(account: Credentials) -> None:
    replicas = Replicas(account)
    with suppress(pymysql.MySQLError), replicas.connect("bnwiki"):
        raise pymysql.MySQLError
    with replicas.connect("zhwiki") as replica:
        assert isinstance(replica, Replica)


ENVIRONMENT = {"TOOL_REPLICA_USER": "s51", "TOOL_REPLICA_PASSWORD": "secret"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[client]\nuser = s52\npassword = pa=ss#word\n", Credentials(user="s52", password="pa=ss#word")),  # noqa: S106
        ("[client]\nuser='s52'\npassword=\"x\"\n", Credentials(user="s52", password="x")),  # noqa: S106
        (
            "[client]\nuser=s52\npassword=x\nhost={name}.db.example.org\nport=3307\nskip-ssl\n",
            Credentials(user="s52", password="x", host="{name}.db.example.org", port=3307),  # noqa: S106
        ),
        ("", NoReplica(why="replica.my.cnf does not name a user and a password below [client]")),
        ("[client]\nuser=s52\n", NoReplica(why="replica.my.cnf does not name a user and a password below [client]")),
        ("user=s52", NoReplica(why="replica.my.cnf does not name a user and a password below [client]")),
    ],
)
def test_the_account_in_the_home_folder(tmp_path: Path, text: str, found: object) -> None:
    (tmp_path / "replica.my.cnf").write_text(text)
    assert find_credentials({"HOME": str(tmp_path)}) == found


def test_the_account_in_the_environment_comes_first(tmp_path: Path) -> None:
    (tmp_path / "replica.my.cnf").write_text("[client]\nuser=s52\npassword=x\n")
    found = find_credentials({**ENVIRONMENT, "HOME": str(tmp_path)})
    assert found == Credentials(user="s51", password="secret")  # noqa: S106
    assert isinstance(found, Credentials)
    assert found.host_of("zh_yuewiki") == "zh_yuewiki.analytics.db.svc.wikimedia.cloud"
    assert "secret" not in repr(found)


def test_without_an_account_there_is_none(tmp_path: Path) -> None:
    assert find_credentials({"HOME": str(tmp_path)}) is None
    assert find_credentials({}) is None
