"""Pages shown inside a list that look like lists themselves."""

import re
from collections.abc import Iterator

from bot.signups.calls import call_name
from bot.signups.source import Span
from bot.signups.spans import Call, Spans
from bot.signups.syntax import ListSyntax, name_key
from bot.signups.titles import read_title

MOST_TRANSCLUSIONS = 50

_NOT_PAGES = frozenset(
    (
        "lc",
        "uc",
        "lcfirst",
        "ucfirst",
        "int",
        "fullurl",
        "localurl",
        "canonicalurl",
        "filepath",
        "urlencode",
        "anchorencode",
        "ns",
        "nse",
        "formatnum",
        "grammar",
        "gender",
        "plural",
        "padleft",
        "padright",
        "bidi",
        "msg",
        "msgnw",
        "raw",
        "subst",
        "safesubst",
        "special",
        "media",
        "tag",
        "displaytitle",
        "defaultsort",
        "pagesincategory",
        "protectionlevel",
    )
)
"""Parser functions that are written with a colon."""
_TITLE = re.compile(r"[^\[\]{}<>|#\n]{1,255}")


def find_transclusions(text: str, spans: Spans, bounds: Span, syntax: ListSyntax) -> tuple[str, ...]:
    """Give the titles, each once, in their order: subpages, pages of any namespace, and templates called lists."""
    titles = dict.fromkeys(_titles(text, spans.calls, bounds, syntax))
    return tuple(titles)[:MOST_TRANSCLUSIONS]


def _titles(text: str, calls: tuple[Call, ...], bounds: Span, syntax: ListSyntax) -> Iterator[str]:
    for call in calls:
        if bounds[0] <= call.start < bounds[1]:
            title = _title(*call_name(text, call), syntax, with_arguments=bool(call.pipes))
            if title:
                yield title


def _title(written: str, key: str, syntax: ListSyntax, *, with_arguments: bool) -> str | None:
    if not _TITLE.fullmatch(written) or not any(character.isalnum() for character in written):
        return None
    if written.startswith(("/", "../")):
        return written
    if written.startswith(":"):
        return written.lstrip(": ")
    is_list = any(word in key for word in syntax.list_words)
    namespace, colon, rest = written.partition(":")
    if not colon or name_key(namespace) == "template":
        return f"Template:{rest.strip() or written}" if is_list and not with_arguments else None
    if namespace.isupper() or name_key(namespace) in _NOT_PAGES:
        return None
    return written if is_list or not (with_arguments or read_title(written, syntax)) else None
