"""Wikis that do not behave when their logs are asked: on silence titles are forgotten, so nothing is taken for it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from math import inf
from typing import Any

import pytest

from tests.wiki.pywikibot_here import use_config  # isort: skip - pywikibot reads its configuration when imported

from bot.model.errors import WikiUnavailableError
from bot.model.results import PageName
from bot.wikis.page_log import knows_page_as, read_creations, read_deletion, read_first_moves, read_missing
from bot.wikis.patience import be_patient
from tests.wiki.clients import client_of, let_bot_in
from tests.wiki.proxy import Fault, Proxy, error, page, proxy_of, repeats_itself, reset, says, truncated
from tests.wikifarm import Farm
from tests.wikifarm.pywikibot_config import write_config

ASHA, WIKI = "Asha", "enwiki"
GONE, DRAFT, MOVED = "ਮਿਟਾਇਆ", "مسودة", "Bama"
SINCE = datetime.now(UTC) - timedelta(days=1)

Ask = Callable[[], Any]

RETRIED: dict[str, Fault] = {
    "429 with Retry-After": page(429, Retry_After="1"),
    "500": page(500),
    "truncated JSON": truncated,
    "reset in the middle": reset,
}
"""Faults after which the same request, asked again, is answered."""

EVENT = {
    "ns": 0,
    "title": GONE,
    "logpage": 1,
    "type": "delete",
    "action": "delete",
    "params": {},
    "timestamp": "2026-04-14T10:00:00Z",
}
NONSENSE: dict[str, Any] = {
    "no events": {},
    "events that are no list": {"logevents": 7},
    "events that are words": {"logevents": ["delete"]},
    **{
        f"an event without {key}": {"logevents": [{k: v for k, v in EVENT.items() if k != key}]}
        for key in ("title", "logpage", "type", "timestamp")
    },
    "a time that is none": {"logevents": [{**EVENT, "timestamp": "yesterday"}]},
    "a move to nowhere": {"logevents": [{**EVENT, "type": "move"}]},
}
LASTING: dict[str, Fault] = {
    "404": page(404),
    "429 with a Retry-After of an hour": page(429, Retry_After="3600"),
    "an error of the API": error("internal_api_error_TypeError", "[abc] Caught exception of type TypeError"),
    "a list": says([1, 2]),
    **{what: says({"batchcomplete": True, "query": answer}) for what, answer in NONSENSE.items()},
}
OF_PAGES: dict[str, Fault] = {
    "nothing": says({"batchcomplete": True}),
    "another page": says({"batchcomplete": True, "query": {"pages": [{"pageid": 99, "missing": True}]}}),
    "pages that are words": says({"batchcomplete": True, "query": {"pages": ["missing"]}}),
}


@pytest.fixture(scope="module")
def proxy(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Give a proxy in front of a wiki with a page that was deleted, and one that was moved."""
    be_patient()
    let_bot_in(farm, tmp_path_factory.mktemp("config"))
    farm.create_accounts([ASHA])
    for title in (GONE, DRAFT):
        farm[WIKI].edit(title, "Text.", user=ASHA)
    farm[WIKI].move(DRAFT, MOVED)
    farm[WIKI].delete(GONE)
    folder = tmp_path_factory.mktemp("proxied")
    with proxy_of(farm) as proxy:
        write_config(folder, proxy.url, "CampaignBot")
        use_config(folder)
        yield proxy


@pytest.fixture
def asks(farm: Farm, proxy: Proxy) -> Iterator[dict[str, Ask]]:
    """Give every question to a log."""
    client = client_of(WIKI)
    rows = farm[WIKI].sql("SELECT log_title, log_page FROM logging WHERE log_type = 'create'")
    ids = {title if isinstance(title, str) else title.decode(): int(number) for title, number in rows}
    yield {
        "deletion": partial(read_deletion, client, ids[GONE], 0, GONE),
        "moves": partial(read_first_moves, client, SINCE, most=1),
        "name": partial(knows_page_as, client, ids[DRAFT], PageName(namespace=0, title=DRAFT)),
        "creations": partial(read_creations, client, ASHA, SINCE, datetime.now(UTC)),
        "missing": partial(read_missing, client, [ids[GONE], ids[DRAFT]]),
    }
    proxy.mend()


@pytest.mark.parametrize("fault", RETRIED)
def test_what_happens_once_is_asked_again_and_right(asks: dict[str, Ask], proxy: Proxy, fault: str) -> None:
    truth = asks["deletion"]()
    assert truth is not None
    proxy.plan(RETRIED[fault], wiki=WIKI, module="logevents")
    assert asks["deletion"]() == truth
    assert proxy.met == 1


@pytest.mark.parametrize("fault", LASTING)
def test_what_lasts_is_told_and_never_taken_for_an_answer(asks: dict[str, Ask], proxy: Proxy, fault: str) -> None:
    proxy.plan(LASTING[fault], wiki=WIKI, module="logevents", times=inf)
    for what in ("deletion", "moves", "name", "creations"):
        with pytest.raises(WikiUnavailableError) as failure:
            asks[what]()
        assert str(failure.value)


@pytest.mark.parametrize("fault", OF_PAGES)
def test_only_what_a_wiki_says_of_a_page_tells_whether_it_exists(
    asks: dict[str, Ask], proxy: Proxy, fault: str
) -> None:
    truth = asks["missing"]()
    assert len(truth) == 1
    proxy.plan(OF_PAGES[fault], wiki=WIKI, module="info", times=inf)
    with pytest.raises(WikiUnavailableError):
        asks["missing"]()
    proxy.mend()
    assert asks["missing"]() == truth


def test_a_log_that_goes_round_in_circles_is_left(asks: dict[str, Ask], proxy: Proxy) -> None:
    proxy.plan(repeats_itself, wiki=WIKI, module="logevents", times=inf)
    with pytest.raises(WikiUnavailableError, match="circles"):
        asks["creations"]()
