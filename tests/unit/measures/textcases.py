"""Reads `texts/*.cases`: wikitext in, what is counted in it out.

A case begins with `#### its name`, then options (`@language pa`, `@wiki plwiki`), the wikitext, a line `---->` and the
counts: `8 words`, or `8 words, 2 references`.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.measures import TextVocabulary, text_vocabulary
from bot.model.texts import TextCounts

FOLDER = Path(__file__).parent / "texts"
VOCABULARY = Path(__file__).parents[3] / "config" / "vocabulary"
_COUNTS = re.compile(r"(\d+) words?(?:, (\d+) references?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCase:
    name: str
    language: str
    wiki: str
    wikitext: str
    expected: TextCounts


@cache
def vocabulary_of(dbname: str) -> TextVocabulary:
    """Give the vocabulary that ships."""
    return text_vocabulary(
        json.loads((VOCABULARY / "links.json").read_text(encoding="utf-8")),
        yaml.safe_load((VOCABULARY / "citations.yaml").read_text(encoding="utf-8")),
        dbname,
    )


def load() -> list[TextCase]:
    """Give every case of every file."""
    cases: list[TextCase] = []
    for path in sorted(FOLDER.glob("*.cases")):
        parts = re.split(r"^#### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        cases += (_case(path.stem, part) for part in parts)
    return cases


def _case(file: str, part: str) -> TextCase:
    name, _, rest = part.partition("\n")
    options: dict[str, str] = {}
    while rest.startswith("@"):
        line, _, rest = rest.partition("\n")
        key, _, value = line[1:].partition(" ")
        options[key] = value
    wikitext, _, expected = f"\n{rest}".partition("\n---->\n")
    counts = _COUNTS.fullmatch(expected.strip())
    assert counts, expected
    case = TextCase(
        name=f"{file}: {name}",
        language=options.pop("language", "en"),
        wiki=options.pop("wiki", "enwiki"),
        wikitext=wikitext.removeprefix("\n"),
        expected=TextCounts(words=int(counts[1]), references=int(counts[2] or 0)),
    )
    assert not options, options
    return case
