"""What the reader has to know of the wiki that a list stands on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.model.signups import NotRead
from bot.signups.names import fold_spaces

_COMMON_ALIASES = frozenset({"u", "ut", "bd"})
"""Aliases of so many wikis that people write them on others, too."""
_ABBREVIATION = 4
"""Aliases shorter than this (`U`, `BD`, `KOR`) mean an account only on their own wiki or behind its prefix."""
_WORD_EDGES = re.compile(
    r"[\s:\uff1a,،、;؛/&+.()\[\]'\"*#|=!?¿¡\u061f\uff1f\uff01\u3002\u0964\u06d4\u2018\u2019\u2013\u2014·•-]+"
)
_PARTS_OF_A_PAGE = {
    "discussion_words": NotRead.DISCUSSION,
    "refusal_words": NotRead.REFUSAL,
    "role_words": NotRead.ORGANIZERS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSyntax:
    """Names under which a list's wiki, and all others, know users; all lower-cased, with spaces for underscores."""

    user_namespaces: frozenset[str]
    """User and User talk on the list's own wiki: names, aliases and gendered forms."""
    foreign_user_namespaces: frozenset[str]
    """The same in every language."""
    abbreviated_user_namespaces: frozenset[str]
    """Short aliases of single wikis, understood only behind an interwiki prefix."""
    talk_namespaces: frozenset[str]
    """Those of all the names above that stand for User talk."""
    contributions: frozenset[str]
    """`special:contributions` in every language, and other special pages about one account."""
    targets: frozenset[str]
    """Names of MassMessage's parser function, without `#`."""
    user_templates: frozenset[str]
    """Templates whose first parameter is an account name; many are called as the namespace is."""
    second_parameter_templates: frozenset[str]
    """Templates whose second parameter is an account name."""
    user_parameters: frozenset[str]
    """Names of parameters that hold an account name, in templates of which nothing else is known, too."""
    row_templates: frozenset[str]
    """Templates that show their parameters one after the other."""
    reply_templates: frozenset[str]
    """Templates that call or answer somebody."""
    other_templates: frozenset[str]
    """Other templates that are known to name no participant by their first parameter."""
    strike_templates: frozenset[str]
    """Templates that strike their content through."""
    signature_pages: frozenset[str]
    """Names of subpages that people keep their signature on."""
    list_words: frozenset[str]
    """Words in the title or label of a list of participants."""
    heading_words: Mapping[str, NotRead]
    """What organizers, discussions and people who do not come are called in labels and headings."""
    filler_words: frozenset[str]
    """Words that may stand beside those (`our`, `event`)."""
    by_words: frozenset[str]
    """Words after which a name is that of somebody else (`added by`)."""
    nominating_words: frozenset[str]
    """Words after which a name is that of somebody whom another signs up (`nominated`)."""
    and_words: frozenset[str]
    """Words that join two people who sign up together."""
    example_names: frozenset[str]
    """Names without spaces and signs that only show where to write one."""


def list_syntax(
    data: Mapping[str, Any], user_namespaces: Iterable[str], extra_templates: Iterable[str] = ()
) -> ListSyntax:
    """Build the syntax from the shipped data, the wiki's own namespaces and the operator's templates.

    `data` holds the parsed files `user-namespaces.json` and `user-templates.json` of `templates/i18n`, by their
    names without `.json`. English works without any of it.
    """
    namespaces, templates = data.get("user-namespaces", {}), data.get("user-templates", {})
    languages = namespaces.get("namespaces", {}).values()
    wikimedia = namespaces.get("wikimedia", {})
    aliases = _keys([*wikimedia.get("user", ()), *wikimedia.get("user_talk", ())])
    abbreviations = frozenset(alias for alias in aliases if len(alias) < _ABBREVIATION)
    users = frozenset().union(*(_keys(language.get("user", ())) for language in languages))
    talk = frozenset().union(*(_keys(language.get("user_talk", ())) for language in languages))
    return ListSyntax(
        user_namespaces=_keys(user_namespaces) | {"user", "user talk"},
        foreign_user_namespaces=users | talk | (aliases - abbreviations) | _COMMON_ALIASES,
        abbreviated_user_namespaces=abbreviations,
        talk_namespaces=talk | _keys(wikimedia.get("user_talk", ())) | {"user talk", "ut", "bd"},
        contributions=_contributions(languages),
        targets=_keys(namespaces.get("target", ())) | {"target"},
        user_templates=_words(templates, "templates") | _keys(extra_templates) | users | {"user", "u"},
        second_parameter_templates=_words(templates, "second_parameter"),
        user_parameters=_words(templates, "parameters") | {"1", "user"},
        row_templates=_words(templates, "row_templates"),
        reply_templates=_words(templates, "reply_templates") | {"ping", "reply to"},
        other_templates=_words(templates, "other_templates"),
        strike_templates=_words(templates, "strike"),
        signature_pages=_words(templates, "signature_pages"),
        list_words=_words(templates, "list_words") | {"participants"},
        heading_words={phrase: part for kind, part in _PARTS_OF_A_PAGE.items() for phrase in _phrases(templates, kind)},
        filler_words=_words(templates, "filler_words"),
        by_words=_phrases(templates, "by_words") | {"by"},
        nominating_words=_phrases(templates, "nominating_words"),
        and_words=_words(templates, "and_words") | {"and"},
        example_names=frozenset(phrase.replace(" ", "") for phrase in _phrases(templates, "example_names")),
    )


def name_key(text: str) -> str:
    """Give a namespace's or template's name in the form in which it is looked up."""
    return fold_spaces(text).lower()


def words_of(text: str) -> list[str]:
    """Give the words of a label, heading or name, as they are looked up."""
    return [word for word in _WORD_EDGES.split(text.casefold()) if word]


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names if (key := name_key(name)))


def _words(data: Mapping[str, Any], key: str) -> frozenset[str]:
    """Give the words of one kind of all languages."""
    return frozenset().union(*(_keys(words) for words in data.get(key, {}).values()))


def _phrases(data: Mapping[str, Any], key: str) -> frozenset[str]:
    """Give the words, or several words with a space between, of one kind of all languages."""
    return frozenset(" ".join(words_of(word)) for word in _words(data, key))


def _contributions(languages: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    english = {"contributions", "contribs", "centralauth"}
    names = {f"special:{page}" for page in english}
    for language in languages:
        pages = english | _keys(language.get("contributions", ()))
        names |= {f"{special}:{page}" for special in _keys(language.get("special", ())) | {"special"} for page in pages}
    return frozenset(names)
