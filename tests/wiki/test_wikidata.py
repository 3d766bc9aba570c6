"""Edits of items, properties and lexemes: each version is read once, fifty to a request, and compared with the next.

The wiki has no Wikibase: its pages are the documents of which Wikibase's are made, with the same content models.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.model.entities import ENTITY_KEYS
from tests.wiki.bot_on_farm import BOT_YAML, BotOnFarm, Ended
from tests.wikifarm import Farm, Request

NOW = datetime.now(UTC)
PAGE = "ਸ਼ਬਦ ਅਤੇ ਤੱਥ"
ASHA, GURPREET, OTHER = "Asha", "ਗੁਰਪ੍ਰੀਤ", "Maria"

CAMPAIGN = f"""campaign: {PAGE}
wikis: [pa, wikidata]
privacy: public
goals:
  claims_added: 3
programs:
  - program: Facts
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants:
      - names: [{ASHA}, {GURPREET}]
"""


def terms(**values: str) -> Any:
    """Give labels or the like; without any it is an empty list, as PHP writes empty maps."""
    return {language: {"language": language, "value": value} for language, value in values.items()} or []


def statement(number: int, value: str, *sources: str) -> dict[str, Any]:
    references = [{"hash": f"{source:a<40}", "snaks": {"P248": []}, "snaks-order": ["P248"]} for source in sources]
    datavalue = {"value": value, "type": "string"}
    snak = {"snaktype": "value", "property": "P106", "hash": f"{value:0<40}", "datavalue": datavalue}
    return {
        "mainsnak": snak,
        "type": "statement",
        "id": f"Q1$0000000{number}-4F5A-4B1C-9D2E-000000000000",
        "rank": "normal",
        **({"references": references} if references else {}),
    }


def item(*statements: dict[str, Any], kind: str = "item", **labels: str) -> str:
    document = {
        "type": kind,
        "id": "Q1" if kind == "item" else "P106",
        "labels": terms(**labels),
        "descriptions": [],
        "aliases": [],
        "claims": {"P106": statements} if statements else [],
        "sitelinks": [],
    }
    return json.dumps(document, ensure_ascii=False)


def lexeme(lemma: str, *forms: str) -> str:
    document = {
        "type": "lexeme",
        "id": "L1",
        "lemmas": terms(pa=lemma),
        "lexicalCategory": "Q1084",
        "language": "Q58635",
        "claims": [],
        "nextFormId": len(forms) + 1,
        "nextSenseId": 1,
        "forms": [
            {"id": f"L1-F{n}", "representations": terms(pa=form), "grammaticalFeatures": [], "claims": []}
            for n, form in enumerate(forms, start=1)
        ],
        "senses": [],
    }
    return json.dumps(document, ensure_ascii=False)


WRITER = statement(1, "writer", "census")


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    bot.write("config/bot.yaml", BOT_YAML + "  wikidatawiki: {family: farm, code: wikidata}\n")
    farm.create_accounts([ASHA, GURPREET, OTHER], registered=NOW - timedelta(days=100))
    data = farm["wikidatawiki"]
    data.edit("Q1", item(en="Bama"), OTHER)
    data.edit("Q1", item(en="Bama", pa="ਬਾਮਾ"), ASHA)
    data.edit("Q1", item(WRITER, en="Bama", pa="ਬਾਮਾ"), ASHA)
    data.edit("Q1", item(statement(1, "writer", "census", "book"), en="Bama", pa="ਬਾਮਾ"), GURPREET)
    data.edit("Q2", item(statement(2, "poet"), bn="কবি"), ASHA)
    data.edit("Lexeme:L1", lexeme("ਕਿਤਾਬ", "ਕਿਤਾਬ"), GURPREET)
    data.edit("Lexeme:L1", lexeme("ਕਿਤਾਬ", "ਕਿਤਾਬ", "ਕਿਤਾਬਾਂ"), GURPREET)
    data.edit("Property:P106", item(kind="property", en="occupation"), OTHER)
    data.edit("Property:P106", item(kind="property", en="occupation", pa="ਕਿੱਤਾ"), ASHA)
    data.edit("Talk:Q1", "Which Bama?", ASHA)
    bot.write("config/campaigns/one.yaml", CAMPAIGN)
    ended = bot("run")
    assert ended.code == 0, ended.errors
    return bot


def asked(requests: tuple[Request, ...]) -> list[list[str]]:
    """Give the revisions of each request for texts of Wikidata."""
    return [
        request.params["revids"].split("|")
        for request in requests
        if request.wiki == "wikidatawiki" and "content" in request.params.get("rvprop", "")
    ]


def numbers(totals: dict[str, Any]) -> dict[str, int | None]:
    """Give the numbers of Wikidata alone that are not 0."""
    first = list(totals).index("items_created")
    return {key: value for key, value in list(totals.items())[first:] if value != 0}


def done(bot: BotOnFarm, name: str) -> dict[str, int | None]:
    return numbers(bot.export(PAGE)["participants"][name])


def run_well(bot: BotOnFarm, *options: str) -> Ended:
    ended = bot("run", *options)
    assert ended.code == 0, ended.errors
    return ended


def test_what_each_person_did_to_items_properties_and_lexemes(bot: BotOnFarm) -> None:
    assert done(bot, ASHA) == {
        "items_created": 1,
        "claims_added": 2,
        "statement_references_added": 1,
        "labels_added": 3,
    }
    assert done(bot, GURPREET) == {
        "lexemes_created": 1,
        "statement_references_added": 1,
        "labels_added": 1,
        "forms_added": 2,
    }


def test_the_totals_are_the_sums_and_other_wikis_have_no_such_numbers(bot: BotOnFarm) -> None:
    exported = bot.export(PAGE)
    assert numbers(exported["totals"]) == {
        "items_created": 1,
        "lexemes_created": 1,
        "claims_added": 2,
        "statement_references_added": 2,
        "labels_added": 4,
        "forms_added": 2,
    }
    assert numbers(exported["wikis"]["wikidatawiki"]) == numbers(exported["totals"])
    assert set(numbers(exported["wikis"]["pawiki"]).values()) == {None}
    assert exported == {**bot.export(PAGE, "Facts"), "program": None}
    assert exported["totals"]["words_added"] is None


def test_each_version_was_asked_for_once_and_all_in_one_request(farm: Farm, bot: BotOnFarm) -> None:
    # Asha's two edits of Q1 and Gurpreet's after them need four versions; Q2 one; the lexeme two; the property two.
    (once,) = asked(farm.requests())
    assert len(once) == len(set(once)) == 4 + 1 + 2 + 2
    assert asked(run_well(bot).requests) == []


def test_reports_and_spreadsheets_show_them(bot: BotOnFarm) -> None:
    report = bot.page(f"{PAGE}/Facts/Report")
    assert "statements added on Wikidata" in report
    assert '<h2 id="wikidata">On Wikidata</h2>' in report
    assert "on Wikidata items, properties and lexemes" in report
    assert "2 of 3" in bot.page(f"{PAGE}/Report")
    heading, total, *_ = bot("export", PAGE, "--format", "csv").output.splitlines()
    assert dict(zip(heading.split(","), total.split(","), strict=True))["forms_added"] == "2"


def test_an_operator_reads_what_each_edit_changed(bot: BotOnFarm) -> None:
    lines = [line.split() for line in bot("explain", PAGE, "--person", ASHA).output.splitlines()]
    first, second, *_ = (" ".join(words) for words in lines if any("?diff=" in word for word in words))
    assert first.endswith("labels_added 1")
    assert second.endswith("claims_added 1, statement_references_added 1")
    assert ["labels_added", "3"] in lines


def test_an_operator_reads_what_all_edits_of_an_item_changed(bot: BotOnFarm) -> None:
    sums = bot("explain", PAGE, "--page", "Q2").output.partition("Sums")[2]
    told = dict(line.split() for line in sums.splitlines()[2:] if line.strip())
    assert {metric: told[metric] for metric in told if metric in ENTITY_KEYS} == {
        "items_created": "1",
        "claims_added": "1",
        "labels_added": "1",
    }


def test_another_edit_costs_its_own_version_and_the_one_before_it(bot: BotOnFarm) -> None:
    data = bot.farm["wikidatawiki"]
    edited = data.edit("Q2", item(statement(2, "novelist"), bn="কবি"), GURPREET)
    (both,) = asked(run_well(bot).requests)
    assert str(edited) in both
    assert len(both) == 2
    assert done(bot, GURPREET)["claims_changed"] == 1


def test_a_reverted_edit_counts_for_nothing_and_the_undo_is_one(bot: BotOnFarm) -> None:
    data = bot.farm["wikidatawiki"]
    before = done(bot, ASHA)
    bad = data.edit("Q2", item(bn="কবি"), ASHA)
    run_well(bot)
    assert done(bot, ASHA) == {**before, "claims_removed": 1}
    data.undo(bad)
    data.run_jobs()
    assert asked(run_well(bot).requests) == []
    assert done(bot, ASHA) == before


def test_a_merge_moves_and_is_one_and_the_item_that_went_is_created_no_more(bot: BotOnFarm) -> None:
    data = bot.farm["wikidatawiki"]
    data.edit("Q3", item(statement(3, "teacher"), ar="باما"), GURPREET)
    run_well(bot)
    before = done(bot, GURPREET)
    assert before["items_created"] == 1
    data.edit("Q3", item(), GURPREET, summary="/* wbmergeitems-to:0||Q1 */")
    merged = item(WRITER, statement(4, "teacher"), en="Bama", ar="باما")
    data.edit("Q1", merged, GURPREET, summary="/* wbmergeitems-from:0||Q3 */")
    data.edit("Q3", '{"entity":"Q3","redirect":"Q1"}', GURPREET, summary="/* wbcreateredirect:0||Q3|Q1 */")
    run_well(bot)
    after = {key: value for key, value in before.items() if key != "items_created"}
    assert done(bot, GURPREET) == {**after, "merges": 1, "redirects_created": 1}


def test_a_hidden_version_is_unknown_until_it_is_shown_and_the_report_says_so(bot: BotOnFarm) -> None:
    data = bot.farm["wikidatawiki"]
    before = done(bot, ASHA)
    hidden = data.edit("Q4", item(th="บามา"), OTHER)
    data.edit("Q4", item(th="บามา", zh="巴玛"), ASHA)
    data.hide_revision(hidden, what=("content",))
    run_well(bot)
    assert done(bot, ASHA) == before
    assert "one edit not compared" in bot.page(f"{PAGE}/Facts/Report")
    assert asked(run_well(bot).requests) == []
    assert len(*asked(run_well(bot, "--full").requests)) == 2


def test_a_document_that_is_none_of_wikibases_is_unknown(bot: BotOnFarm) -> None:
    data = bot.farm["wikidatawiki"]
    before = done(bot, ASHA)
    data.edit("Q5", '{"type":"item","id":"Q5","claims":{"P31":[{"rank":"normal"}]}}', OTHER)
    data.edit("Q5", item(en="Delhi"), ASHA)
    run_well(bot)
    assert done(bot, ASHA) == before


def test_many_edits_take_one_request_for_each_fifty_versions_and_none_twice(bot: BotOnFarm) -> None:
    data = bot.farm["wikidatawiki"]
    before = done(bot, GURPREET)
    for number in range(1, 61):
        data.edit("Q6", item(*(statement(1000 + n, "x") for n in range(number))), GURPREET)
    requests = asked(run_well(bot).requests)
    versions = [rev_id for request in requests for rev_id in request]
    assert len(versions) == len(set(versions)) == 60
    assert len(requests) <= -(-len(versions) // 50)
    assert done(bot, GURPREET)["claims_added"] == (before.get("claims_added") or 0) + 60


def test_while_wikidata_does_not_answer_the_last_numbers_stay(bot: BotOnFarm) -> None:
    before = bot.export(PAGE)["totals"]
    bot.farm["wikidatawiki"].edit("Q7", item(en="Pune"), ASHA)
    bot.farm.break_wiki("wikidatawiki", status=503)
    try:
        assert bot("run").code == 2
        assert bot.export(PAGE)["totals"] == before
    finally:
        bot.farm.mend_wiki("wikidatawiki")
    run_well(bot)
    assert bot.export(PAGE)["totals"]["items_created"] == before["items_created"] + 1
