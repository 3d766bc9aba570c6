"""Participants and windows from CampaignEvents, on real wikis behind recorded answers of the extension.

The same client was run against the extension itself, REL1_43 (commit 2caef1f) on MediaWiki 1.43.9: an event in
Asia/Kolkata and one at +05:30, 47 registrations on three pages, one of them private (not listed), one of a hidden
account, one of an account that is gone; a number without an event, and one that is no integer for PHP. And the whole
bot was run with it, and with CentralAuth.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BOT_YAML, BotOnFarm
from tests.wiki.front import Front, front_of
from tests.wikifarm import Farm, Revision
from tests.wikifarm.pywikibot_config import write_config

NOW = datetime.now(UTC).replace(microsecond=0)
INDIA = timedelta(hours=5, minutes=30)
NAMES = ("ਗੁਰਪ੍ਰੀਤ", "فاطمة", "陈丽华", *(f"Person {number:02}" for number in range(22)))
REST = "/metawiki/rest.php/campaignevents/v0/event_registration"

CAMPAIGN = """
campaign: Dalit History Month
page: Dalit History Month
wikis: [pa]
privacy: {names: public}
programs:
  - program: Delhi
    participants:
      - event: 42
"""


def local(moment: datetime) -> str:
    return f"{moment + INDIA:%Y%m%d%H%M%S}"


@pytest.fixture(scope="module")
def front(farm: Farm) -> Iterator[Front]:
    """Give a server in front of wikis on which one of them has edited during the event, and before it."""
    farm.create_bot("CampaignBot")
    farm.create_accounts(NAMES)
    farm["pawiki"].import_revisions(
        [
            Revision(title="ਬਾਮਾ", text="ਲੇਖਕ", user=NAMES[0], timestamp=NOW - timedelta(hours=2)),
            Revision(title="ਪੁਰਾਣਾ", text="ਲੇਖਕ", user=NAMES[0], timestamp=NOW - timedelta(days=3)),
        ]
    )
    with front_of(farm) as front:
        yield front


@pytest.fixture
def bot(farm: Farm, front: Front, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    """Give a bot that knows nothing yet, and an event that began yesterday and ends tomorrow."""
    folder = tmp_path_factory.mktemp("bot")
    bot = BotOnFarm(farm=farm, folder=folder)
    write_config(folder, front.url, "CampaignBot")
    bot.write("config/bot.yaml", BOT_YAML)
    bot.write("config/campaigns/a.yaml", CAMPAIGN)
    front.broken = None
    front.events.clear()
    front.registrants.clear()
    front.add_event(42, start_time=local(NOW - timedelta(days=1)), end_time=local(NOW + timedelta(days=1)))
    for number, name in enumerate(NAMES):
        front.register(42, name, central_id=100 + number)
    front.register(42, None, central_id=9)
    front.register(42, None, central_id=99999, shape="unknown_participant")
    front.asked.clear()
    return bot


def test_everybody_registered_takes_part_and_who_is_hidden_only_counts(bot: BotOnFarm, front: Front) -> None:
    assert bot("run").code == 0
    assert front.asked == [f"{REST}/42", f"{REST}/42/participants", f"{REST}/42/participants?58"]
    found = bot.export("Dalit History Month", "Delhi")
    assert (found["totals"]["participants"], found["totals"]["edits"]) == (27, 1)
    assert list(found["participants"]) == sorted(NAMES)
    assert bot.export("Dalit History Month")["totals"]["participants"] == 27
    assert "99999" not in bot.page("Dalit History Month/Delhi/Report")
    assert "Asia/Kolkata" in bot.page("Dalit History Month/Status")


def test_a_person_hidden_in_two_events_counts_once_in_the_campaign(bot: BotOnFarm, front: Front) -> None:
    front.add_event(43, **{key: front.events[42][key] for key in ("start_time", "end_time")})
    front.register(43, None, central_id=9)
    front.register(43, "Nobody of that name", central_id=200)
    bot.write("config/campaigns/a.yaml", CAMPAIGN + "  - program: Mumbai\n    participants:\n      - event: 43\n")
    assert bot("run").code == 0
    assert bot.export("Dalit History Month", "Mumbai")["totals"]["participants"] == 1
    assert bot.export("Dalit History Month")["totals"]["participants"] == 27


def test_while_the_service_fails_what_was_known_stays_and_the_run_is_incomplete(bot: BotOnFarm, front: Front) -> None:
    assert bot("run").code == 0
    before = bot.export("Dalit History Month", "Delhi")
    for answer in ((503, "down"), (429, "{}"), (200, "<html>"), (200, "[1, 2]"), (200, '{"id": 42}')):
        front.broken = answer
        ended = bot("run")
        assert (ended.code, "event registration 42: could not be read" in ended.errors) == (2, True), answer
    assert bot.export("Dalit History Month", "Delhi") | {"as_of": ""} == before | {"as_of": ""}


def test_a_service_that_never_answered_leaves_the_rest_running(bot: BotOnFarm, front: Front) -> None:
    front.broken = (503, "down")
    with_names = (
        "  - program: Names\n    start: 2026-01-01\n    end: 2026-01-02\n    participants:\n      - names: [فاطمة]\n"
    )
    bot.write("config/campaigns/a.yaml", CAMPAIGN + with_names)
    assert bot("run").code == 2
    assert bot.export("Dalit History Month", "Names")["totals"]["participants"] == 1
    assert bot.export("Dalit History Month", "Delhi")["totals"]["edits"] in (None, 0)
    assert "could not be read yet" in bot("status").output


def test_an_event_that_is_not_there_is_a_warning_and_no_failure(bot: BotOnFarm, front: Front) -> None:
    front.events.clear()
    ended = bot("run")
    assert ended.code == 0
    assert "warning: there is no event registration 42" in ended.errors


def test_an_event_that_is_put_off_and_left_takes_its_program_along(bot: BotOnFarm, front: Front) -> None:
    assert bot("run").code == 0
    front.events[42]["start_time"] = local(NOW - timedelta(days=4))
    del front.registrants[42][1:20]
    assert bot("run").code == 0
    totals = bot.export("Dalit History Month", "Delhi")["totals"]
    assert (totals["participants"], totals["edits"]) == (8, 2)


def test_a_closed_program_asks_no_more(bot: BotOnFarm, front: Front) -> None:
    front.events[42] |= {"start_time": "20260101000000", "end_time": "20260102000000"}
    assert bot("run").code == 0
    front.asked.clear()
    assert bot("run").code == 0
    assert front.asked == []
    assert bot.export("Dalit History Month", "Delhi")["totals"]["participants"] == 27


def test_an_event_that_is_over_for_long_keeps_its_window_and_no_people(bot: BotOnFarm, front: Front) -> None:
    front.events[42] |= {"start_time": "20260101000000", "end_time": "20260102000000"}
    assert bot("run").code == 0
    front.asked.clear()
    assert "Dalit History Month: over for long" in bot.later(91, "run").errors
    assert "over for long" not in bot.later(92, "run").errors
    assert front.asked == []
    found = bot.export("Dalit History Month", "Delhi")
    assert (found["totals"]["participants"], found["participants"]) == (27, {})
