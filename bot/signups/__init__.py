"""Wikitext of a sign-up list to names, and how each line was read. Pure."""

from bot.signups.history import SHOWN, Follower, count_lines, merge_traces, shown_key
from bot.signups.names import is_ip, normalize_name
from bot.signups.reader import READER, parse_signups
from bot.signups.redirects import looks_like_redirect
from bot.signups.standing import Standing, stand
from bot.signups.syntax import ListSyntax, list_syntax
from bot.signups.values import Entry, Form, SignupList, UnreadLine

__all__ = [
    "READER",
    "SHOWN",
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
    "merge_traces",
    "normalize_name",
    "parse_signups",
    "shown_key",
    "stand",
]
