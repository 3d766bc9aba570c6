"""Campaigns of several files and pages that claim the same thing: the older keeps it."""

from dataclasses import replace

import pytest

from bot.definitions import Standing, find_conflicts, parse_file
from bot.model.campaigns import Campaign
from bot.model.problems import Place, Problem
from tests.unit.definitions.worlds import CONTEXT

PROGRAM = "programs:\n- program: P\n  start: 2026-04-14\n  end: 2026-04-15\n"


def campaign(name: str, page: str) -> Campaign:
    found = parse_file(f"campaign: {name}\npage: {page}\n{PROGRAM}", source="x", context=CONTEXT).campaign
    assert found is not None
    return found


OLDER = ("Project:ਮਹੀਨਾ", campaign("ਮਹੀਨਾ", "Project:ਮਹੀਨਾ"))


@pytest.mark.parametrize("page", ["Project:ਮਹੀਨਾ 2", "Project:ਮਹੀਨ", "ਮਹੀਨਾ", "Project talk:ਮਹੀਨਾ"])
def test_campaigns_beside_each_other(page: str) -> None:
    both = (OLDER, ("new.yaml", campaign("Another", page)))
    assert find_conflicts(both) == Standing(definitions=both, problems=())


@pytest.mark.parametrize("page", ["Project:ਮਹੀਨਾ/P/Report", "project:ਮਹੀਨਾ/Delhi"])
def test_a_campaign_on_the_pages_of_another(page: str) -> None:
    new = ("new.yaml", campaign("Another", page))
    problem = Problem(
        place=Place(source="new.yaml"),
        message=f'its page "{new[1].page}" and "Project:ਮਹੀਨਾ", the page of "ਮਹੀਨਾ", stand one inside the other',
        hint="give this one a page outside",
    )
    assert find_conflicts((OLDER, new)) == Standing(definitions=(OLDER,), problems=(problem,))


@pytest.mark.parametrize("page", ["Project:ਮਹੀਨਾ", "project:ਮਹੀਨਾ"])
def test_a_campaign_on_the_very_page_of_another(page: str) -> None:
    new = ("new.yaml", campaign("Another", page))
    problem = Problem(
        place=Place(source="new.yaml"),
        message=f'the page "Project:ਮਹੀਨਾ" belongs to "ਮਹੀਨਾ", defined in {OLDER[0]}, already',
        hint="give it another page",
    )
    assert find_conflicts((OLDER, new)) == Standing(definitions=(OLDER,), problems=(problem,))


def test_a_campaign_around_the_pages_of_another() -> None:
    inner = ("a.yaml", campaign("Inner", "Months/April"))
    outer = ("b.yaml", campaign("Outer", "Months"))
    assert find_conflicts((inner, outer)).definitions == (inner,)
    assert find_conflicts((outer, inner)).definitions == (outer,)


def test_two_campaigns_of_one_name() -> None:
    same = ("new.yaml", replace(OLDER[1], page="Elsewhere"))
    problem = Problem(
        place=Place(source="new.yaml"),
        message='a campaign named "ਮਹੀਨਾ" is defined in Project:ਮਹੀਨਾ already',
        hint="give this one another name",
    )
    assert find_conflicts((OLDER, same)) == Standing(definitions=(OLDER,), problems=(problem,))


def test_one_who_lost_claims_nothing() -> None:
    loser = ("b", campaign("ਮਹੀਨਾ", "Free"))
    third = ("c", campaign("Third", "Free"))
    assert find_conflicts((OLDER, loser, third)).definitions == (OLDER, third)
