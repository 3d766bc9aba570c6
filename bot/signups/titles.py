"""Whom a link title means: user pages, their talk pages and contributions, on any wiki."""

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

from bot.signups.names import fold_spaces
from bot.signups.syntax import ListSyntax, name_key
from bot.signups.values import Form

_PREFIX = re.compile(r"[a-z][a-z0-9 -]{0,30}", re.IGNORECASE)
_MAX_PREFIXES = 3
_COLON = re.compile("[:\uff1a]")
_ENTITY = re.compile(r"&(?:[A-Za-z0-9]{2,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A title that belongs to an account: the account's name as written, and the subpage, empty for none."""

    form: Form
    name: str
    subpage: str = ""


def decode(text: str) -> str:
    """Give what MediaWiki understands by a title with percent signs and character references."""
    try:
        text = unquote(text, errors="strict") if "%" in text else text
    except UnicodeDecodeError:
        return text
    return decode_entities(text)


def decode_entities(text: str) -> str:
    """Give the text with the characters that references such as `&amp;` stand for; they must end in a semicolon."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def read_title(title: str, syntax: ListSyntax) -> Reference | None:
    """Give the account that a title means, None for any other page.

    Prefixes of other wikis may stand before the namespace (`:de:Benutzer:X`, `m:User:X`); the account is the same.
    """
    text = fold_spaces(decode(title)).lstrip(": ").partition("#")[0]
    for prefixes in range(_MAX_PREFIXES + 1):
        parts = _COLON.split(text, maxsplit=1)
        if len(parts) == 1:
            return None
        head, rest = parts[0].strip(), parts[1].lstrip(": ")
        key = head.lower()
        if _is_user_namespace(key, syntax, prefixed=prefixes > 0):
            form = Form.USER_TALK_LINK if key in syntax.talk_namespaces else Form.USER_LINK
            return _reference(form, rest, syntax)
        page, slash, name = rest.partition("/")
        if slash and f"{key}:{name_key(page)}" in syntax.contributions:
            return Reference(form=Form.CONTRIBUTIONS, name=bare_name(name, syntax))
        if not _PREFIX.fullmatch(head):
            return None
        text = rest
    return None


def bare_name(text: str, syntax: ListSyntax) -> str:
    """Give a name without the namespace that people write before it (`User:X`)."""
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and _is_user_namespace(name_key(head), syntax, prefixed=False) else text.strip()


def _is_user_namespace(key: str, syntax: ListSyntax, *, prefixed: bool) -> bool:
    return (
        key in syntax.user_namespaces
        or key in syntax.foreign_user_namespaces
        or (prefixed and key in syntax.abbreviated_user_namespaces)
    )


def _reference(form: Form, rest: str, syntax: ListSyntax) -> Reference:
    name, _, subpage = bare_name(rest, syntax).partition("/")
    return Reference(form=form, name=name.strip(), subpage=subpage.strip())
