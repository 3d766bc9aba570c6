"""From a report to the list and into the next report, by a person in a real browser; and the list that this needs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wiki.chromium import Chromium, chromium
from tests.wikifarm import Farm

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
ORGANIZER, SIMRAN, FATIMA = "Asha", "ਸਿਮਰਨ", "فاطمة"
PAGE = "ਮੁਹਿੰਮ d'été"
DELHI, PUNE, OVER = (f"{PAGE}/{program}" for program in ("Delhi & more", "Pune", "Over"))
LIST = f"{DELHI}/Participants"

CAMPAIGN = f"""{{{{CampaignBot/Campaign|name={PAGE}|wikis=en; pa}}}}
{{{{CampaignBot/Program|name=Delhi & more|start={NOW - DAY:%Y-%m-%d}|end={NOW + DAY:%Y-%m-%d}}}}}
{{{{CampaignBot/Program|name=Pune|start={NOW - DAY:%Y-%m-%d}|end={NOW + DAY:%Y-%m-%d}|language=ar}}}}
{{{{CampaignBot/Program|name=Over|start={NOW - 30 * DAY:%Y-%m-%d}|end={NOW - 20 * DAY:%Y-%m-%d}}}}}
{{{{CampaignBot/Program|name=Named|start={NOW:%Y-%m-%d}|end={NOW + DAY:%Y-%m-%d}|names={ORGANIZER}}}}}
[[Category:CampaignBot campaigns]]"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    """Give the bot, set up on a home wiki with a campaign whose programs name no list."""
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts([ORGANIZER, SIMRAN, FATIMA], groups=("autoconfirmed",), registered=NOW - 100 * DAY)
    assert bot("setup").code == 0
    farm["metawiki"].edit(PAGE, CAMPAIGN, user=ORGANIZER)
    return bot


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    """Give a browser with which nobody is logged in before the test in which somebody joins."""
    with chromium() as window:
        yield window


def made(titles: tuple[str, ...]) -> list[str]:
    return [title for title in titles if title.endswith("/Participants")]


def test_a_dry_run_shows_the_lists_and_makes_none(bot: BotOnFarm) -> None:
    ended = bot("run", "--dry-run")
    assert (ended.code, ended.saved()) == (0, ())
    assert f"+++ {LIST} (would be)" in ended.output


def test_while_the_stop_page_has_text_no_list_is_made(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("User:CampaignBot/Stop", "Please stop.", user=ORGANIZER)
    assert made(bot("run").saved()) == []
    wiki.edit("User:CampaignBot/Stop", "", user=ORGANIZER)


def test_programs_that_name_no_list_get_one_unless_it_was_there_or_they_are_closed(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit(f"{PUNE}/Participants", "Not yet", user=ORGANIZER)
    wiki.delete(f"{PUNE}/Participants")
    assert made(bot("run").saved()) == [LIST]
    assert "does not exist" not in bot.page(f"{DELHI}/Report")
    assert made(bot("run").saved()) == []


def test_a_person_joins_in_a_browser_and_is_in_the_next_report(bot: BotOnFarm, window: Chromium) -> None:
    wiki = bot.farm["metawiki"]
    window.open(wiki.page_url(f"{DELHI}/Report"))
    window.click("a[href*='Special:UserLogin'][href*='returntoquery']")
    window.write("#wpName1", SIMRAN)
    window.write("#wpPassword1", Farm.PASSWORD)
    window.click("#wpLoginAttempt")
    assert window.value("#wpTextbox1").strip() == "* ~~~~"
    assert "Public from now on" in window.text()
    window.click("#wpSave")
    assert SIMRAN in window.text("#mw-content-text")
    wiki.edit(LIST, f"\n* [[User:{FATIMA}]]", user=ORGANIZER, append=True)

    assert bot("run").code == 0
    window.open(wiki.page_url(f"{DELHI}/Report"))
    report = window.text("#mw-content-text")
    assert SIMRAN in report
    assert FATIMA not in report
    assert "1 more person counts in the totals without being named." in report
    assert bot.export(PAGE, "Delhi & more")["totals"]["participants"] == 2


def test_the_organizer_unfolds_how_each_line_was_read(bot: BotOnFarm, window: Chromium) -> None:
    window.open(bot.farm["metawiki"].page_url(f"{PAGE}/Status"))
    assert "1 counted and named · 1 counted without being named" in window.text("#mw-content-text")
    window.click("table.mw-collapsible .mw-collapsible-toggle")
    assert window.text("table.mw-collapsible tr:nth-child(2) td:last-child") == "counted and named"
    window.click("table.mw-collapsible tr:nth-child(2) a")
    assert SIMRAN in window.text("#mw-content-text")


def test_pages_are_as_wide_as_a_small_phone(bot: BotOnFarm, window: Chromium) -> None:
    window.resize(360, 740)
    widths = {}
    for title in (f"{DELHI}/Report", f"{PUNE}/Report", f"{PAGE}/Status", LIST, PAGE):
        window.open(bot.farm["metawiki"].page_url(title) + "?useskin=minerva")
        widths[title] = window.rests_at(360, "return document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(widths, 360)


def test_a_list_that_was_deleted_is_not_made_again(bot: BotOnFarm) -> None:
    bot.farm["metawiki"].delete(LIST)
    ended = bot("run")
    assert made(ended.saved()) == []
    assert "There is no page" in bot.page(f"{PAGE}/Status")
