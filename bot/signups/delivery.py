"""MassMessage's delivery lists, which are JSON instead of wikitext."""

import json
import re
from bisect import bisect_right

from bot.model.signups import NotRead
from bot.signups.names import is_ip, normalize_name
from bot.signups.source import find_line_starts
from bot.signups.syntax import ListSyntax
from bot.signups.titles import read_title
from bot.signups.values import Entry, Form, SignupList, UnreadLine

_START = re.compile(r"\s*\{\s*\"(?:description|targets)\"")
_TITLE = re.compile(r"\"title\"\s{0,9}:\s{0,9}(\"(?:[^\"\\\n]|\\.){0,2000}\")")


def is_delivery_list(text: str) -> bool:
    """Tell whether a page is the JSON of a delivery list."""
    return _START.match(text) is not None and '"targets"' in text


def read_delivery_list(text: str, syntax: ListSyntax) -> SignupList:
    """Give the users among the targets; other pages are lines that name nobody."""
    entries: list[Entry] = []
    unread: list[UnreadLine] = []
    starts = find_line_starts(text)
    for match in _TITLE.finditer(text):
        line = bisect_right(starts, match.start())
        title = _unquote(match[1])
        reference = read_title(title, syntax)
        name = normalize_name(reference.name) if reference and not reference.subpage else None
        if name is not None:
            entries.append(Entry(name=name, line=line, form=Form.MASS_MESSAGE, withdrawn=False))
        else:
            reason = NotRead.IP_ADDRESS if reference and is_ip(reference.name) else NotRead.NO_NAME
            unread.append(UnreadLine(line=line, text="" if reason is NotRead.IP_ADDRESS else title, reason=reason))
    return SignupList(entries=tuple(entries), unread=tuple(unread), section_found=True)


def _unquote(text: str) -> str:
    try:
        return str(json.loads(text))
    except json.JSONDecodeError:
        return text.strip('"')
