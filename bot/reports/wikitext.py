"""Text from outside made harmless, and links built so that no title can break out of them."""

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, unquote

import regex

from bot.reports.codes import html_language


class Wikitext(str):
    """Wikitext that may stand on a page as it is; any operation on it gives plain `str` again, which is escaped."""

    __slots__ = ()


BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that reorder what follows them; a name holding one could swallow the rest of its line."""

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_CONTROLS = re.compile(f"[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff{_NONCHARACTERS}]")
_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_MAGIC_LINK = re.compile("ISBN|RFC|PMID")
_HARMLESS_INSIDE = re.compile(
    r"(?<=[0-9]):(?=[0-9])"  # a time; elsewhere a letter before it may make it a protocol
    r"|(?<=[^\W_])['/-](?=[^\W_])"  # one alone between letters
    r"|(?<=[^\W_])[:;](?= )"
)
_ALWAYS_PLAIN = frozenset(" .,()?\u200c\u200d\u200e\u200f")
_UNLINKABLE = re.compile(r"^:|[#<>\[\]{}|\ufffd]|~~~|%[0-9A-Fa-f]{2}|&[^;\s]+;|(?:^|/)\.\.?(?:/|$)")
_TITLE_BYTES = 255
_PLAIN = regex.compile(r"(?! )(?:\p{L}\p{M}*+|[\p{N} .,()\u200c-\u200f])++")
"""Letters with their marks, digits, and signs that never mean anything."""
_PLAIN_IN_TITLES = regex.compile(r"(?:\p{L}\p{M}*+|[\p{N} .,()\u200c-\u200f/:-])++")
_CLEAN = regex.compile(r"(?:\p{L}\p{M}*+|[\p{N} -~])++")


def is_plain(text: str) -> bool:
    """Whether a text is known to mean only itself wherever it stands, as most names and all numbers do."""
    return bool(_PLAIN.fullmatch(text)) and _is_nfc(text) and not _MAGIC_LINK.search(text)


def _is_nfc(text: str) -> bool:
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def clean(text: str) -> str:
    """Give the text on one line, in NFC, without characters that are invisible and do something to the page."""
    if _CLEAN.fullmatch(text) and _is_nfc(text):
        return text
    text = BIDI_CONTROLS.sub("", _BREAKS.sub(" ", text))
    return unicodedata.normalize("NFC", _CONTROLS.sub("\ufffd", text))


def escape(text: str) -> Wikitext:
    """Give wikitext that shows `text` as itself, wherever on a line, in a cell or in an attribute it stands.

    Everything but letters, marks, digits and a few signs that never mean anything becomes a character reference,
    which MediaWiki decodes only after all of its markup is parsed.
    """
    if is_plain(text):
        return Wikitext(text)
    escaped = escape_inside(text)
    return Wikitext("&#32;" + escaped[1:]) if escaped.startswith(" ") else escaped


@lru_cache(maxsize=8192)  # names, numbers and words come again on every page
def escape_inside(text: str) -> Wikitext:
    """Escape a piece that is known to follow other text on its line, so that a space may come first."""
    text = clean(text)
    plain = {match.start() for match in _HARMLESS_INSIDE.finditer(text)}
    magic = {match.start() for match in _MAGIC_LINK.finditer(text)}
    return Wikitext(
        "".join(
            character if index not in magic and (index in plain or _is_plain(text, index)) else f"&#{ord(character)};"
            for index, character in enumerate(text)
        )
    )


def _is_plain(text: str, index: int) -> bool:
    """Whether a character never means anything; a mark does where it would join the `>` of a tag before it."""
    if text[index] in _ALWAYS_PLAIN:
        return True
    category = unicodedata.category(text[index])
    if category[0] == "M":
        return index > 0 and unicodedata.category(text[index - 1])[0] in "LM"
    if category[0] == "P":  # the low line has a wide form that makes behaviour switches, too
        return category != "Pc" and not text[index].isascii()
    return category[0] in "LN" or category == "Zs"


def is_linkable(title: str) -> bool:
    """Whether MediaWiki could hold a page of this name; what it cannot hold is shown without a link."""
    title = title.strip(" _")
    if not title or title != clean(title) or _UNLINKABLE.search(title):
        return False
    return len(title.encode()) <= _TITLE_BYTES


def isolated(text: str, language: str | None = None) -> Wikitext:
    """Give the text as a name that keeps its own direction, in its own language; wikitext stays as it is."""
    if isinstance(text, Wikitext):
        return text
    return Wikitext(f"<bdi{_lang(language)}>{escape(text)}</bdi>")


@lru_cache(maxsize=1024)
def _lang(language: str | None) -> str:
    return f' lang="{escape(html_language(language))}"' if language else ""


def link(
    title: str, label: str | None = None, *, prefix: str = "", section: str | None = None, language: str | None = None
) -> Wikitext:
    """Give a link to a page of this or, by its interwiki prefix, another wiki; never an image or category.

    `title` with its namespace; `language` is that of the shown text, by default the title.
    """
    shown = isolated(title if label is None else label, language)
    if not is_linkable(title):
        return shown
    target = f"{_target(prefix)}:{_target(title)}" if prefix else _target(title)
    anchor = f"#{_target(section)}" if section else ""
    return Wikitext(f"[[:{target}{anchor}|{shown}]]")


def external_link(
    url: str, title: str, label: str | None = None, *, language: str | None = None, query: str = ""
) -> Wikitext:
    """Give a link to a page by its address; `url` holds `$1` where the title goes, `query` is encoded already."""
    shown = isolated(title if label is None else label, language)
    if not is_linkable(title) or not url.startswith(("https://", "http://", "//")):
        return shown
    name = quote(re.sub("[ _]+", "_", clean(title)), safe="/:,()")
    address = quote(url, safe="/:?&=%$#").replace("$1", name)
    if query:
        address += f"{'&' if '?' in address else '?'}{query}"
    address = address.replace("__", "_%5F").replace("~", "%7E")
    return Wikitext(f'<span class="plainlinks">[{address} {shown}]</span>')


def gallery_line(title: str, caption: Wikitext) -> Wikitext | None:
    """Give a file's line in a `<gallery>`, `title` without its namespace; None for what no page can be called."""
    if not is_linkable(f"File:{title}"):
        return None
    return Wikitext(f"File:{_target(title)}|alt={escape_inside(title)}|{caption}")


def timestamp(text: Wikitext) -> Wikitext:
    """Mark what changes with every update, so that `canonical` finds it."""
    return Wikitext(f"<!--t-->{text}<!--/t-->")


def _target(title: str) -> str:
    if _PLAIN_IN_TITLES.fullmatch(title) and _is_nfc(title):
        return title
    title = clean(title).replace("_", " ")
    return "".join(
        character if character in "-:/" or (character != "?" and _is_plain(title, index)) else _percent(character)
        for index, character in enumerate(title)
    )


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def mentions(text: str, name: str) -> bool:
    """Whether wikitext shows or links a name, however it is escaped there."""
    return clean(name) in html.unescape(unquote(text)).replace("_", " ")


_PERSON = re.compile(r"\[\[:User:(?P<target>[^\[\]{}|]+)\|<bdi>(?P<label>[^<]+)</bdi>\]\]")


def people_linked(text: str) -> frozenset[str]:
    """Give the people whom a report names with a link, as the built-in templates do."""
    return frozenset(
        name
        for match in _PERSON.finditer(text)
        if (name := html.unescape(match["label"])) == unquote(match["target"]).replace("_", " ")
    )


_MARKUP = re.compile(
    r"\[\[(?P<target>[^\[\]{}|<>\n]+)(?:\|(?P<label>[^\[\]{}|<>\n]*))?\]\]|(?P<quotes>'''(?!')|''(?!'))|(?P<break>\n+)"
)


Linking = Callable[[str, str | None, str], Wikitext]
"""Gives a link to a page by its title, with a label and, unless it is empty, to a section."""


def link_here(title: str, label: str | None, section: str) -> Wikitext:
    """Give a link to a page of the wiki on which it stands."""
    return link(title, label, section=section)


def prose(text: str, linking: Linking = link_here) -> Wikitext:
    """Give an organizer's description with its links, bold and italics; all other markup is shown as text."""
    pieces: list[str] = []
    position = 0
    for match in _MARKUP.finditer(text := text.strip().replace("\r\n", "\n")):
        pieces.append(
            escape(text[position : match.start()]) if not pieces else escape_inside(text[position : match.start()])
        )
        if match["target"]:
            title, _, section = match["target"].strip().removeprefix(":").partition("#")
            pieces.append(linking(title, match["label"] or None, section))
        else:
            pieces.append(match["quotes"] or "<br />")
        position = match.end()
    pieces.append(escape_inside(text[position:]))
    return Wikitext("".join(pieces))
