"""Wikitext of a sign-up list to names, and how each line was read. Pure."""

from bot.signups.names import is_ip, normalize_name
from bot.signups.reader import parse_signups
from bot.signups.redirects import looks_like_redirect
from bot.signups.syntax import ListSyntax, list_syntax
from bot.signups.values import Entry, Form, SignupList, UnreadLine

__all__ = [
    "Entry",
    "Form",
    "ListSyntax",
    "SignupList",
    "UnreadLine",
    "is_ip",
    "list_syntax",
    "looks_like_redirect",
    "normalize_name",
    "parse_signups",
]
