"""Wanted articles come out of the store as they went in, and a page's id outlives its name."""

from bot.model.results import WantedArticle
from bot.store import Store
from bot.store.articles import (
    CheckedArticle,
    ReadList,
    known_lists,
    load_articles,
    load_lists,
    load_wanted,
    save_articles,
    save_lists,
    save_wanted,
)
from tests.unit.factories import NOON, at

BAMA = WantedArticle(wiki="pawiki", name="ਬਾਮਾ", namespace=0, title="ਬਾਮਾ ਫ਼ੌਸਤੀਨਾ", page_id=4, exists=True)
GONE = WantedArticle(wiki="pawiki", name="ਬਾਮਾ", namespace=0, title="ਬਾਮਾ", exists=False)
IMPOSSIBLE = WantedArticle(wiki="arwiki", name="fr:باما", exists=False)
UNASKED = WantedArticle(wiki="bnwiki", name="নামদেব ঢসাল")


def test_articles_come_back_in_the_order_of_the_lists(store: Store) -> None:
    save_articles(store, [BAMA, IMPOSSIBLE], checked_at=NOON)
    asked = [("bnwiki", "নামদেব ঢসাল"), ("pawiki", "ਬਾਮਾ"), ("arwiki", "fr:باما")]
    save_wanted(store, "Poets week", "Writing", asked)
    save_wanted(store, "Poets week", "Reading", [("pawiki", "ਬਾਮਾ")])
    assert load_wanted(store, "Poets week", "Writing") == (UNASKED, BAMA, IMPOSSIBLE)
    save_wanted(store, "Poets week", "Writing", [])
    assert load_wanted(store, "Poets week", "Writing") == ()
    assert load_wanted(store, "Poets week", "Reading") == (BAMA,)


def test_the_id_of_a_page_that_left_its_name_stays_known(store: Store) -> None:
    save_articles(store, [BAMA], checked_at=NOON)
    save_articles(store, [GONE], checked_at=at("2026-04-15"))
    gone = WantedArticle(wiki="pawiki", name="ਬਾਮਾ", namespace=0, title="ਬਾਮਾ", page_id=4, exists=False)
    assert load_articles(store, "pawiki", ["ਬਾਮਾ", "ਮੀਨਾ"]) == {
        "ਬਾਮਾ": CheckedArticle(article=gone, checked_at=at("2026-04-15"))
    }


def test_more_articles_than_one_query_can_name(store: Store) -> None:
    articles = [
        WantedArticle(wiki="enwiki", name=f"Poet {n}", namespace=0, title=f"Poet {n}", page_id=n, exists=True)
        for n in range(1, 1202)
    ]
    save_articles(store, articles, checked_at=NOON)
    assert len(load_articles(store, "enwiki", [one.name for one in articles])) == 1201


def test_lists_come_back_as_they_were_read_last(store: Store) -> None:
    page = ReadList(
        dbname="metawiki",
        title="Poets week/Articles",
        rev_id=7,
        read_at=NOON,
        articles=(("", "Bama"), ("arwiki", "باما")),
        too_long=True,
    )
    category = ReadList(dbname="pawiki", title="Category:ਕਵੀ", rev_id=None, read_at=NOON, articles=(), empty=True)
    save_lists(store, [page, category])
    save_lists(store, [page])
    keys = [("metawiki", "Poets week/Articles"), ("pawiki", "Category:ਕਵੀ"), ("pawiki", "Category:ਲੇਖਕ")]
    assert load_lists(store, keys) == {keys[0]: page, keys[1]: category}
    assert known_lists(store) == {keys[0], keys[1]}
