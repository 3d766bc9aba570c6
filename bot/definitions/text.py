"""Text as people type it, made comparable: spaces, invisible marks, digits of every script, titles."""

import re
import unicodedata

LONGEST_TITLE = 255
"""Bytes of UTF-8, MediaWiki's own limit."""
SPACE_KIN = "\u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000"
"""What looks like a space and is none, as a character class."""
INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Marks of direction and their like; the joiners stay, since Indic scripts and Persian are spelt with them."""
_SPACES = re.compile(rf"[\s{SPACE_KIN}]+")
_TITLE_SPACES = re.compile(rf"[\s_{SPACE_KIN}]+")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_FORBIDDEN = re.compile(r"[#<>\[\]{}|\x00-\x1f\x7f\ufffd]")
_ESCAPES = re.compile(r"%[0-9A-Fa-f]{2}|&(?:\w+|#\d+|#x[0-9A-Fa-f]+);|~~~")
_GEORGIAN = range(0x10D0, 0x1100)


def clean(text: str) -> str:
    """Give the text composed (NFC), without invisible marks, with single plain spaces."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def clean_title(text: str) -> str:
    """Give a title or account name as MediaWiki spells it: underscores are spaces, the first letter is upper case."""
    title = _TITLE_SPACES.sub(" ", clean(text)).strip()
    return upper_first(title.removeprefix(":").lstrip())


def upper_first(text: str) -> str:
    """Change the first letter as MediaWiki does: not where that makes two letters, nor in Georgian."""
    upper = text[:1].upper()
    if len(upper) != 1 or ord(text[0]) in _GEORGIAN:
        return text
    return upper + text[1:]


def clean_scalar(text: str) -> str:
    """Give a date, number or code in plain ASCII where it was typed with digits and signs of another script."""
    unified = _DASHES.sub("-", clean(unicodedata.normalize("NFKC", text)))
    return "".join(
        str(digit) if (digit := unicodedata.decimal(character, None)) is not None else character
        for character in unified
    )


def forbidden_in(title: str, also: str = "") -> str | None:
    """Give the first thing in a title that MediaWiki does not allow there, or that is in `also`."""
    found = _FORBIDDEN.search(title) or _ESCAPES.search(title)
    if found:
        return found[0] if found[0].isprintable() else "an invisible control character"
    if any(part in {".", ".."} for part in title.split("/")):
        return "."
    return next((character for character in title if character in also), None)


def byte_length(text: str) -> int:
    return len(text.encode())
