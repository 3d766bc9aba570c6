"""Articles that are deleted, suppressed, restored, moved or made redirects while a campaign runs, on real wikis."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.wiki.bot_on_farm import BotOnFarm, Ended
from tests.wikifarm import Farm

NOW = datetime.now(UTC)
PAGE = "ਦਲਿਤ ਇਤਿਹਾਸ"
LIST = f"{PAGE}/Delhi/Participants"
REPORT = f"{PAGE}/Delhi/Report"
ASHA, GURPREET, CHEN, TRAINER = "Asha", "ਗੁਰਪ੍ਰੀਤ", "陈丽华", "มานี"
TODAY = f"{NOW.day} {NOW:%B %Y}"

CAMPAIGN = f"""campaign: {PAGE}
wikis: [en, pa]
programs:
  - program: Delhi
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants:
      - page: {LIST}
      - names: [{CHEN}]
"""
"""Only who signed may be named: 陈丽华 did not."""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    """Give a bot that has run once, when two pages had been moved already."""
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts([ASHA, GURPREET, CHEN, TRAINER], registered=NOW - timedelta(days=100))
    for name in (ASHA, GURPREET):
        farm["metawiki"].edit(LIST, f"\n* [[User:{name}]]", user=name, append=True)
    english, punjabi = farm["enwiki"], farm["pawiki"]
    english.edit("Dalit Panthers", "There before.")
    for title in ("Bama", "Karukku", "Ad Dharm", "Urmila Pawar", "Secret of somebody", "Another secret"):
        english.edit(title, f"{title} is known.", user=ASHA)
    english.edit("Dalit Panthers", "\nFounded in 1972.", user=ASHA, append=True)
    english.edit("By somebody who is not named", "Text.", user=CHEN)
    english.edit(f"User:{ASHA}/ملعب", "A draft.", user=ASHA)
    english.move(f"User:{ASHA}/ملعب", "Savitribai Phule", user=ASHA)
    english.edit(f"User:{TRAINER}/Class/Draft", "A draft in the trainer's pages.", user=ASHA)
    english.move(f"User:{TRAINER}/Class/Draft", "Poona Pact", leave_redirect=False)
    punjabi.edit("ਸਾਵਿਤਰੀਬਾਈ", "ਇੱਕ ਲੇਖ।", user=GURPREET)
    bot.write("config/campaigns/one.yaml", CAMPAIGN)
    assert bot("run").code == 0
    return bot


def pages(bot: BotOnFarm) -> dict[str, dict[str, Any]]:
    return {page["title"]: page for page in bot.export(PAGE, "Delhi")["pages"]}


def states(bot: BotOnFarm) -> dict[str, str]:
    return {title: page["state"] for title, page in pages(bot).items()}


def logs(ended: Ended) -> list[dict[str, str]]:
    return [dict(r.params) for r in ended.requests if r.params.get("list") == "logevents" and r.wiki != "metawiki"]


def stored(bot: BotOnFarm) -> bytes:
    """Give everything that the store's file holds, as it is after what was deleted there is overwritten."""
    file = bot.folder / "state/campaignbot.sqlite"
    with sqlite3.connect(file, isolation_level=None) as store:
        store.execute("VACUUM")
    return Path(file).read_bytes()


def test_drafts_that_were_moved_before_the_first_run_say_where_they_were(bot: BotOnFarm) -> None:
    found = pages(bot)
    assert found["Savitribai Phule"]["moved_from"] == {"namespace": 2, "title": f"{ASHA}/ملعب"}
    assert (found["Savitribai Phule"]["state"], found["Bama"]["moved_from"]) == ("new", None)
    assert f'moved from <bdi lang="en">User&#58;{ASHA}' in bot.page(REPORT)


def test_a_page_of_somebody_who_is_not_named_is_not_told_as_a_draft(bot: BotOnFarm) -> None:
    assert pages(bot)["Poona Pact"]["moved_from"] is None
    assert TRAINER not in bot.page(REPORT)


def test_a_run_with_nothing_new_asks_no_log(bot: BotOnFarm) -> None:
    ended = bot("run")
    assert (ended.code, logs(ended), ended.saved()) == (0, [], ())


def test_new_pages_cost_one_question_for_all_of_them(bot: BotOnFarm) -> None:
    for title, user in (("Namdeo Dhasal", ASHA), ("Raja Dhale", ASHA), ("ਰਾਜਾ ਢਾਲੇ", GURPREET)):
        bot.farm["enwiki"].edit(title, "A poet.", user=user)
    ended = bot("run")
    assert [asked["letype"] for asked in logs(ended)] == ["move"]


def test_a_move_that_is_hidden_later_is_forgotten_a_day_later(bot: BotOnFarm) -> None:
    english = bot.farm["enwiki"]
    english.edit(f"User:{GURPREET}/ਕੱਚਾ", "A draft.", user=GURPREET)
    english.move(f"User:{GURPREET}/ਕੱਚਾ", "Shantabai Kamble", leave_redirect=False)
    assert bot("run").code == 0
    assert pages(bot)["Shantabai Kamble"]["moved_from"] == {"namespace": 2, "title": f"{GURPREET}/ਕੱਚਾ"}
    english.hide_log(f"User:{GURPREET}/ਕੱਚਾ")
    with sqlite3.connect(bot.folder / "state/campaignbot.sqlite") as store:
        store.execute("UPDATE creation SET asked_at = asked_at - 86401 WHERE title LIKE '%/ਕੱਚਾ'")
    ended = bot("run")
    assert [asked["letitle"] for asked in logs(ended)] == [f"User:{GURPREET}/ਕੱਚਾ"]
    assert pages(bot)["Shantabai Kamble"]["moved_from"] is None
    assert f"{GURPREET}/ਕੱਚਾ".encode() not in stored(bot)


def test_a_page_that_is_moved_without_a_redirect_during_the_event_says_where_it_was(bot: BotOnFarm) -> None:
    bot.farm["enwiki"].move("Karukku", "Karukku (book)", leave_redirect=False)
    ended = bot("run")
    assert (ended.code, logs(ended)) == (0, [])
    assert "Karukku" not in pages(bot)
    assert pages(bot)["Karukku (book)"]["moved_from"] == {"namespace": 0, "title": "Karukku"}


def test_an_article_that_became_a_redirect_says_so(bot: BotOnFarm) -> None:
    bot.farm["enwiki"].edit("Ad Dharm", "#REDIRECT [[Bama]]")
    assert bot("run").code == 0
    page = pages(bot)["Ad Dharm"]
    assert (page["state"], page["created"]) == ("redirect", False)


def test_an_article_whose_edits_were_all_undone_says_so(bot: BotOnFarm) -> None:
    assert states(bot)["Dalit Panthers"] == "improved"
    bot.farm["enwiki"].rollback("Dalit Panthers", ASHA)
    bot.farm["enwiki"].run_jobs()
    assert bot("run").code == 0
    assert states(bot)["Dalit Panthers"] == "reverted"


def test_deleted_articles_stay_listed_and_count_no_more(bot: BotOnFarm) -> None:
    before = bot.export(PAGE, "Delhi")["totals"]
    bot.farm["enwiki"].delete("Urmila Pawar")
    bot.farm["pawiki"].delete("ਸਾਵਿਤਰੀਬਾਈ")
    bot.farm["enwiki"].delete("By somebody who is not named")
    ended = bot("run")
    assert {asked["letitle"] for asked in logs(ended)} == {
        "Urmila Pawar",
        "ਸਾਵਿਤਰੀਬਾਈ",
        "By somebody who is not named",
    }
    assert all("user" not in asked["leprop"] and "comment" not in asked["leprop"] for asked in logs(ended))
    found = pages(bot)
    for title, who in (("Urmila Pawar", ASHA), ("ਸਾਵਿਤਰੀਬਾਈ", GURPREET)):
        page = found[title]
        assert (page["state"], page["deleted"], page["edits"], page["created"]) == ("deleted", True, 0, False)
        assert page["participants"] == [who]
        assert page["deleted_at"][:10] == f"{NOW:%Y-%m-%d}"
    assert "By somebody who is not named" not in found
    after = bot.export(PAGE, "Delhi")["totals"]
    assert before["pages_created"] - after["pages_created"] == before["edits"] - after["edits"] == 3
    assert f"deleted on {TODAY}" in bot.page(REPORT)
    assert f"deleted on {TODAY}" in bot.page(f"{PAGE}/Report")
    assert '<s><bdi lang="pa">ਸਾਵਿਤਰੀਬਾਈ</bdi></s>' in bot.page(REPORT)
    again = bot("run")
    assert (again.code, logs(again), again.saved()) == (0, [], ())


def test_a_restored_article_counts_again_and_tells_of_its_deletion(bot: BotOnFarm) -> None:
    bot.farm["enwiki"].undelete("Urmila Pawar")
    ended = bot("run")
    assert (ended.code, logs(ended)) == (0, [])
    page = pages(bot)["Urmila Pawar"]
    assert (page["state"], page["deleted"], page["edits"]) == ("new", False, 1)
    assert page["deleted_at"][:10] == f"{NOW:%Y-%m-%d}"
    assert f"deleted on {TODAY}, restored since" in bot.page(REPORT)


def test_an_article_that_was_moved_and_then_deleted_is_known_as_deleted(bot: BotOnFarm) -> None:
    bot.farm["enwiki"].move("Raja Dhale", "Raja Dhale (writer)")
    bot.farm["enwiki"].delete("Raja Dhale (writer)")
    bot.farm["enwiki"].delete("Raja Dhale")
    assert bot("run").code == 0
    assert states(bot)["Raja Dhale"] == "deleted"


def test_titles_that_are_suppressed_are_neither_shown_nor_kept(bot: BotOnFarm) -> None:
    assert b"Secret of somebody" in stored(bot)
    bot.farm["enwiki"].suppress("Secret of somebody")
    bot.farm["enwiki"].delete("Another secret")
    bot.farm["enwiki"].hide_log("Another secret")
    assert bot("run").code == 0
    assert {"Secret of somebody", "Another secret"} & pages(bot).keys() == set()
    assert "ecret" not in bot.page(REPORT)
    held = stored(bot)
    assert (b"Secret of somebody" in held, b"Another secret" in held) == (False, False)


def test_a_deletion_that_is_hidden_later_is_forgotten_a_day_later(bot: BotOnFarm) -> None:
    bot.farm["pawiki"].hide_log("ਸਾਵਿਤਰੀਬਾਈ")
    assert bot("run").code == 0
    assert states(bot)["ਸਾਵਿਤਰੀਬਾਈ"] == "deleted"
    with sqlite3.connect(bot.folder / "state/campaignbot.sqlite") as store:
        store.execute("UPDATE deletion SET asked_at = asked_at - 86401")
    ended = bot("run")
    assert sorted(asked["letitle"] for asked in logs(ended)) == ["By somebody who is not named", "ਸਾਵਿਤਰੀਬਾਈ"]
    assert "ਸਾਵਿਤਰੀਬਾਈ" not in states(bot)
    assert "ਸਾਵਿਤਰੀਬਾਈ".encode() not in stored(bot)
    assert "ਸਾਵਿਤਰੀਬਾਈ" not in bot.page(REPORT)


def test_a_new_store_gives_the_same_report_apart_from_deleted_articles(bot: BotOnFarm) -> None:
    before = pages(bot)
    (bot.folder / "state/campaignbot.sqlite").unlink()
    assert bot("run").code == 0
    same = {title: {**page, "deleted_at": None} for title, page in before.items() if page["state"] != "deleted"}
    assert pages(bot) == same
