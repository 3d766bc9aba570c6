"""A page that shows that the bot is alive: saved once a day, whatever happens."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.publishing import read_region
from tests.wiki.publisher import BOT, STOP, Publisher, make_publisher
from tests.wikifarm import Farm

PAGE = f"User:{BOT}/Heartbeat"
NOW = datetime.now(UTC).replace(microsecond=0)
DEFINITION = f"""campaign: ਮੁਹਿੰਮ
privacy: public
wikis: [en, pa]
programs:
  - program: ਦਿੱਲੀ
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=9):%Y-%m-%d}
    participants: [names: [Asha]]
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    farm.create_accounts(["Asha"])
    farm.create_bot(BOT)
    return make_publisher(farm, tmp_path_factory.mktemp("bot"))


def beats(farm: Farm) -> int:
    ((number,),) = farm["metawiki"].sql(
        "SELECT COUNT(*) FROM page JOIN revision ON rev_page = page_id WHERE page_title = ?", (f"{BOT}/Heartbeat",)
    )
    return int(number)


def test_it_is_saved_once_a_day_also_when_nothing_is_new(farm: Farm, bot: Publisher) -> None:
    assert bot.run(DEFINITION).complete
    region = read_region(farm["metawiki"].text(PAGE) or "") or ""
    assert "[[:ਮੁਹਿੰਮ/Status|<bdi>ਮੁਹਿੰਮ</bdi>]]&#58; running now" in region
    assert "Every wiki answered" in region
    assert bot.run(DEFINITION, now=NOW + timedelta(hours=23)).complete
    assert beats(farm) == 1
    assert bot.run(DEFINITION, now=NOW + timedelta(hours=25)).complete
    assert beats(farm) == 2


def test_it_names_what_failed(farm: Farm, bot: Publisher) -> None:
    farm["metawiki"].edit("ਮੁਹਿੰਮ/Report", "ਸਾਡਾ ਸਫ਼ਾ", user="Asha")
    farm.break_wiki("pawiki")
    ending = bot.run(DEFINITION, now=NOW + timedelta(hours=50))
    farm.mend_wiki("pawiki")
    assert (ending.unknown_wikis, ending.unsaved_pages) == (("pawiki",), 1)
    region = read_region(farm["metawiki"].text(PAGE) or "") or ""
    assert "Nothing new is known of Punjabi Wikipedia" in region
    assert "[[:ਮੁਹਿੰਮ/Report|<bdi>ਮੁਹਿੰਮ/Report</bdi>]] could not be saved" in region


def test_a_refusal_stands_on_the_status_page_until_it_is_mended(farm: Farm, bot: Publisher) -> None:
    assert not bot.run(DEFINITION, now=NOW + timedelta(hours=51)).complete
    assert "this page is not kept up to date: one of the markers is missing" in (
        farm["metawiki"].text("ਮੁਹਿੰਮ/Status") or ""
    )
    farm["metawiki"].edit("ਮੁਹਿੰਮ/Report", "<!-- CampaignBot begin --><!-- CampaignBot end -->", user="Asha")
    assert bot.run(DEFINITION, now=NOW + timedelta(hours=52)).complete
    assert bot.run(DEFINITION, now=NOW + timedelta(hours=53)).complete
    assert "not kept up to date" not in (farm["metawiki"].text("ਮੁਹਿੰਮ/Status") or "")


def test_people_may_stop_it_and_write_around_it(farm: Farm, bot: Publisher) -> None:
    wiki, before = farm["metawiki"], beats(farm)
    wiki.edit(PAGE, f"ਸਲਾਮ\n{wiki.text(PAGE)}", user="Asha")
    wiki.edit(STOP, "Stop.", user="Asha")
    assert bot.run(DEFINITION, now=NOW + timedelta(hours=80)).complete
    assert beats(farm) == before + 1
    wiki.edit(STOP, "", user="Asha")
    assert bot.run(DEFINITION, now=NOW + timedelta(hours=81)).complete
    assert beats(farm) == before + 2
    assert (wiki.text(PAGE) or "").startswith("ਸਲਾਮ\n")
