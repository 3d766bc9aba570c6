"""Reading a long sign-up list, in the ways in which people sign."""

import time

from bot.cli.shipped import load_list_data
from bot.signups import ListSyntax, list_syntax, parse_signups
from tests.benchmarks.rows import Row, Section

LINES = 10_000
NAMESPACES = frozenset({"user", "user talk", "ਵਰਤੋਂਕਾਰ", "ਵਰਤੋਂਕਾਰ ਗੱਲ-ਬਾਤ"})
FORMS = (
    "# [[User:{name}|{name}]] ([[User talk:{name}|talk]]) 16:34, 23 April 2026 (UTC)",
    "* {{{{user|{name}}}}}",
    "# [[ਵਰਤੋਂਕਾਰ:{name}]]",
    "* [[File:Flag.svg|20px]] [[مستخدم:{name}|{name}]]",
    "* [[:de:Benutzer:{name}|'''{name}''']] looking forward!",
    "* [[Special:Contributions/{name}]]",
    "# <s>[[User:{name}]]</s>",
    '* [[用户:{name}|<span style="color:#ba0000;">{name}</span>]] 12:48, 14 April 2026 (UTC)',
)


def measure_signups() -> Section:
    """Time a list of a thousand lines and one of ten thousand."""
    syntax = list_syntax(load_list_data(), NAMESPACES)
    tenth = min(_seconds(LINES // 10, syntax) for _ in range(3))
    whole = _seconds(LINES, syntax)
    return Section(
        title="Reading a sign-up list",
        rows=(
            Row(what=f"{LINES // 10:,} lines, ten times", seconds=tenth * 10, ratio=1, rate=LINES / 10 / tenth),
            Row(what=f"{LINES:,} lines", seconds=whole, ratio=whole / tenth / 10, rate=LINES / whole),
        ),
    )


def _seconds(lines: int, syntax: ListSyntax) -> float:
    page = "\n".join(FORMS[i % len(FORMS)].format(name=f"ਗੁਰਪ੍ਰੀਤ {i}") for i in range(lines))
    begun = time.perf_counter()
    read = parse_signups(page, syntax=syntax)
    seconds = time.perf_counter() - begun
    if len(read.entries) != lines:
        raise AssertionError(f"{len(read.entries)} people were read from {lines} lines")
    return seconds
