"""What stands out among many pages, and whose pages are whose."""

from dataclasses import replace
from datetime import timedelta

from bot.cli.shipped import load_messages
from bot.model.campaigns import Privacy
from bot.reports import Renderer
from bot.reports.highlights import FEW_PEOPLE, PAGES_SHOWN, SHOWN, by_person, standing_out
from bot.reports.messages import Translator
from bot.reports.scribe import Scribe
from bot.reports.tables import Table
from tests.unit.reports.samples import CAMPAIGN, CONSENTED, CONTEXT, NOW, RESULT, campaign_report, page, program_report

SCRIBE = Scribe(Translator("en", load_messages()), CONTEXT)
PAGES = tuple(
    replace(
        page("pawiki", f"ਬਾਮਾ {n}", ("ਗੁਰਪ੍ਰੀਤ",), edits=n % 5 + 1, added=100 - n, created=n > 8),
        created_at=NOW - timedelta(days=n) if n > 8 else None,
    )
    for n in range(14)
)


def shown(table: Table) -> list[tuple[str, str]]:
    """Give each row's page and last cell."""
    return [(row.head.partition('|<bdi lang="pa">')[2].partition("<")[0], row.cells[-1].text) for row in table.rows]


def test_the_most_edited_and_the_newest_stand_out_of_many_pages() -> None:
    edited, newest = standing_out(PAGES, "UTC", SCRIBE)
    assert shown(edited)[:4] == [("ਬਾਮਾ 4", "5"), ("ਬਾਮਾ 9", "5"), ("ਬਾਮਾ 3", "4"), ("ਬਾਮਾ 8", "4")]
    assert len(edited.rows) == SHOWN
    assert shown(newest)[:2] == [("ਬਾਮਾ 9", "5 April 2026"), ("ਬਾਮਾ 10", "4 April 2026")]
    assert [row.cells[-1].sort for row in newest.rows] == sorted(
        (row.cells[-1].sort for row in newest.rows), key=lambda seconds: -(seconds or 0)
    )


def test_among_few_pages_none_stands_out_and_deleted_ones_never_do() -> None:
    assert standing_out(PAGES[:SHOWN], "UTC", SCRIBE) == ()
    gone = tuple(replace(one, deleted=one.edits == 5) for one in PAGES)
    assert "5" not in [text for _, text in shown(standing_out(gone, "UTC", SCRIBE)[0])]


def test_nothing_is_newest_where_nobody_created_a_page() -> None:
    old = tuple(replace(one, created_at=None) for one in PAGES)
    assert [table.anchor for table in standing_out(old, "UTC", SCRIBE)] == ["most-edited"]


def test_everyone_named_has_their_pages_under_their_name_while_they_are_few() -> None:
    (table,) = by_person(("ਗੁਰਪ੍ਰੀਤ", "Bola"), PAGES, SCRIBE)
    assert [row.head for row in table.rows] == [SCRIBE.user("ਗੁਰਪ੍ਰੀਤ")]
    assert table.rows[0].cells[0].text.count("[[") == min(len(PAGES), PAGES_SHOWN)
    (long,) = by_person(("ਗੁਰਪ੍ਰੀਤ",), PAGES * 2, SCRIBE)
    assert long.rows[0].cells[0].text.endswith(f"{2 * len(PAGES) - PAGES_SHOWN} more")
    assert by_person(tuple(f"ਗੁਰਪ੍ਰੀਤ {n}" for n in range(FEW_PEOPLE)), PAGES, SCRIBE) == ()
    assert by_person(("ਗੁਰਪ੍ਰੀਤ", *(f"ਗੁਰਪ੍ਰੀਤ {n}" for n in range(FEW_PEOPLE))), PAGES, SCRIBE) == ()


def test_nobody_who_is_not_named_has_a_row(renderer: Renderer) -> None:
    text = renderer.program(CONSENTED, CAMPAIGN, CONTEXT)[0]
    section = text.partition('<h2 id="by-person">')[2].partition("<h2")[0]
    assert "فاطمة" in section
    assert not any(
        name in text for name in RESULT.participants if name not in CONSENTED.result.participants | {"Asha": 0}
    )
    hidden = renderer.program(program_report(privacy=Privacy.HIDDEN), CAMPAIGN, CONTEXT)[0]
    assert "by-person" not in hidden


def test_a_campaign_shows_what_stands_out_before_its_people(renderer: Renderer) -> None:
    report = campaign_report("en")
    text = renderer.campaign(replace(report, result=replace(report.result, pages=PAGES)), CONTEXT)[0]
    places = [
        text.index(f'<h2 id="{anchor}">') for anchor in ("wikis", "most-edited", "newest", "participants", "pages")
    ]
    assert places == sorted(places)
