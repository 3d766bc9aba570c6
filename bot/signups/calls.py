"""The name and the arguments of a template call."""

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.signups.spans import Call
from bot.signups.syntax import name_key

MAX_ARGUMENTS = 30
MAX_NAME = 400
MAX_LENGTH = 1500
"""Longer names and arguments than a user name in any wrapping are cut: they hold something else."""

_MODIFIER = re.compile(r"(?:(?:safe)?subst|template) ?: ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument; unnamed ones are called by their number."""

    name: str
    value: str


def call_name(text: str, call: Call) -> tuple[str, str]:
    """Give what stands before the first `|` as it is written, and as a template's name is looked up.

    Both are empty where no title stands there, as around other calls.
    """
    end = call.pipes[0] if call.pipes else call.end - 2
    written = text[call.start + 2 : min(end, call.start + 2 + MAX_NAME)].strip()
    if "{" in written or "\n" in written:
        return "", ""
    return written, _MODIFIER.sub("", name_key(written), count=1)


def arguments(text: str, call: Call) -> tuple[Argument, ...]:
    """Give the first arguments of a call, in order."""
    edges = (*call.pipes, call.end - 2)[: MAX_ARGUMENTS + 1]
    given: list[Argument] = []
    unnamed = 0
    for start, end in pairwise(edges):
        name, equals, value = _split(text[start + 1 : min(end, start + 1 + MAX_LENGTH)])
        if not equals:
            unnamed += 1
            name = str(unnamed)
        given.append(Argument(name=name, value=value))
    return tuple(given)


def _split(argument: str) -> tuple[str, bool, str]:
    """Split `name = value`; an equals sign inside a link, tag or template belongs to the value."""
    name, equals, value = argument.partition("=")
    if not equals or re.search(r"\[|\{|<", name):
        return "", False, argument.strip()
    return name_key(name), True, value.strip()
