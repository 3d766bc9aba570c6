"""Account names as MediaWiki writes them, and IP addresses, which are never names."""

import re
import unicodedata
from ipaddress import AddressValueError, IPv6Address

MAX_NAME_BYTES = 255

# MediaWiki drops the marks of its title parser; the others are invisible too and can stand in no account name.
_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_SPACES = re.compile("[ _\t\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_ASCII_SPACES = re.compile("[_\t]|  ")
_FORBIDDEN = re.compile(
    "[#<>\\[\\]|{}/@:\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd\ufffe\uffff]"
    "|%[0-9A-Fa-f]{2}|&[0-9A-Za-z\x80-\U0010ffff]+;|~~~"
)
_IPV4 = r"\d{1,3}\.\d{1,3}\.\d{1,3}\.(?:xxx|\d{1,3})"
_ONLY_IPV4 = re.compile(rf"{_IPV4}(?:/\d{{1,3}}|\s*-\s*{_IPV4})?", re.ASCII)
_ANY_ADDRESS = re.compile(
    rf"(?<![\w.]){_IPV4}(?!\w|\.\d)|(?<![\w:])(?=:*[0-9A-Fa-f])[0-9A-Fa-f:]{{2,39}}(?![\w:])", re.ASCII
)


def fold_spaces(text: str) -> str:
    """Give the text without direction marks, with single spaces for underscores and every kind of space."""
    if text.isascii() and not _ASCII_SPACES.search(text):
        return text.strip()
    return _SPACES.sub(" ", _MARKS.sub("", text)).strip()


def normalize_name(text: str) -> str | None:
    """Give the account name that MediaWiki understands by `text`, or None where no account can be called so.

    After MediaWiki's UserNameUtils and title parser: spaces folded, direction marks dropped, NFC, the first letter
    in title case (ß stays, as on Wikimedia's wikis), at most 255 bytes. The characters that no new account may
    have (`@` and `:`) are refused as well.
    """
    name = unicodedata.normalize("NFC", fold_spaces(text.strip("\r\n")))
    if not name or len(name) > MAX_NAME_BYTES or _FORBIDDEN.search(name) or name in {".", ".."} or is_ip(name):
        return None
    if name[0] != "ß":
        name = name[0].title() + name[1:]
    return name if len(name.encode()) <= MAX_NAME_BYTES else None


def is_ip(text: str) -> bool:
    """Tell whether `text` is an IP address, a range of them, or looks like one to MediaWiki (`300.1.2.xxx`)."""
    address = fold_spaces(text)
    return _ONLY_IPV4.fullmatch(address) is not None or _is_ipv6(address.partition("/")[0])


def hide_addresses(text: str) -> str:
    """Give the text with `…` in place of every IP address."""
    return _ANY_ADDRESS.sub(lambda match: "…" if is_ip(match[0]) else match[0], text)


def _is_ipv6(text: str) -> bool:
    if ":" not in text or "%" in text:
        return False
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True
