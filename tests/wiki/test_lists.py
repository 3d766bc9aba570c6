"""What real wikis tell of sign-up lists and of the accounts on them: changes, histories, renames, blocks."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.clients import (  # isort: skip - pywikibot reads its configuration when imported
    Elsewhere,
    Sparing,
    as_it_stands,
    client_of,
    counting,
    edit_without_account,
    let_bot_in,
    make_temporary,
    renamed,
    user_id,
    write_as,
)

from bot.model.signups import Moment, Rename, Version
from bot.wikis.accounts import look_up_accounts, look_up_by_ids
from bot.wikis.client import Client
from bot.wikis.histories import read_versions
from bot.wikis.renames import MOST_ASKED, find_renames
from bot.wikis.watching import Watched, watch
from tests.wikifarm import Farm, Revision

ASHA, GURPREET, FATIMA, LIHUA, SOMCHAI = PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "陈丽华", "สมชาย")
MORNING = datetime(2026, 4, 14, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module", autouse=True)
def people(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> None:
    farm.create_accounts(PEOPLE)
    let_bot_in(farm, tmp_path_factory.mktemp("account"))


def read_all(client: Client, title: str, after: Moment | None = None) -> list[Version]:
    return [version for answer in read_versions(client, title, after) for version in answer]


def test_changed_lists_and_renamed_accounts_are_seen_in_one_request(farm: Farm) -> None:
    wiki, client = farm["metawiki"], client_of("metawiki")
    renames = [
        renamed(wiki, old, new) for old, new in (("Bina", "Bina R"), ("ਸਿਮਰਨ", "ਸਿਮਰਨ ਕੌਰ"), ("ليلى", "ليلى علي"))
    ]
    wiki.edit("Project:ਸੂਚੀ", "* [[User:Asha]]", user=ASHA)
    wiki.edit("Project:ਪੁਰਾਣੀ", "#REDIRECT [[Project:ਸੂਚੀ]]")
    wiki.edit("Into nothing", "#REDIRECT [[Nowhere]]")
    nowhere = ("Nowhere", "Into nothing", "[[bad", "", "en:Elsewhere", "Special:Log", "A|B")
    titles = ("project:ਸੂਚੀ", "Meta:ਪੁਰਾਣੀ", *nowhere)
    since = renames[1].at
    watched, asked = counting(farm, lambda: watch(client, titles, renames_since=since))
    page = as_it_stands(wiki, "Meta:ਸੂਚੀ")
    pages = {"project:ਸੂਚੀ": page, "Meta:ਪੁਰਾਣੀ": page, **dict.fromkeys(nowhere)}
    assert watched == Watched(pages=pages, renames=tuple(rename for rename in renames if rename.at >= since))
    assert len(asked) == 1
    after = renames[-1].at + SECOND
    watched, asked = counting(farm, lambda: watch(client, (), renames_since=after))
    assert (watched, len(asked)) == (Watched(pages={}, renames=()), 1)


def test_where_nobody_asks_for_renames_the_log_is_left_alone(farm: Farm) -> None:
    client = client_of("metawiki")
    watched, asked = counting(farm, lambda: watch(client, ["Nowhere"], renames_since=None))
    assert (watched, len(asked)) == (Watched(pages={"Nowhere": None}, renames=()), 1)
    assert "list" not in asked[0]
    assert counting(farm, lambda: watch(client, [], renames_since=None)) == (Watched(pages={}, renames=()), [])


def test_a_list_that_was_moved_twice_is_the_page_that_it_is_now(farm: Farm) -> None:
    wiki, client = farm["pawiki"], client_of("pawiki")
    wiki.edit("ਸੂਚੀ", "* ~~~~", user=GURPREET)
    wiki.move("ਸੂਚੀ", "ਨਵੀਂ ਸੂਚੀ", user=GURPREET)
    wiki.move("ਨਵੀਂ ਸੂਚੀ", "ਦਿੱਲੀ 2026/ਭਾਗੀਦਾਰ", user=GURPREET)
    titles = ("ਸੂਚੀ", "ਨਵੀਂ ਸੂਚੀ", "ਦਿੱਲੀ 2026/ਭਾਗੀਦਾਰ")
    page = as_it_stands(wiki, "ਦਿੱਲੀ 2026/ਭਾਗੀਦਾਰ")
    assert watch(client, titles, renames_since=None).pages == dict.fromkeys(titles, page)


def test_many_lists_are_watched_in_batches_and_the_log_is_asked_for_once(farm: Farm) -> None:
    wiki, client = farm["pawiki"], client_of("pawiki")
    rename = renamed(wiki, "ਕਰਨ", "ਕਰਨ ਸਿੰਘ")
    wiki.edit("ਸੂਚੀ 119", "* ~~~~", user=GURPREET)
    titles = [f"ਸੂਚੀ {number}" for number in range(120)]
    watched, asked = counting(farm, lambda: watch(client, titles, renames_since=rename.at))
    expected = {**dict.fromkeys(titles), "ਸੂਚੀ 119": as_it_stands(wiki, "ਸੂਚੀ 119")}
    assert watched == Watched(pages=expected, renames=(rename,))
    assert [params.get("letype") for params in asked] == ["renameuser", None, None]


def test_renames_that_do_not_fit_into_one_answer_are_all_given(farm: Farm) -> None:
    wiki, client = farm["metawiki"], client_of("metawiki", Sparing)
    renames = tuple(renamed(wiki, f"ชื่อ {number}", f"ชื่อใหม่ {number}") for number in range(3))
    wiki.edit("รายชื่อ", "* ~~~~", user=SOMCHAI)
    watched = watch(client, ["รายชื่อ"], renames_since=renames[0].at)
    assert watched.pages == {"รายชื่อ": as_it_stands(wiki, "รายชื่อ")}
    assert watched.renames[-3:] == renames


def test_a_wiki_without_a_log_of_renames_has_pages_and_no_renames(farm: Farm) -> None:
    wiki, client = farm["metawiki"], client_of("metawiki", Elsewhere)
    wiki.edit("قائمة", "* ~~~~", user=FATIMA)
    watched, asked = counting(farm, lambda: watch(client, ["قائمة"], renames_since=MORNING))
    assert (watched, len(asked)) == (Watched(pages={"قائمة": as_it_stands(wiki, "قائمة")}, renames=()), 2)
    assert find_renames(client, ["Bina"]) == {}


@pytest.mark.parametrize(
    ("dbname", "title", "line"), [("pawiki", "ਲੰਬੀ ਸੂਚੀ", "* ਨਾਂ"), ("arwiki", "قائمة طويلة", "* اسم")]
)
def test_a_long_history_is_read_whole_and_from_where_it_was_left(
    farm: Farm, dbname: str, title: str, line: str
) -> None:
    wiki, client = farm[dbname], client_of(dbname)
    moments = [MORNING + number // 4 * SECOND for number in range(120)]  # answers end in the middle of a second
    texts = [f"{line} {number}" for number in range(120)]
    wiki.import_revisions(
        Revision(title=title, text=text, user=PEOPLE[number % 3], timestamp=moment)
        for number, (text, moment) in enumerate(zip(texts, moments, strict=True))
    )
    rows = wiki.sql(
        """SELECT rev_id, actor_user FROM revision JOIN actor ON actor_id = rev_actor JOIN page ON page_id = rev_page
           WHERE page_title = ? ORDER BY rev_id""",
        (title.replace(" ", "_"),),
    )
    parents = (0, *(rev_id for rev_id, _ in rows[:-1]))
    expected = [
        Version(
            at=Moment(timestamp=moment, rev_id=rev_id), parent_id=parent_id, user_id=user_id, text=text, reverts=False
        )
        for (rev_id, user_id), parent_id, moment, text in zip(rows, parents, moments, texts, strict=True)
    ]
    answers, asked = counting(farm, lambda: list(read_versions(client, title, None)))
    assert [version for answer in answers for version in answer] == expected
    assert [len(answer) for answer in answers] == [50, 50, 20]
    assert len(asked) == 3
    for number in (49, 50, 52, 118):
        assert read_all(client, title, expected[number].at) == expected[number:]
    answers, asked = counting(farm, lambda: list(read_versions(client, title, expected[-1].at)))
    assert (answers, len(asked)) == ([(expected[-1],)], 1)


def test_what_undoes_is_marked_and_ip_addresses_and_what_the_wiki_hides_are_left_out(farm: Farm) -> None:
    wiki = farm["commonswiki"]
    title, asha, li = "Liste", user_id(wiki, ASHA), user_id(wiki, LIHUA)
    admin = user_id(wiki, "Admin")
    wiki.edit(title, "* Asha", user=ASHA)
    edit_without_account(wiki, title, "* Asha * 127.0.0.1")
    hidden = wiki.edit(title, "* Asha * a telephone number", user=LIHUA)
    wiki.undo(hidden)
    wiki.edit(title, "nobody", user=LIHUA)
    wiki.rollback(title, LIHUA)
    wiki.edit(title, "* Asha * 陈丽华", user=LIHUA)
    wiki.edit(title, "* Asha", user=ASHA)
    wiki.hide_revision(hidden)
    seen = [(version.user_id, version.text, version.reverts) for version in read_all(client_of("commonswiki"), title)]
    assert seen == [
        (asha, "* Asha", False),
        (0, "* Asha * 127.0.0.1", False),
        (0, None, False),
        (admin, "* Asha * 127.0.0.1", True),
        (li, "nobody", False),
        (admin, "* Asha * 127.0.0.1", True),
        (li, "* Asha * 陈丽华", False),
        (asha, "* Asha", True),
    ]


def test_a_page_that_is_not_there_has_no_history() -> None:
    client = client_of("arwiki")
    assert list(read_versions(client, "لا شيء", None)) == []
    assert list(read_versions(client, "[[bad", None)) == []


def test_who_was_renamed_is_found_by_the_log_and_not_by_redirects(farm: Farm) -> None:
    wiki, client = farm["enwiki"], client_of("enwiki")
    wiki.edit("User:Amrita", "#REDIRECT [[User:Asha]]", user=ASHA)
    plain = renamed(wiki, "ਹਰਪ੍ਰੀਤ", "ਹਰਪ੍ਰੀਤ ਕੌਰ")
    wiki.edit("User:ਹਰਪ੍ਰੀਤ", "#REDIRECT [[:pa:ਵਰਤੋਂਕਾਰ:ਹਰਪ੍ਰੀਤ]]")
    renamed(wiki, "Nour", "نور")
    renamed(wiki, "نور", "نور الهدى", new=False)
    chain = renamed(wiki, "نور الهدى", "نور 2026", new=False)
    renamed(wiki, "Reused", "The first to be called so")
    latest = renamed(wiki, "Reused", "The second")
    renamed(wiki, "นก", "Between")
    away = renamed(wiki, "Between", "นกใหม่", new=False)
    later = renamed(wiki, "Between", "Somebody else")
    names = (
        "Ghost",
        "Amrita",
        "ਹਰਪ੍ਰੀਤ",
        "Nour",
        "نور",
        "Reused",
        "นก",
        "Between",
        "A#b",
        "A|B",
        "<b>",
        "~~~~",
        "ਹਰਪ੍ਰੀਤ",
    )
    found, asked = counting(farm, lambda: find_renames(client, names))
    assert found == {
        "ਹਰਪ੍ਰੀਤ": plain,
        "Nour": Rename(old="Nour", new="نور 2026", at=chain.at),
        "نور": Rename(old="نور", new="نور 2026", at=chain.at),
        "Reused": latest,
        "นก": Rename(old="นก", new="นกใหม่", at=away.at),
        "Between": later,
    }
    old = {"Ghost", "Amrita", "ਹਰਪ੍ਰੀਤ", "Nour", "نور", "Reused", "นก", "Between"}
    new = {"ਹਰਪ੍ਰੀਤ ਕੌਰ", "نور الهدى", "نور 2026", "The second", "นกใหม่", "Somebody else"}
    assert "titles" in asked[0]
    assert sorted(params["letitle"] for params in asked[1:]) == sorted(f"User:{name}" for name in old | new)


def test_a_rename_that_the_wiki_hides_is_not_told_even_to_those_who_may_see_it(farm: Farm) -> None:
    wiki, client = farm["commonswiki"], client_of("commonswiki")
    rename = renamed(wiki, "Real name", "陈")
    assert watch(client, [], renames_since=rename.at).renames == (rename,)
    assert find_renames(client, ["Real name"]) == {"Real name": rename}
    ((log_id,),) = wiki.sql("SELECT max(log_id) FROM logging WHERE log_type = 'renameuser'")
    hiding = {"action": "revisiondelete", "type": "logging", "ids": log_id, "hide": "content"}
    write_as(farm, wiki, "Admin", hiding)
    assert watch(client, [], renames_since=rename.at).renames == ()
    assert find_renames(client, ["Real name"]) == {}


def test_of_many_unknown_names_those_are_asked_for_first_whose_user_page_was_moved(farm: Farm) -> None:
    wiki, client = farm["enwiki"], client_of("enwiki")
    wiki.create_account("Tandin")
    wiki.edit("User:Tandin", "I write about Bhutan.", user="Tandin")
    rename = renamed(wiki, "Tandin", "རྟ་མགྲིན", new=False)
    found, asked = counting(
        farm, lambda: find_renames(client, [*(f"Ghost {number}" for number in range(49)), "Tandin", "Ghost"])
    )
    assert found == {"Tandin": rename}
    assert [params["letitle"] for params in asked if "letitle" in params][:3] == [
        "User:Tandin",
        "User:རྟ་མགྲིན",
        "User:Ghost 0",
    ]
    assert len(asked) == 1 + MOST_ASKED


def test_who_is_blocked_a_bot_temporary_or_hidden_is_told_in_the_same_request(farm: Farm) -> None:
    wiki, client = farm["commonswiki"], client_of("commonswiki")
    wiki.block(ASHA)
    write_as(
        farm,
        wiki,
        "Admin",
        {
            "action": "block",
            "expiry": "never",
            "user": GURPREET,
            "partial": "1",
            "namespacerestrictions": "0",
            "allowusertalk": "1",
        },
    )
    wiki.create_account("ਰੋਬੋਟ", groups=("bot",))
    wiki.create_account("Suppressor", groups=("sysop", "suppress"))
    hiding = {"action": "block", "expiry": "never", "user": SOMCHAI, "hidename": "1"}
    write_as(farm, wiki, "Suppressor", hiding)
    temporary, somchai = "~2026-12345-6", user_id(wiki, SOMCHAI)
    make_temporary(wiki, FATIMA, temporary)
    names = (ASHA, GURPREET, LIHUA, "ਰੋਬੋਟ", temporary, SOMCHAI, "Ghost", "A#b")
    accounts, asked = counting(farm, lambda: look_up_accounts(client, names))
    assert len(asked) == 1
    assert {
        name: account and (account.blocked, account.bot, account.temporary) for name, account in accounts.items()
    } == {
        ASHA: (True, False, False),
        GURPREET: (False, False, False),
        LIHUA: (False, False, False),
        "ਰੋਬੋਟ": (False, True, False),
        temporary: (False, False, True),
        SOMCHAI: None,
        "Ghost": None,
        "A#b": None,
    }
    there = {account.user_id: account for account in accounts.values() if account}
    assert look_up_by_ids(client, (*there, somchai, 99_999)) == there


def test_an_id_is_given_the_name_that_it_has_now_in_batches(farm: Farm) -> None:
    wiki, client = farm["arwiki"], client_of("arwiki")
    renamed(wiki, "مريم", "مريم العلي")
    number = user_id(wiki, "مريم العلي")
    accounts, asked = counting(farm, lambda: look_up_by_ids(client, [*range(1_000, 1_100), number]))
    assert {user_id: account.user_name for user_id, account in accounts.items()} == {number: "مريم العلي"}
    assert len(asked) == 3
    assert look_up_by_ids(client, []) == {}
