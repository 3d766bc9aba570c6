"""Sources that tell of a page whether it is a redirect, beside those that have to be asked."""

from bot.store import Store
from bot.store.contributions import created_pages, finish_fetch, save_contributions, stream_contributions
from tests.unit.factories import DAY, contribution


def test_what_came_with_a_revision_stays_until_it_comes_otherwise(store: Store) -> None:
    told = (contribution(1, parent_id=0, is_redirect=True), contribution(2, parent_id=0, page_id=2, is_redirect=False))
    save_contributions(store, (*told, contribution(3, parent_id=0, page_id=3)), fetch=1)
    assert created_pages(store, "enwiki", known_too=False) == (3,)
    untold = (contribution(1, parent_id=0), contribution(2, parent_id=0, page_id=2, is_redirect=True))
    finish_fetch(store, "enwiki", [11], DAY, untold, fetch=1)
    found = stream_contributions(store, {"enwiki": [11]}, DAY)
    assert [(c.rev_id, c.is_redirect) for c in found] == [(1, True), (2, True), (3, None)]
