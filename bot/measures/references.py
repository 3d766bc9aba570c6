"""References in a text: `<ref>` tags, and templates of short citations where the wiki has them (DESIGN section 4)."""

import re
from functools import cache
from zlib import crc32

from bot.measures.markup import NOT_WIKITEXT, opening_of, without_elements
from bot.measures.vocabulary import TextVocabulary

REFERENCES_VERSION = 1
"""To be raised with every change of what is counted."""

_OPENING = opening_of(NOT_WIKITEXT)
_TAG = re.compile(r"<ref(?=[\s/>])[^>]*+>", re.IGNORECASE)


def references_version(vocabulary: TextVocabulary) -> int:
    """Give a number that changes with the definition, of which the wiki's own templates are a part (32 bits)."""
    return crc32("|".join((str(REFERENCES_VERSION), *sorted(vocabulary.citations))).encode())


def count_references(wikitext: str, vocabulary: TextVocabulary) -> int:
    """Count the `<ref>` tags, those that use a footnote again too, and the calls of short citations.

    Those in comments, and where MediaWiki reads no wikitext (nowiki, pre, syntaxhighlight), do not count. A tag is
    complete with its `>`, as MediaWiki finds it (`Preprocessor_Hash`), whether or not it is closed later.
    """
    live = without_elements(wikitext, _OPENING, comment=" ")
    tags = len(_TAG.findall(live[: live.rfind(">") + 1]))
    return tags + len(_calls(vocabulary.citations).findall(live)) if vocabulary.citations else tags


@cache
def _calls(names: frozenset[str]) -> re.Pattern[str]:
    spellings = (re.escape(name).replace(r"\ ", r"[\s_]++") for name in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(rf"\{{\{{[\s_]*+(?:{'|'.join(spellings)})[\s_]*+(?=[|}}])", re.IGNORECASE)
