"""Which wikis, namespaces and languages a definition names."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial

from babel import Locale
from babel.localedata import locale_identifiers

from bot.definitions.context import Reading
from bot.definitions.refusals import did_you_mean, nearest
from bot.definitions.sources import Hint
from bot.definitions.text import clean_title
from bot.definitions.typing_tree import Placed
from bot.model.problems import Place
from bot.model.wikis import Catalogue

AUTO = "auto"
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*|simple")
_HOST = re.compile(r"(?:https?://)?([a-z-]+)\.(?:m\.)?wikipedia\.org.*")
_MAIN_WORDS = frozenset({"main", "(main)", "article", "articles"})
_HIGHEST_NAMESPACE = 10_000


def resolve_wikis(codes: Sequence[str], entry: Placed, reading: Reading) -> tuple[str, ...] | None:
    """Give the dbnames in their order, each once; an empty tuple for `auto`; None after an error."""
    if [code.lower() for code in codes] == [AUTO]:
        return ()
    found: list[str] = []
    failed = False
    for index, code in enumerate(codes):
        place = entry.place("wikis", index)
        wiki = reading.context.catalogue.resolve(code)
        if wiki:
            found.append(wiki)
            continue
        failed = True
        if code.lower() == AUTO:
            reading.findings.error(place, '"auto" stands alone', "leave out the other wikis, or auto")
        else:
            hint = partial(_hint_for_wiki, code, reading.context.catalogue)
            reading.findings.error(place, f'there is no wiki "{code[:60]}"', hint)
    return None if failed else tuple(dict.fromkeys(found))


def _hint_for_wiki(text: str, catalogue: Catalogue) -> str:
    word = text.lower().strip("[]{}: ")
    host = _HOST.fullmatch(word)
    code = host[1] if host else _language_codes().get(word, word)
    if catalogue.resolve(code):
        return f'did you mean "{code}"?'
    codes = {wiki.language: wiki.dbname for wiki in catalogue.wikis.values()}
    meant = nearest(word, [*catalogue.wikis, *codes])
    named = nearest(word, _language_codes())
    if not meant and named and catalogue.resolve(_language_codes()[named]):
        meant = _language_codes()[named]
    return did_you_mean(meant) or "write the code of a language (pa), or a database name (commonswiki)"


@cache
def _language_codes() -> dict[str, str]:
    """Give the codes of languages by their names, in English and in themselves."""
    english = {name.lower(): code for code, name in Locale("en").languages.items()}
    own = {
        name.lower(): code
        for code in locale_identifiers()
        if code.isalpha() and (name := Locale(code).languages.get(code))
    }
    return english | own


def resolve_language(text: str, place: Place, reading: Reading) -> str | None:
    """Give a language code in MediaWiki's spelling; a well-formed code that nobody knows is only warned of."""
    code = text.strip().lower().replace("_", "-")
    if not _CODE.fullmatch(code):
        reading.findings.error(place, f'"{text[:40]}" is not the code of a language', partial(_hint_for_language, code))
        return None
    known = {wiki.language for wiki in reading.context.catalogue.wikis.values()} | set(Locale("en").languages)
    if code not in known and code.partition("-")[0] not in known:
        reading.findings.warn(place, f'no language with the code "{code}" is known', "reports may come out in English")
    return code


def _hint_for_language(word: str) -> str:
    codes = _language_codes()
    return did_you_mean(codes.get(word) or codes.get(nearest(word, codes) or "")) or "write a code like pa or hi"


def resolve_namespaces(codes: Sequence[str], entry: Placed, reading: Reading) -> tuple[int, ...] | None:
    """Give the namespaces' numbers in order; None after an error."""
    found: set[int] = set()
    failed = False
    for index, code in enumerate(codes):
        number = _namespace(code, reading.context.namespaces)
        if number is not None and 0 <= number < _HIGHEST_NAMESPACE:
            found.add(number)
            continue
        failed = True
        hint: Hint = partial(_hint_for_namespace, code, reading.context.namespaces)
        if number is not None and number < 0:
            hint = "pages there cannot be edited"
        reading.findings.error(entry.place("namespaces", index), f'there is no namespace "{code[:40]}" to track', hint)
    return None if failed else tuple(sorted(found))


def _hint_for_namespace(word: str, namespaces: Mapping[str, int]) -> str:
    return did_you_mean(nearest(word, namespaces)) or "write its number or its name: 0, Talk, File"


def _namespace(code: str, namespaces: Mapping[str, int]) -> int | None:
    name = clean_title(code).lower()
    if name.removeprefix("-").isdecimal() and len(name) < len(str(_HIGHEST_NAMESPACE)):
        return int(name)
    return 0 if name in _MAIN_WORDS else namespaces.get(name)
