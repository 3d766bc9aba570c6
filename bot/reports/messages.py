"""The messages of reports in one language, filled in and made safe to stand on a page."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.reports.codes import html_language
from bot.reports.formats import Formats
from bot.reports.phrases import MARK, parameter_of, phrase
from bot.reports.wikitext import Wikitext, escape_inside

FALLBACK = "en"
DOCUMENTATION = "qqq"
METADATA = "@metadata"

Parameter = int | str | None
Catalogues = Mapping[str, Mapping[str, str]]
Fallbacks = Mapping[str, Sequence[str]]

NO_FALLBACKS: Fallbacks = MappingProxyType({})


class Translator:
    """The messages of one language, those of the next best where it lacks one; calling it gives a message as wikitext.

    A whole number among the parameters is written as the language writes numbers, None is a `?`, text is
    escaped, and only `Wikitext` stays as it is. The messages themselves are text, too: no markup of theirs works.
    A message of another language in place of a missing one keeps its own language and direction.
    """

    def __init__(self, language: str, catalogues: Catalogues, fallbacks: Fallbacks = NO_FALLBACKS) -> None:
        self._chain = languages_for(language, catalogues, fallbacks)
        self._catalogues = catalogues
        self.language = self._chain[0]
        self.formats = Formats(self.language)
        self._plain: dict[str, Wikitext] = {}

    @property
    def html_language(self) -> str:
        """The language as an attribute `lang` names it."""
        return html_language(self.language)

    def __call__(self, key: str, *parameters: Parameter) -> Wikitext:
        if parameters:
            return self._filled(key, parameters)
        if key not in self._plain:
            self._plain[key] = self._filled(key, ())
        return self._plain[key]

    def _filled(self, key: str, parameters: Sequence[Parameter]) -> Wikitext:
        language = self._language_of(key)
        pieces = MARK.split(phrase(self._catalogues[language][key], parameters, language))
        text = Wikitext(
            "".join(self._shown(parameters[parameter_of(p)]) if MARK.match(p) else escape_inside(p) for p in pieces)
        )
        if language == self.language:
            return text
        return Wikitext(f'<bdi lang="{html_language(language)}">{text}</bdi>')

    def plain(self, key: str, *parameters: Parameter) -> str:
        """Give a message as text for a page's history, where nothing is escaped and links work."""
        language = self._language_of(key)
        pieces = MARK.split(phrase(self._catalogues[language][key], parameters, language))
        return "".join(self._written(parameters[parameter_of(p)]) if MARK.match(p) else p for p in pieces)

    def _language_of(self, key: str) -> str:
        return next((language for language in self._chain if key in self._catalogues[language]), FALLBACK)

    def _shown(self, parameter: Parameter) -> Wikitext:
        return parameter if isinstance(parameter, Wikitext) else escape_inside(self._written(parameter))

    def _written(self, parameter: Parameter) -> str:
        if parameter is None:
            return "?"
        return parameter if isinstance(parameter, str) else self.formats.number(parameter)


def languages_for(language: str, catalogues: Catalogues, fallbacks: Fallbacks) -> tuple[str, ...]:
    """Give the languages that have messages in the order in which one is looked for; English comes last.

    The first is the language of the report. All of a report is in one language: a page of English words with the
    dates and direction of another reads badly.
    """
    wanted = (language, *fallbacks.get(language, ()), language.partition("-")[0], FALLBACK)
    return tuple(dict.fromkeys(code for code in wanted if code in catalogues and code != DOCUMENTATION))
