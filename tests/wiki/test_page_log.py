"""What logs of real wikis say of pages, and what they do not say, even to accounts that may see it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model.results import PageName
from bot.run.page_log import creation_names
from bot.store.creations import CreatedPage
from bot.wikis.page_log import knows_page_as, read_deletion, read_first_moves, read_missing
from tests.wiki.clients import Sparing, client_of, counting, let_bot_in
from tests.wikifarm import Farm, FarmWiki

SINCE = datetime.now(UTC) - timedelta(days=1)
ASHA, GURPREET = "Asha", "ਗੁਰਪ੍ਰੀਤ"


@pytest.fixture(scope="module", autouse=True)
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> None:
    let_bot_in(farm, tmp_path_factory.mktemp("bot"))
    farm.create_accounts([ASHA, GURPREET])


def page_id(wiki: FarmWiki, title: str) -> int:
    ((number,),) = wiki.sql("SELECT page_id FROM page WHERE page_title = ?", (title.replace(" ", "_"),))
    return int(number)


def created(wiki: FarmWiki, title: str, user_id: int, at: datetime) -> CreatedPage:
    return CreatedPage(
        page_id=page_id(wiki, title), user_id=user_id, created_at=at, name=PageName(namespace=0, title=title)
    )


def test_the_first_of_several_moves_tells_where_a_page_was_created(farm: Farm) -> None:
    wiki, client = farm["enwiki"], client_of("enwiki")
    wiki.edit(f"User:{ASHA}/ਕੱਚਾ", "A draft.", user=ASHA)
    wiki.move(f"User:{ASHA}/ਕੱਚਾ", "Bama Faustina", user=ASHA)
    wiki.move("Bama Faustina", "Bama", leave_redirect=False)
    moved, asked = counting(farm, lambda: read_first_moves(client, SINCE, most=1))
    name = PageName(namespace=2, title=f"{ASHA}/ਕੱਚਾ")
    assert (moved, len(asked)) == ({page_id(wiki, "Bama"): name}, 1)
    assert knows_page_as(client, page_id(wiki, "Bama"), name)
    assert not knows_page_as(client, page_id(wiki, "Bama"), PageName(namespace=0, title="Main Page"))
    wiki.hide_log(f"User:{ASHA}/ਕੱਚਾ")
    assert not knows_page_as(client, page_id(wiki, "Bama"), name)


def test_where_there_are_too_many_moves_the_creators_are_asked_about(farm: Farm) -> None:
    wiki = farm["pawiki"]
    for user, title in ((ASHA, "ਬਾਮਾ"), (GURPREET, "ਕਰੁੱਕੂ")):
        wiki.edit(f"User:{user}/x", f"{title}.", user=user)
        wiki.move(f"User:{user}/x", title)
    wiki.edit("ਆਦਿ ਧਰਮ", "ਇੱਕ ਲੇਖ।", user=ASHA)
    for number in range(2):
        wiki.edit(f"Old {number}", "Text.")
        wiki.move(f"Old {number}", f"New {number}")
    now = datetime.now(UTC)
    pages = (
        created(wiki, "ਬਾਮਾ", 1, SINCE),
        created(wiki, "ਕਰੁੱਕੂ", 2, SINCE),
        created(wiki, "ਆਦਿ ਧਰਮ", 1, now),
    )
    client = client_of("pawiki", Sparing)
    given, asked = counting(farm, lambda: tuple(creation_names(client, pages, {1: ASHA})))
    names = {number: name for part in given for number, name in part.items()}
    assert names == {
        pages[0].page_id: PageName(namespace=2, title=f"{ASHA}/x"),
        pages[1].page_id: None,
        pages[2].page_id: PageName(namespace=0, title="ਆਦਿ ਧਰਮ"),
    }
    assert [one.get("leuser") for one in asked][:3] == [None] * 3
    assert {one.get("leuser") for one in asked} == {None, ASHA}


@pytest.mark.parametrize("dbname", ["enwiki", "commonswiki"])
def test_a_deletion_that_is_hidden_is_not_told_even_to_who_may_see_it(farm: Farm, dbname: str) -> None:
    wiki, client = farm[dbname], client_of(dbname)
    for title in ("Gone", "Hidden", "Suppressed"):
        wiki.edit(title, "Text.", user=ASHA)
    ids = {title: page_id(wiki, title) for title in ("Gone", "Hidden", "Suppressed")}
    assert read_missing(client, tuple(ids.values())) == frozenset()
    wiki.delete("Gone")
    wiki.delete("Hidden")
    wiki.hide_log("Hidden")
    wiki.suppress("Suppressed")
    assert read_missing(client, tuple(ids.values())) == frozenset(ids.values())
    told = {title: read_deletion(client, number, 0, title) for title, number in ids.items()}
    assert {title for title, when in told.items() if when} == {"Gone"}


def test_a_page_that_was_restored_and_deleted_again_was_deleted_then(farm: Farm) -> None:
    wiki, client = farm["arwiki"], client_of("arwiki")
    wiki.edit("باما", "نص.", user=ASHA)
    number = page_id(wiki, "باما")
    wiki.delete("باما")
    wiki.undelete("باما")
    assert read_deletion(client, number, 0, "باما") is None
    wiki.move("باما", "باما فوستينا")
    wiki.delete("باما فوستينا")
    assert read_deletion(client, number, 0, "باما") is not None
    assert read_deletion(client, number, 0, "Another") is None
