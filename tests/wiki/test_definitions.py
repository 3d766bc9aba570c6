"""Organizers define campaigns on the wiki: what takes effect, what waits, and what they are told."""

import json
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, Revision

ORGANIZER = "ਜਸਵੰਤ ਕੌਰ"
NEWCOMER = "Newcomer"
NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=400)
START = NOW - timedelta(days=3)


def definition(name: str, **lines: str) -> str:
    """Give a page that defines a campaign of one program; `lines` are further settings of the campaign."""
    more = "".join(f"{key}: {value}\n" for key, value in lines.items())
    return f"""Come and write!
<syntaxhighlight lang="yaml">
campaign: {name}
wikis: [en]
{more}programs:
  - program: Writing
    start: {START:%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants:
      - names: [Asha]
</syntaxhighlight>
[[Category:CampaignBot campaigns]]
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts(["Asha", ORGANIZER], registered=LONG_AGO)
    farm.create_accounts([NEWCOMER])
    farm["metawiki"].edit("Project:Introductions", "Hello", user=ORGANIZER)
    farm["metawiki"].edit("Project:Introductions", "\nHello", user=NEWCOMER, append=True)
    farm["enwiki"].import_revisions(
        [Revision(title="Bama", text="A writer.", user="Asha", timestamp=NOW - timedelta(hours=1))]
    )
    return bot


def test_a_campaign_by_a_new_account_waits_and_the_status_page_says_for_whom(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("New people", definition("New people"), user=NEWCOMER)
    assert bot("run").code == 0
    assert "autoconfirmed" in bot.page("New people/Status")
    assert bot.page("New people/Report") == ""
    wiki.edit("New people", "\nChecked.", user=ORGANIZER, append=True)
    assert bot("run").code == 0
    assert "autoconfirmed" not in bot.page("New people/Status")
    assert bot.export("New people")["totals"]["edits"] == 1


def test_a_new_account_cannot_change_whose_edits_are_counted(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("Steady", definition("Steady"), user=ORGANIZER)
    assert bot("run").code == 0
    wiki.edit("Steady", definition("Steady").replace("[Asha]", f"[{NEWCOMER}]"), user=NEWCOMER)
    assert bot("run").code == 0
    assert bot.export("Steady")["totals"]["edits"] == 1
    assert "autoconfirmed" in bot.page("Steady/Status")


def test_a_mistake_is_explained_the_last_good_definition_goes_on_and_mending_it_clears_the_page(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("Mended", definition("Mended", timezone="Asia/Kolkata"), user=ORGANIZER)
    assert bot("run").code == 0
    good = bot.page("Mended/Status")
    wiki.edit("Mended", definition("Mended", timezone="Asia/Kolkatta"), user=ORGANIZER)
    ended = bot("run")
    status = bot.page("Mended/Status")
    assert ended.code == 0
    assert "Asia/Kolkatta" in status
    assert "last good one" in status
    assert bot.export("Mended")["totals"]["edits"] == 1
    told = bot("check", "Mended")
    assert told.code == 0
    assert told.output.startswith("Mended:5:11: ")
    message = told.output.splitlines()[0].removeprefix("Mended:5:11: ").partition(" (")[0]
    assert message in unescape(status)
    wiki.edit("Mended", definition("Mended", timezone="Asia/Kolkata"), user=ORGANIZER)
    assert bot("run").code == 0
    assert _without_times(bot.page("Mended/Status")) == _without_times(good)


def test_public_names_wait_for_the_operator_and_tightening_takes_effect_at_once(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    public = definition("Open", privacy="{names: public}")
    wiki.edit("Open", public, user=ORGANIZER)
    assert bot("run").code == 0
    assert "operator" in bot.page("Open/Status")
    assert bot.export("Open")["participants"] == {}
    assert "Asha" not in bot.page("Open/Report")
    assert 'campaignbot approve "Open"' in bot("status").output.replace("\n", " ")

    assert bot("approve", "Open").code == 0
    assert bot("run").code == 0
    assert list(bot.export("Open")["participants"]) == ["Asha"]
    assert "Asha" in bot.page("Open/Report")
    assert bot("run").saved() == ()
    assert bot("approve", "Open").code == 1

    wiki.edit("Open", definition("Open", privacy="{names: hidden}"), user=NEWCOMER)
    assert bot("run").code == 0
    assert "Asha" not in bot.page("Open/Report")
    assert bot.export("Open")["participants"] == {}
    wiki.edit("Open", public, user=ORGANIZER)
    assert bot("run").code == 0
    assert bot.export("Open")["participants"] == {}
    assert "operator" in bot.page("Open/Status")


def test_a_new_value_of_update_reads_everything_anew_once(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit(
        "Updated", definition("Updated").replace(f"{NOW + timedelta(days=3):%Y-%m-%d}", f"{NOW:%Y-%m-%d}"), ORGANIZER
    )
    bot("run")
    wiki.edit("Updated", definition("Updated", update="please"), user=ORGANIZER)
    assert bot("run").code == 0
    first = bot.page("Updated/Status")
    assert "Read anew" in first
    assert bot("run").saved() == ()
    wiki.edit("Updated", definition("Updated", update="once more"), user=ORGANIZER)
    assert bot("run").code == 0
    assert "Read anew" in bot.page("Updated/Status")


def test_definitions_that_did_not_change_are_not_read_again(bot: BotOnFarm) -> None:
    bot("run")
    contents = [r.params.get("titles", "") for r in bot("run").requests if "content" in r.params.get("rvprop", "")]
    pages = {title for titles in contents for title in titles.split("|")}
    assert "Steady/Report" in pages
    assert "Steady" not in pages


def test_two_campaigns_on_one_page_tree_are_told_and_the_older_one_keeps_it(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("Steady/Report/Inside", definition("Inside"), user=ORGANIZER)
    assert bot("run").code == 0
    assert "Steady" in bot.page("Steady/Report/Inside/Status")
    assert bot.page("Steady/Report/Inside/Report") == ""
    assert bot.export("Steady")["totals"]["edits"] == 1


def test_what_a_page_on_the_wiki_cannot_have_is_refused(bot: BotOnFarm) -> None:
    page = definition("Files").replace("- names: [Asha]", "- file: /etc/passwd")
    bot.farm["metawiki"].edit("Files", page, user=ORGANIZER)
    assert bot("run").code == 0
    assert "/etc/passwd" in unescape(bot.page("Files/Status"))
    assert bot.page("Files/Report") == ""


def test_a_new_account_cannot_end_a_campaign(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("Lasting", definition("Lasting"), user=ORGANIZER)
    assert bot("run").code == 0
    wiki.edit("Lasting", "lol", user=NEWCOMER)
    assert bot("run").code == 0
    assert bot.export("Lasting")["totals"]["edits"] == 1
    assert "autoconfirmed" in bot.page("Lasting/Status")
    assert bot("run").saved() == ()
    wiki.edit("Lasting", "It is over.", user=ORGANIZER)
    assert bot("run").code == 0
    assert bot("export", "Lasting").code == 1


def test_a_file_of_the_operators_that_breaks_goes_on_as_it_was_and_is_not_told_on_the_wiki(bot: BotOnFarm) -> None:
    file = definition("From a file").partition('lang="yaml">')[2].partition("</syntax")[0]
    bot.write("config/campaigns/file.yaml", file)
    assert bot("run").code == 0
    bot.write("config/campaigns/file.yaml", file + "bogus: 1\n")
    ended = bot("run")
    assert ended.code == 1
    assert ended.saved() == ()
    assert bot.export("From a file")["totals"]["edits"] == 1


def test_a_page_that_claims_the_operators_campaign_is_told_there_once_and_no_path_is_shown(bot: BotOnFarm) -> None:
    file = definition("Claimed").partition('lang="yaml">')[2].partition("</syntax")[0]
    bot.write("config/campaigns/file.yaml", file)
    bot.farm["metawiki"].edit("Claimed", definition("Other name"), user=ORGANIZER)
    assert bot("run").code == 0
    status = unescape(bot.page("Claimed/Status"))
    assert "by the operator of the bot" in status
    assert str(bot.folder) not in status
    assert bot("run").saved() == ()


def test_pages_of_the_interface_define_nothing(bot: BotOnFarm) -> None:
    bot.farm["metawiki"].edit("MediaWiki:Sitenotice", definition("Notice"))
    ended = bot("run")
    assert ended.code == 0
    assert bot("export", "Notice").code == 1


def test_a_hidden_program_of_one_person_gives_its_numbers_to_nobody(bot: BotOnFarm) -> None:
    wiki = bot.farm["metawiki"]
    wiki.edit("Shelter", definition("Shelter", privacy="{names: hidden}"), user=ORGANIZER)
    assert bot("run").code == 0
    for names in (("Shelter",), ("Shelter", "Writing")):
        assert set(bot.export(*names)["totals"].values()) == {None}
    said = wiki.sql(
        """SELECT CAST(comment_text AS TEXT) FROM revision JOIN page ON page_id = rev_page
           JOIN comment ON comment_id = rev_comment_id
           WHERE page_title IN ('Shelter/Report', 'Shelter/Writing/Report')"""
    )
    assert [text.partition(" (")[0] for (text,) in said] == ["no numbers to show yet"] * 2
    assert "Bama" not in bot.page("Shelter/Report") + bot.page("Shelter/Writing/Report")


def _without_times(text: str) -> str:
    return json.dumps([part.partition("<!--/t-->")[2] or part for part in text.split("<!--t-->")])
