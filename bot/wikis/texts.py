"""Texts of revisions (API `prop=revisions`), as many to a request as the wiki allows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.model.errors import WikiUnavailableError
from bot.wikis.client import Client

HIDDEN = "hidden"
DELETED = "deleted"
TOO_LARGE = "too large"
NOT_WIKITEXT = "not wikitext"
NO_ENTITY = "no item, property or lexeme"
LOST = "lost by the wiki"

ENTITY_MODELS = frozenset({"wikibase-item", "wikibase-property", "wikibase-lexeme"})
"""Content models of the pages of entities."""

MOST_CHARACTERS = 4_194_304
"""Of one text; MediaWiki itself saves no page above 2 MiB (`$wgMaxArticleSize`) unless it is told to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionText:
    """The text of one revision; None where it cannot be had, and `why` in a few words."""

    rev_id: int
    text: str | None
    why: str | None = None
    summary: str | None = None
    """The edit's own, where it was asked for and nobody hid it."""


def read_texts(client: Client, rev_ids: Sequence[int]) -> Iterator[tuple[RevisionText, ...]]:
    """Give the wikitext of each of at most `client.batch` revisions once, one answer of the wiki at a time.

    An answer that would grow too large brings the others later. Raises WikiUnavailableError when the wiki stops
    answering; what was given until then is right but not complete.
    """
    return _read(client, rev_ids, "ids|content|contentmodel", _wikitext)


def read_documents(client: Client, rev_ids: Sequence[int]) -> Iterator[tuple[RevisionText, ...]]:
    """Do as `read_texts` does for the JSON documents of a Wikibase's entities, with the summaries of their edits."""
    return _read(client, rev_ids, "ids|content|contentmodel|comment", _document)


def _read(
    client: Client, rev_ids: Sequence[int], properties: str, read: Callable[[Mapping[str, Any]], RevisionText]
) -> Iterator[tuple[RevisionText, ...]]:
    left = dict.fromkeys(rev_ids)
    answers = client.query(prop="revisions", revids="|".join(map(str, left)), rvprop=properties, rvslots="main")
    for answer in answers:
        try:
            found = [read(revision) for page in answer.get("pages", ()) for revision in page.get("revisions", ())]
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


def _wikitext(revision: Mapping[str, Any]) -> RevisionText:
    model = _main_slot(revision).get("contentmodel", "wikitext")
    return _text(revision, other=None if model == "wikitext" else NOT_WIKITEXT)


def _document(revision: Mapping[str, Any]) -> RevisionText:
    model = _main_slot(revision).get("contentmodel", "")
    comment = None if revision.get("commenthidden") else revision.get("comment")
    return replace(_text(revision, other=None if model in ENTITY_MODELS else NO_ENTITY), summary=comment)


def _text(revision: Mapping[str, Any], *, other: str | None) -> RevisionText:
    """Read one revision; administrators are shown what is hidden, marked as such. Some old texts are lost.

    `other` says what it is instead of what was asked for.
    """
    content = _main_slot(revision)
    text = content.get("content")
    why = None
    if content.get("texthidden"):
        why = HIDDEN
    elif other:
        why = other
    elif text is None:
        why = LOST
    elif len(text) > MOST_CHARACTERS:
        why = TOO_LARGE
    return RevisionText(rev_id=revision["revid"], text=None if why else text, why=why)


def _main_slot(revision: Mapping[str, Any]) -> Mapping[str, Any]:
    slot: Mapping[str, Any] = revision.get("slots", {}).get("main", {})
    return slot
