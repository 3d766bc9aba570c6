"""The same campaign in every form ends in the same values."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.definitions import parse_file, parse_page
from bot.model.campaigns import Campaign, Event, ListPage, Names, Privacy, Program, Scope
from bot.model.intervals import Interval
from tests.unit.definitions.worlds import CONTEXT

PAGE = "Dalit History Month 2026"
YAML = """\
campaign: Dalit History Month 2026
timezone: Asia/Kolkata
wikis: [enwiki, pawiki, ta, commonswiki]
privacy:
  names: consented
programs:
  - program: Delhi edit-a-thon
    start: 2026-04-14 10:00
    end: 2026-04-14 18:00
    language: hi
    facilitators: [Asha, Bola]
    participants:
      - page: Dalit History Month 2026/Delhi/Participants
        section: Participants
      - names: [Çelik, ਗੁਰਪ੍ਰੀਤ]
      - event: 42
"""
TEMPLATES = """\
{{CampaignBot/Campaign|name=Dalit History Month 2026|timezone=Asia/Kolkata
|wikis=enwiki, pawiki; ta
* commonswiki|privacy=consented|description=}}
== Programs ==
{{campaignBot/Program
| name = Delhi edit-a-thon
| start = 2026-04-14 10:00
| end = 2026-04-14 18:00
| language = hi
| facilitators = Asha; Bola
| participants = Dalit History Month 2026/Delhi/Participants#Participants
| names =
* Çelik
* ਗੁਰਪ੍ਰੀਤ
| event = 42
}}
"""
CAMPAIGN = Campaign(
    name="Dalit History Month 2026",
    page=PAGE,
    description=None,
    timezone="Asia/Kolkata",
    language="en",
    facilitators=(),
    privacy=Privacy.CONSENTED,
    goals=(),
    programs=(
        Program(
            name="Delhi edit-a-thon",
            description=None,
            timezone="Asia/Kolkata",
            windows=(Interval(datetime(2026, 4, 14, 4, 30, tzinfo=UTC), datetime(2026, 4, 14, 12, 30, tzinfo=UTC)),),
            wikis=("enwiki", "pawiki", "tawiki", "commonswiki"),
            namespaces=None,
            language="hi",
            facilitators=("Asha", "Bola"),
            sources=(
                ListPage(wiki="metawiki", page=f"{PAGE}/Delhi/Participants", section="Participants"),
                Names(names=("Çelik", "ਗੁਰਪ੍ਰੀਤ")),
                Event(event_id=42),
            ),
            articles=None,
            scope=Scope.ALL,
            privacy=Privacy.CONSENTED,
            goals=(),
            update=None,
        ),
    ),
    on_wiki=False,
)


def test_the_operators_file() -> None:
    definition = parse_file(YAML, source="dhm.yaml", context=CONTEXT)
    assert definition.campaign == CAMPAIGN
    assert definition.problems == ()


def test_yaml_on_a_page() -> None:
    page = f"Welcome!\n<syntaxhighlight lang='yaml' line>\n{YAML}</syntaxhighlight>\n"
    definition = parse_page(page, title=PAGE, context=CONTEXT)
    assert definition is not None
    assert definition.campaign == replace(CAMPAIGN, on_wiki=True)
    assert definition.problems == ()


def test_templates_on_a_page() -> None:
    definition = parse_page(TEMPLATES, title=PAGE, context=CONTEXT)
    assert definition is not None
    assert definition.campaign == replace(CAMPAIGN, on_wiki=True)
    assert definition.problems == ()


def test_a_page_that_only_explains_the_templates() -> None:
    page = "<pre>{{CampaignBot/Campaign|name=X}}</pre> {{tl|CampaignBot/Campaign}} <!-- {{CampaignBot/Program}} -->"
    assert parse_page(page, title="Help", context=CONTEXT) is None
