"""The reference and the schema name the same settings, and its examples run."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.definitions import parse_file, parse_page, parse_settings
from bot.definitions.reading_templates import CAMPAIGN_PARAMETERS, PROGRAM_PARAMETERS
from bot.definitions.schema import CampaignFile, PagesEntry, PointerEntry, ProgramEntry, SettingsFile, SourceEntry
from bot.model.settings import Settings
from tests.unit.definitions.worlds import CONTEXT

DOCS = (Path(__file__).parents[3] / "docs" / "definitions.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"## (Two examples|The operator's settings).*?```yaml\n(.*?)```", DOCS, re.DOTALL))
TEMPLATES = re.findall(r"```wikitext\n(.*?)```", DOCS, re.DOTALL)[0]

DESIGN_TABLE = {
    "campaign": ("C", "name"),
    "program": ("P", "name"),
    "description": ("C P", "description"),
    "timezone": ("C P", "timezone"),
    "start": ("C P", "start"),
    "end": ("C P", "end"),
    "windows": ("C P", "windows"),
    "wikis": ("C P", "wikis"),
    "namespaces": ("C P", "namespaces"),
    "language": ("C P", "language"),
    "facilitators": ("C P", "facilitators"),
    "participants": ("P", "participants names event"),
    "articles": ("C P", "articles"),
    "scope": ("C P", "scope"),
    "privacy": ("C P", "privacy"),
    "goals": ("C P", "goals"),
    "update": ("C P", "update"),
}
"""The settings of DESIGN section 3: where each may stand, and its template parameters."""
ONLY_IN_YAML = {"page": "C", "programs": "C"}
DESIGN_SOURCES = {"page", "section", "names", "event", "file"}


def test_the_schema_has_the_settings_of_the_design() -> None:
    table = {key: where for key, (where, _) in DESIGN_TABLE.items()} | ONLY_IN_YAML
    assert set(CampaignFile.model_fields) == {key for key, where in table.items() if "C" in where}
    assert set(ProgramEntry.model_fields) == {key for key, where in table.items() if "P" in where}
    assert set(SourceEntry.model_fields) == DESIGN_SOURCES


def test_the_templates_have_the_parameters_of_the_design() -> None:
    of_campaigns = {name for where, names in DESIGN_TABLE.values() if "C" in where for name in names.split()}
    of_programs = {name for where, names in DESIGN_TABLE.values() if "P" in where for name in names.split()}
    assert set(CAMPAIGN_PARAMETERS) == of_campaigns
    assert set(PROGRAM_PARAMETERS) == of_programs


def test_the_reference_has_a_row_for_each_setting() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (C|P|C P) \| (.*?) \|", DOCS, re.MULTILINE)
    documented = {key: (where, " ".join(re.findall(r"`(\w+)`", names))) for key, where, names in rows}
    assert documented == DESIGN_TABLE | {key: (where, "") for key, where in ONLY_IN_YAML.items()}


@pytest.mark.parametrize("setting", [*SourceEntry.model_fields, *SettingsFile.model_fields, *PagesEntry.model_fields])
def test_the_reference_has_a_row_for_each_setting_inside(setting: str) -> None:
    assert re.search(rf"^\| (`pages`: )?`{setting}`", DOCS, re.MULTILINE)


@pytest.mark.parametrize("setting", PointerEntry.model_fields)
def test_the_reference_names_what_points_to_a_wiki(setting: str) -> None:
    assert f"`{setting}`" in DOCS


def test_both_examples_are_the_same_campaign() -> None:
    in_file = parse_file(EXAMPLES["Two examples"], source="x.yaml", context=CONTEXT)
    on_page = parse_page(TEMPLATES, title="Dalit History Month 2026", context=CONTEXT)
    assert in_file.problems == ()
    assert in_file.campaign is not None
    assert on_page is not None
    assert on_page.problems == ()
    assert on_page.campaign == replace(in_file.campaign, on_wiki=True)


def test_the_operators_example_shows_the_defaults() -> None:
    settings, problems = parse_settings(EXAMPLES["The operator's settings"], source="bot.yaml")
    assert problems == ()
    assert settings is not None
    least = Settings(home=settings.home, contact=settings.contact)
    shown = {field.name for field in fields(Settings) if getattr(settings, field.name) != getattr(least, field.name)}
    assert shown == {"report_wikis", "user_templates", "wikis"}
