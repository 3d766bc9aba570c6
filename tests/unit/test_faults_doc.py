"""The table of what can go wrong, in docs/operators.md, names tests that there are."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
DOC = (TESTS.parent / "docs/operators.md").read_text(encoding="utf-8")
TABLE = DOC.partition(". When something goes wrong")[2].splitlines()
ROWS = [line.strip("| ").split(" | ") for line in TABLE if "::" in line]


def test_every_row_names_a_test_that_there_is() -> None:
    assert ROWS
    for row in ROWS:
        file, _, name = row[-1].strip("`").partition("::")
        defined = re.findall(r"^def (test_\w+)\(", (TESTS / file).read_text(encoding="utf-8"), re.MULTILINE)
        assert name in defined, row[0]


def test_every_row_says_what_the_bot_does_and_what_people_see() -> None:
    assert [row[0] for row in ROWS if len(row) != 5 or not all(cell.strip() for cell in row)] == []
