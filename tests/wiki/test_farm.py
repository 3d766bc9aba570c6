"""The farm as a machine: its wikis, its log, its processes, and pywikibot's way in."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.wiki.reading import contributions, query
from tests.wikifarm import Farm, FarmError, FarmWiki

PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "سلمى", "小龍")


@pytest.fixture(scope="module", autouse=True)
def people(farm: Farm) -> None:
    farm.create_accounts(PEOPLE)


@pytest.fixture
def en(farm: Farm) -> FarmWiki:
    return farm["enwiki"]


def test_each_wiki_has_its_own_language_and_name(farm: Farm) -> None:
    general = {dbname: query(wiki, meta="siteinfo")["general"] for dbname, wiki in farm.wikis.items()}
    assert {name: (site["lang"], site["rtl"], site["sitename"]) for name, site in general.items()} == {
        "metawiki": ("en", False, "Meta-Wiki"),
        "enwiki": ("en", False, "Wikipedia"),
        "eswiki": ("es", False, "Wikipedia"),
        "pawiki": ("pa", False, "ਵਿਕੀਪੀਡੀਆ"),
        "arwiki": ("ar", True, "ويكيبيديا"),
        "commonswiki": ("en", False, "Wikimedia Commons"),
        "wikidatawiki": ("en", False, "Wikidata"),
    }
    assert {site["wikiid"] for site in general.values()} == set(farm.wikis)


def test_prefixes_lead_from_wiki_to_wiki(farm: Farm) -> None:
    prefixes = {
        row["prefix"]: row["url"]
        for row in query(farm["pawiki"], meta="siteinfo", siprop="interwikimap")["interwikimap"]
    }
    assert {prefix: url.removeprefix(f"{farm.url}/").removesuffix("/wiki/$1") for prefix, url in prefixes.items()} == {
        **{code: f"{code}wiki" for code in ("en", "es", "pa", "ar")},
        **dict.fromkeys(("c", "commons"), "commonswiki"),
        **dict.fromkeys(("d", "wikidata"), "wikidatawiki"),
        **dict.fromkeys(("m", "meta"), "metawiki"),
        "w": "enwiki",
    }
    farm["arwiki"].edit("وصلات", "[[:pa:ਲੇਖ|ਲੇਖ]]", "سلمى")
    assert f'href="{farm["pawiki"].page_url("ਲੇਖ")}"' in requests.get(farm["arwiki"].page_url("وصلات"), timeout=60).text


def test_every_answered_request_is_in_the_log_without_secrets(farm: Farm, en: FarmWiki) -> None:
    before = len(farm.requests())
    query(en, meta="siteinfo")
    requests.post(
        en.api_url, data={"action": "login", "lgpassword": "hush", "lgtoken": "x", "lgname": "小龍"}, timeout=60
    )
    requests.get(en.page_url("No page"), headers={"User-Agent": "reader"}, timeout=60)
    requests.get(f"{farm.url}/enwiki/rest.php/v1/search/page?q=x", timeout=60)
    new = farm.requests()[before:]
    assert [(r.wiki, r.method, r.entry) for r in new] == [
        ("enwiki", "GET", "api"),
        ("enwiki", "POST", "api"),
        ("enwiki", "GET", "index"),
        ("enwiki", "GET", "rest"),
    ]
    assert new[0].params == {"action": "query", "format": "json", "formatversion": "2", "meta": "siteinfo"}
    assert new[1].params == {"action": "login", "lgname": "小龍"}
    assert new[2].user_agent == "reader"


def test_the_log_keeps_no_password_of_the_accounts_that_the_farm_makes(farm: Farm, en: FarmWiki) -> None:
    before = len(farm.requests())
    en.create_account("Bola")
    assert [(r.params["action"], r.user_agent) for r in farm.requests()[before:]] == [("wikifarm", "wikifarm")]
    assert Farm.PASSWORD not in (farm.directory / "requests.jsonl").read_text("utf-8")


def test_requests_that_come_at_once_are_all_served_and_logged(farm: Farm, en: FarmWiki) -> None:
    before = len(farm.requests())

    def write(number: int) -> int:
        return en.edit(f"Busy {number % 3}", f"\n{number}", PEOPLE[number % 4], append=True)

    def read(_: int) -> int:
        return len(query(en, list="allpages", aplimit=500)["allpages"])

    with ThreadPoolExecutor(max_workers=4) as pool:
        written, read_back = pool.map(write, range(40)), pool.map(read, range(40))
        assert len(set(written)) == 40
        assert all(read_back)
    lines = sorted(int(n) for page in range(3) for n in (en.text(f"Busy {page}") or "").split())
    assert lines == list(range(40))
    logged = [r.params for r in farm.requests()[before:]]
    assert sum(params.get("action") == "edit" for params in logged) == 40
    assert sum(params.get("list") == "allpages" for params in logged) == 40


def test_a_broken_wiki_answers_nothing_else_until_mended(farm: Farm, en: FarmWiki) -> None:
    def statuses() -> list[int]:
        return [requests.get(wiki.api_url, timeout=60).status_code for wiki in (en, farm["eswiki"])]

    farm.break_wiki("enwiki", status=503)
    assert statuses() == [503, 200]
    with pytest.raises(FarmError, match="503"):
        en.edit("Any", "text")
    farm.mend_wiki("enwiki")
    assert statuses() == [200, 200]


def test_the_database_can_only_be_read(en: FarmWiki) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        en.sql("DELETE FROM page")


def test_pywikibot_logs_in_with_a_bot_password_and_saves(farm: Farm, tmp_path: Path) -> None:
    farm.create_bot("CampaignBot")
    farm.write_pywikibot_config(tmp_path, user="CampaignBot")
    script = """
import pywikibot
for code in ("meta", "pa", "commons"):
    site = pywikibot.Site(code, "farm")
    site.login()
    page = pywikibot.Page(site, "ਪੰਨਾ")
    page.text = f"[[:ar:س]] {site.has_right('apihighlimits')}"
    page.save("ਸਾਰ", quiet=True)
link = pywikibot.Link(":ar:س", pywikibot.Site("pa", "farm"))
link.parse()
print(link.site, pywikibot.Site("meta", "farm").user())
"""
    environment = {"PYWIKIBOT_DIR": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "farm:ar CampaignBot\n"), done.stderr
    for dbname in ("metawiki", "pawiki", "commonswiki"):
        assert farm[dbname].text("ਪੰਨਾ") == "[[:ar:س]] True"
        assert [row[0] for row in contributions(farm[dbname], "CampaignBot")] == ["ਪੰਨਾ"]


def test_two_farms_side_by_side_know_nothing_of_each_other(farm: Farm, tmp_path: Path) -> None:
    began = time.monotonic()
    with Farm.start(tmp_path) as other:
        assert other["enwiki"].text("Main Page")
        print(f"A fresh farm answers after {time.monotonic() - began:.2f} s")
        other["enwiki"].edit("Only there", "x")
        assert farm["enwiki"].text("Only there") is None
        assert other.url != farm.url


def test_a_stopped_farm_leaves_no_process_and_goes_on_where_it_was(tmp_path: Path) -> None:
    with Farm.start(tmp_path) as farm:
        farm["enwiki"].edit("Kept", "x")
        assert Farm.attach(tmp_path).url == farm.url
        with pytest.raises(FarmError, match=r"runs in .* already"):
            Farm.start(tmp_path)
    assert serving(tmp_path) == []
    with pytest.raises(FarmError, match="No farm runs"):
        Farm.attach(tmp_path)
    with Farm.start(tmp_path) as again:
        assert (again.url, again["enwiki"].text("Kept")) == (farm.url, "x")


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_the_server_ends_with_its_owner_however_that_ends(tmp_path: Path, ending: signal.Signals) -> None:
    script = f"""
import pathlib, sys, tests.wikifarm
tests.wikifarm.Farm.start(pathlib.Path({str(tmp_path)!r}))
print("started", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"started\n"
        assert len(serving(tmp_path)) >= 5
        owner.send_signal(ending)
        owner.wait(20)
    deadline = time.monotonic() + 20
    while serving(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert serving(tmp_path) == []


def test_a_detached_farm_outlives_its_starter_until_it_is_taken_down(tmp_path: Path) -> None:
    def command(verb: str) -> str:
        line = [sys.executable, "-m", "tests.wikifarm", verb, "--directory", str(tmp_path)]
        return subprocess.run(line, capture_output=True, text=True, check=True).stdout.splitlines()[0]

    assert command("up").startswith("The wikis run at http://127.0.0.1:")
    try:
        url = Farm.attach(tmp_path).url
        assert command("up") == f"The wikis run already at {url}"
    finally:
        assert command("down") == "The wikis have stopped."
    assert serving(tmp_path) == []
    assert command("down") == "The wikis do not run."


def serving(directory: Path) -> list[int]:
    """Give the ids of the living processes that serve the farm in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(directory / "www").encode() in (process / "cmdline").read_bytes().split(b"\0"):
                found.append(int(process.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found
