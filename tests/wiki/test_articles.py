"""Wanted articles on real wikis: lists of every kind, what counts of them, what is asked for, and what breaks."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.wikifarm import Farm, Request
from tests.wikifarm.demo.show import export, run_bot

ASHA, GURPREET = "Asha", "ਗੁਰਪ੍ਰੀਤ"
HOME = "Poets week"
PROGRAM = "Writing"
REPORT, STATUS = f"{HOME}/{PROGRAM}/Report", f"{HOME}/Status"
OTHERS_ALLOWED = 3
CODES = {"enwiki": "en", "pawiki": "pa", "arwiki": "ar", "metawiki": "meta", "commonswiki": "commons"}

ARTICLES = [
    "Poets week/Articles",  # a list of links on the home wiki
    "Bama",  # a title on the first wiki
    "en:meena_Kandasamy",  # in lower case, with an underscore
    "pa:Category:ਕਵੀ",
    "ar:قالب:شعراء",
    "User:Asha/Not there",
]

LIST = """
* [[Urmila Pawar]], [[:pa:ਨਾਮਦੇਵ ਢਸਾਲ]] and [[ar:نامديو ضسال]] ({{u|Asha}}, [[User:Asha]])
* [[Help:Editing]], [[Poets week/Writing/Report]], [[:en:User:Asha/Draft]]
* [[:en:নামদেব ঢসাল]] is wanted in Bengali script
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A farm with one program that asks for articles."""

    farm: Farm
    directory: Path

    def define(self, **program: Any) -> None:
        now = datetime.now(UTC)
        values = {
            "program": PROGRAM,
            "start": f"{now - timedelta(days=3):%Y-%m-%d}",
            "end": f"{now + timedelta(days=3):%Y-%m-%d}",
            "participants": [{"names": [ASHA, GURPREET]}],
            "articles": ARTICLES,
            "scope": "articles",
            **program,
        }
        campaign = {
            "campaign": HOME,
            "page": HOME,
            "wikis": ["enwiki"],
            "privacy": {"names": "public"},
            "programs": [values],
        }
        path = self.directory / "config/campaigns/poets.yaml"
        path.write_text(yaml.safe_dump(campaign, allow_unicode=True), encoding="utf-8")

    def run(self, *options: str) -> tuple[int, tuple[Request, ...]]:
        """Run the bot and give its exit code and the requests that it made."""
        before = len(self.farm.requests())
        ended = run_bot(self.directory, "run", *options, capture=True)
        assert ended.returncode in {0, 1, 2}, ended.stderr
        return ended.returncode, tuple(r for r in self.farm.requests()[before:] if r.user_agent != "wikifarm")

    def export(self) -> dict[str, Any]:
        return export(self.directory, HOME, PROGRAM)

    def text(self, title: str) -> str:
        return self.farm["metawiki"].text(title) or ""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with Farm.start(tmp_path_factory.mktemp("articles")) as farm:
        farm.create_accounts((ASHA, GURPREET, "Reader"))
        farm.create_bot("CampaignBot")
        directory = farm.directory
        farm.write_pywikibot_config(directory, user="CampaignBot")
        (directory / "config/campaigns").mkdir(parents=True)
        settings = {
            "home": "metawiki",
            "contact": "https://example.org/",
            "report_interval": 0,
            "wikis": {dbname: {"family": "farm", "code": code} for dbname, code in CODES.items()},
        }
        (directory / "config/bot.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        _write_pages(farm)
        world = World(farm=farm, directory=directory)
        world.define()
        yield world


def _write_pages(farm: Farm) -> None:
    meta, english, punjabi, arabic = (farm[name] for name in ("metawiki", "enwiki", "pawiki", "arwiki"))
    meta.edit("Poets week/Articles", LIST, user="Reader")
    english.edit("Urmila Pawar", "A writer.", user="Reader")
    english.edit("Urmila Pawar", "\nShe wrote in Marathi.", user=ASHA, append=True)
    english.edit("Meena Kandasamy", "A poet.", user=ASHA)
    english.edit("Not wanted", "Of no matter here.", user=ASHA)
    punjabi.edit("ਨਾਮਦੇਵ ਢਸਾਲ", "ਕਵੀ", user=GURPREET)
    punjabi.edit("ਸ਼੍ਰੇਣੀ:ਕਵੀ", "ਕਵੀ", user="Reader")
    punjabi.edit("ਸ਼੍ਰੇਣੀ:ਦਲਿਤ ਕਵੀ", "[[ਸ਼੍ਰੇਣੀ:ਕਵੀ]]", user="Reader")
    punjabi.edit("ਲਾਲ ਸਿੰਘ ਦਿਲ", "[[ਸ਼੍ਰੇਣੀ:ਦਲਿਤ ਕਵੀ]]", user="Reader")
    punjabi.edit("ਗੱਲ-ਬਾਤ:ਸੰਤ ਰਾਮ ਉਦਾਸੀ", "[[ਸ਼੍ਰੇਣੀ:ਕਵੀ]]", user="Reader")
    arabic.edit("قالب:شعراء", "شاعر", user="Reader")
    arabic.edit("نقاش:باما", "{{شعراء}}", user="Reader")
    arabic.edit("باما", "كاتبة", user="Reader")
    for wiki in (english, punjabi, arabic, meta):
        wiki.run_jobs()


def states(world: World) -> dict[str, tuple[str, ...]]:
    """Give by title the state of each wanted article on the report, with who is named there."""
    section = world.text(REPORT).partition('<h2 id="wanted">')[2].partition("<h2")[0]
    found = {}
    for row in section.split("|-\n! scope")[1:]:
        head, _, cells = row.partition(" | ")[2].partition("\n")
        title = re.sub("<[^>]*>", "", head.partition("|")[2].partition("]]")[0])
        state = next(cell for cell in cells.split("\n") if "data-sort-value" in cell).rpartition(" | ")[2]
        people = re.findall(r"\[\[:User:[^|]*\|<bdi>([^<]*)", cells)
        found[title] = (re.sub("<[^>]*>", "", state), *people)
    return found


def others(requests: tuple[Request, ...]) -> Counter[str]:
    """Count by wiki the requests of a run that are neither for contributions nor pywikibot's own."""
    asking = (r for r in requests if {"list", "prop", "generator"} & set(r.params) and r.params["action"] == "query")
    return Counter(r.wiki for r in asking if "usercontribs" not in r.params.get("list", ""))


def about_articles(requests: tuple[Request, ...]) -> Counter[tuple[str, str]]:
    """Count by wiki and kind what a run asked about wanted articles and their lists."""
    kinds = {
        "links|iwlinks|langlinks": "links",
        "info": "articles",
        "categorymembers": "category",
        "embeddedin": "uses",
    }
    asked = (r for r in requests if "redirects" in r.params or r.params.get("generator"))
    own = (r for r in asked if r.params.get("gcmtitle") != "Category:CampaignBot campaigns")
    return Counter((r.wiki, kinds[r.params.get("generator") or r.params["prop"]]) for r in own)


def grow_old(world: World) -> None:
    """Let everything that was asked about articles be more than a day old."""
    with closing(sqlite3.connect(world.directory / "state/campaignbot.sqlite")) as store, store:
        store.execute("UPDATE article SET checked_at = checked_at - 90000")
        store.execute("UPDATE article_list SET read_at = read_at - 90000")


FIRST = {
    "ਨਾਮਦੇਵ ਢਸਾਲ": ("created", GURPREET),
    "Meena Kandasamy": ("created", ASHA),
    "Urmila Pawar": ("improved", ASHA),
    "نامديو ضسال": ("missing",),
    "নামদেব ঢসাল": ("missing",),
    "Bama": ("missing",),
    "ਸੰਤ ਰਾਮ ਉਦਾਸੀ": ("missing",),
    "ਲਾਲ ਸਿੰਘ ਦਿਲ": ("exists",),
    "باما": ("exists",),
}


def test_only_the_wanted_articles_count_on_the_wikis_that_they_name(world: World) -> None:
    assert world.run()[0] == 0
    exported = world.export()
    assert {(p["wiki"], p["title"], p["created"]) for p in exported["pages"]} == {
        ("enwiki", "Urmila Pawar", False),
        ("enwiki", "Meena Kandasamy", True),
        ("pawiki", "ਨਾਮਦੇਵ ਢਸਾਲ", True),
    }
    assert exported["totals"]["edits"] == 3
    assert set(exported["wikis"]) == {"enwiki", "arwiki", "pawiki"}
    assert states(world) == FIRST
    for page in (REPORT, STATUS):
        assert "This list of articles does not exist: <bdi>User&#58;Asha/Not there</bdi>" in world.text(page)


def test_a_run_with_nothing_new_asks_for_no_list_and_no_article(world: World) -> None:
    code, requests = world.run()
    assert code == 0
    assert about_articles(requests) == {}
    assert {wiki: number for wiki, number in others(requests).items() if number > OTHERS_ALLOWED} == {}
    assert [r.params["title"] for r in requests if r.params.get("action") == "edit"] == []


def test_after_a_day_every_wiki_is_asked_once_about_all_of_its_articles(world: World) -> None:
    grow_old(world)
    code, requests = world.run()
    assert code == 0
    assert about_articles(requests) == {
        ("metawiki", "links"): 1,
        ("metawiki", "articles"): 1,  # whether there is a list called Bama now
        ("enwiki", "articles"): 1,
        ("pawiki", "articles"): 1,
        ("pawiki", "category"): 2,
        ("arwiki", "articles"): 1,
        ("arwiki", "uses"): 1,
    }
    assert states(world) == FIRST


def test_a_moved_article_counts_on(world: World) -> None:
    world.farm["enwiki"].move("Meena Kandasamy", "Ilavenil Meena Kandasamy", user=ASHA, leave_redirect=True)
    world.farm["pawiki"].move("ਨਾਮਦੇਵ ਢਸਾਲ", "ਨਾਮਦੇਓ ਢਸਾਲ", user="Admin", leave_redirect=False)
    expected = {
        **{title: state for title, state in FIRST.items() if title not in {"Meena Kandasamy", "ਨਾਮਦੇਵ ਢਸਾਲ"}},
        "Ilavenil Meena Kandasamy": ("created", ASHA),
        "ਨਾਮਦੇਓ ਢਸਾਲ": ("created", GURPREET),
    }
    for _ in ("at once", "and when the wikis have been asked again"):
        assert world.run()[0] == 0
        assert states(world) == expected
        assert "<small>wanted as <bdi>Meena Kandasamy</bdi></small>" in world.text(REPORT)
        grow_old(world)


def test_what_is_written_meanwhile_is_seen_without_asking(world: World) -> None:
    world.farm["enwiki"].edit("Bama", "Bama is a writer.", user=ASHA)
    world.farm["arwiki"].edit("باما", "روائية", user=GURPREET, append=True)
    assert world.run()[0] == 0
    now = states(world)
    assert (now["Bama"], now["باما"]) == (("created", ASHA), ("improved", GURPREET))


def test_a_list_that_changes_is_read_and_one_that_is_blanked_stays_in_force(world: World) -> None:
    meta = world.farm["metawiki"]
    meta.edit("Poets week/Articles", "* [[:en:Sharankumar Limbale]]", user="Reader", append=True)
    code, requests = world.run()
    assert code == 0
    assert about_articles(requests) == {("metawiki", "links"): 1, ("enwiki", "articles"): 1}
    assert states(world)["Sharankumar Limbale"] == ("missing",)
    before = states(world)
    meta.edit("Poets week/Articles", "Nothing here.", user="Reader")
    assert world.run()[0] == 0
    assert states(world) == before
    warning = "This list names no article now; what it named before stays wanted: <bdi>Poets week/Articles</bdi>"
    assert warning in world.text(STATUS)
    assert world.run()[0] == 0
    assert warning in world.text(STATUS)
    meta.edit("Poets week/Articles", LIST, user="Reader")
    assert world.run()[0] == 0
    assert "names no article now" not in world.text(STATUS)
    assert "Sharankumar Limbale" not in states(world)


def test_a_wiki_that_does_not_answer_leaves_its_lists_and_articles_as_they_were(world: World) -> None:
    before = states(world)
    grow_old(world)
    world.farm.break_wiki("pawiki")
    try:
        code, _ = world.run()
    finally:
        world.farm.mend_wiki("pawiki")
    assert code == 2
    assert states(world) == before
    assert "could not be read; what it named before stays wanted: <bdi>pawiki&#58;Category" in world.text(STATUS)
    assert world.run()[0] == 0
    assert "could not be read" not in world.text(STATUS)


def test_without_scope_everything_counts_and_the_articles_are_still_shown(world: World) -> None:
    before = states(world)
    world.define(scope="all")
    assert world.run()[0] == 0
    assert states(world) == before
    assert "Not wanted" in {page["title"] for page in world.export()["pages"]}


def test_of_people_who_are_not_named_nothing_is_told_but_what_exists(world: World) -> None:
    world.define(privacy={"names": "consented"})
    assert world.run()[0] == 0
    shown = states(world)
    assert set(shown.values()) == {("exists",), ("missing",)}
    assert (shown["Bama"], shown["Urmila Pawar"]) == (("exists",), ("exists",))
    assert "5 of those that exist were created or improved by people who are not named" in world.text(REPORT)


def test_a_category_is_followed_three_levels_down_and_not_in_circles(world: World) -> None:
    english = world.farm["enwiki"]
    for level in range(5):
        english.edit(f"Category:Level {level}", f"[[Category:Level {level - 1}]]" if level else "", user="Reader")
        english.edit(f"Poet {level}", f"[[Category:Level {level}]]", user="Reader")
    english.edit("Category:Level 0", "[[Category:Level 2]]", user="Reader")
    english.run_jobs()
    world.define(articles=["Category:level_0"], scope="all")
    code, requests = world.run()
    assert code == 0
    assert set(states(world)) == {"Poet 0", "Poet 1", "Poet 2", "Poet 3"}
    assert about_articles(requests) == {("enwiki", "category"): 4}


def test_a_page_anywhere_on_the_home_wiki_can_list_articles_and_a_deleted_one_stays_in_force(world: World) -> None:
    meta = world.farm["metawiki"]
    meta.edit(
        "Women poets", "[[:w:pa:ਬਾਮਾ]] [[:pa:User:Asha]] [[User:Asha]] [[Poet 1]] [[Women poets 2]]", user="Reader"
    )
    meta.run_jobs()
    world.define(articles=["Women poets", "Poet 2"], scope="all")
    assert world.run()[0] == 0
    expected = {"ਬਾਮਾ", "Poet 1", "Poet 2", "Women poets 2"}
    assert set(states(world)) == expected
    meta.delete("Women poets")
    code, requests = world.run()
    assert (code, about_articles(requests)) == (0, {})
    assert set(states(world)) == expected
    assert "This list of articles does not exist: <bdi>Women poets</bdi>" in world.text(STATUS)


def test_the_names_of_people_on_a_list_are_not_kept(world: World) -> None:
    with closing(sqlite3.connect(world.directory / "state/campaignbot.sqlite")) as store:
        kept = [*store.execute("SELECT articles FROM article_list"), *store.execute("SELECT name FROM wanted")]
    assert [row for row in kept if "Asha" in row[0] or GURPREET in row[0]] == []


def test_bad_names_end_as_warnings(world: World) -> None:
    world.define(articles=["en:User:Asha", "pa:Category:", "en:Category:Talk:", "ar:", "en:Category:Nothing in it"])
    code, _ = world.run()
    assert code in (0, 1)
    assert states(world) == {}
    status = world.text(STATUS)
    assert "Edits of" in status
    assert "These lists name no article now" in status
