"""What a reader of the page sees of a piece of wikitext, and what kind of words those are."""

import re
from collections.abc import Collection, Mapping

from bot.model.signups import NotRead
from bot.signups.names import fold_spaces
from bot.signups.syntax import ListSyntax, words_of
from bot.signups.titles import decode_entities

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|'{2,5}|__[A-Z]{3,30}__")
_CALL = re.compile(r"\{\{[^{}]*\}\}")
_FILE = re.compile(
    r"\[\[[^\[\]|]{1,300}\.(?:svg|png|jpe?g|gif|webp|tiff?|xcf)\s{0,9}(?:\|[^\[\]]*)?\]\]", re.IGNORECASE
)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_ADDRESS = re.compile(r"\[(?:https?:)?//[^\s\[\]]{1,2000}([^\[\]]*)\]|https?://[^\s\[\]]{1,2000}")
_BREAK = re.compile(r"<br\s{0,9}/?>|</(?:tr|li)\s{0,9}>", re.IGNORECASE)

_TIME = r"\d{1,2}(?:[:.]\d{2}|h\d{2})(?!\d)"
_ANY_TIME = re.compile(rf"(?<!\d){_TIME}")
_TIMESTAMP = re.compile(
    rf"(?<!\d)(?:{_TIME}[^\n()]{{1,50}}?\d{{4}}|(?=[^\n]{{0,40}}?\d{{4}})\d{{1,4}}[^\n:]{{1,50}}?{_TIME}|{_TIME})"
    r"[^\s()]{0,4}\s?(?:\([^()\n]{1,15}\))?"
)
_SEPARATED = re.compile(r"[^\w\s'\"“”„«»@*()-][\s'\"“”»*)]*$|-\s*$")
_SENTENCE_END = re.compile(
    r"[.!?~\u2013\u2014\u2026\u0964\u0965\u3002\uff01\uff1f\u061f\u06d4\u0589\u1362][\s'\"\u201d\u00bb*)]*$|-\s*$"
)
_JOINED = re.compile(r"[\s)\]}'\"]*[,،、\uff0c;؛/&+·•][\s(\['\"]*")
_DASHES = ("\u2013", "\u2014")
_COLONS = (":", "\uff1a")
_COMMAS = (",", "\u060c", "\u3001", "\uff0c")
_FEW_WORDS = 4
_LONGEST_PHRASE = 5
_SHORT = 40
_FARTHEST_TIME = 60


def plain_text(wikitext: str) -> str:
    """Give what is seen of a piece of wikitext: no tags, templates and images, links as their labels."""
    text = _CALL.sub(" ", _CALL.sub(" ", wikitext)) if "{{" in wikitext else wikitext
    if "[" in text:
        text = _LINK.sub(r"\1", _LINK.sub(r"\1", _FILE.sub(" ", text)))
        text = _ADDRESS.sub(r"\1", text)
    if "<" in text or "''" in text or "__" in text:
        text = _TAG.sub("", text)
    return fold_spaces(decode_entities(text))


def has_words(text: str) -> bool:
    """Tell whether there is a letter of any script in the text."""
    return any(character.isalpha() for character in text)


def without_timestamps(text: str) -> str:
    """Give the text without the dates and times of signatures, in any language and digits."""
    return _TIMESTAMP.sub(" ", text)


def time_follows(text: str) -> bool:
    """Tell whether the text goes on with a time of day, as after a name in a signature."""
    found = _ANY_TIME.search(text[:_FARTHEST_TIME])
    return found is not None and len(_words(text[: found.start()])) <= _FEW_WORDS + 2


def is_role(label: str, syntax: ListSyntax) -> bool:
    """Tell whether a label or heading names the organizers' part of a page, in any language."""
    return set(_parts(label, syntax)) == {NotRead.ORGANIZERS}


def part_of_page(label: str, syntax: ListSyntax) -> NotRead | None:
    """Give why nobody signs up below a label or heading, in any language; None where people may.

    It must say nothing else: `Questions` is one, `Discussion participants` is none.
    """
    return next(iter(_parts(label, syntax)), None)


def names_a_list(label: str, syntax: ListSyntax) -> bool:
    """Tell whether a label or heading speaks of participants, in any language."""
    key = label.lower()
    return any(word in key for word in syntax.list_words)


def is_list_label(label: str, syntax: ListSyntax) -> bool:
    """Tell whether the text announces participants, and only them, in a few words (`Participants from Delhi:`)."""
    words = words_of(label)
    few = is_label(label) and len(words) <= _FEW_WORDS
    return few and names_a_list(label, syntax) and not any(word in syntax.heading_words for word in words)


def is_by(lead: str, syntax: ListSyntax) -> bool:
    """Tell whether the text ends so that the name after it is somebody else's (`added by`)."""
    return _ends_with(lead, syntax.by_words)


def is_nominating(lead: str, syntax: ListSyntax) -> bool:
    """Tell whether the text ends so that the name after it is that of whom another signs up (`Nominated:`)."""
    return _ends_with(lead, syntax.nominating_words)


def closes(lead: str) -> bool:
    """Tell whether a sentence ends or a dash stands before a name: it is a signature."""
    return _SENTENCE_END.search(lead) is not None


def introduces(lead: str, rest: str) -> bool:
    """Tell whether the name between two pieces of text stands for itself, not as a part of a sentence.

    It does after a comma, colon or parenthesis; or after a few words (a civil name) when nothing or a parenthesis
    closes it.
    """
    if _SEPARATED.search(lead):
        return True
    short = len(_words(lead)) <= _FEW_WORDS and len(lead) <= _SHORT
    return short and (not has_words(rest) or rest.startswith((")", ",", "-", *_DASHES)))


def joins(gap: str, syntax: ListSyntax) -> bool:
    """Tell whether wikitext between two names lists both alike: a comma, a line break, `and`."""
    seen = plain_text(_BREAK.sub(",", gap))
    return _JOINED.fullmatch(f" {seen} ") is not None or seen.strip(" ()[]").casefold() in syntax.and_words


def is_label(text: str) -> bool:
    """Tell whether the text announces what follows it."""
    return text.endswith(_COLONS)


def is_regards(text: str) -> bool:
    """Tell whether the text ends as a letter does above its signature (`Yours,`)."""
    return text.endswith(_COMMAS)


def _parts(label: str, syntax: ListSyntax) -> list[NotRead]:
    """Give what the words of a label stand for, in their order; nothing if one of them says something else."""
    words = words_of(label)
    parts: list[NotRead] = []
    position = 0
    while position < len(words):
        phrase = _longest_phrase(words[position : position + _LONGEST_PHRASE], syntax.heading_words)
        if phrase:
            parts.append(syntax.heading_words[" ".join(phrase)])
        elif words[position] not in syntax.filler_words:
            return []
        position += len(phrase) or 1
    return parts


def _longest_phrase(words: list[str], phrases: Mapping[str, NotRead]) -> list[str]:
    candidates = (words[:length] for length in range(len(words), 0, -1))
    return next((candidate for candidate in candidates if " ".join(candidate) in phrases), [])


def _ends_with(lead: str, phrases: Collection[str]) -> bool:
    words = words_of(lead)[-_LONGEST_PHRASE:]
    return any(" ".join(words[start:]) in phrases for start in range(len(words)))


def _words(text: str) -> list[str]:
    return [word for word in text.split() if has_words(word)]
