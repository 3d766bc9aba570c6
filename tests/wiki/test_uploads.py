"""Files that people upload on real wikis: whose they are, which articles use them, and what becomes of them."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store import open_store
from bot.store.tables import upload, upload_use
from tests.wiki.bot_on_farm import BotOnFarm, Ended
from tests.wiki.reading import query
from tests.wikifarm import Farm
from tests.wikifarm.demo.pictures import striped_png

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
PAGE = "ਤਸਵੀਰਾਂ ਦਾ ਹਫ਼ਤਾ"
ASHA, GURPREET, LAYLA, OTHER = "Asha", "ਗੁਰਪ੍ਰੀਤ", "ليلى", "Maria"
USED, UNUSED, LOCAL, QUIET = (
    "ਸਾਵਿਤਰੀਬਾਈ 50%.png",
    "未使用 & alt=''x'' ISBN 1234567890.png",
    "Local ''plan'' ~1.png",
    "صورة.png",
)
NUMBERS = ("uploads", "uploads_in_use", "upload_usages")

CAMPAIGN = f"""campaign: {PAGE}
wikis: [en, commonswiki]
privacy: public
programs:
  - program: Photos
    start: {NOW - 3 * DAY:%Y-%m-%d}
    end: {NOW + 3 * DAY:%Y-%m-%d}
    participants:
      - names: [{ASHA}, {GURPREET}]
  - program: Shared
    start: {NOW - 2 * DAY:%Y-%m-%d}
    end: {NOW + 3 * DAY:%Y-%m-%d}
    privacy: consented
    participants:
      - names: [{ASHA}, {LAYLA}]
  - program: Earlier
    start: {NOW - 9 * DAY:%Y-%m-%d}
    end: {NOW - 8 * DAY:%Y-%m-%d}
    participants:
      - names: [{ASHA}]
"""


def picture(colour: str) -> bytes:
    return striped_png(["#ffffff", colour])


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    """Give a bot that has run once after people uploaded files, new versions, and pages that hold none."""
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts([ASHA, GURPREET, LAYLA, OTHER], registered=NOW - timedelta(days=100))
    commons, en = farm["commonswiki"], farm["enwiki"]
    commons.upload(USED, picture("#aa0000"), ASHA)
    commons.upload(USED, picture("#bb0000"), OTHER)
    commons.upload(UNUSED, picture("#00aa00"), GURPREET)
    commons.upload(QUIET, picture("#0000aa"), LAYLA)
    commons.upload("Of somebody else.png", picture("#aaaa00"), OTHER)
    commons.upload("Of somebody else.png", picture("#bbbb00"), GURPREET)
    commons.edit("File:Of nobody.png", "No file has this name.", ASHA)
    commons.upload("Misnamed.png", picture("#00aaaa"), OTHER)
    commons.move("File:Misnamed.png", "File:Well named.png", ASHA)
    en.upload(LOCAL, picture("#aa00aa"), GURPREET)
    en.edit("Savitribai Phule", f"[[File:{USED}]] [[File:{USED}|thumb]] [[File:{LOCAL}]]", OTHER)
    en.edit("Fatima Sheikh", f"[[File:{USED}]]", OTHER)
    en.edit("Talk:Fatima Sheikh", f"[[File:{USED}]] [[File:{UNUSED}]]", OTHER)
    bot.write("config/campaigns/one.yaml", CAMPAIGN)
    ended = bot("run")
    assert ended.code == 0, ended.errors
    assert Counter(wiki for wiki, _ in asked(ended)) == {"commonswiki": 1, "enwiki": 2}
    return bot


def asked(ended: Ended) -> list[tuple[str, Mapping[str, str]]]:
    """Give the questions about files, each with its wiki."""
    return [(r.wiki, r.params) for r in ended.requests if "fileusage" in r.params.get("prop", "")]


def run(bot: BotOnFarm, *, later: timedelta = timedelta(0)) -> list[tuple[str, Mapping[str, str]]]:
    """Run the bot as if it had asked so much earlier, and give its questions about files."""
    store = open_store("sqlite:///state/campaignbot.sqlite", folder=bot.folder)
    with store.begin() as connection:
        for table in (upload, upload_use):
            connection.execute(sa.update(table).values(asked_at=table.c.asked_at - int(later.total_seconds())))
    ended = bot("run")
    assert ended.code == 0, ended.errors
    return asked(ended)


def numbers(totals: Mapping[str, Any]) -> tuple[int | None, ...]:
    return tuple(totals[name] for name in NUMBERS)


def listed(bot: BotOnFarm, *program: str) -> dict[str, tuple[str, str, int | None, bool]]:
    files = bot.export(PAGE, *program)["uploads"]
    return {file["title"]: (file["wiki"], file["participant"], file["usages"], file["deleted"]) for file in files}


def test_files_count_for_who_uploaded_their_first_version(bot: BotOnFarm) -> None:
    photos = bot.export(PAGE, "Photos")
    assert numbers(photos["totals"]) == (3, 2, 3)
    assert {dbname: numbers(totals) for dbname, totals in photos["wikis"].items()} == {
        "enwiki": (1, 1, 1),
        "commonswiki": (2, 1, 2),
    }
    assert {name: numbers(totals) for name, totals in photos["participants"].items()} == {
        ASHA: (1, 1, 2),
        GURPREET: (2, 1, 1),
    }
    assert listed(bot, "Photos") == {
        USED: ("commonswiki", ASHA, 2, False),
        LOCAL: ("enwiki", GURPREET, 1, False),
        UNUSED: ("commonswiki", GURPREET, 0, False),
    }
    assert numbers(bot.export(PAGE, "Earlier")["totals"]) == (0, 0, 0)


def test_a_campaign_counts_each_file_once_and_lists_none_of_those_who_are_not_named(bot: BotOnFarm) -> None:
    assert numbers(bot.export(PAGE)["totals"]) == (4, 2, 3)
    shared = bot.export(PAGE, "Shared")
    assert (numbers(shared["totals"]), shared["uploads"]) == ((2, 1, 2), [])
    assert QUIET not in listed(bot)
    assert "And 2 more files, uploaded by people who are not named." in bot.page(f"{PAGE}/Shared/Report")


def test_the_report_shows_pictures_and_what_has_no_picture_here(bot: BotOnFarm) -> None:
    report = bot.page(f"{PAGE}/Photos/Report")
    assert "files uploaded" in report
    (page,) = query(bot.farm["metawiki"], titles=f"{PAGE}/Photos/Report", prop="images", imlimit="max")["pages"]
    assert sorted(image["title"] for image in page["images"]) == sorted([f"File:{USED}", f"File:{UNUSED}"])
    (page,) = query(bot.farm["metawiki"], titles=f"{PAGE}/Photos/Report", prop="templates")["pages"]
    assert "templates" not in page
    assert "Local" in report


def test_what_nothing_happened_to_is_not_asked_about_for_a_day(bot: BotOnFarm) -> None:
    assert run(bot) == []
    again = run(bot, later=DAY)
    assert Counter(wiki for wiki, _ in again) == {"commonswiki": 1, "enwiki": 2}
    assert run(bot) == []


def test_when_the_use_of_a_file_ends_it_is_back_to_zero_and_a_new_use_counts(bot: BotOnFarm) -> None:
    en = bot.farm["enwiki"]
    en.edit("Savitribai Phule", "No picture", OTHER)
    en.edit("Fatima Sheikh", f"[[File:{UNUSED}]]", OTHER)
    run(bot, later=DAY)
    assert {title: file[2] for title, file in listed(bot, "Photos").items()} == {USED: 0, UNUSED: 1, LOCAL: 0}
    assert numbers(bot.export(PAGE)["totals"]) == (4, 1, 1)


def test_a_file_that_is_deleted_is_shown_as_deleted_at_once_and_counts_again_when_it_is_restored(
    bot: BotOnFarm,
) -> None:
    commons = bot.farm["commonswiki"]
    commons.delete(f"File:{UNUSED}")
    run(bot)
    assert listed(bot, "Photos")[UNUSED] == ("commonswiki", GURPREET, None, True)
    assert numbers(bot.export(PAGE, "Photos")["totals"]) == (2, 0, 0)
    assert numbers(bot.export(PAGE, "Photos")["participants"][GURPREET]) == (1, 0, 0)
    assert "deleted" in bot.page(f"{PAGE}/Photos/Report")
    assert run(bot) == []
    commons.undelete(f"File:{UNUSED}")
    run(bot)
    assert listed(bot, "Photos")[UNUSED] == ("commonswiki", GURPREET, 1, False)
    assert numbers(bot.export(PAGE)["totals"]) == (4, 1, 1)


def test_of_a_file_whose_deletion_is_not_public_no_title_is_kept(bot: BotOnFarm) -> None:
    en = bot.farm["enwiki"]
    en.delete(f"File:{LOCAL}")
    en.hide_deletions(LOCAL)
    run(bot)
    assert LOCAL not in listed(bot, "Photos")
    assert "Local" not in bot.page(f"{PAGE}/Photos/Report")
    assert numbers(bot.export(PAGE, "Photos")["wikis"]["enwiki"]) == (0, 0, 0)


def test_a_file_that_is_moved_stays_the_same_file(bot: BotOnFarm) -> None:
    bot.farm["commonswiki"].move(f"File:{UNUSED}", "File:ਨਵਾਂ ਨਾਂ.png")
    run(bot, later=DAY)
    assert listed(bot, "Photos")["ਨਵਾਂ ਨਾਂ.png"] == ("commonswiki", GURPREET, 1, False)
    assert UNUSED not in listed(bot, "Photos")


def test_of_a_wiki_that_fails_what_was_known_stays_and_what_is_new_is_not_zero(bot: BotOnFarm) -> None:
    before = bot.export(PAGE)
    bot.farm["commonswiki"].upload("ਹੋਰ.png", picture("#123456"), GURPREET)
    bot.farm.break_wiki("commonswiki", status=503)
    try:
        assert bot("run").code == 2
    finally:
        bot.farm.mend_wiki("commonswiki")
    during = bot.export(PAGE)
    assert (during["unknown_wikis"], numbers(during["totals"])) == (["commonswiki"], numbers(before["totals"]))
    assert during["uploads"] == before["uploads"]
    run(bot)
    assert listed(bot)["ਹੋਰ.png"] == ("commonswiki", GURPREET, 0, False)
