"""Texts of revisions (API `prop=revisions`), as many to a request as the wiki allows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.model.errors import WikiUnavailableError
from bot.wikis.client import Client

HIDDEN = "hidden"
DELETED = "deleted"
TOO_LARGE = "too large"
NOT_WIKITEXT = "not wikitext"
LOST = "lost by the wiki"

MOST_CHARACTERS = 4_194_304
"""Of one text; MediaWiki itself saves no page above 2 MiB (`$wgMaxArticleSize`) unless it is told to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionText:
    """The wikitext of one revision; None where it cannot be had, and `why` in a few words."""

    rev_id: int
    text: str | None
    why: str | None = None


def read_texts(client: Client, rev_ids: Sequence[int]) -> Iterator[tuple[RevisionText, ...]]:
    """Give the text of each of at most `client.batch` revisions once, one answer of the wiki at a time.

    An answer that would grow too large brings the others later. Raises WikiUnavailableError when the wiki stops
    answering; what was given until then is right but not complete.
    """
    left = dict.fromkeys(rev_ids)
    answers = client.query(
        prop="revisions", revids="|".join(map(str, left)), rvprop="ids|content|contentmodel", rvslots="main"
    )
    for answer in answers:
        try:
            found = [_text(revision) for page in answer.get("pages", ()) for revision in page.get("revisions", ())]
            missing = [int(number) for number in answer.get("badrevids", {})]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise WikiUnavailableError(f"its texts of revisions cannot be read ({error!r})") from error
        found += [RevisionText(rev_id=number, text=None, why=DELETED) for number in missing]
        given = tuple({one.rev_id: one for one in found if one.rev_id in left}.values())
        for one in given:
            del left[one.rev_id]
        yield given
    if left:
        yield tuple(RevisionText(rev_id=number, text=None, why=DELETED) for number in left)


def _text(revision: Mapping[str, Any]) -> RevisionText:
    """Read one revision; administrators are shown what is hidden, marked as such. Some old texts are lost."""
    content = revision.get("slots", {}).get("main", {})
    text = content.get("content")
    why = None
    if content.get("texthidden"):
        why = HIDDEN
    elif content.get("contentmodel", "wikitext") != "wikitext":
        why = NOT_WIKITEXT
    elif text is None:
        why = LOST
    elif len(text) > MOST_CHARACTERS:
        why = TOO_LARGE
    return RevisionText(rev_id=revision["revid"], text=None if why else text, why=why)
