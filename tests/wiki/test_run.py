"""The scheduled job on real wikis, when things are not as they should be."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
PAGE = "ਦਲਿਤ ਇਤਿਹਾਸ"
REPORT = f"{PAGE}/Delhi/Report"
LIST = f"{PAGE}/Delhi/Participants"

CAMPAIGN = f"""campaign: {PAGE}
wikis: [en, pa]
privacy: public
programs:
  - program: Delhi
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts(["Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة"], registered=NOW - timedelta(days=100))
    for dbname, title in (("enwiki", "Bama"), ("pawiki", "ਬਾਮਾ")):
        farm[dbname].import_revisions(
            Revision(title=title, text=title * count, user=user, timestamp=NOW - timedelta(hours=10 - count))
            for count, user in enumerate(("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة"), 1)
        )
    farm["metawiki"].edit(LIST, "* [[User:Asha]]\n* {{user|ਗੁਰਪ੍ਰੀਤ}}\n* [[User:Nobody at all]]")
    bot.write("config/campaigns/good.yaml", CAMPAIGN)
    return bot


def test_a_dry_run_shows_what_it_would_save_and_writes_nothing_anywhere(bot: BotOnFarm) -> None:
    ended = bot("run", "--dry-run")
    assert (ended.code, ended.saved()) == (0, ())
    assert f"+++ {REPORT} (would be)" in ended.output
    assert "Asha" in ended.output
    assert not (bot.folder / "state").exists()
    assert bot("export", PAGE).code == 1


def test_a_broken_file_of_the_operator_is_named_and_the_others_are_done(bot: BotOnFarm) -> None:
    bot.write("config/campaigns/bad.yaml", "campaign: Bad\nprograms:\n  - program: X\n    start: 2026-01-01\n")
    ended = bot("run")
    (bot.folder / "config/campaigns/bad.yaml").unlink()
    assert ended.code == 1
    assert "bad.yaml:3:5" in ended.errors
    assert bot.export(PAGE)["totals"]["edits"] == 4


def test_a_name_that_nobody_has_is_on_the_report(bot: BotOnFarm) -> None:
    assert "Nobody at all" in bot.page(REPORT)
    assert bot.export(PAGE)["totals"]["participants"] == 2


def test_what_people_write_around_the_report_stays(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit(REPORT, f"سلام\n{bot.page(REPORT)}\n[[Category:Ours]]", user="Asha")
    wiki.edit(LIST, "\n* [[User:فاطمة|فاطمة]]", user="فاطمة", append=True)
    ended = bot("run")
    assert REPORT in ended.saved()
    text = bot.page(REPORT)
    assert text.startswith("سلام\n<!-- CampaignBot begin -->")
    assert text.endswith("<!-- CampaignBot end -->\n[[Category:Ours]]")


def test_a_late_sign_up_counts_from_the_start_and_only_that_person_is_fetched(bot: BotOnFarm) -> None:
    assert bot.export(PAGE)["participants"]["فاطمة"]["edits"] == 2


def test_nothing_new_saves_nothing(bot: BotOnFarm) -> None:
    assert bot("run").saved() == ()


def test_an_edit_that_was_deleted_with_its_page_is_no_longer_counted(bot: BotOnFarm) -> None:
    bot.farm["pawiki"].delete("ਬਾਮਾ")
    assert bot("run").code == 0
    assert bot.export(PAGE)["wikis"]["pawiki"]["edits"] == 0
    bot.farm["pawiki"].undelete("ਬਾਮਾ")
    assert bot("run").code == 0
    assert bot.export(PAGE)["wikis"]["pawiki"]["edits"] == 3


def test_while_the_stop_page_has_text_nothing_is_saved(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("User:CampaignBot/Stop", "Please stop, the totals look wrong.", user="Asha")
    bot.farm["enwiki"].edit("Bama", "\nMore.", user="Asha", append=True)
    ended = bot("run")
    assert (ended.code, ended.saved()) == (0, ())
    assert "stop page" in ended.errors
    wiki.edit("User:CampaignBot/Stop", "", user="Asha")
    assert REPORT in bot("run").saved()


def test_who_opted_out_is_neither_counted_nor_named(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("User:CampaignBot/Opt-out", "Please leave me out. [[User:ਗੁਰਪ੍ਰੀਤ]] 12:00, 1 May 2026 (UTC)", user="ਗੁਰਪ੍ਰੀਤ")
    assert bot("run").code == 0
    assert "ਗੁਰਪ੍ਰੀਤ" not in bot.export(PAGE)["participants"]
    assert "ਗੁਰਪ੍ਰੀਤ" not in bot.page(REPORT)


def test_a_report_without_its_markers_is_left_alone_and_told(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    whole = bot.page(REPORT)
    wiki.edit(REPORT, whole.replace("<!-- CampaignBot end -->", ""), user="Asha")
    bot.farm["enwiki"].edit("Bama", "\nMore still.", user="Asha", append=True)
    ended = bot("run")
    assert ended.code == 2
    assert REPORT not in ended.saved()
    assert f"{PAGE}/Report" in ended.saved()
    assert "markers" in bot("status").output
    wiki.edit(REPORT, whole, user="Asha")
    assert bot("run").code == 0


def test_one_program_alone_leaves_the_campaigns_report(bot: BotOnFarm) -> None:
    bot.farm["enwiki"].edit("Bama", "\nOnce more.", user="Asha", append=True)
    ended = bot("run", "--campaign", PAGE, "--program", "Delhi")
    assert (ended.code, ended.saved()) == (0, (REPORT,))
    assert bot("run", "--program", "Pune").code == 1
    assert bot("run", "--campaign", "Nothing").code == 1


def test_an_empty_list_is_said_on_the_report(bot: BotOnFarm) -> None:
    bot.write("config/campaigns/empty.yaml", CAMPAIGN.replace(PAGE, "Empty").replace("Delhi", "Pune"))
    bot.farm["metawiki"].edit("Empty/Pune/Participants", "Sign below!")
    assert bot("run").code == 0
    assert "nobody has signed up yet" in bot.page("Empty/Pune/Report")
    assert bot.export("Empty")["totals"]["participants"] == 0


def test_a_home_wiki_that_does_not_answer_changes_nothing(bot: BotOnFarm) -> None:
    before = bot.export(PAGE)
    bot.farm.break_wiki("metawiki")
    ended = bot("run")
    bot.farm.mend_wiki("metawiki")
    assert ended.code == 2
    assert "Traceback" not in ended.errors
    assert bot.export(PAGE) == before


def test_a_wrong_password_is_the_operators_to_mend(bot: BotOnFarm, tmp_path: Path) -> None:
    other = BotOnFarm(farm=bot.farm, folder=tmp_path)
    other.farm.write_pywikibot_config(tmp_path, user="CampaignBot")
    other.write("config/bot.yaml", (bot.folder / "config/bot.yaml").read_text())
    passwords = next(path for path in tmp_path.iterdir() if "password" in path.name)
    passwords.write_text(passwords.read_text().replace('BotPassword("', 'BotPassword("no').replace("', '", "', 'no"))
    ended = other("run")
    assert ended.code == 1
    assert "user-config.py" in ended.errors


def test_when_a_program_has_closed_nobody_joins_and_who_leaves_is_gone_at_once(bot: BotOnFarm) -> None:
    wiki, report, signups = bot.farm["metawiki"], "Closed/Past/Report", "Closed/Past/Participants"
    for name in ("Asha", "فاطمة"):
        wiki.edit(signups, "\n* ~~~~", user=name, append=True)
    window = f"{{start: {NOW - timedelta(days=30):%Y-%m-%d}, end: {NOW - timedelta(days=20):%Y-%m-%d}}}"
    bot.write(
        "config/campaigns/closed.yaml",
        f"campaign: Closed\nwikis: [en]\nprograms:\n  - program: Past\n    windows: [{window}]\n",
    )
    assert report in bot("run").saved()
    assert ("Asha" in bot.page(report), "فاطمة" in bot.page(report)) == (True, True)
    wiki.edit(signups, "\n* ~~~~", user="ਗੁਰਪ੍ਰੀਤ", append=True)
    assert report not in bot("run").saved()
    wiki.edit(signups, "* [[User:Asha]]\n* [[User:ਗੁਰਪ੍ਰੀਤ]]", user="فاطمة")
    ended = bot("run")
    assert {report, "Closed/Report"} <= set(ended.saved())
    exported = bot.export("Closed")
    assert (set(exported["participants"]), exported["totals"]["participants"]) == ({"Asha"}, 1)
    assert "فاطمة" not in bot.page(report) + bot.page("Closed/Report")
