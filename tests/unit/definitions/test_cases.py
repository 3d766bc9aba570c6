"""Every mistake has its own hint, and everything that can be understood is: cases in files, whole results."""

from pathlib import Path

import pytest

from bot.definitions import parse_file, parse_page
from tests.unit.definitions.describe import describe
from tests.unit.definitions.worlds import CONTEXT

CASES = Path(__file__).parent / "cases"
PAGE = "Dalit History Month 2026"


@pytest.mark.parametrize("case", sorted(path.stem for path in (CASES / "yaml").glob("*.yaml")))
def test_yaml(case: str) -> None:
    file = CASES / "yaml" / f"{case}.yaml"
    found = parse_file(file.read_text("utf-8"), source=file.name, context=CONTEXT)
    assert describe(found) == file.with_suffix(".expected").read_text("utf-8")


@pytest.mark.parametrize("case", sorted(path.stem for path in (CASES / "wiki").glob("*.wiki")))
def test_pages(case: str) -> None:
    file = CASES / "wiki" / f"{case}.wiki"
    found = parse_page(file.read_text("utf-8"), title=PAGE, context=CONTEXT)
    assert describe(found) == file.with_suffix(".expected").read_text("utf-8")
