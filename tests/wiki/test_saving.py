"""Saves that go wrong: nothing is saved twice, nothing of anybody's is lost, and who can mend it is told."""

from collections.abc import Iterator
from math import inf

import pytest
from pywikibot import config

from tests.wiki.faults import GIVEN_UP, PATIENCE, RETRIED
from tests.wiki.proxy import Fault, PassOn, Proxy, Question, Reply, forgets_who_asks, page, proxy_of, reset, truncated
from tests.wiki.publisher import BOT, Publisher, draft, framed, make_publisher
from tests.wikifarm import Farm

HUMAN_EDITS = 50


@pytest.fixture(scope="module")
def proxy(farm: Farm) -> Iterator[Proxy]:
    farm.create_accounts(["Asha", "ਗੁਰਪ੍ਰੀਤ"])
    farm.create_bot(BOT)
    with proxy_of(farm) as proxy:
        kept = config.socket_timeout
        config.socket_timeout = (60, PATIENCE)
        yield proxy
        config.socket_timeout = kept


@pytest.fixture(scope="module")
def bot(farm: Farm, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    return make_publisher(farm, tmp_path_factory.mktemp("bot"), url=proxy.url)


@pytest.fixture
def publisher(bot: Publisher, proxy: Proxy) -> Iterator[Publisher]:
    yield bot
    proxy.mend()


def afterwards(fault: Fault) -> Fault:
    """Let the wiki do what it is asked, and answer as with that fault."""

    def lost(question: Question, pass_on: PassOn, proxy: Proxy) -> Reply:
        pass_on(question)
        return fault(question, pass_on, proxy)

    return lost


def silent_afterwards(question: Question, pass_on: PassOn, proxy: Proxy) -> Reply:
    reply = pass_on(question)
    proxy.closed.wait(PATIENCE * 2)
    return reply


LOST: dict[str, Fault] = {
    "reset in the middle": reset,
    "truncated JSON": truncated,
    "silence": silent_afterwards,
    **{name: afterwards(RETRIED[name]) for name in ("503", "504", "HTML instead of JSON")},
}
"""Faults after which the save is done, and nobody knows."""


def history(farm: Farm, title: str) -> list[str]:
    """Give who saved each revision of a page, oldest first."""
    rows = farm["metawiki"].sql(
        "SELECT CAST(actor_name AS TEXT) FROM page JOIN revision ON rev_page = page_id"
        " JOIN actor ON actor_id = rev_actor WHERE page_title = ? ORDER BY rev_id",
        (title.replace(" ", "_"),),
    )
    return [name for (name,) in rows]


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("fault", LOST)
def test_a_save_whose_answer_is_lost_is_not_done_twice(
    farm: Farm, proxy: Proxy, publisher: Publisher, fault: str, *, exists: bool
) -> None:
    title = f"Lost {fault} {exists}/Report"
    if exists:
        farm["metawiki"].edit(title, framed("old"), user="Asha")
    proxy.plan(LOST[fault], wiki="metawiki", module="edit")
    assert publisher(draft(title)) == 0
    assert (proxy.met, history(farm, title)) == (1, ["Asha", BOT] if exists else [BOT])
    assert farm["metawiki"].text(title) == framed("new")
    assert publisher.outcome(title) == "saved"


@pytest.mark.parametrize("fault", [name for name in RETRIED if name != "silence"])
def test_a_save_that_fails_once_is_tried_again(farm: Farm, proxy: Proxy, publisher: Publisher, fault: str) -> None:
    title = f"Once {fault}/Report"
    proxy.plan(RETRIED[fault], wiki="metawiki", module="edit")
    failures = publisher(draft(title))
    assert proxy.met == 1
    if failures:
        assert publisher.outcome(title) == "failed"
        assert publisher(draft(title)) == 0
    assert history(farm, title) == [BOT]
    assert farm["metawiki"].text(title) == framed("new")


@pytest.mark.parametrize("fault", ["503", "maxlag", "truncated JSON", "reset in the middle", *GIVEN_UP])
def test_while_saves_fail_nothing_is_lost_and_the_next_run_goes_on(
    farm: Farm, proxy: Proxy, publisher: Publisher, fault: str
) -> None:
    title = f"Lasting {fault}/Report"
    farm["metawiki"].edit(title, f"ਸਾਡਾ\n{framed('old')}", user="Asha")
    proxy.plan({**RETRIED, **GIVEN_UP}[fault], wiki="metawiki", module="edit", times=inf)
    assert publisher(draft(title)) == 1
    proxy.mend()
    assert publisher(draft(title)) == 0
    assert history(farm, title) == ["Asha", BOT]
    assert farm["metawiki"].text(title) == f"ਸਾਡਾ\n{framed('new')}"


def test_a_session_that_the_wiki_has_forgotten_for_good_is_told(farm: Farm, proxy: Proxy, publisher: Publisher) -> None:
    proxy.plan(forgets_who_asks, wiki="metawiki", module="edit", times=inf)
    assert publisher(draft("Nobody/Report"), draft("Nobody 2/Report")) == 2
    assert history(farm, "Nobody/Report") == []
    assert "assertuserfailed" in (publisher.state("Nobody/Report").why or "")
    proxy.mend()
    assert publisher(draft("Nobody/Report")) == 0


def test_a_wiki_that_takes_no_edits_is_not_asked_page_after_page(
    farm: Farm, proxy: Proxy, publisher: Publisher
) -> None:
    lock = farm.directory / "www" / "images" / "metawiki" / "lock_yBgMBwiR"  # $wgReadOnlyFile
    lock.write_text("The database is being moved.", encoding="utf-8")
    proxy.questions.clear()
    titles = [f"Read-only {number}/Report" for number in range(5)]
    failures = publisher(*map(draft, titles))
    lock.unlink()
    tried = {q.params["title"] for q in proxy.questions if q.params.get("action") == "edit"}
    assert (failures, tried) == (5, {titles[0]})
    assert publisher.outcome(titles[4]) == "failed"
    assert publisher(*map(draft, titles)) == 0


@pytest.mark.parametrize("where", ["before", "after"])
def test_nothing_of_a_human_is_lost_who_edits_at_the_same_moment_fifty_times(
    farm: Farm, proxy: Proxy, publisher: Publisher, where: str
) -> None:
    """What is written after the report MediaWiki merges; on the marker's own line it is a conflict each time."""
    title, wiki, words = f"Busy {where}/Report", farm["metawiki"], ""

    def page(region: str) -> str:
        return f"{words}{framed(region)}" if where == "before" else f"{framed(region)}\n\n{words}".rstrip()

    wiki.edit(title, page("old"), user="Asha")

    def somebody_edits(question: Question, pass_on: PassOn, _: Proxy) -> Reply:
        nonlocal words
        words += f"ਗੁਰਪ੍ਰੀਤ {len(words)} "
        wiki.edit(title, page("old"), user="ਗੁਰਪ੍ਰੀਤ")
        return pass_on(question)

    proxy.plan(somebody_edits, wiki="metawiki", module="edit", times=HUMAN_EDITS)
    runs = 1
    while publisher(draft(title)):
        runs += 1
    assert runs == (HUMAN_EDITS // 3 + 1 if where == "before" else 1)
    assert wiki.text(title) == page("new")
    assert history(farm, title) == ["Asha", *["ਗੁਰਪ੍ਰੀਤ"] * (HUMAN_EDITS if where == "before" else 1), BOT]


def test_a_human_who_edits_the_bots_own_part_meanwhile_is_not_overwritten_unseen(
    farm: Farm, proxy: Proxy, publisher: Publisher
) -> None:
    title, wiki = "Theirs/Report", farm["metawiki"]
    wiki.edit(title, framed("old"), user="Asha")

    def somebody_takes_the_marker(question: Question, pass_on: PassOn, _: Proxy) -> Reply:
        wiki.edit(title, "ਸਾਡਾ ਹੀ ਸਫ਼ਾ", user="ਗੁਰਪ੍ਰੀਤ")
        return pass_on(question)

    proxy.plan(somebody_takes_the_marker, wiki="metawiki", module="edit")
    assert publisher(draft(title)) == 1
    assert wiki.text(title) == "ਸਾਡਾ ਹੀ ਸਫ਼ਾ"


def test_a_page_is_saved_once_though_the_stage_before_fails(farm: Farm, proxy: Proxy, publisher: Publisher) -> None:
    proxy.plan(page(503), wiki="metawiki", module="revisions|info", times=inf, after=1)
    assert publisher(draft("Unread/Report")) == 1
    proxy.mend()
    assert publisher(draft("Unread/Report")) == 0
    assert history(farm, "Unread/Report") == [BOT]
