"""The same campaign in every form ends in the same values."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.definitions import parse_file, parse_page
from bot.definitions.schema import CAMPAIGN_SETTINGS, CampaignFile, ProgramEntry, SourceEntry
from tests.unit.definitions.worlds import CONTEXT

PAIRS = Path(__file__).parent / "cases" / "pairs"
NAMES = sorted(path.stem for path in PAIRS.glob("*.yaml"))
PAGE = "X"
NOT_ON_THE_WIKI = {"file"}
PARTS_OF_OTHERS = {"programs", "section"}


@pytest.mark.parametrize("setting", NAMES)
def test_a_setting_means_the_same_in_every_form(setting: str) -> None:
    yaml = (PAIRS / f"{setting}.yaml").read_text("utf-8")
    in_file = parse_file(yaml, source="x.yaml", context=CONTEXT)
    in_text = parse_page(f"<syntaxhighlight lang='yaml'>\n{yaml}</syntaxhighlight>", title=PAGE, context=CONTEXT)
    in_templates = parse_page((PAIRS / f"{setting}.wiki").read_text("utf-8"), title=PAGE, context=CONTEXT)
    assert in_file.problems == ()
    assert in_file.campaign is not None
    assert in_text is not None
    assert in_text.campaign == replace(in_file.campaign, on_wiki=True)
    assert in_templates is not None
    assert in_templates.problems == ()
    assert in_templates.campaign == in_text.campaign


def test_every_setting_has_its_pair() -> None:
    settings = {*CampaignFile.model_fields, *ProgramEntry.model_fields, *SourceEntry.model_fields}
    assert settings <= CAMPAIGN_SETTINGS
    assert set(NAMES) == settings - NOT_ON_THE_WIKI - PARTS_OF_OTHERS


def test_a_campaign_without_a_page_stands_under_its_name() -> None:
    yaml = (PAIRS / "campaign.yaml").read_text("utf-8").replace("campaign: X", "campaign: ਮਹੀਨਾ")
    definition = parse_file(yaml, source="x.yaml", context=CONTEXT)
    assert definition.campaign is not None
    assert definition.campaign.page == "ਮਹੀਨਾ"
