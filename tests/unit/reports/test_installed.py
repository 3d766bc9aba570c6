"""The pages that ship for the home wiki: that they, the schema and the words agree, on whatever wiki they stand."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from textwrap import dedent

import pytest

from bot.cli.shipped import load_shipped
from bot.definitions import json_schema, parse_page
from bot.definitions.fields import METRICS
from bot.model.campaigns import Privacy
from bot.model.problems import Severity
from bot.model.settings import Settings
from bot.reports import Renderer
from bot.reports.installed import METRICS_PAGE, Discovery, Place, installed_pages, templatedata
from tests.unit.definitions.worlds import CONTEXT
from tests.unit.reports import samples

SHIPPED = load_shipped()
CAMPAIGN, PROGRAM = "Template:CampaignBot/Campaign", "Template:CampaignBot/Program"
CATEGORY = "Category:CampaignBot campaigns"
SETTINGS = Settings(home="metawiki", contact="https://meta.wikimedia.org/wiki/User:Example")
PLACE = Place(settings=SETTINGS, account="CampaignBot", language="en", discovery=Discovery.CATEGORY)
PAGES = installed_pages(SHIPPED, PLACE)
ON_THE_PAGE_ITSELF = {"page", "programs"}
NEVER_ON_THE_WIKI = {"file"}
PART_OF_ANOTHER = {"section"}


def settings_of_the_schema() -> Mapping[str, set[str]]:
    """Give by template the settings that it has to offer, under the names that templates give them."""
    schema = json_schema()
    program = schema["$defs"]["ProgramEntry"]["properties"]
    sources = set(schema["$defs"]["SourceEntry"]["properties"]) - NEVER_ON_THE_WIKI - PART_OF_ANOTHER
    campaign = set(schema["properties"]) - ON_THE_PAGE_ITSELF
    return {
        CAMPAIGN: {"name" if key == "campaign" else key for key in campaign},
        PROGRAM: {"name" if key == "program" else key for key in program}
        | {"participants" if key == "page" else key for key in sources},
    }


@pytest.mark.parametrize("template", [CAMPAIGN, PROGRAM])
def test_the_form_offers_every_setting_of_the_schema_and_no_other(template: str) -> None:
    data = templatedata(SHIPPED, template)
    assert set(data["params"]) == settings_of_the_schema()[template]
    assert sorted(data["paramOrder"]) == sorted(data["params"])


@pytest.mark.parametrize("template", [CAMPAIGN, PROGRAM])
def test_the_box_shows_every_setting_of_the_schema(template: str) -> None:
    read = set(re.findall(r"\{\{\{(\w+)", PAGES[template].partition("<templatedata>")[0]))
    assert read == settings_of_the_schema()[template]


@pytest.mark.parametrize("template", SHIPPED.parameters["templates"])
def test_every_parameter_is_explained(template: str) -> None:
    params = templatedata(SHIPPED, template)["params"]
    told = {name: [key for key in ("label", "description", "type", "example") if not p.get(key)]
            for name, p in params.items()}  # fmt: skip
    assert told == {name: [] for name in params}
    assert json.loads(PAGES[template].partition("<templatedata>")[2].partition("</templatedata>")[0]) == templatedata(
        SHIPPED, template
    )


@pytest.mark.parametrize("parameter", ["timezone", "privacy", "scope"])
def test_values_that_the_form_suggests_are_understood(parameter: str) -> None:
    for value in templatedata(SHIPPED, PROGRAM)["params"][parameter]["suggestedvalues"]:
        given = {"start": "2026-04-14", "end": "2026-04-14", "articles": "Wanted", parameter: value}
        definition = parse_page(call(CAMPAIGN, name="X") + call(PROGRAM, name="Y", **given), title="P", context=CONTEXT)
        assert definition is not None
        assert [p for p in definition.problems if p.severity is Severity.ERROR] == []


def test_what_the_form_gives_as_examples_is_understood() -> None:
    examples = {
        template: {name: p["example"] for name, p in templatedata(SHIPPED, template)["params"].items()}
        for template in (CAMPAIGN, PROGRAM)
    }
    for template in examples.values():
        del template["windows"]
    definition = parse_page(
        call(CAMPAIGN, **examples[CAMPAIGN]) + call(PROGRAM, **examples[PROGRAM]), title="P", context=CONTEXT
    )
    assert definition is not None
    assert definition.problems == ()
    assert definition.campaign is not None
    (program,) = definition.campaign.programs
    assert (program.wikis, program.privacy) == (("enwiki", "pawiki", "commonswiki"), Privacy.HIDDEN)


def call(template: str, **values: str) -> str:
    return "{{" + template + "".join(f"|{name}={value}" for name, value in values.items()) + "}}\n"


def test_examples_in_the_documentation_are_understood() -> None:
    blocks = re.findall(r"```wikitext\n(.*?)```", SHIPPED.documents["organizers.md"], flags=re.DOTALL)
    for block in blocks:
        definition = parse_page(dedent(block), title="P", context=CONTEXT)
        assert definition is not None
        assert (definition.problems, definition.broken) == ((), ())
        assert definition.campaign is not None
        assert definition.campaign.programs[0].wikis == ("enwiki", "pawiki")
    assert len(blocks) == 2


def test_every_metric_is_defined_in_the_documentation_once() -> None:
    keys = re.findall(r"^\|.*?`([a-z_]+)`", SHIPPED.documents["metrics.md"], flags=re.MULTILINE)
    assert sorted(keys) == sorted(METRICS)


def test_every_word_is_documented_and_used() -> None:
    english, documentation = SHIPPED.words["en"], SHIPPED.words["qqq"]
    assert list(documentation) == list(english)
    assert [key for key, text in documentation.items() if not text] == []
    asked = " ".join(SHIPPED.templates.values()) + '"summary-setup"'
    parameters = set(SHIPPED.parameters["parameters"])
    unused = [
        key
        for key in english
        if f'"{key}"' not in asked and key not in parameters and not re.search("-(?:about|default)$|^template-|^@", key)
    ]
    assert unused == []


def test_preloads_and_templates_are_in_no_category_themselves() -> None:
    assert {title for title, text in PAGES.items() if f"[[{CATEGORY}]]" in outside_preload(text)} == set()
    assert f"\n[[{CATEGORY}]]\n</includeonly>" in PAGES["Template:CampaignBot/Preload campaign"]


def outside_preload(text: str) -> str:
    """Give what MediaWiki acts upon where the page itself is read."""
    return re.sub(r"<includeonly>.*?</includeonly>|<pre>.*?</pre>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("where", "discovery", "told"),
    [
        ("Campaigns/", Discovery.PREFIX, "prefix=Campaigns/\n"),
        ("Meta:Campaigns", Discovery.LIST, "Then add a link to it to [[:Meta:Campaigns]]"),
        (CAMPAIGN, Discovery.TEMPLATE, f"[[Special:WhatLinksHere/{CAMPAIGN}|"),
    ],
)
def test_where_no_category_is_used_none_is_spoken_of(where: str, discovery: Discovery, told: str) -> None:
    place = replace(PLACE, settings=replace(SETTINGS, campaigns_page=where), discovery=discovery)
    pages = installed_pages(SHIPPED, place)
    assert set(PAGES) - set(pages) == {CATEGORY}
    assert told in pages["Help:CampaignBot"]
    assert [title for title, text in pages.items() if f"[[{CATEGORY}]]" in text] == []


def test_pages_speak_of_what_the_operator_has_named() -> None:
    settings = replace(
        SETTINGS, campaigns_page="زمرہ:مہمات", opt_out_page="User:Zählwerk/Nein", stop_page="User:Zählwerk/Halt"
    )
    pages = installed_pages(SHIPPED, replace(PLACE, settings=settings, account="Zählwerk"))
    assert [title for title in pages if title not in PAGES] == ["زمرہ:مہمات"]
    everything = "\n".join(pages.values())
    assert re.findall(r"User:CampaignBot\b|Category:CampaignBot", everything) == []
    assert "[[:زمرہ:مہمات]]" in pages["Help:CampaignBot/Organizers"]
    assert "[[:User:Zählwerk/Nein]]" in pages["Help:CampaignBot/Participants"]


def test_an_address_of_mail_is_not_made_public() -> None:
    place = replace(PLACE, settings=replace(SETTINGS, contact="bot@example.org"))
    assert "example.org" not in "".join(installed_pages(SHIPPED, place).values())


def test_words_of_another_language_stand_in_the_box_and_beside_english_in_the_form() -> None:
    words = {"en": SHIPPED.words["en"], "qqq": SHIPPED.words["qqq"], "pa": {"wikis": "ਵਿਕੀ", "box-join": "ਸ਼ਾਮਲ ਹੋਵੋ"}}
    shipped = replace(SHIPPED, words=words)
    assert templatedata(shipped, PROGRAM)["params"]["wikis"]["label"] == {"en": "Wikis", "pa": "ਵਿਕੀ"}
    page = installed_pages(shipped, replace(PLACE, language="pa"))[PROGRAM]
    assert "ਸ਼ਾਮਲ ਹੋਵੋ" in page
    assert '<bdi lang="en">Sign-up list</bdi>' in page


def test_a_report_leads_to_what_its_numbers_mean_where_that_page_stands(renderer: Renderer) -> None:
    assert METRICS_PAGE in PAGES
    for page, there in ((METRICS_PAGE, True), (None, False)):
        context = replace(samples.CONTEXT, metrics_page=page)
        program = renderer.program(samples.RUNNING, samples.CAMPAIGN, context)[0]
        campaign = renderer.campaign(samples.CAMPAIGN_REPORT, context)[0]
        assert (METRICS_PAGE in program, METRICS_PAGE in campaign) == (there, there)
