"""The section of the wanted articles on a program's report, and what its organizers are told of their lists."""

import re
from dataclasses import replace
from typing import Any

from bot.model.campaigns import ListPage, Privacy, Scope
from bot.model.reporting import ArticleNotes, ProgramReport, State
from bot.model.results import WantedResult, WantedState
from bot.reports import Renderer
from tests.unit.reports import samples

NOTES = ArticleNotes(
    lists=(ListPage(wiki="metawiki", page="Poets/Articles"), ListPage(wiki="pawiki", page="Category:ਕਵੀ")),
    given=1,
    wanted=5,
    wikis=("pawiki", "arwiki", "bnwiki"),
)


def wanted(wiki: str, name: str, state: WantedState, **changes: Any) -> WantedResult:
    values: dict[str, Any] = {
        "wiki": wiki,
        "name": name,
        "namespace": 0,
        "title": name,
        "state": state,
        "edits": 0,
        "bytes_added": 0,
        "participants": (),
    }
    return WantedResult(**(values | changes))


WANTED = (
    wanted("bnwiki", "নামদেব ঢসাল", WantedState.MISSING),
    wanted(
        "pawiki", "ਬਾਮਾ", WantedState.IMPROVED, title="ਬਾਮਾ ਫ਼ੌਸਤੀਨਾ", edits=2, bytes_added=90, participants=("Çelik",)
    ),
    wanted("arwiki", "باما", WantedState.EXISTS),
    wanted("pawiki", "bama_(writer)", WantedState.CREATED, title="Bama (writer)", edits=1, participants=("Çelik",)),
    wanted("arwiki", "{{evil}} | [[x]]", WantedState.UNKNOWN, namespace=None),
)


def report(*articles: WantedResult, notes: ArticleNotes = NOTES, unlisted: int = 0, **changes: Any) -> ProgramReport:
    found = samples.program_report(**changes)
    return replace(found, articles=notes, result=replace(found.result, wanted=articles, unlisted_wanted=unlisted))


def section(renderer: Renderer, shown: ProgramReport) -> str:
    page = renderer.program(shown, samples.CAMPAIGN, samples.CONTEXT)[0]
    return page.partition('<h2 id="wanted">')[2].partition("<h2")[0]


def rows(text: str) -> list[list[str]]:
    """Give the text of each cell, markup left out."""
    plain = re.sub(r"<[^>]*>|\[\[[^|\]]*\||\]\]", "", text)
    lines = [row.split("\n") for row in plain.split("|-\n")[1:]]
    return [[cell.rpartition(" | ")[2].lstrip("| ").strip() for cell in row if cell and cell != "|}"] for row in lines]


def test_what_was_done_stands_first_and_what_is_left_after_it(renderer: Renderer) -> None:
    assert rows(section(renderer, report(*WANTED))) == [
        ["Bama (writer)", "Punjabi", "created", "Çelik", "1", "0"],
        ["ਬਾਮਾ ਫ਼ੌਸਤੀਨਾwanted as ਬਾਮਾ", "Punjabi", "improved", "Çelik", "2", "90"],
        ["নামদেব ঢসাল", "Bangla", "missing", "", "", ""],
        ["باما", "Arabic", "exists", "", "", ""],
        ["&#123;&#123;evil&#125;&#125; &#124; &#91;&#91;x&#93;&#93;", "Arabic", "not known", "", "", ""],
    ]


def test_the_bar_counts_every_state_and_names_the_lists(renderer: Renderer) -> None:
    text = section(renderer, report(*WANTED, unlisted=2))
    assert re.findall(r"</span> ([^<]*)</div>", text) == [
        "1 created",
        "1 improved",
        "1 exists, untouched",
        "1 still missing",
        "1 not known",
    ]
    assert re.findall(r"flex:(\d+) 1 0", text) == ["1"] * 5
    assert re.sub("<[^>]*>", "", text.split("\n")[1]) == (
        "Named by [[:Poets/Articles|Poets/Articles]], [[:pa:Category:ਕਵੀ|Category&#58;ਕਵੀ]] and the definition itself."
    )
    assert "2 of those that exist were created or improved by people who are not named." in text


def test_before_anybody_wrote_only_what_is_to_do_is_shown(renderer: Renderer) -> None:
    shown = replace(report(wanted("pawiki", "ਬਾਮਾ", WantedState.MISSING)), state=State.UPCOMING)
    assert rows(section(renderer, shown)) == [["ਬਾਮਾ", "missing"]]


def test_where_only_the_wanted_count_their_table_stands_for_that_of_all_pages(renderer: Renderer) -> None:
    pages = {
        scope: '<h2 id="pages">' in renderer.program(report(*WANTED, scope=scope), samples.CAMPAIGN, samples.CONTEXT)[0]
        for scope in Scope
    }
    assert pages == {Scope.ALL: True, Scope.ARTICLES: False}


def test_a_hidden_program_has_no_such_section(renderer: Renderer) -> None:
    assert section(renderer, report(*WANTED, privacy=Privacy.HIDDEN)) == ""


def test_organizers_are_told_what_to_mend(renderer: Renderer) -> None:
    notes = replace(
        NOTES,
        missing=("Poets/Articles",),
        empty=("pawiki:Category:ਕਵੀ", "arwiki:Template:شعراء"),
        unread=("pawiki:Category:ਲੇਖਕ",),
        elsewhere=tuple(f"enwiki:User:Asha/{n}" for n in range(23)),
        too_long=("Poets/All",),
        left_out=12,
        wanted=0,
    )
    text = section(renderer, report(notes=notes))
    troubles = [re.sub("<[^>]*>", "", line).replace("&#58;", ":") for line in re.findall(r"<div>(.*?)</div>", text)]
    assert troubles[:3] == [
        "This list of articles does not exist: Poets/Articles",
        f"These lists name no article now; what they named before stays wanted: {' and '.join(notes.empty)}",
        "This list could not be read; what it named before stays wanted: pawiki:Category:ਲੇਖਕ",
    ]
    assert troubles[3].endswith("enwiki:User:Asha/19 and 3 more")
    assert troubles[4:] == [
        "This list is too long to be read to its end: Poets/All",
        "12 articles or lists are left out, as there are more than one program can have.",
    ]
    assert text.rstrip().endswith("No article is named yet.")
    status = renderer.status(replace(samples.STATUS, articles={samples.DELHI.name: notes}), samples.CONTEXT)
    assert "no article is wanted yet" in status
    assert "This list of articles does not exist: <bdi>Poets/Articles</bdi>" in status


def test_five_thousand_articles_go_on_on_further_pages(renderer: Renderer) -> None:
    many = tuple(wanted("pawiki", f"ਨਾਮਦੇਵ ਢਸਾਲ ਅਤੇ ਹੋਰ {n}", WantedState.MISSING) for n in range(5000))
    texts = renderer.program(report(*many), samples.CAMPAIGN, samples.CONTEXT)
    assert max(len(text.encode()) for text in texts) < 480_000
    assert "5,000 still missing" in texts[0]
    assert len({n for text in texts for n in re.findall(r"ਨਾਮਦੇਵ ਢਸਾਲ ਅਤੇ ਹੋਰ (\d+)</", text)}) == 5000
