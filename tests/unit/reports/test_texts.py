"""Words and references on reports: shown where they are known, and what is missing in them is said."""

from bot.cli.shipped import load_messages
from bot.model.results import Result, Totals
from bot.reports.messages import Translator
from bot.reports.tiles import Tile, make_tiles
from bot.reports.wikitext import Wikitext

T = Translator("en", load_messages())
UNKNOWN = Wikitext("no answer")


def tiles(words: int | None, references: int | None, *, uncounted: int = 0, unsegmented: int = 0) -> tuple[Tile, ...]:
    """Give the tiles after the four that every report has."""
    result = Result(
        campaign="ਮੁਹਿੰਮ",
        program=None,
        as_of=None,
        unknown_wikis=(),
        totals=Totals(words_added=words, references_added=references),
        wikis={},
        participants={},
        pages=(),
        uncounted_texts=uncounted,
        unsegmented_texts=unsegmented,
    )
    return make_tiles(result, UNKNOWN, T)[4:]


def shown(*given: Tile) -> list[tuple[str, ...]]:
    return [(tile.value, tile.label, *tile.notes) for tile in given]


def test_words_and_references_are_shown_where_they_are_known() -> None:
    assert shown(*tiles(1_200, -2)) == [("1,200", "words added"), ("&#45;2", "references added")]
    assert tiles(None, None) == ()


def test_below_a_sum_stands_what_is_missing_in_it() -> None:
    missing = "2 passages not counted: their texts are hidden, or will be read later"
    assert shown(*tiles(7, 2, uncounted=2)) == [("7", "words added", missing), ("2", "references added", missing)]


def test_where_nothing_is_known_yet_it_says_so() -> None:
    missing = "one passage not counted: its text is hidden, or will be read later"
    assert [(tile.value, *tile.notes) for tile in tiles(None, None, uncounted=1)] == [("?", missing)] * 2


def test_words_that_nothing_tells_apart_are_missing_in_words_alone() -> None:
    words, references = tiles(None, 3, unsegmented=4)
    assert (words.value, words.notes) == (
        "?",
        ("4 passages left out in languages written without spaces, for which the bot lacks a dictionary",),
    )
    assert (references.value, references.notes) == ("3", ())
