"""The same contributions read without the bot: `python -m tests.benchmarks.loops NAME < TASK` prints time and edits.

Signing in and what libraries ask a wiki when they meet it comes before the clock starts; nothing is stored.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import mwclient
import pywikibot
import requests

from tests.benchmarks.tasks import Task, WikiTask
from tests.wikifarm.wiki import BOT_APP, BOT_SECRET

PROPERTIES = "ids|title|timestamp|size|sizediff|tags"


Loop = Callable[[], int]
"""Reads everything and gives the number of edits."""


def bare_loop(task: Task) -> Loop:
    """Ask for as many people at once as a wiki takes, and then which of the pages they created are redirects."""
    sessions = tuple(_bare_session(task, wiki) for wiki in task.wikis)

    def read() -> int:
        return sum(_read_wiki(task, wiki, session) for wiki, session in zip(task.wikis, sessions, strict=True))

    return read


def mwclient_loop(task: Task) -> Loop:
    """Ask for a person at a time with mwclient."""
    sites = tuple(_mwclient_site(task, wiki) for wiki in task.wikis)

    def read() -> int:
        return sum(
            1
            for wiki, site in zip(task.wikis, sites, strict=True)
            for name in wiki.people
            for _ in site.usercontributions(name, start=task.end, end=task.start, prop=PROPERTIES)
        )

    return read


def pywikibot_loop(task: Task) -> Loop:
    """Ask for a person at a time with pywikibot; the farm's account turns off its waits, which are longer elsewhere."""
    sites = tuple(pywikibot.Site(wiki.code, "farm") for wiki in task.wikis)
    for site in sites:
        site.login()

    def read() -> int:
        return sum(
            1
            for wiki, site in zip(task.wikis, sites, strict=True)
            for name in wiki.people
            for _ in site.usercontribs(user=name, start=task.end, end=task.start, prop=PROPERTIES)
        )

    return read


LOOPS: Mapping[str, Callable[[Task], Loop]] = {
    "bare": bare_loop,
    "mwclient": mwclient_loop,
    "pywikibot": pywikibot_loop,
}


def _bare_session(task: Task, wiki: WikiTask) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    (answer,) = _query(session, wiki.api_url, meta="tokens", type="login")
    login = {"action": "login", "lgname": f"{task.account}@{BOT_APP}", "lgpassword": BOT_SECRET, "format": "json"}
    session.post(wiki.api_url, {**login, "lgtoken": answer["tokens"]["logintoken"]}, timeout=60).raise_for_status()
    return session


def _read_wiki(task: Task, wiki: WikiTask, session: requests.Session) -> int:
    ids, created, edits = tuple(wiki.people.values()), [], 0
    for batch in _batches(ids, task.batch):
        asked = {"list": "usercontribs", "ucuserids": batch, "ucprop": PROPERTIES, "uclimit": "max"}
        for answer in _query(session, wiki.api_url, ucstart=task.end, ucend=task.start, **asked):
            edits += len(answer["usercontribs"])
            created += [row["pageid"] for row in answer["usercontribs"] if row["parentid"] == 0]
    for batch in _batches(created, task.batch):
        for answer in _query(session, wiki.api_url, prop="info", pageids=batch):
            sum("redirect" in page for page in answer["pages"])
    return edits


def _query(session: requests.Session, api_url: str, **params: str) -> Iterator[dict[str, Any]]:
    more: dict[str, str] | None = {}
    while more is not None:
        asked = {"action": "query", "format": "json", "formatversion": "2", **params, **more}
        answer = session.post(api_url, asked, timeout=60).json()
        yield answer["query"]
        more = answer.get("continue")


def _batches(ids: Sequence[int], size: int) -> Iterator[str]:
    return ("|".join(map(str, ids[start : start + size])) for start in range(0, len(ids), size))


def _mwclient_site(task: Task, wiki: WikiTask) -> mwclient.Site:
    parts = urlsplit(wiki.api_url)
    site = mwclient.Site(parts.netloc, path=parts.path.removesuffix("api.php"), scheme=parts.scheme)
    site.login(f"{task.account}@{BOT_APP}", BOT_SECRET)
    return site


def main() -> int:
    """Time one loop over the task on standard input."""
    read = LOOPS[sys.argv[1]](Task.from_json(sys.stdin.read()))
    begun = time.perf_counter()
    edits = read()
    print(json.dumps({"seconds": time.perf_counter() - begun, "edits": edits}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
