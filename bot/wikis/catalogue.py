"""Which wikis there are: Wikimedia's from pywikibot's families, and the operator's own."""

from collections.abc import Iterator

from pywikibot.exceptions import UnknownFamilyError
from pywikibot.family import Family

from bot.model.errors import OperatorError
from bot.model.settings import Settings
from bot.model.wikis import Catalogue, Wiki

PROJECTS_BY_LANGUAGE = {
    "wikipedia": "wiki",
    "wiktionary": "wiktionary",
    "wikibooks": "wikibooks",
    "wikinews": "wikinews",
    "wikiquote": "wikiquote",
    "wikisource": "wikisource",
    "wikiversity": "wikiversity",
    "wikivoyage": "wikivoyage",
}
"""pywikibot's family -> what follows the language in the dbname."""

SINGLE_PROJECTS = {
    "commons": "commonswiki",
    "foundation": "foundationwiki",
    "incubator": "incubatorwiki",
    "mediawiki": "mediawikiwiki",
    "meta": "metawiki",
    "outreach": "outreachwiki",
    "species": "specieswiki",
    "wikidata": "wikidatawiki",
    "wikifunctions": "wikifunctionswiki",
    "wikimania": "wikimaniawiki",
}

OTHER_NAMES = {"be-tarask": "be_x_old"}
"""Codes whose databases kept an older name."""


def build_catalogue(settings: Settings) -> Catalogue:
    """Give every wiki that definitions may name; where the operator names wikis of their own, only those.

    Raises OperatorError when the operator names a family or code that pywikibot does not know.
    """
    wikis = {wiki.dbname: wiki for wiki in (_own(settings) if settings.wikis else _wikimedia())}
    if settings.home not in wikis:
        raise OperatorError(f"bot.yaml: home: there is no wiki {settings.home}; expected a dbname such as metawiki")
    for setting, named in (("report_wikis", settings.report_wikis), ("source", settings.sources)):
        for dbname in named:
            if dbname not in wikis:
                raise OperatorError(f"bot.yaml: {setting}: there is no wiki {dbname}")
    return Catalogue(home=settings.home, wikis=wikis, language_aliases=_aliases())


def _own(settings: Settings) -> Iterator[Wiki]:
    for dbname, pointer in settings.wikis.items():
        try:
            family = Family.load(pointer.family)
        except UnknownFamilyError:
            raise OperatorError(
                f"bot.yaml: wikis: {dbname}: pywikibot knows no family {pointer.family}; "
                "name its file in user-config.py (family_files)"
            ) from None
        if pointer.code not in family.langs:
            known = ", ".join(sorted(family.langs))
            raise OperatorError(
                f"bot.yaml: wikis: {dbname}: {pointer.family} has no code {pointer.code}; it has {known}"
            )
        language = "en" if pointer.code in SINGLE_PROJECTS else pointer.code
        yield Wiki(dbname=dbname, family=pointer.family, code=pointer.code, language=language, wikimedia=False)


def _wikimedia() -> Iterator[Wiki]:
    for name, suffix in PROJECTS_BY_LANGUAGE.items():
        for code in Family.load(name).codes:
            dbname = OTHER_NAMES.get(code, code).replace("-", "_") + suffix
            yield Wiki(dbname=dbname, family=name, code=code, language=code)
    for name, dbname in SINGLE_PROJECTS.items():
        yield Wiki(dbname=dbname, family=name, code=name, language="en")


def _aliases() -> dict[str, str]:
    family = Family.load("wikipedia")
    aliases = {**family.code_aliases, **{code: code for code in OTHER_NAMES}}
    return {alias: OTHER_NAMES.get(code, code).replace("-", "_") + "wiki" for alias, code in aliases.items()}
