"""Lists as people write them, and what is read out of them."""

import pytest

from bot.signups import parse_signups
from tests.unit.signups.casefiles import Case, Reading, load
from tests.unit.signups.shipped import syntax

CASES = load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_list_is_read_as_its_writers_meant_it(case: Case) -> None:
    read = parse_signups(case.wikitext, syntax=syntax(case.wiki), section=case.section)
    assert case.expected == Reading(
        entries=tuple((entry.line, entry.name, entry.form, entry.withdrawn) for entry in read.entries),
        unread=tuple((line.line, line.reason) for line in read.unread),
        transclusions=read.transclusions,
        section_found=read.section_found,
    )


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
