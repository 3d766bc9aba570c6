"""Messages in banana's format: `$1` for parameters, `{{PLURAL:$1|…}}` and `{{GENDER:$1|…}}` for forms that follow them.

The forms are chosen by toolforge-i18n, whose plural rules are CLDR's. Three things it leaves to its caller:
it takes braces, brackets and colons in a message for its own signs, so these are put out of its way; it fills in
parameters itself, before it looks for the colons between forms, so it is given marks, for which the parameters are
put in later; and it asks Meta-Wiki for people's gender and for the languages to fall back on, which a report may not.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from toolforge_i18n import GenderFormatter, PluralFormatter
from toolforge_i18n._translations import mw2py

from bot.reports.formats import locale_of

MOST_PARAMETERS = 9

_NAMES = tuple(f"p{number}" for number in range(1, MOST_PARAMETERS + 1))
_FIRST_MARK = 0xE000
MARK = re.compile(f"([{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + MOST_PARAMETERS - 1)}])")
"""What stands for a parameter in a phrase."""

CHOICE = re.compile(r"\{\{(?P<kind>PLURAL|GENDER):\$(?P<number>[1-9])\|(?P<forms>[^{}]*)\}\}")

_SIGNS = ":{}[]"
_FIRST_SIGN = 0xE010
_HIDDEN = {ord(sign): _FIRST_SIGN + index for index, sign in enumerate(_SIGNS)}
_SHOWN = {_FIRST_SIGN + index: sign for index, sign in enumerate(_SIGNS)}

_UNKNOWN = 100
"""Number whose form stands beside an unknown one: round and large, so that it is the most general one."""


class _Formatter(PluralFormatter, GenderFormatter):  # type: ignore[misc] # made to be combined, says its documentation
    """Chooses the forms of one language."""


class _Parameter(int):
    """A parameter: a number for the choice of a form, and in the phrase its mark."""

    mark: str

    def __format__(self, _format: str) -> str:
        return self.mark


def phrase(message: str, parameters: Sequence[object], language: str) -> str:
    """Give a message with its forms chosen, and a mark for each parameter; `language` is that of the message."""
    given = dict(zip(_NAMES, (_parameter(index, value) for index, value in enumerate(parameters)), strict=False))
    return _formatter(language).format(_format_string(message, language), **given).translate(_SHOWN)


def parameter_of(mark: str) -> int:
    """Give the index of the parameter that a mark stands for."""
    return ord(mark) - _FIRST_MARK


def _parameter(index: int, value: object) -> _Parameter:
    parameter = _Parameter(value if isinstance(value, int) else _UNKNOWN)
    parameter.mark = chr(_FIRST_MARK + index)
    return parameter


def _of_nobody(_value: object) -> Literal["n"]:
    """Give the gender of people who were not asked for it."""
    return "n"


@lru_cache(maxsize=64)
def _formatter(language: str) -> _Formatter:
    return _Formatter(locale_identifier=str(locale_of(language)), get_gender=_of_nobody)


@lru_cache(maxsize=4096)
def _format_string(message: str, language: str) -> str:
    pieces: list[str] = []
    position = 0
    for choice in CHOICE.finditer(message):
        pieces.append(message[position : choice.start()].translate(_HIDDEN))
        forms = choice["forms"].translate(_HIDDEN)
        pieces.append(f"{{{{{choice['kind']}:${choice['number']}|{forms}}}}}")
        position = choice.end()
    pieces.append(message[position:].translate(_HIDDEN))
    return mw2py("".join(pieces), locale_of(language), _NAMES)
