"""Words and references of real edits: by runs, in every script, with each text asked for once."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.wiki.bot_on_farm import BotOnFarm, Ended
from tests.wikifarm import Farm

NOW = datetime.now(UTC)
PAGE = "ਔਰਤਾਂ ਲਿਖਦੀਆਂ ਹਨ"
ASHA, GURPREET, LAYLA, OTHER = "Asha", "ਗੁਰਪ੍ਰੀਤ", "ليلى", "Maria"
REF = "<ref>[https://example.org Source]</ref>"
SCRIPTS = {
    ("pawiki", "ਬਾਮਾ"): ("ਬਾਮਾ ਇੱਕ ਲੇਖਕ ਹੈ।" + REF, GURPREET, 4),
    ("arwiki", "باما"): ("'''باما''' كاتبة من الهند" + REF, LAYLA, 4),
    ("enwiki", "সাবিত্রীবাই"): ("সাবিত্রীবাই ফুলে একজন [[শিক্ষক|শিক্ষক]]" + REF, GURPREET, 4),
    ("enwiki", "นักเขียน"): ("นักเขียนหญิงชาวอินเดีย" + REF, LAYLA, 3),
    ("enwiki", "作家"): ("她是一位作家" + REF, LAYLA, 3),
}
"""Page -> its text, who creates it, and how many words it has."""

CAMPAIGN = f"""campaign: {PAGE}
wikis: [en, pa, ar]
privacy: public
programs:
  - program: Writing
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants:
      - names: [{ASHA}, {GURPREET}, {LAYLA}]
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts([ASHA, GURPREET, LAYLA, OTHER], registered=NOW - timedelta(days=100))
    for (dbname, title), (text, user, _) in SCRIPTS.items():
        farm[dbname].edit(title, text, user)
    en = farm["enwiki"]
    en.edit("Bama", f"One two three.{REF}", OTHER)
    en.edit("Bama", f"One two three. Four five.{REF}", ASHA)
    en.edit("Bama", f"One two three. Four five six seven.{REF}{REF}{{{{Note|not a word}}}}", ASHA)
    en.edit("Bama", "\n" + "More words of somebody else. " * 3, OTHER, append=True)
    en.edit("Bama", "One two.", ASHA)
    bot.write("config/campaigns/one.yaml", CAMPAIGN)
    assert bot("run").code == 0
    return bot


def texts_asked_for(ended: Ended) -> dict[str, list[str]]:
    """Give by wiki the revisions whose texts were asked for."""
    asked: dict[str, list[str]] = {}
    for request in ended.requests:
        if "content" in request.params.get("rvprop", "") and "revids" in request.params:
            asked.setdefault(request.wiki, []).extend(request.params["revids"].split("|"))
    return asked


def numbers(bot: BotOnFarm, title: str) -> tuple[int | None, int | None]:
    (page,) = (page for page in bot.export(PAGE)["pages"] if page["title"] == title)
    return page["words_added"], page["references_added"]


def texts_of(totals: Mapping[str, Any]) -> tuple[int | None, int | None]:
    return totals["words_added"], totals["references_added"]


@pytest.mark.parametrize(("page", "expected"), [(page, words) for page, (_, _, words) in SCRIPTS.items()])
def test_words_count_in_every_script(bot: BotOnFarm, page: tuple[str, str], expected: int) -> None:
    assert numbers(bot, page[1]) == (expected, 1)


def test_consecutive_edits_are_one_piece_of_writing_and_what_they_take_away_is_not_taken_from_others(
    bot: BotOnFarm,
) -> None:
    # Asha added four words and a reference, and after somebody else's edit removed what was there.
    assert numbers(bot, "Bama") == (4, 1 - 2)
    assert texts_of(bot.export(PAGE)["participants"][ASHA]) == (4, -1)


def test_the_totals_are_the_sums_of_their_parts(bot: BotOnFarm) -> None:
    exported = bot.export(PAGE)
    assert texts_of(exported["totals"]) == (22, 4)
    assert {dbname: texts_of(totals) for dbname, totals in exported["wikis"].items()} == {
        "enwiki": (14, 2),
        "pawiki": (4, 1),
        "arwiki": (4, 1),
    }
    assert exported == {**bot.export(PAGE, "Writing"), "program": None}


def test_the_report_shows_them(bot: BotOnFarm) -> None:
    report = bot.page(f"{PAGE}/Writing/Report")
    assert "Words added" in report
    assert "words added" in report
    assert "not counted" not in report


def test_only_the_ends_of_runs_are_asked_for_and_never_again(farm: Farm, bot: BotOnFarm) -> None:
    every = texts_asked_for(Ended(code=0, output="", errors="", requests=farm.requests()))
    assert {dbname: len(ids) for dbname, ids in every.items()} == {"enwiki": 3 + 4, "pawiki": 1, "arwiki": 1}
    requests = Counter(
        r.wiki for r in farm.requests() if "content" in r.params.get("rvprop", "") and "revids" in r.params
    )
    assert requests == {"enwiki": 1, "pawiki": 1, "arwiki": 1}
    assert texts_asked_for(bot("run")) == {}
    bot.farm["pawiki"].edit("ਬਾਮਾ", " ਨਵਾਂ ਸ਼ਬਦ", GURPREET, append=True)
    assert {dbname: len(ids) for dbname, ids in texts_asked_for(bot("run")).items()} == {"pawiki": 1}
    assert numbers(bot, "ਬਾਮਾ") == (6, 1)


def test_a_deleted_page_counts_no_more_and_a_restored_one_again_without_asking(bot: BotOnFarm) -> None:
    ar = bot.farm["arwiki"]
    ar.delete("باما")
    assert bot("run").code == 0
    assert texts_of(bot.export(PAGE)["wikis"]["arwiki"]) == (0, 0)
    ar.undelete("باما")
    assert texts_asked_for(bot("run")) == {}
    assert texts_of(bot.export(PAGE)["wikis"]["arwiki"]) == (4, 1)


def test_a_page_that_was_moved_away_counts_no_more_and_one_that_came_back_again_without_asking(
    bot: BotOnFarm,
) -> None:
    en = bot.farm["enwiki"]
    en.move("作家", "User:ليلى/作家", leave_redirect=False)
    assert bot("run").code == 0
    assert bot.export(PAGE)["wikis"]["enwiki"]["words_added"] == 11
    en.move("User:ليلى/作家", "女作家", leave_redirect=False)
    assert texts_asked_for(bot("run")) == {}
    assert numbers(bot, "女作家") == (3, 1)


def test_an_edit_that_is_reverted_later_gives_no_words(bot: BotOnFarm) -> None:
    en = bot.farm["enwiki"]
    en.edit("নতুন", "এক দুই তিন", LAYLA)
    bad = en.edit("নতুন", "এক দুই তিন চার পাঁচ ছয়", ASHA)
    assert bot("run").code == 0
    assert numbers(bot, "নতুন") == (6, 0)
    en.undo(bad)
    en.run_jobs()
    assert texts_asked_for(bot("run")) == {}
    assert numbers(bot, "নতুন") == (3, 0)


def test_a_hidden_text_is_unknown_until_it_is_shown_and_the_report_says_so(bot: BotOnFarm) -> None:
    en = bot.farm["enwiki"]
    before = bot.export(PAGE)["totals"]
    hidden = en.edit("ความลับ", "คำ", OTHER)
    en.edit("ความลับ", "one two three", ASHA)
    en.hide_revision(hidden, what=("content",))
    ended = bot("run")
    assert ended.code == 0
    exported = bot.export(PAGE)
    assert numbers(bot, "ความลับ") == (None, None)
    assert texts_of(exported["totals"]) == texts_of(before)
    assert "one passage not counted" in bot.page(f"{PAGE}/Writing/Report")
    assert texts_asked_for(bot("run")) == {}
    assert texts_asked_for(bot("run", "--full")) == {"enwiki": [str(hidden)]}


def test_of_a_wiki_that_fails_words_are_unknown_and_the_rest_goes_on(bot: BotOnFarm) -> None:
    bot.farm["arwiki"].edit("ليلى", "كلمات جديدة", LAYLA)
    bot.farm["pawiki"].edit("ਲੈਲਾ", "ਇੱਕ ਦੋ", GURPREET)
    bot.farm.break_wiki("arwiki", status=503)
    try:
        ended = bot("run")
    finally:
        bot.farm.mend_wiki("arwiki")
    assert ended.code == 2
    assert numbers(bot, "ਲੈਲਾ") == (2, 0)
    assert bot("run").code == 0
    assert numbers(bot, "ليلى") == (2, 0)
