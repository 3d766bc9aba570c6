"""Several wikis at once: three at most, each outcome its own, and the store only ever used by the one thread."""

import threading
from concurrent.futures import CancelledError
from functools import partial
from threading import Barrier, Event, Thread, current_thread

import pytest

from bot.model.errors import WikiUnavailableError
from bot.run.side_by_side import MOST_AT_ONCE, Desk, side_by_side
from bot.wikis.patience import OutOfPatienceError

WIKIS = ("enwiki", "pawiki", "arwiki", "bnwiki", "zhwiki", "thwiki")
SECONDS = 5
"""How long a test waits at most for threads that ought to meet."""


def test_outcomes_come_in_the_order_of_the_wikis_whichever_is_done_first() -> None:
    first_may_end = Event()

    def work(dbname: str, _: Desk) -> str:
        if dbname == WIKIS[0]:
            first_may_end.wait(SECONDS)
        elif dbname == WIKIS[-1]:
            first_may_end.set()
        return dbname.upper()

    assert list(side_by_side(WIKIS, work).items()) == [(dbname, dbname.upper()) for dbname in WIKIS]


def test_three_wikis_are_asked_at_once_and_never_four() -> None:
    three, busy, most = Barrier(MOST_AT_ONCE), set[str](), [0]

    def work(dbname: str, _: Desk) -> None:
        busy.add(dbname)
        most[0] = max(most[0], len(busy))
        three.wait(SECONDS)
        busy.discard(dbname)

    assert side_by_side(WIKIS, work) == dict.fromkeys(WIKIS)
    assert most == [MOST_AT_ONCE]


def test_a_wiki_that_does_not_answer_is_a_value_and_the_others_go_on() -> None:
    silent = WikiUnavailableError("it did not answer")

    def work(dbname: str, _: Desk) -> str:
        if dbname == "pawiki":
            raise silent
        return "read"

    assert side_by_side(WIKIS, work) == {**dict.fromkeys(WIKIS, "read"), "pawiki": silent}


def test_a_bug_is_raised_when_all_others_are_done() -> None:
    done: list[str] = []

    def work(dbname: str, desk: Desk) -> None:
        if dbname == "enwiki":
            raise ZeroDivisionError
        if dbname == "thwiki":
            raise KeyError(dbname)
        desk.hand_in(partial(done.append, dbname))

    with pytest.raises(ZeroDivisionError) as raised:
        side_by_side(WIKIS, work)
    assert sorted(done) == ["arwiki", "bnwiki", "pawiki", "zhwiki"]
    assert raised.value.__notes__ == ["thwiki: KeyError('thwiki')"]


def test_what_is_handed_in_is_done_by_the_thread_that_began_in_its_order() -> None:
    done: list[tuple[str, int, Thread]] = []

    def note(dbname: str, number: int) -> None:
        done.append((dbname, number, current_thread()))

    def work(dbname: str, desk: Desk) -> int:
        for number in range(5):
            desk.hand_in(partial(note, dbname, number))
        return desk.ask(lambda: sum(one == dbname for one, _, _ in done))

    assert side_by_side(WIKIS, work) == dict.fromkeys(WIKIS, 5)
    assert {thread for _, _, thread in done} == {current_thread()}
    for dbname in WIKIS:
        assert [number for one, number, _ in done if one == dbname] == list(range(5))


def test_what_was_handed_in_before_a_wiki_fell_silent_is_done_and_its_failure_is_a_bug() -> None:
    def work(_: str, desk: Desk) -> None:
        desk.hand_in(lambda: 1 // 0)
        raise WikiUnavailableError("silent")

    with pytest.raises(ZeroDivisionError):
        side_by_side(["enwiki"], work)


def test_an_interrupted_run_ends_at_once_though_a_wiki_is_waited_for() -> None:
    met, endings = Barrier(2), list[BaseException]()

    def interrupt() -> None:
        met.wait(SECONDS)
        raise KeyboardInterrupt

    def work(dbname: str, desk: Desk) -> None:
        if dbname == "enwiki":
            desk.ask(interrupt)
        met.wait(SECONDS)
        try:
            while True:
                desk.ask(lambda: None)
        except BaseException as error:
            endings.append(error)
            raise

    with pytest.raises(KeyboardInterrupt):
        side_by_side(["enwiki", "pawiki"], work)
    assert [type(error) for error in endings] in ([OutOfPatienceError], [CancelledError])
    assert not [thread for thread in threading.enumerate() if "work_off" in thread.name]


def test_no_wikis_are_no_work() -> None:
    assert side_by_side([], lambda *_: None) == {}
