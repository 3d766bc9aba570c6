"""Names and titles are what they are to the last byte, as MediaWiki has them, in every script, on both databases."""

import itertools

import pytest

from bot.model.contributions import Account
from bot.store import Store
from bot.store.accounts import LookedUp, load_accounts, save_accounts
from bot.store.contributions import save_contributions, stream_contributions
from bot.store.memory import recall, remember
from bot.store.progress import ReportState, load_report_states, save_report_states
from tests.unit.factories import NOON, contribution, span

EVER = span("2000-01-01", "2100-01-01")
LONGEST_NAMESPACE = "ഗാഡ്ജെറ്റ് നിർവചനത്തിന്റെ സംവാദം"
"""The longest that MediaWiki's languages have stands well below the room that is left for it."""

ALIKE = (
    ("Ab", "AB", "ab", "aB"),
    ("Ab", "Äb", "A\u0308b", "Áb", "Åb"),
    ("Ab", "Ab ", " Ab", "Ab  ", "A b", "Ab\u00a0", "Ab\u200e", "Ab\t"),
    ("ss", "ß", "ẞ", "SS"),
    ("I", "İ", "i", "ı"),
    ("Asha", "Аsha", "Αsha"),
    ("ａｂ", "ab", "ⓐⓑ"),
    ("ਗੁਰਪ੍ਰੀਤ", "ਗੁਰਪ੍ਰੀਤ\u200d", "ਗੁਰਪਰੀਤ", "ਗ਼ੁਰਪ੍ਰੀਤ"),
    ("فاطمة", "فاطمه", "فَاطمة", "فاطمۃ"),
    ("রোকেয়া", "রোকেয়া", "রোকেযা"),
    ("国", "國", "囯"),
    ("ก", "ก์", "ข"),
    ("𝒢", "G", "𝐆", "🏳", "🏳\u200d🌈", "🏴"),
    ("", " ", "0", "00"),
)


@pytest.mark.parametrize("names", ALIKE, ids=lambda names: names[0] or "nothing")
def test_names_that_look_alike_are_different_people(store: Store, names: tuple[str, ...]) -> None:
    answers = {
        name: LookedUp(
            user_name=name,
            checked_at=NOON,
            account=Account(dbname="enwiki", user_id=number, user_name=name, central_id=None, registration=None),
        )
        for number, name in enumerate(names)
    }
    save_accounts(store, "enwiki", answers.values())
    assert load_accounts(store, "enwiki", names) == answers
    for name in names:
        remember(store, name, name)
    assert [recall(store, name) for name in names] == list(names)


@pytest.mark.parametrize("letter", ["a", "é", "ਬ", "字", "𝒢"])
def test_the_longest_titles_fit_with_their_namespaces(store: Store, letter: str) -> None:
    title = (letter * 255).encode()[:255].decode(errors="ignore")
    save_contributions(store, [contribution(1, title=title)], fetch=1)
    assert [c.title for c in stream_contributions(store, {"enwiki": (11,)}, EVER)] == [title]
    states = {
        ("metawiki", name): ReportState(dbname="metawiki", title=name, saved_at=None, checked_at=NOON, outcome="saved")
        for name in (title, f"{LONGEST_NAMESPACE}:{title}")
    }
    save_report_states(store, states.values())
    assert load_report_states(store) == states


def test_names_are_sorted_alike_by_both_databases(store: Store) -> None:
    names = sorted(set(itertools.chain(*ALIKE)))
    save_report_states(
        store,
        [ReportState(dbname="metawiki", title=n, saved_at=None, checked_at=NOON, outcome="saved") for n in names],
    )
    assert [title for _, title in load_report_states(store)] == names
