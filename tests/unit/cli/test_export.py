"""The export for other programs: its schema names every key, and each table comes as a CSV that any program reads."""

import csv
import io
import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import jsonschema
import pytest

from bot.cli.export import as_csv, as_export
from bot.cli.export_tables import METRICS
from bot.cli.tables import Table
from bot.model.results import PageName, PageResult, ReachedGoal, Result, Totals, UploadResult
from tests.exports import SCHEMA, validate_export
from tests.unit.reports import samples

NOON = datetime(2026, 4, 14, 12, tzinfo=UTC)
FULL = replace(
    samples.WITH_UPLOADS.result, days={date(2026, 4, 13): Totals(edits=160), date(2026, 4, 14): Totals(edits=3)}
)
EMPTY = Result(
    campaign="ਮੁਹਿੰਮ",
    program=None,
    as_of=None,
    unknown_wikis=("thwiki",),
    totals=Totals(),
    wikis={"thwiki": Totals()},
    participants={},
    pages=(),
)


def read(table: Table, result: Result = FULL) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(result, table))))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("result", [FULL, EMPTY])
def test_an_export_fits_it(result: Result) -> None:
    validate_export(json.loads(json.dumps(as_export(result))))


def test_it_names_every_key_and_no_other() -> None:
    kinds = {"totals": Totals, "page": PageResult, "page_name": PageName, "upload": UploadResult, "goal": ReachedGoal}
    assert list(SCHEMA["properties"]) == list(as_export(EMPTY))
    for name, kind in kinds.items():
        assert set(SCHEMA["$defs"][name]["properties"]) == {field.name for field in fields(kind)}
    closed = [SCHEMA, *(part for part in SCHEMA["$defs"].values() if part["type"] == "object")]
    assert [part["additionalProperties"] for part in closed] == [False] * len(closed)
    assert all(part["required"] == list(part["properties"]) for part in closed)


@pytest.mark.parametrize("missing", ["complete", "days"])
def test_an_export_without_a_key_does_not_fit(missing: str) -> None:
    exported = as_export(EMPTY)
    del exported[missing]
    with pytest.raises(jsonschema.ValidationError):
        validate_export(exported)


def test_participants_are_listed_with_their_numbers() -> None:
    rows = {row["participant"]: row for row in read(Table.PARTICIPANTS)}
    assert list(rows) == [name.replace("=", "'=", 1) if name.startswith("=") else name for name in FULL.participants]
    assert rows["ਗੁਰਪ੍ਰੀਤ"]["edits"] == "60"
    assert set(rows["Asha"]) == {"participant", *METRICS}


def test_articles_are_listed_with_everything_that_json_tells_of_them() -> None:
    first = read(Table.ARTICLES)[0]
    assert (first["wiki"], first["title"], first["created"], first["deleted"]) == ("pawiki", "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", "1", "0")
    assert first["participants"] == "Çelik; ਗੁਰਪ੍ਰੀਤ"
    assert list(first) == [field.name for field in fields(PageResult)]
    assert read(Table.ARTICLES)[6]["bytes_added"] == "", "not known"


def test_uploads_are_listed_with_their_uses() -> None:
    rows = read(Table.UPLOADS)
    assert [row["title"] for row in rows] == [file.title for file in FULL.uploads]
    assert list(rows[0]) == [field.name for field in fields(UploadResult)]


def test_days_are_listed_in_order() -> None:
    assert [(row["day"], row["edits"]) for row in read(Table.DAYS)] == [("2026-04-13", "160"), ("2026-04-14", "3")]


@pytest.mark.parametrize("table", Table)
def test_a_table_without_rows_has_its_header(table: Table) -> None:
    header, *rows = as_csv(replace(EMPTY, wikis={}), table).splitlines()
    assert "," in header
    assert len(rows) == (table is Table.ALL)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", "\n=1"])
@pytest.mark.parametrize("table", [Table.ALL, Table.PARTICIPANTS, Table.ARTICLES, Table.UPLOADS])
def test_no_name_or_title_is_run_by_a_spreadsheet(table: Table, name: str) -> None:
    page = replace(FULL.pages[0], title=name, participants=(name,))
    file = replace(FULL.uploads[0], title=name, participant=name)
    result = replace(FULL, participants={name: Totals()}, pages=(page,), uploads=(file,))
    cells = [cell for row in csv.reader(io.StringIO(as_csv(result, table))) for cell in row]
    assert name not in cells
    assert f"'{name}" in cells
