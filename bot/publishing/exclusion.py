"""Whether people keep bots off a page, with `{{bots}}` or `{{nobots}}` (https://en.wikipedia.org/wiki/Template:Bots)."""

import re

from bot.publishing.region import without_verbatim

_TEMPLATE = re.compile(r"\{\{\s*(?:template\s*:\s*)?(no)?bots\s*(?:\|([^{}]*))?\}\}", re.IGNORECASE)


def keeps_off(text: str, account: str) -> bool:
    """Say whether a page's wikitext keeps this account off it."""
    who = _spelled(account)
    templates = _TEMPLATE.findall(without_verbatim(text))
    return any(_nobots(parameters, who) if no else _bots(parameters, who) for no, parameters in templates)


def _nobots(parameters: str, account: str) -> bool:
    names = _names(parameters)
    return not names or bool(names & {"all", account})


def _bots(parameters: str, account: str) -> bool:
    for parameter in parameters.split("|"):
        key, _, value = parameter.partition("=")
        names = _names(value)
        if key.strip().lower() == "deny" and names & {"all", account}:
            return True
        if key.strip().lower() == "allow" and not names & {"all", account}:
            return True
    return False


def _names(text: str) -> set[str]:
    return {_spelled(name) for name in re.split(r"[,|]", text) if name.strip()}


def _spelled(name: str) -> str:
    return name.replace("_", " ").strip().lower()
