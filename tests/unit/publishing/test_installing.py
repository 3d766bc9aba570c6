"""What becomes of pages that ship with the bot, after people and earlier versions changed them."""

import pytest

from bot.model.outcomes import Unchanged
from bot.model.pages import Edit, PageText
from bot.publishing.installing import LeftAlone, prepare_installation

TITLE = "ਮਦਦ:CampaignBot"


def decide(text: str | None, *, editor: str | None = None, own: str | None = None, deleted: bool = False) -> object:
    page = PageText(title=TITLE, rev_id=None if text is None else 7, text=text, editor=editor)
    return prepare_installation(page, "shipped\n", summary="Help", own_text=own, deleted=deleted)


def test_a_page_that_is_not_there_is_made() -> None:
    assert decide(None) == Edit(title=TITLE, text="shipped\n", summary="Help", base=None)


def test_a_page_that_somebody_took_away_is_not_made_again() -> None:
    why = "somebody deleted or moved it; restore it to have it kept up to date"
    assert decide(None, deleted=True) == LeftAlone(why=why)


def test_a_page_as_the_bot_left_it_is_brought_up_to_date() -> None:
    assert decide("earlier", editor="CampaignBot", own="earlier") == Edit(
        title=TITLE, text="shipped\n", summary="Help", base=7
    )


def test_a_page_that_was_protected_or_mended_since_is_still_the_bots() -> None:
    assert decide("earlier", editor="ਗੁਰਪ੍ਰੀਤ", own="earlier\n") == Edit(
        title=TITLE, text="shipped\n", summary="Help", base=7
    )


@pytest.mark.parametrize("own", [None, "earlier"])
def test_a_page_with_other_words_is_left_to_those_who_wrote_them(own: str | None) -> None:
    why = "ਗੁਰਪ੍ਰੀਤ changed it; undo that to have it kept up to date"
    assert decide("ਸਾਡੇ ਸ਼ਬਦ", editor="ਗੁਰਪ੍ਰੀਤ", own=own) == LeftAlone(why=why)


def test_a_page_whose_last_editor_is_hidden_is_left_too() -> None:
    why = "somebody changed it; undo that to have it kept up to date"
    assert decide("theirs", own="earlier") == LeftAlone(why=why)


@pytest.mark.parametrize("text", ["shipped", "shipped\n"])
@pytest.mark.parametrize("own", [None, "shipped", "earlier"])
def test_a_page_that_says_the_same_is_not_saved_whoever_wrote_it(text: str, own: str | None) -> None:
    assert decide(text, editor="ਗੁਰਪ੍ਰੀਤ", own=own) == Unchanged()
