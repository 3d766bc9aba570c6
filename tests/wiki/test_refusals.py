"""Saves that a wiki refuses: the bot does not push, leaves the others their turn, and says who can mend it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.pages import Figures
from tests.wiki.publisher import BOT, Publisher, draft, framed, make_publisher
from tests.wikifarm import Farm, FarmWiki

FLAGLESS = "ਬੋਟ ਬਿਨਾਂ ਝੰਡੇ"


@pytest.fixture(scope="module")
def folder(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    farm.create_accounts(["Asha"])
    farm.create_bot(BOT)
    return tmp_path_factory.mktemp("bot")


@pytest.fixture
def publisher(farm: Farm, folder: Path) -> Publisher:
    """Give a new process's publisher with the store of the earlier ones: some tests use other accounts."""
    return make_publisher(farm, folder)


def set_filter(wiki: FarmWiki, word: str, action: str) -> None:
    """Make an edit filter of the bot's saves of pages with a word in their title."""
    pattern = f'user_name == "{BOT}" & page_prefixedtitle contains "{word}"'
    with closing(sqlite3.connect(wiki.database)) as database, database:
        ((actor,),) = database.execute("SELECT actor_id FROM actor WHERE actor_name = 'Admin'")
        made = database.execute(
            "INSERT INTO abuse_filter (af_pattern, af_actor, af_timestamp, af_enabled, af_comments, af_public_comments,"
            " af_actions, af_group) VALUES (?, ?, '20260101000000', 1, '', 'no bots', ?, 'default')",
            (pattern, actor, action),
        )
        database.execute(
            "INSERT INTO abuse_filter_action (afa_filter, afa_consequence, afa_parameters) VALUES (?, ?, ?)",
            (made.lastrowid, action, f"abusefilter-{'warning' if action == 'warn' else 'disallowed'}"),
        )


def test_an_edit_filter_that_disallows_is_told(farm: Farm, publisher: Publisher) -> None:
    set_filter(farm["metawiki"], "Disallowed", "disallow")
    assert publisher(draft("Disallowed/Report"), draft("Allowed/Report")) == 1
    assert farm["metawiki"].text("Disallowed/Report") is None
    assert "abusefilter-disallowed" in (publisher.state("Disallowed/Report").why or "")
    assert publisher.outcome("Allowed/Report") == "saved"


def test_an_edit_filters_warning_is_not_pushed_through_and_ends_when_people_say_so(
    farm: Farm, publisher: Publisher
) -> None:
    wiki, title = farm["metawiki"], "Warned/Report"
    wiki.edit(title, framed("old"), user="Asha")
    set_filter(wiki, "Warned", "warn")
    before = len(farm.requests())
    assert [publisher(draft(title)) for _ in range(4)] == [1] * 4
    assert len([r for r in farm.requests()[before:] if r.params.get("action") == "edit"]) == 1
    assert publisher.outcome(title) == "warned"
    wiki.edit(title, f"ਸਾਡਾ\n{framed('old')}", user="Asha")
    assert publisher(draft(title)) == 1  # it is warned anew, in a new session
    assert wiki.text(title) == f"ਸਾਡਾ\n{framed('old')}"
    with closing(sqlite3.connect(wiki.database)) as database, database:
        database.execute("UPDATE abuse_filter SET af_enabled = 0 WHERE af_pattern LIKE '%Warned%'")
    assert publisher(draft(title)) == 1
    wiki.edit(title, framed("old"), user="Asha")
    assert publisher(draft(title)) == 0
    assert wiki.text(title) == framed("new")


def test_a_blacklisted_link_is_told(farm: Farm, tmp_path: Path) -> None:
    """Bots may override the list; so this is of an account without the flag."""
    farm["metawiki"].edit("MediaWiki:Spam-blacklist", r"\bspam\.example\b")
    farm["metawiki"].create_accounts(["Bot of a new operator"], bot_password=True)
    bot = make_publisher(farm, tmp_path, user="Bot of a new operator")
    assert bot(draft("Link/Report", "https://spam.example/ਬਾਮਾ"), draft("No link/Report")) == 1
    assert farm["metawiki"].text("Link/Report") is None
    assert "spam.example" in (bot.state("Link/Report").why or "")
    assert bot.outcome("No link/Report") == "saved"


def test_a_title_on_the_blacklist_is_told(farm: Farm, publisher: Publisher) -> None:
    farm["metawiki"].edit("MediaWiki:Titleblacklist", ".*ਮਨ੍ਹਾ.*")
    assert publisher(draft("ਮਨ੍ਹਾ/Report")) == 1
    assert farm["metawiki"].text("ਮਨ੍ਹਾ/Report") is None
    assert publisher.outcome("ਮਨ੍ਹਾ/Report") == "refused"


def test_a_blocked_account_is_told_and_not_tried_page_after_page(farm: Farm, tmp_path: Path) -> None:
    farm["metawiki"].create_accounts(["Blocked bot"], groups=["bot"], bot_password=True)
    bot = make_publisher(farm, tmp_path, user="Blocked bot")
    farm["metawiki"].block("Blocked bot")
    before = len(farm.requests())
    titles = [f"Blocked {number}/Report" for number in range(4)]
    assert bot(*map(draft, titles)) == 4
    assert len([r for r in farm.requests()[before:] if r.params.get("action") == "edit"]) == 1
    assert {bot.outcome(title) for title in titles} == {"refused"}
    assert "blocked" in (bot.state(titles[3]).why or "")


def test_without_the_bot_right_reports_are_saved_and_show_in_recent_changes(farm: Farm, tmp_path: Path) -> None:
    wiki = farm["metawiki"]
    wiki.create_accounts([FLAGLESS], bot_password=True)
    bot = make_publisher(farm, tmp_path, user=FLAGLESS)
    assert bot(draft("Flagless/Report")) == 0
    assert wiki.sql("SELECT rc_bot FROM recentchanges WHERE rc_title = 'Flagless/Report'") == [(0,)]


# Moved


def test_a_report_moved_to_another_of_the_campaigns_subpages_is_followed(farm: Farm, publisher: Publisher) -> None:
    wiki = farm["metawiki"]
    one = replace(draft("ਮੁਹਿੰਮ/Delhi/Report"), tree="ਮੁਹਿੰਮ")
    assert publisher(one) == 0
    wiki.move(one.title, "ਮੁਹਿੰਮ/ਦਿੱਲੀ", user="Asha")
    assert publisher(replace(one, region="newer")) == 0
    assert wiki.text("ਮੁਹਿੰਮ/ਦਿੱਲੀ") == framed("newer")
    assert wiki.text(one.title) == "#REDIRECT [[ਮੁਹਿੰਮ/ਦਿੱਲੀ]]"
    assert publisher(replace(one, region="newer")) == 0
    assert publisher.outcome(one.title) == "unchanged"


def test_it_is_not_followed_into_another_report_or_out_of_the_campaign(farm: Farm, publisher: Publisher) -> None:
    wiki = farm["metawiki"]
    one, other = (replace(draft(f"Tree/{name}/Report"), tree="Tree") for name in ("One", "Other"))
    assert publisher(one, other) == 0
    for target in ("Tree/Other/Report", "Tree elsewhere/One", "Another/One", "Tree/Nowhere", one.title):
        wiki.edit(one.title, f"#REDIRECT [[{target}]]\n{framed('new')}", user="Asha")
        assert publisher(replace(one, region="newer"), other) == 1
        assert wiki.text(one.title) == f"#REDIRECT [[{target}]]\n{framed('new')}"
        assert wiki.text(other.title) == framed("new")
        assert wiki.text("Tree/Nowhere") is None


# The shrink guard


def test_a_report_that_would_lose_much_while_something_is_unknown_waits(farm: Farm, publisher: Publisher) -> None:
    wiki = farm["metawiki"]
    full = replace(draft("Shrunk/Report", "full"), figures=Figures(edits=100, participants=10))
    assert publisher(full) == 0
    less = replace(full, region="less", figures=Figures(edits=49, participants=10), complete=False)
    assert publisher(less) == 1
    assert (publisher.outcome(less.title), wiki.text(less.title)) == ("guarded", framed("full"))
    enough = replace(less, region="enough", figures=Figures(edits=50, participants=5))
    assert publisher(enough) == 0
    assert publisher(replace(less, figures=Figures(edits=None, participants=5))) == 1
    assert publisher(replace(less, figures=Figures(edits=None, participants=5)), force=True) == 0
    assert wiki.text(less.title) == framed("less")


def test_what_is_really_gone_goes(farm: Farm, publisher: Publisher) -> None:
    full = replace(draft("Really/Report", "full"), figures=Figures(edits=100, participants=10))
    assert publisher(full) == 0
    assert publisher(replace(full, region="none", figures=Figures(edits=0, participants=0))) == 0
    assert farm["metawiki"].text("Really/Report") == framed("none")


def test_with_a_new_store_a_report_waits_until_every_wiki_is_known(
    farm: Farm, publisher: Publisher, tmp_path: Path
) -> None:
    full = replace(draft("Known/Report", "full"), figures=Figures(edits=100, participants=10))
    assert publisher(full) == 0
    anew = make_publisher(farm, tmp_path)
    partly = replace(full, region="partly", figures=Figures(edits=90, participants=10), complete=False)
    assert anew(partly) == 1
    assert farm["metawiki"].text("Known/Report") == framed("full")
    assert anew(replace(full, region="all")) == 0
    assert anew(partly) == 0


def test_removing_somebody_never_waits(farm: Farm, publisher: Publisher) -> None:
    full = replace(
        draft("Removed/Report", "Asha"), figures=Figures(edits=100, participants=10), named=frozenset({"Asha"})
    )
    assert publisher(full) == 0
    assert (
        publisher(
            replace(full, region="-", figures=Figures(edits=1, participants=1), named=frozenset(), complete=False)
        )
        == 0
    )
    assert farm["metawiki"].text("Removed/Report") == framed("-")


# Turns


def test_of_reports_the_one_longest_without_a_save_goes_first_and_none_before_its_turn(
    farm: Farm, tmp_path: Path
) -> None:
    bot = make_publisher(farm, tmp_path, report_interval=10)
    titles = ["ੳ/Report", "ਅ/Report", "ੲ/Report"]
    now = bot.setting.now
    for minute, title in enumerate(titles):
        assert bot(draft(title), now=now + timedelta(minutes=minute)) == 0
    before = len(farm.requests())
    assert bot(*(draft(title, "newer") for title in reversed(titles)), now=now + timedelta(minutes=11)) == 0
    edits = [r.params["title"] for r in farm.requests()[before:] if r.params.get("action") == "edit"]
    assert edits == titles[:2]
    assert farm["metawiki"].text(titles[2]) == framed("new")
