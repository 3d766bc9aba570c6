"""Wikitext of a sign-up list to names, and how each line was read. Pure."""

from bot.signups.history import Follower, count_lines
from bot.signups.names import is_ip, normalize_name
from bot.signups.reader import parse_signups
from bot.signups.redirects import looks_like_redirect
from bot.signups.standing import Standing, stand
from bot.signups.syntax import ListSyntax, list_syntax
from bot.signups.values import Entry, Form, SignupList, UnreadLine

__all__ = [
    "Entry",
    "Follower",
    "Form",
    "ListSyntax",
    "SignupList",
    "Standing",
    "UnreadLine",
    "count_lines",
    "is_ip",
    "list_syntax",
    "looks_like_redirect",
    "normalize_name",
    "parse_signups",
    "stand",
]
