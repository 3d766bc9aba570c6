"""Sets of characters by their Unicode properties, for the expressions of the standard library.

It knows no properties, but finds a character in a set several times faster than `regex`, which does.
"""

from collections.abc import Iterator

import regex


def plane_0(properties: str) -> str:
    """Give the characters of plane 0 in a set of `regex`'s version 1, as ranges that stand in a set."""
    characters = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
    return "".join(_ranges(regex.findall(rf"(?V1)[{properties}]++", characters)))


def _ranges(runs: list[str]) -> Iterator[str]:
    for run in runs:
        yield rf"\u{ord(run[0]):04x}-\u{ord(run[-1]):04x}"
