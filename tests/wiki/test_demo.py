"""The demo on a real farm: what the bot publishes and exports is what SQL on the wikis' own databases counts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.model.entities import ENTITY_KEYS
from bot.reports.installed import METRICS_PAGE
from bot.run.explanations import explain_page, explain_person, page_name, stored_basis
from bot.store import open_store
from bot.store.campaigns import load_campaigns
from tests.exports import validate_export
from tests.wikifarm import Farm, Request
from tests.wikifarm.demo import seed
from tests.wikifarm.demo.counted import count
from tests.wikifarm.demo.show import ON_WIKI_CAMPAIGNS, export, main_campaign, run_bot

PROGRAMS = ("Delhi edit-a-thon", "Online translation marathon")
WHOLE_CAMPAIGN = ""
TRACKED = ("enwiki", "pawiki", "arwiki", "eswiki", "commonswiki", "wikidatawiki")
OTHERS_ALLOWED = 3

BESIDE_THE_EDITS = ("new_editors", "retained", "uploads", "uploads_in_use", "upload_usages", "pageviews")
"""Numbers that no edit explains."""

BROKEN_DEFINITION = """
<syntaxhighlight lang="yaml">
campaign: Broken week
programs:
  - program: Writing
    timezone: Asia/Nowhere
    start: 2026-04-14
    end: 2026-04-20
</syntaxhighlight>
[[Category:CampaignBot campaigns]]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A seeded farm on which the bot has run once; `now` as it was given to the seed."""

    farm: Farm
    now: datetime

    @property
    def directory(self) -> Path:
        return self.farm.directory

    @property
    def campaign(self) -> str:
        return str(main_campaign(self.directory)["campaign"])

    def export(self, program: str = WHOLE_CAMPAIGN) -> dict[str, Any]:
        return export(self.directory, self.campaign, *([program] if program else []))

    def report(self, page: str) -> str:
        return self.farm["metawiki"].text(page) or ""

    def run(self) -> tuple[int, tuple[Request, ...]]:
        """Run the bot and give its exit code and the requests that it made."""
        before = len(self.farm.requests())
        ended = run_bot(self.directory, "run", capture=True)
        return ended.returncode, tuple(r for r in self.farm.requests()[before:] if r.user_agent != "wikifarm")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    now = datetime.now(UTC)
    with Farm.start(tmp_path_factory.mktemp("demo")) as farm:
        seed(farm, now)
        demo = Demo(farm=farm, now=now)
        assert demo.run()[0] == 0
        yield demo


def test_the_databases_hold_the_story_that_the_files_tell(demo: Demo) -> None:
    counted = count(demo.farm, demo.now)
    names = ("participants", "active_participants", "edits", "reverted_edits", "pages_edited", "pages_created")
    assert {program: tuple(counted[program]["totals"][name] for name in names) for program in counted} == {
        "Delhi edit-a-thon": (8, 7, 37, 1, 15, 8),
        "Online translation marathon": (8, 8, 43, 1, 22, 12),
        WHOLE_CAMPAIGN: (15, 14, 75, 2, 29, 19),
    }


@pytest.mark.parametrize("program", [WHOLE_CAMPAIGN, *PROGRAMS])
def test_the_export_says_what_sql_counts(demo: Demo, program: str) -> None:
    expected = count(demo.farm, demo.now)[program]
    exported = demo.export(program)
    validate_export(exported)
    assert (exported["complete"], exported["unknown_wikis"]) == (True, [])
    assert _like(exported["totals"], expected["totals"]) == expected["totals"]
    for group in ("wikis", "participants"):
        assert {key: _like(exported[group][key], metrics) for key, metrics in expected[group].items()} == expected[
            group
        ]
        assert set(exported[group]) == set(expected[group])
    existing = (page for page in exported["pages"] if not page["deleted"])
    pages = {(page["wiki"], page["namespace"], page["title"]): page for page in existing}
    assert set(pages) == set(expected["pages"])
    assert {key: _like(pages[key], page) for key, page in expected["pages"].items()} == expected["pages"]


def test_new_editors_are_those_who_registered_while_their_program_was_on(demo: Demo) -> None:
    new = {program: demo.export(program)["totals"]["new_editors"] for program in (WHOLE_CAMPAIGN, *PROGRAMS)}
    assert new == {WHOLE_CAMPAIGN: 2, "Delhi edit-a-thon": 2, "Online translation marathon": 0}
    report = demo.report(f"{demo.campaign}/Delhi edit-a-thon/Report")
    assert "2 new editors" in report


@pytest.mark.parametrize("program", [WHOLE_CAMPAIGN, *PROGRAMS])
def test_what_explains_the_numbers_of_each_person_and_page_adds_up_to_the_export(demo: Demo, program: str) -> None:
    exported = demo.export(program)
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=demo.directory)
    campaign = next(one for one in load_campaigns(store).values() if one.name == demo.campaign)
    basis = stored_basis(store, campaign, next((one for one in campaign.programs if one.name == program), None))
    people = {name: asdict(explain_person(store, basis, name).totals) for name in exported["participants"]}
    for name, totals in exported["participants"].items():
        others = {key: totals[key] for key in BESIDE_THE_EDITS}
        assert {**people[name], "participants": 1, **others} == totals
    for page in (page for page in exported["pages"] if not page["deleted"]):
        title = page_name(page["namespace"], page["title"])
        key, explanation = explain_page(store, basis, title, page["wiki"])
        assert key == (page["wiki"], page["namespace"], page["title"])
        sums = asdict(explanation.totals)
        same = [key for key in page if key in sums and key not in {"participants", *BESIDE_THE_EDITS}]
        assert {key: sums[key] for key in same} == _like(page, dict.fromkeys(same))
        assert bool(sums["pages_created"]) == page["created"]
        assert (len(same), explanation.unnamed.edits) == (6, 0)


def test_an_operator_reads_why_an_edit_counts_and_finds_it_on_its_wiki(demo: Demo) -> None:
    ended = run_bot(demo.directory, "explain", demo.campaign, "--person", "ਗੁਰਪ੍ਰੀਤ", capture=True)
    assert ended.returncode == 0, ended.stderr
    edits = [line for line in ended.stdout.splitlines() if "?diff=" in line and "does not count" not in line]
    assert len(edits) == demo.export()["participants"]["ਗੁਰਪ੍ਰੀਤ"]["edits"]
    (address,) = (word for word in edits[0].split() if word.startswith("http"))
    assert "ਗੁਰਪ੍ਰੀਤ" in requests.get(address, timeout=60).text


def test_the_report_of_the_marathon_shows_what_was_uploaded_in_it(demo: Demo) -> None:
    files = demo.export(PROGRAMS[1])["uploads"]
    assert [(file["title"], file["participant"], file["usages"], file["deleted"]) for file in files] == [
        ("Palmyra leaf, drawn in stripes.png", "陈丽华", 1, False),
        ("Dalit History Month banner.png", "陈丽华", 0, False),
        ("Translation marathon ribbon.png", "สุดา", 0, False),
        ("Cover that belongs to its publisher.png", "José Núñez", None, True),
    ]
    report = demo.report(f"{demo.campaign}/{PROGRAMS[1]}/Report")
    assert [file["deleted"] for file in files if f"\nFile:{file['title']}|" in report] == [False] * 3
    assert "Cover that belongs to its publisher" in report


def test_the_reports_lead_to_what_the_numbers_mean(demo: Demo) -> None:
    for page in (f"{demo.campaign}/Report", f"{demo.campaign}/{PROGRAMS[0]}/Report"):
        assert f"[[:{METRICS_PAGE}|" in demo.report(page)
    assert "What the numbers mean" in demo.report(METRICS_PAGE)


def test_the_reports_name_everyone_and_the_name_that_nobody_has(demo: Demo) -> None:
    reports = {program: demo.report(f"{demo.campaign}/{program}/Report") for program in PROGRAMS}
    for program in PROGRAMS:
        missing = [name for name in demo.export(program)["participants"] if name not in reports[program]]
        assert missing == []
    assert "Maria DSouza" in reports["Delhi edit-a-thon"]
    assert "Ramesh 1927" not in reports["Delhi edit-a-thon"]


def test_campaigns_defined_on_the_wiki_name_only_those_who_signed_themselves(demo: Demo) -> None:
    named = {campaign: set(export(demo.directory, campaign)["participants"]) for campaign in ON_WIKI_CAMPAIGNS}
    assert named == {
        "Punjabi poets week": {"ਗੁਰਪ੍ਰੀਤ", "ਸਿਮਰਨ ਬੈਂਸ"},
        "Women who write": {"सविता कांबळे"},
    }
    assert "ਸਿਮਰਨ" in demo.report("Punjabi poets week/Report")
    report = demo.report("Women who write/Reading circle/Report")
    assert ("सविता" in report, "Asha" in report) == (True, False)


def test_what_was_done_on_wikidata_is_told_apart_from_articles(demo: Demo) -> None:
    campaign = f"Words and facts {demo.now:%Y}"
    people = export(demo.directory, campaign)["participants"]
    done = {name: {key: n for key in ENTITY_KEYS if (n := totals[key])} for name, totals in people.items()}
    assert done == {
        "Asha Waghmare": {"claims_added": 2, "statement_references_added": 2, "labels_added": 1, "senses_changed": 1},
        "ਗੁਰਪ੍ਰੀਤ": {"lexemes_created": 1, "labels_added": 2, "senses_added": 1, "forms_added": 2},
        "ਸਿਮਰਨ ਬੈਂਸ": {
            "items_created": 1,
            "claims_added": 3,
            "qualifiers_added": 1,
            "statement_references_added": 1,
            "labels_added": 3,
            "sitelinks_added": 1,
            "merges": 1,
            "redirects_created": 1,
        },
        "ليلى": {"labels_added": 1, "descriptions_added": 1, "aliases_added": 1, "sitelinks_added": 2},
    }
    assert '<h2 id="wikidata">' in demo.report(f"{campaign}/Report")
    assert '<h2 id="wikidata">' not in demo.report(f"{demo.campaign}/Report")


def test_the_reports_tell_of_the_deleted_page_and_of_where_the_draft_was(demo: Demo) -> None:
    pages = {page["title"]: page for page in demo.export("Delhi edit-a-thon")["pages"]}
    plan = pages["Delhi edit-a-thon plan of the day"]
    assert (plan["state"], plan["edits"], plan["participants"]) == ("deleted", 0, ["Maria D'Souza"])
    drafts = {title: page["moved_from"]["title"] for title, page in pages.items() if page["moved_from"]}
    assert drafts == {"Ad-Dharm movement": "Maria D'Souza/Ad-Dharm movement"}
    report = demo.report(f"{demo.campaign}/Delhi edit-a-thon/Report")
    assert ("deleted on" in report, "moved from" in report) == (True, True)


def test_of_two_goals_one_is_reached(demo: Demo) -> None:
    for program, reached in (("Delhi edit-a-thon", "pages_created"), (WHOLE_CAMPAIGN, "active_participants")):
        assert [goal["metric"] for goal in demo.export(program)["goals_reached"]] == [reached]


def test_a_second_run_saves_nothing_and_asks_little(demo: Demo) -> None:
    code, requests = demo.run()
    assert code == 0
    assert [r.params["title"] for r in requests if r.params.get("action") == "edit"] == []
    asked = [r for r in requests if not _is_pywikibots_own(r)]
    contributions = Counter(r.wiki for r in asked if "usercontribs" in r.params.get("list", ""))
    others = Counter(r.wiki for r in asked if "usercontribs" not in r.params.get("list", ""))
    # Fewer than 500 people and edits on each wiki: ceil(M/B) + floor(E/U) is 1 (DESIGN section 5).
    assert contributions == dict.fromkeys(TRACKED, 1)
    assert {wiki: number for wiki, number in others.items() if number > OTHERS_ALLOWED} == {}


def test_a_wiki_that_does_not_answer_is_unknown_and_the_rest_is_published(demo: Demo) -> None:
    before = demo.export()
    demo.farm["enwiki"].edit(
        "Dalit Panthers", "\n[[Category:Organizations founded in 1972]]", "José Núñez", append=True
    )
    demo.farm.break_wiki("eswiki")
    try:
        code, requests = demo.run()
    finally:
        demo.farm.mend_wiki("eswiki")
    during = demo.export()
    assert code == 2
    assert (during["complete"], during["unknown_wikis"]) == (False, ["eswiki"])
    assert during["wikis"]["eswiki"] == before["wikis"]["eswiki"]
    assert during["wikis"]["enwiki"]["edits"] == before["wikis"]["enwiki"]["edits"] + 1
    assert during["totals"]["edits"] == before["totals"]["edits"] + 1
    saved = {r.params["title"] for r in requests if r.params.get("action") == "edit"}
    assert {f"{demo.campaign}/Report", f"{demo.campaign}/{PROGRAMS[1]}/Report"} <= saved

    assert demo.run()[0] == 0
    assert demo.export()["unknown_wikis"] == []


def test_a_broken_definition_is_explained_on_the_wiki_and_the_rest_goes_on(demo: Demo) -> None:
    before = demo.export()
    demo.farm["metawiki"].edit("Broken week", BROKEN_DEFINITION, "Old Maple")
    assert demo.run()[0] == 0
    status = demo.report("Broken week/Status")
    assert "Asia/Nowhere" in status
    assert demo.report("Broken week/Report") == ""
    assert demo.export()["totals"] == before["totals"]


def _like(values: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Give of an export's values those that SQL counts, too."""
    return {key: values[key] for key in wanted}


def _is_pywikibots_own(request: Request) -> bool:
    """Tell whether it is one of the requests that pywikibot makes by itself: log in, tokens, userinfo and the like."""
    action, meta = request.params.get("action"), set(request.params.get("meta", "").split("|")) - {""}
    asks_only_meta = bool(meta) and not ({"list", "prop", "generator"} & set(request.params))
    return action in ("login", "clientlogin", "paraminfo") or (
        asks_only_meta and meta <= {"tokens", "userinfo", "siteinfo"}
    )
