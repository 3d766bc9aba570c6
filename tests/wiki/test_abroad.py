"""Reports on other wikis: where their communities made room, in their languages, and nowhere else."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BOT_YAML, BotOnFarm, Ended
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
GURPREET, LAYLA, QUIET = "ਗੁਰਪ੍ਰੀਤ", "ليلى", "সুমি"
END = "{{CampaignBot/Report end}}"
PROJECT = "ਵਿਕੀਪੀਡੀਆ:ਮੁਹਿੰਮ"
USER = "مستخدم:ليلى"
DELHI = "campaign=Dalit History Month|program=Delhi"
STATUS = "Dalit History Month/Status"


def definition(privacy: str = "consented", name: str = "Dalit History Month", ended: int = -3) -> str:
    return f"""campaign: {name}
description: See [[Dalit literature]]
wikis: [pa, ar]
privacy:
  names: {privacy}
programs:
  - program: Delhi
    start: {NOW - timedelta(days=4):%Y-%m-%d}
    end: {NOW - timedelta(days=ended):%Y-%m-%d}
"""


def room(what: str = DELHI, old: str = "") -> str:
    """Give the wikitext with which a community makes room for a report."""
    return f"{{{{CampaignBot/Report|{what}}}}}{old}{END}"


def region(text: str | None) -> str:
    """Give what stands in the only room of a page."""
    assert text is not None
    return text.partition("}}")[2].partition(END)[0]


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    bot.write("config/bot.yaml", BOT_YAML + "report_wikis: [pawiki, arwiki]\n")
    bot.write("config/campaigns/month.yaml", definition())
    farm.create_accounts((GURPREET, LAYLA, QUIET), registered=NOW - timedelta(days=100))
    moment = NOW - timedelta(days=1)
    for dbname, title, who in (("pawiki", "ਬਾਮਾ", GURPREET), ("arwiki", "باما", LAYLA), ("pawiki", "ਦੂਜਾ", QUIET)):
        farm[dbname].import_revisions([Revision(title=title, text="ਬਾਮਾ ਲੇਖਕ ਹੈ", user=who, timestamp=moment)])
    for name in (GURPREET, LAYLA):
        farm["metawiki"].edit("Dalit History Month/Delhi/Participants", "\n* ~~~~", user=name, append=True)
    farm["metawiki"].edit("Dalit History Month/Delhi/Participants", f"\n* [[User:{QUIET}]]", user=LAYLA, append=True)
    for dbname in ("pawiki", "arwiki", "eswiki"):
        farm[dbname].edit("Template:CampaignBot/Report", "<small>{{{campaign}}}</small>")
        farm[dbname].edit("Template:CampaignBot/Report end", "<noinclude>.</noinclude>")
    farm["eswiki"].edit("Usuario:Asha/Informe", room())
    return bot


@pytest.fixture(scope="module")
def first(farm: Farm, bot: BotOnFarm) -> Ended:
    """Run with a page of the project on one wiki and a page with two rooms, by parts, on another."""
    farm["pawiki"].edit(
        PROJECT, f"ਸਾਡਾ {room('campaign=dalit_History Month|program=delhi', 'ਪੁਰਾਣਾ')} ਸਮਾਗਮ", user=GURPREET
    )
    parts = (room("campaign=Dalit History Month|show=summary"), room(f"{DELHI}|show=participants; articles"))
    farm["arwiki"].edit(USER, "\nنحن\n".join(parts), user=LAYLA)
    ended = bot("run")
    assert ended.code == 0, ended.errors
    return ended


def wikis(ended: Ended) -> set[str]:
    return {request.wiki for request in ended.requests}


def test_a_report_stands_in_the_room_and_all_else_stays(farm: Farm, first: Ended) -> None:
    text = farm["pawiki"].text(PROJECT)
    assert text is not None
    assert text.startswith('ਸਾਡਾ {{CampaignBot/Report|campaign=dalit_History Month|program=delhi}}\n<div lang="pa"')
    assert text.endswith(f"</div>\n{END} ਸਮਾਗਮ")
    assert "ਪੁਰਾਣਾ" not in text
    assert {PROJECT, USER} < set(first.saved())


@pytest.mark.usefixtures("first")
def test_it_is_written_in_the_language_and_direction_of_its_page(farm: Farm) -> None:
    assert 'lang="pa" dir="ltr"' in region(farm["pawiki"].text(PROJECT))
    assert 'lang="ar" dir="rtl"' in region(farm["arwiki"].text(USER))
    assert "التقرير الكامل" in (farm["arwiki"].text(USER) or "")


def test_a_page_may_show_several_reports_each_by_its_parts(farm: Farm, first: Ended) -> None:
    text = farm["arwiki"].text(USER) or ""
    summary, _, parts = text.partition("\nنحن\n")
    assert ('id="participants"' in summary, "[[:meta:Dalit literature|" in summary) == (False, True)
    assert ('id="participants"' in parts, 'id="pages"' in parts, 'id="wikis"' in parts) == (True, True, False)
    assert first.saved().count(USER) == 1


@pytest.mark.usefixtures("first")
def test_links_lead_from_that_wiki(farm: Farm) -> None:
    text = region(farm["pawiki"].text(PROJECT))
    assert "[[:ਬਾਮਾ|" in text
    assert "[[:ar:باما|" in text
    for at_home in ("Dalit History Month/Report", "Dalit History Month/Delhi/Report", "Dalit literature"):
        assert f"[[:meta:{at_home}|" in text


@pytest.mark.usefixtures("first")
def test_nobody_is_named_who_is_not_named_at_home(farm: Farm) -> None:
    for text in (farm["pawiki"].text(PROJECT) or "", farm["arwiki"].text(USER) or ""):
        assert (GURPREET in text, QUIET in text, "ਦੂਜਾ" in text) == (True, False, False)


def test_a_wiki_that_the_operator_does_not_name_is_asked_nothing(farm: Farm, first: Ended) -> None:
    assert "eswiki" not in wikis(first)
    assert farm["eswiki"].text("Usuario:Asha/Informe") == room()


@pytest.mark.usefixtures("first")
def test_a_run_with_nothing_new_asks_each_wiki_twice_for_its_rooms_and_saves_nothing(bot: BotOnFarm) -> None:
    ended = bot("run")
    assert (ended.code, ended.saved()) == (0, ())
    for dbname in ("pawiki", "arwiki"):
        asked = [r.params for r in ended.requests if r.wiki == dbname]
        rooms = [
            params for params in asked if "embeddedin" in params.get("list", "") or "Stop" in params.get("titles", "")
        ]
        others = [
            p for p in asked if p not in rooms and p.get("list") != "usercontribs" and p.get("meta") != "userinfo"
        ]
        assert (len(rooms), len(others)) == (2, 0) or [p["prop"] for p in others] == ["info"]


@pytest.fixture
def mistaken(farm: Farm) -> Iterator[None]:
    yield
    farm["pawiki"].edit(PROJECT, room(), user=GURPREET)


@pytest.mark.usefixtures("first", "mistaken")
@pytest.mark.parametrize(
    ("text", "told", "on_status_page"),
    [
        (room("campaign=Dalit History Month|program=Pune"), "no program of the name", True),
        (room("campaign=Dalit History Month|show=sumary"), "did you mean &#34;summary&#34;", True),
        ("{{CampaignBot/Report|campaign=Dalit History Month}}", "end&#125;&#125; is missing", True),
        (f"{END}{{{{CampaignBot/Report|campaign=Dalit History Month}}}}", "crossed", True),
        (f"{{{{#if:x|{room()}}}}}", "inside another template", True),
        (f"{room()}\n{room('campaign=Delhi')}", "no campaign of the name", True),
        (room("campaign=Delhi"), "no campaign of the name", False),
        (f"{{{{nobots}}}}{room()}", "nobots", True),
    ],
)
def test_what_is_not_in_order_is_told_and_the_page_left_alone(
    farm: Farm, bot: BotOnFarm, text: str, told: str, *, on_status_page: bool
) -> None:
    farm["pawiki"].edit(PROJECT, text, user=GURPREET)
    code = bot("run").code
    if "nobots" in text:
        bot("run")  # what kept a page from being saved is told by the next run
    assert farm["pawiki"].text(PROJECT) == text
    assert code == (2 if "nobots" in text else 0), "what people of that wiki have to mend is no failure"
    page = bot.page(STATUS)
    assert (told.partition("&#")[0] in page, f"[[:pa:{PROJECT}|" in page) == (on_status_page, on_status_page)
    assert PROJECT in bot("status").output


def test_a_page_that_was_mended_is_kept_up_to_date_again_and_told_no_more(farm: Farm, bot: BotOnFarm) -> None:
    farm["pawiki"].edit(PROJECT, room("campaign=Dalit History Month|program=Pune"), user=GURPREET)
    assert bot("run").code == 0
    farm["pawiki"].edit(PROJECT, room(), user=GURPREET)
    assert bot("run").code == 0
    assert 'id="participants"' in region(farm["pawiki"].text(PROJECT))
    assert (PROJECT in bot.page(STATUS), PROJECT in bot("status").output) == (False, False)


@pytest.mark.parametrize("title", ["ਬਾਮਾ", "ਫਰਮਾ:ਰਿਪੋਰਟ", "ਵਰਤੋਂਕਾਰ ਗੱਲ-ਬਾਤ:Asha"])
def test_in_other_namespaces_nothing_is_written(farm: Farm, bot: BotOnFarm, title: str) -> None:
    before = farm["pawiki"].text(title)
    farm["pawiki"].edit(title, room())
    ended = bot("run")
    assert (ended.code, farm["pawiki"].text(title)) == (0, room())
    farm["pawiki"].edit(title, before or "-")


def test_a_page_that_only_shows_the_page_with_the_room_is_none(farm: Farm, bot: BotOnFarm) -> None:
    farm["pawiki"].edit("ਵਿਕੀਪੀਡੀਆ:ਸਮਾਗਮ", f"{{{{{PROJECT}}}}}")
    assert bot("run").saved() == ()
    assert farm["pawiki"].text("ਵਿਕੀਪੀਡੀਆ:ਸਮਾਗਮ") == f"{{{{{PROJECT}}}}}"


def test_the_templates_may_have_names_in_the_wikis_own_language(farm: Farm, bot: BotOnFarm) -> None:
    farm["pawiki"].edit("ਫਰਮਾ:ਮੁਹਿੰਮ ਰਿਪੋਰਟ", "#REDIRECT [[Template:CampaignBot/Report]]")
    farm["pawiki"].edit("ਫਰਮਾ:ਮੁਹਿੰਮ ਰਿਪੋਰਟ ਅੰਤ", "#REDIRECT [[Template:CampaignBot/Report end]]")
    title = "ਵਰਤੋਂਕਾਰ:ਗੁਰਪ੍ਰੀਤ/ਰਿਪੋਰਟ"
    farm["pawiki"].edit(title, "{{ਮੁਹਿੰਮ ਰਿਪੋਰਟ|campaign=Dalit History Month|show=wikis}}{{ਮੁਹਿੰਮ ਰਿਪੋਰਟ ਅੰਤ}}")
    assert bot("run").saved() == (title,)
    farm["pawiki"].edit(title, "-")


def test_a_protected_page_is_named_on_the_status_page_of_the_next_run(farm: Farm, bot: BotOnFarm) -> None:
    title = "ਵਰਤੋਂਕਾਰ:ਗੁਰਪ੍ਰੀਤ/ਤਾਲਾ"
    farm["pawiki"].edit(title, room(), user=GURPREET)
    farm["pawiki"].protect(title)
    assert [bot("run").code for _ in range(2)] == [2, 2]
    assert f"[[:pa:{title}|" in bot.page(STATUS)
    assert farm["pawiki"].text(title) == room()
    farm["pawiki"].edit(title, "-")


def test_a_page_whose_people_took_the_room_away_is_told_no_more(bot: BotOnFarm) -> None:
    ended = bot("run")
    assert (ended.code, "ਤਾਲਾ" in bot("status").output, "ਤਾਲਾ" in bot.page(STATUS)) == (0, False, False)


def test_the_stop_page_of_that_wiki_stops_it(farm: Farm, bot: BotOnFarm) -> None:
    farm["arwiki"].edit("User:CampaignBot/Stop", "توقف", user=LAYLA)
    farm["arwiki"].edit(USER, room(), user=LAYLA)
    farm["pawiki"].edit(PROJECT, room(), user=GURPREET)
    saved = bot("run").saved()
    assert (PROJECT in saved, USER in saved) == (True, False)
    assert farm["arwiki"].text(USER) == room()
    farm["arwiki"].edit("User:CampaignBot/Stop", "", user=LAYLA)
    assert bot("run").saved() == (USER,)


def test_of_more_than_twenty_pages_the_first_are_kept_up_to_date(farm: Farm, bot: BotOnFarm) -> None:
    titles = [f"ਵਰਤੋਂਕਾਰ:ਗੁਰਪ੍ਰੀਤ/{number}" for number in range(21)]
    for title in titles:
        farm["pawiki"].edit(title, room("campaign=Dalit History Month|show=wikis"), user=GURPREET)
    ended = bot("run")
    kept = [title for title in ended.saved() if title in titles]
    assert (ended.code, kept) == (0, titles[:19]), "the page of the project is the twentieth"
    assert f"[[:pa:{titles[-1]}|" in bot.page(STATUS)
    for title in titles:
        farm["pawiki"].edit(title, "-", user=GURPREET)


def test_one_campaign_alone_leaves_pages_alone_that_show_others(farm: Farm, bot: BotOnFarm) -> None:
    bot.write("config/campaigns/other.yaml", definition(name="ਦੂਜੀ"))
    for name in (GURPREET, LAYLA):
        farm["metawiki"].edit("ਦੂਜੀ/Delhi/Participants", "\n* ~~~~", user=name, append=True)
    farm["pawiki"].edit(PROJECT, room() + room("campaign=ਦੂਜੀ"), user=GURPREET)
    farm["arwiki"].edit(USER, room("campaign=ਦੂਜੀ|program=Delhi|show=summary"), user=LAYLA)
    assert not {PROJECT, USER} & set(bot("run", "--campaign", "Dalit History Month").saved())
    assert {PROJECT, USER} & set(bot("run", "--campaign", "ਦੂਜੀ").saved()) == {USER}
    assert {PROJECT, USER} & set(bot("run").saved()) == {PROJECT}


def test_a_wiki_that_does_not_answer_leaves_the_others_their_turn(farm: Farm, bot: BotOnFarm) -> None:
    bot.write("config/bot.yaml", BOT_YAML + "report_wikis: [eswiki, arwiki]\n")
    farm["arwiki"].edit(USER, room("campaign=ਦੂਜੀ|show=programs"), user=LAYLA)
    farm.break_wiki("eswiki")
    ended = bot("run")
    farm.mend_wiki("eswiki")
    bot.write("config/bot.yaml", BOT_YAML + "report_wikis: [pawiki, arwiki]\n")
    assert (ended.code, USER in ended.saved()) == (2, True)
    assert "eswiki: whether reports are wanted there is not known" in ended.errors


def test_numbers_of_hidden_people_are_shown_no_more_often_on_all_pages_together(farm: Farm, bot: BotOnFarm) -> None:
    bot.write("config/campaigns/other.yaml", definition("hidden", name="ਦੂਜੀ"))
    bot("run")
    new = "ਵਰਤੋਂਕਾਰ:ਗੁਰਪ੍ਰੀਤ/ਨਵਾਂ"
    for title in (PROJECT, new):
        farm["pawiki"].edit(title, room("campaign=ਦੂਜੀ", "ਪੁਰਾਣਾ"), user=GURPREET)
    saved = bot("run").saved()
    assert (PROJECT in saved, new in saved) == (True, False), "the report at home was saved today"
    assert region(farm["pawiki"].text(PROJECT)).strip() == "", "of those who were named on it nothing stays"
    assert {PROJECT, new} <= set(bot.later(2, "run").saved())
    farm["pawiki"].edit(new, "-")
    bot.write("config/campaigns/other.yaml", definition(name="ਦੂਜੀ"))


def test_who_asks_to_be_forgotten_is_taken_off_at_once_and_every_revision_is_told(farm: Farm, bot: BotOnFarm) -> None:
    bot.write("config/bot.yaml", BOT_YAML.replace("interval: 0", "interval: 600") + "report_wikis: [pawiki, arwiki]\n")
    farm["pawiki"].edit(PROJECT, room(), user=GURPREET)
    farm["arwiki"].edit(USER, room("campaign=Dalit History Month|show=summary"), user=LAYLA)
    bot.later(3, "run")
    assert LAYLA in (farm["pawiki"].text(PROJECT) or "")
    told = bot("forget", LAYLA).output
    assert "the next run takes the name off" in told.partition(PROJECT)[2].partition("\n")[0]
    assert "/pawiki/index.php?oldid=" in told
    assert PROJECT in bot.later(3, "run").saved()
    assert LAYLA not in (farm["pawiki"].text(PROJECT) or "")


def test_long_after_the_end_totals_alone_stand_there_too_where_the_operator_wants_it(
    farm: Farm, bot: BotOnFarm
) -> None:
    bot.write("config/campaigns/month.yaml", definition(ended=1))
    bot.write("config/bot.yaml", BOT_YAML + "report_wikis: [pawiki, arwiki]\n")
    bot.later(9, "run")
    assert GURPREET in (farm["pawiki"].text(PROJECT) or "")
    bot.later(120, "run")
    assert GURPREET in (farm["pawiki"].text(PROJECT) or "")
    bot.write("config/bot.yaml", BOT_YAML + "report_wikis: [pawiki, arwiki]\nclosed_reports: totals\n")
    assert PROJECT in bot.later(121, "run").saved()
    assert GURPREET not in (farm["pawiki"].text(PROJECT) or "")


def test_a_closed_report_fills_a_room_that_is_new_and_stays_as_it_is_then(farm: Farm, bot: BotOnFarm) -> None:
    bot.write("config/campaigns/third.yaml", definition(name="ਤੀਜੀ", ended=1))
    bot.later(9, "run")
    farm["pawiki"].edit(PROJECT, room("campaign=ਤੀਜੀ|show=summary"), user=GURPREET)
    assert PROJECT in bot.later(10, "run").saved()
    assert PROJECT not in bot.later(11, "run").saved()
    assert json.loads(bot("status", "--json").output)["campaigns"]
