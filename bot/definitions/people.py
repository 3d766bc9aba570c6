"""Account names as organizers write them."""

import re
from collections.abc import Sequence
from ipaddress import ip_address

from bot.definitions.context import Reading
from bot.definitions.text import LONGEST_TITLE, byte_length, clean_title, forbidden_in
from bot.definitions.titles import unlink
from bot.definitions.typing_tree import Placed
from bot.model.problems import Place

_TEMPORARY = re.compile(r"~\d{4}-\d")
_LINK = re.compile(r"\[\[[^\[\]]*\]\]")
_LINKS = re.compile(r"\s*(?:\[\[[^\[\]]*\]\][\s,]*){2,}")
"""Several links in a row, which nobody means as one name."""
_USER_NAMESPACES = (2, 3)
_MANY_IN_ONE = ", "


def read_accounts(names: Sequence[str], entry: Placed, loc: tuple[str | int, ...], reading: Reading) -> tuple[str, ...]:
    """Give the account names in their order, each once; what is none is a problem that says what to write instead."""
    read = (
        _read_account(part, entry.place(*loc, index), reading)
        for index, name in enumerate(names)
        for part in (_LINK.findall(name) if _LINKS.fullmatch(name) else (name,))
    )
    return tuple(dict.fromkeys(name for name in read if name))


def _read_account(text: str, place: Place, reading: Reading) -> str | None:
    name = text.strip()
    target = unlink(name)
    if target is not None:
        reading.findings.warn(place, "an account name needs no link", "write the name alone")
        return _check(_after_namespace(target, reading) or target, place, reading)
    if name.startswith("@"):
        reading.findings.warn(place, "an account name needs no @ before it", "write the name alone")
        name = name[1:]
    elif name.startswith("{{"):
        reading.findings.error(
            place, "a template cannot stand for an account name", "write the name alone, without braces"
        )
        return None
    after = _after_namespace(name, reading)
    if after is not None:
        reading.findings.warn(place, "an account name needs no namespace before it", "write the name alone")
    return _check(name if after is None else after, place, reading)


def _after_namespace(title: str, reading: Reading) -> str | None:
    """Give what follows `User:` or `User talk:` in any spelling that the home wiki has; None without them."""
    prefix, colon, rest = title.partition(":")
    namespace = reading.context.namespaces.get(clean_title(prefix).lower())
    return rest if colon and namespace in _USER_NAMESPACES else None


def _check(text: str, place: Place, reading: Reading) -> str | None:
    name = clean_title(text)
    findings = reading.findings
    if not name:
        findings.error(place, "an account name is missing here")
    elif _TEMPORARY.match(name):
        findings.error(place, "a temporary account cannot take part", "it expires; write the name of a lasting account")
    elif _is_ip(name):
        findings.error(place, "an IP address cannot take part", "write the name of an account")
    elif sign := forbidden_in(name, also="/@:"):
        findings.error(place, f"an account name cannot hold {sign}", "write one name an entry, and nothing else")
    elif byte_length(name) > LONGEST_TITLE:
        findings.error(place, "this is too long for an account name", "write one name a line")
    else:
        if _MANY_IN_ONE in name:
            findings.warn(place, "this is read as one account name", "put several names in a list, one a line")
        return name
    return None


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
