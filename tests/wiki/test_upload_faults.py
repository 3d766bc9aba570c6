"""Wikis that do not behave when they are asked about files, and Wikimedia Commons with its extension GlobalUsage.

The farm has no GlobalUsage: a proxy answers for it as it is recorded, one use in each answer. The same client was run
against the extension itself, REL1_43 (commit 5bea16e) on MediaWiki 1.43.9: files used on the wiki that holds them, on
another, and under the name they had before a move, one use to an answer. Its documentation is at
https://www.mediawiki.org/wiki/Extension:GlobalUsage and in the API's own help.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import pytest

from tests.wiki.pywikibot_here import use_config  # isort: skip - pywikibot reads its configuration when imported

from pywikibot import config

from bot.model.errors import WikiUnavailableError
from bot.wikis.patience import be_patient
from bot.wikis.uploads import FileState, read_files
from tests.wiki.clients import client_of, let_bot_in, user_id
from tests.wiki.proxy import (
    Fault,
    PassOn,
    Proxy,
    Question,
    Reply,
    error,
    page,
    proxy_of,
    repeats_itself,
    reset,
    says,
    silent_for,
    truncated,
)
from tests.wikifarm import Farm
from tests.wikifarm.demo.pictures import striped_png
from tests.wikifarm.pywikibot_config import write_config

ASHA = "ਆਸ਼ਾ"
COMMONS = "commonswiki"
MODULE = "imageinfo|redirects|fileusage|globalusage"
PATIENCE = 8
"""Seconds that an answer may take; enough for any, however busy the computer is."""

RECORDED: Any = json.loads((Path(__file__).parent / "recorded" / "globalusage.json").read_text("utf-8"))

RETRIED: dict[str, Fault] = {
    "429 with Retry-After": page(429, Retry_After="1"),
    "500": page(500),
    "503": page(503),
    "truncated JSON": truncated,
    "reset in the middle": reset,
    "silence": silent_for(PATIENCE * 1.5),
}
"""Faults after which the same request, asked again, is answered."""

GIVEN_UP: dict[str, Fault] = {
    "404": page(404),
    "429 with a Retry-After of an hour": page(429, Retry_After="3600"),
    "an error of the API": error("internal_api_error_TypeError", "[abc] Caught exception of type TypeError"),
    "a list": says([1, 2]),
    "pages of something else": says({"batchcomplete": True, "query": {"pages": "none"}}),
    "pages that it does not know": says({"batchcomplete": True, "query": {"pages": []}}),
    "pages of which it says nothing": says(
        {"batchcomplete": True, "query": {"pages": [{"pageid": number, "title": "File:A"} for number in range(99)]}}
    ),
    "versions without a time": says(
        {
            "batchcomplete": True,
            "query": {"pages": [{"pageid": 1, "title": "File:A", "imagerepository": "local", "imageinfo": [{}]}]},
        }
    ),
    "uses without their pages": says(
        {"batchcomplete": True, "query": {"pages": [{"pageid": 1, "title": "File:A", "globalusage": [{}]}]}}
    ),
    "uses that are no list": says(
        {"batchcomplete": True, "query": {"pages": [{"pageid": 1, "title": "File:A", "fileusage": 7}]}}
    ),
}
LASTING: dict[str, Fault] = {**RETRIED, **GIVEN_UP}
for seldom in ("429 with Retry-After", "silence"):
    del LASTING[seldom]


@pytest.fixture(scope="module")
def proxy(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Give a proxy in front of a Commons with two files by one person, one of them used in two articles."""
    be_patient()
    let_bot_in(farm, tmp_path_factory.mktemp("config"))
    farm.create_accounts([ASHA])
    commons = farm[COMMONS]
    for name in ("ਤਸਵੀਰ.png", "زهرة.png"):
        commons.upload(name, striped_png(["#ffffff", f"#{len(name):06}"]), ASHA)
    for title in ("Gallery", "Another"):
        commons.edit(title, "[[File:ਤਸਵੀਰ.png]]")
    folder = tmp_path_factory.mktemp("proxied")
    with proxy_of(farm) as proxy:
        write_config(folder, proxy.url, "CampaignBot")
        use_config(folder)
        kept = config.socket_timeout
        config.socket_timeout = (PATIENCE, PATIENCE)
        yield proxy
        config.socket_timeout = kept


@pytest.fixture
def asha(farm: Farm) -> int:
    return user_id(farm[COMMONS], ASHA)


@pytest.fixture
def page_ids(farm: Farm) -> tuple[int, ...]:
    rows = farm[COMMONS].sql("SELECT page_id FROM page WHERE page_namespace = 6 ORDER BY page_id")
    return tuple(page_id for (page_id,) in rows)


@pytest.fixture
def ask(proxy: Proxy, asha: int, page_ids: tuple[int, ...]) -> Iterator[Any]:
    """Give what asks the wiki about both files."""
    client = client_of(COMMONS)

    def ask() -> tuple[FileState, ...]:
        (answer,) = read_files(client, page_ids, {asha})
        return answer

    yield ask
    proxy.mend()


@pytest.fixture
def truth(ask: Any, asha: int) -> tuple[FileState, ...]:
    found: tuple[FileState, ...] = ask()
    assert [(one.title, one.user_id, one.usages, one.everywhere) for one in found] == [
        ("ਤਸਵੀਰ.png", asha, 2, False),
        ("زهرة.png", asha, 0, False),
    ]
    return found


@pytest.mark.parametrize("fault", RETRIED)
def test_what_happens_once_is_asked_again_and_right(
    ask: Any, proxy: Proxy, truth: tuple[FileState, ...], fault: str
) -> None:
    proxy.plan(RETRIED[fault], wiki=COMMONS, module=MODULE)
    assert ask() == truth
    assert proxy.met == 1


@pytest.mark.parametrize("fault", LASTING)
def test_what_lasts_is_told_and_never_taken_for_an_answer(
    ask: Any, proxy: Proxy, truth: tuple[FileState, ...], fault: str
) -> None:
    proxy.plan(LASTING[fault], wiki=COMMONS, module=MODULE, times=inf)
    with pytest.raises(WikiUnavailableError) as failure:
        ask()
    assert str(failure.value)
    proxy.mend()
    assert ask() == truth


def test_a_continuation_that_repeats_itself_is_left(ask: Any, proxy: Proxy) -> None:
    proxy.plan(repeats_itself, wiki=COMMONS, module=MODULE, times=inf)
    with pytest.raises(WikiUnavailableError, match="circles"):
        ask()


def test_uses_on_other_wikis_count_once_each_over_as_many_answers_as_it_takes(
    ask: Any, proxy: Proxy, truth: tuple[FileState, ...]
) -> None:
    uses = [
        {**RECORDED["use"], "wiki": wiki, "pageid": str(number)} for wiki in ("enwiki", "pawiki") for number in (2, 3)
    ]
    proxy.plan(_with_global_usage("زهرة.png", [*uses, uses[0]]), wiki=COMMONS, module=MODULE, times=inf)
    assert ask() == (replace(truth[0], everywhere=True), replace(truth[1], usages=4, everywhere=True))
    assert proxy.met == 5


def test_the_extension_speaks_for_all_wikis_where_no_file_is_used_too(
    ask: Any, proxy: Proxy, truth: tuple[FileState, ...]
) -> None:
    proxy.plan(_with_global_usage("زهرة.png", []), wiki=COMMONS, module=MODULE, times=inf)
    assert ask() == tuple(replace(one, everywhere=True) for one in truth)


def _with_global_usage(name: str, uses: list[dict[str, str]]) -> Fault:
    """Answer as with the extension, for a file with these uses, one in each answer."""

    def with_uses(question: Question, pass_on: PassOn, _: Proxy) -> Reply:
        reply = pass_on(question)
        answer = json.loads(reply.body)
        number = int(question.params.get("gucontinue", "0|").partition("|")[0])
        for entry in answer["query"]["pages"]:
            told = entry["title"].endswith(name)
            entry["globalusage"] = uses[number : number + 1] if told else []
        answer.pop("batchcomplete", None)
        if number + 1 < len(uses):
            answer["continue"] = {**RECORDED["continue"], "gucontinue": f"{number + 1}|enwiki|2"}
        return replace(reply, body=json.dumps(answer).encode())

    return with_uses
