"""What becomes of a page that ships with the bot: help and templates on the home wiki."""

from dataclasses import dataclass

from bot.model.outcomes import Unchanged
from bot.model.pages import Edit, PageText


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAlone:
    """The page is somebody's: it stays as it is until a person decides otherwise."""

    why: str


def prepare_installation(
    page: PageText, text: str, *, summary: str, own_text: str | None, deleted: bool
) -> Edit | Unchanged | LeftAlone:
    """Give the edit that makes `page` what ships with the bot, unless people have made it something else.

    `own_text` is what the bot's own account saved there last, None where it never did. A page that stands as the bot
    left it is the bot's, also where somebody protected it or took back a change since. A page that is not there,
    though it was (`deleted`), was taken away by somebody.
    """
    if page.text is None:
        if deleted:
            return LeftAlone(why="somebody deleted or moved it; restore it to have it kept up to date")
        return Edit(title=page.title, text=text, summary=summary, base=None)
    if _same(page.text, text):
        return Unchanged()
    if own_text is None or not _same(page.text, own_text):
        who = f"{page.editor} changed it" if page.editor else "somebody changed it"
        return LeftAlone(why=f"{who}; undo that to have it kept up to date")
    return Edit(title=page.title, text=text, summary=summary, base=page.rev_id)


def _same(text: str, other: str) -> bool:
    """Compare as MediaWiki does: it takes white space off the end of what is saved."""
    return text.rstrip() == other.rstrip()
