"""Messages in banana's format: `$1` for parameters, `{{PLURAL:$1|…}}` for forms that follow a number."""

import re
from collections.abc import Mapping

from bot.reports.formats import Formats
from bot.reports.wikitext import Wikitext, escape_inside

FALLBACK = "en"
DOCUMENTATION = "qqq"

Parameter = int | str | None

_PLACE = re.compile(r"\{\{PLURAL:\$(?P<number>[1-9])\|(?P<forms>[^{}]*)\}\}|\$(?P<plain>[1-9])")
_EXPLICIT = re.compile(r"(?P<value>[0-9]+)=(?P<text>.*)", re.DOTALL)

_ENGLISH = Formats(FALLBACK)


class Translator:
    """The messages of one language, English where it lacks one; calling it gives a message as wikitext.

    A whole number among the parameters is written as the language writes numbers, None is a `?`, text is
    escaped, and only `Wikitext` stays as it is. The messages themselves are text, too: no markup of theirs works.
    An English message in place of a missing one keeps its own language and direction.
    """

    def __init__(self, language: str, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        self.language = chosen_language(language, catalogues)
        self.formats = Formats(self.language)
        self._messages = catalogues[self.language]
        self._fallback = catalogues[FALLBACK]

    def __call__(self, key: str, *parameters: Parameter) -> Wikitext:
        if key in self._messages:
            return self._fill(self._messages[key], parameters, self.formats)
        return Wikitext(f'<bdi lang="{FALLBACK}">{self._fill(self._fallback[key], parameters, _ENGLISH)}</bdi>')

    def _fill(self, message: str, parameters: tuple[Parameter, ...], forms: Formats) -> Wikitext:
        """Fill in the parameters; `forms` is the language whose plural forms the message has."""
        pieces: list[str] = []
        position = 0
        for place in _PLACE.finditer(message):
            pieces.append(escape_inside(message[position : place.start()]))
            if place["plain"]:
                pieces.append(self._shown(parameters[int(place["plain"]) - 1]))
            else:
                form = _plural_form(place["forms"].split("|"), parameters[int(place["number"]) - 1], forms)
                pieces.append(self._fill(form, parameters, forms))
            position = place.end()
        pieces.append(escape_inside(message[position:]))
        return Wikitext("".join(pieces))

    def _shown(self, parameter: Parameter) -> Wikitext:
        if isinstance(parameter, Wikitext):
            return parameter
        if parameter is None:
            return Wikitext("?")
        return escape_inside(parameter if isinstance(parameter, str) else self.formats.number(parameter))


def _plural_form(forms: list[str], number: Parameter, language: Formats) -> str:
    """Choose a form: the explicit one (`0=none`), else by CLDR's rule, else the last, which is the most general."""
    general = []
    for form in forms:
        explicit = _EXPLICIT.fullmatch(form)
        if explicit is None:
            general.append(form)
        elif isinstance(number, int) and int(explicit["value"]) == number:
            return explicit["text"]
    if not isinstance(number, int):
        return general[-1]
    return general[min(language.plural_index(number), len(general) - 1)]


def chosen_language(language: str, catalogues: Mapping[str, Mapping[str, str]]) -> str:
    """Give the language a report is written in: the one asked for where it has messages, its base language, English.

    All of a report is in one language: a page of English words with the dates and direction of another reads badly.
    """
    for candidate in (language, language.partition("-")[0]):
        if candidate in catalogues and candidate != DOCUMENTATION:
            return candidate
    return FALLBACK
