"""All reports of a very large campaign, and how long MediaWiki takes for the longest of them."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import requests

from bot.cli.shipped import load_fallbacks, load_messages, load_templates
from bot.model.campaigns import Privacy
from bot.model.intervals import Interval
from bot.model.reporting import CampaignReport, ListNotes, ProgramReport, ReportContext, State, WikiLink
from bot.model.results import PageResult, PageState, Result, Totals
from bot.reports import Renderer
from tests.benchmarks.memory import peak_memory
from tests.benchmarks.rows import Row, Section
from tests.unit.factories import campaign, program
from tests.wikifarm import FarmWiki

PROGRAMS, PEOPLE, PAGES = 100, 5_000, 50_000
"""Of one campaign, in all."""
WIKIS = {"enwiki": "Savitribai Phule", "pawiki": "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", "arwiki": "سافيتريباي فول", "bnwiki": "সাবিত্রীবাই ফুলে"}
SPAN = Interval(datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))
AS_OF = datetime(2026, 4, 14, 12, 34, tzinfo=UTC)


def measure_rendering(wiki: FarmWiki, folder: Path) -> Section:
    """Render in a process of its own, and let a wiki parse the longest page."""
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "tests.benchmarks.rendering", str(folder)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(ended.stdout)
    longest = (folder / "longest.wikitext").read_text(encoding="utf-8")
    return Section(
        title=f"Reports of {PROGRAMS} programs, {PEOPLE:,} people, {PAGES:,} articles",
        rows=(
            Row(
                what=f"render {told['pages']} pages",
                seconds=told["seconds"],
                ratio=1,
                rate=PAGES / told["seconds"],
                memory=told["memory"],
            ),
            Row(what=f"parse the longest, {len(longest.encode()) // 1000} kB", seconds=_parsing(wiki, longest)),
        ),
    )


def _parsing(wiki: FarmWiki, text: str) -> float:
    """Give the seconds that MediaWiki itself says it took."""
    asked = {
        "action": "parse",
        "format": "json",
        "formatversion": "2",
        "contentmodel": "wikitext",
        "title": "Sandbox",
        "prop": "limitreportdata",
        "text": text,
    }
    answer = requests.post(wiki.api_url, data=asked, timeout=120).json()["parse"]["limitreportdata"]
    return next(float(value["0"]) for value in answer if value["name"] == "limitreport-walltime")


def report() -> CampaignReport:
    """Give the campaign; each program has its own people and pages."""
    programs = tuple(
        program(name=f"ਦਿੱਲੀ {number}", windows=(SPAN,), wikis=tuple(WIKIS), privacy=Privacy.PUBLIC)
        for number in range(PROGRAMS)
    )
    whole = replace(campaign(*programs), timezone="Asia/Kolkata")
    results = [_result(one.name, number) for number, one in enumerate(programs)]
    notes = ListNotes(lists=(), listed=PEOPLE // PROGRAMS, not_found=(), missing_lists=(), empty=False)
    return CampaignReport(
        campaign=whole,
        result=_together(results),
        programs=tuple(
            ProgramReport(program=one, state=State.RUNNING, result=result, notes=notes)
            for one, result in zip(programs, results, strict=True)
        ),
    )


def pages_of(renderer: Renderer, whole: CampaignReport) -> Iterator[str]:
    """Give every page of the campaign, as a run makes them."""
    links = {
        dbname: WikiLink(dbname=dbname, language=dbname[:2], project="wikipedia", prefix=dbname[:2], url="")
        for dbname in WIKIS
    }
    context = ReportContext(now=AS_OF, check_minutes=10, links=links, unknown={}, home="metawiki")
    for one in whole.programs:
        yield from renderer.program(one, whole.campaign, context)
    yield from renderer.campaign(whole, context)


def _result(name: str, number: int) -> Result:
    people, pages = PEOPLE // PROGRAMS, PAGES // PROGRAMS
    names = [f"ਗੁਰਪ੍ਰੀਤ {number * people + n}" for n in range(people)]
    listed = tuple(_page(number * pages + n, names[n % people]) for n in range(pages))
    return Result(
        campaign="",
        program=name,
        as_of=AS_OF,
        unknown_wikis=(),
        totals=_totals(people, pages),
        wikis={dbname: _totals(people, pages // len(WIKIS)) for dbname in WIKIS},
        participants={one: _totals(1, pages // people) for one in names},
        pages=tuple(sorted(listed, key=lambda page: (-(page.bytes_added or 0), page.wiki, page.title))),
        days={},
    )


def _together(results: Sequence[Result]) -> Result:
    listed = [page for result in results for page in result.pages]
    return replace(
        results[0],
        program=None,
        totals=_totals(PEOPLE, PAGES),
        wikis={dbname: _totals(PEOPLE, PAGES // len(WIKIS)) for dbname in WIKIS},
        participants={name: totals for result in results for name, totals in result.participants.items()},
        pages=tuple(sorted(listed, key=lambda page: (-(page.bytes_added or 0), page.wiki, page.title))),
    )


def _page(number: int, by: str) -> PageResult:
    dbname, title = list(WIKIS.items())[number % len(WIKIS)]
    return PageResult(
        wiki=dbname,
        namespace=0,
        title=f"{title} {number}",
        created=number % 3 == 0,
        deleted=False,
        edits=number % 9 + 1,
        bytes_added=number * 7919 % 30_011,
        bytes_removed=0,
        bytes_net=0,
        words_added=number * 7919 % 5_003,
        references_added=number % 14,
        participants=(by,),
        state=PageState.IMPROVED if number % 3 else PageState.NEW,
    )


def _totals(people: int, pages: int) -> Totals:
    return Totals(
        participants=people,
        active_participants=people,
        edits=pages * 5,
        reverted_edits=pages // 50,
        pages_edited=pages,
        pages_created=pages // 3,
        bytes_added=pages * 15_000,
        bytes_removed=pages * 10,
        bytes_net=pages * 14_990,
        words_added=pages * 2_500,
        references_added=pages * 6,
    )


def main() -> int:
    """Render, tell how long it took, and keep the longest page; a run holds all, which are 100 MB, until it saves."""
    renderer = Renderer(load_templates(), load_messages(), load_fallbacks())
    whole = report()
    begun = time.perf_counter()
    count, longest = 0, ""
    for text in pages_of(renderer, whole):
        count += 1
        longest = max(longest, text, key=len)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "memory": peak_memory(), "pages": count}))
    (Path(sys.argv[1]) / "longest.wikitext").write_text(longest, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
