"""What people did on Wikidata, on their report: shown where there is any, and what is missing in it is said."""

from dataclasses import replace

from bot.cli.shipped import load_messages
from bot.model.campaigns import Goal
from bot.model.entities import ENTITY_KEYS
from bot.model.results import Totals
from bot.reports import Renderer
from bot.reports.goals import shown_goals
from bot.reports.messages import Translator
from bot.reports.scribe import Scribe
from bot.reports.wikidata import LABELS, wikidata_tables, wikidata_tiles
from tests.unit.reports.samples import CAMPAIGN, CONTEXT, RESULT, RUNNING, program_report

T = Translator("en", load_messages())
SCRIBE = Scribe(T, CONTEXT)
NOTHING = dict.fromkeys(ENTITY_KEYS, 0)


def totals(**numbers: int) -> Totals:
    return Totals(**(NOTHING | numbers))


def tiles(whole: Totals, uncompared: int = 0) -> list[tuple[str, ...]]:
    shown = wikidata_tiles(replace(RESULT, totals=whole, uncompared_edits=uncompared), T)
    return [(tile.value, tile.label, *tile.notes) for tile in shown]


def table(**people: Totals) -> list[list[str]]:
    """Give the headings and rows of the table, if there is any."""
    lines: list[list[str]] = []
    for shown in wikidata_tables(people, SCRIBE):
        lines.append([column.label for column in shown.columns])
        lines += [[row.head, *(cell.text for cell in row.cells)] for row in shown.rows]
    return lines


def test_the_tile_has_the_statements_and_what_else_there_is() -> None:
    assert tiles(totals(claims_added=1_200, items_created=1, labels_added=7, forms_added=2)) == [
        ("1,200", "statements added on Wikidata", "1 item created", "7 labels added", "2 forms added")
    ]
    assert tiles(totals()) == [("0", "statements added on Wikidata")]


def test_there_is_no_tile_without_wikidata() -> None:
    assert tiles(Totals(edits=3)) == []


def test_what_is_missing_in_the_number_stands_below_it() -> None:
    missing = "2 edits not compared: a version of the item is hidden, or will be read later"
    assert tiles(totals(claims_added=1), uncompared=2) == [("1", "statement added on Wikidata", missing)]
    assert tiles(replace(totals(), claims_added=None), uncompared=2) == [("?", "statements added on Wikidata", missing)]


def test_the_table_has_columns_of_what_was_done_and_rows_of_those_who_did_most_first() -> None:
    work = {"Asha": {"labels_added": 2}, "Bola": {}, "ਗੁਰਪ੍ਰੀਤ": {"claims_added": 5}, "ليلى": {"merges": 1}}
    headings, first, second, third = table(**{name: totals(**numbers) for name, numbers in work.items()})
    assert headings == ["Participant", "Statements added", "Labels added", "Merges"]
    assert [first[1:], second[1:], third[1:]] == [["5", "0", "0"], ["0", "2", "0"], ["0", "0", "1"]]
    assert "ਗੁਰਪ੍ਰੀਤ" in first[0]


def test_there_is_no_table_where_nobody_did_anything() -> None:
    assert table(Asha=totals(), Bola=Totals()) == []


def test_what_is_unknown_of_one_is_a_question_mark() -> None:
    rows = table(Asha=totals(claims_added=2), Bola=replace(totals(items_created=1), claims_added=None))
    assert [row[1:] for row in rows[1:]] == [["0", "2"], ["1", "?"]]


def test_every_number_has_a_name_and_can_be_a_goal() -> None:
    assert tuple(LABELS) == ENTITY_KEYS
    goals = tuple(Goal(metric=key, target=10) for key in ENTITY_KEYS)
    assert len({goal.label for goal in shown_goals(goals, replace(RESULT, totals=totals()), T)}) == len(ENTITY_KEYS)


def test_the_report_says_that_lexemes_count_and_shows_the_work(renderer: Renderer) -> None:
    people = {**RESULT.participants, "ਗੁਰਪ੍ਰੀਤ": totals(claims_added=5)}
    report = program_report(
        replace(RUNNING, result=replace(RESULT, totals=totals(claims_added=5), participants=people)),
        wikis=("pawiki", "wikidatawiki"),
    )
    page = renderer.program(report, CAMPAIGN, CONTEXT)[0]
    assert '<h2 id="wikidata">On Wikidata</h2>' in page
    assert "statements added on Wikidata" in page
    assert "on Wikidata items, properties and lexemes" in page
