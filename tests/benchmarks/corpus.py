"""`python -m tests.benchmarks.corpus`: how far our words and references are from a yardstick, article by article.

The articles are those of `../shared/corpus` beside the checkout: their licence keeps copies out of the project. The
yardstick is mwtokenizer on what mwparserfromhell leaves of an article; it counts captions, categories, tables and
some footnotes, so it is shown with and without them.
"""

import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import mwparserfromhell
from mwtokenizer.tokenizer import Tokenizer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bot.measures import count_text
from tests.unit.measures.textcases import load, vocabulary_of

FOLDER = Path(__file__).parents[3] / "shared" / "corpus"
_ROW = re.compile(r"\| (?P<file>\S+\.wiki) \| (?P<wiki>\w+) \|.*\| (?P<tags>\d+) \| (?P<words>\d+) \|")
_HOLDS_WORD = re.compile(r"[^\W_]")
_OWN_TEXTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with what is said of it: the number of its reference tags and the yardstick's words."""

    wiki: str
    text: str
    tags: int
    words: int

    @property
    def language(self) -> str:
        return self.wiki.removesuffix("wiki").replace("_", "-")


def load_articles() -> tuple[Article, ...]:
    """Give the articles, or our own texts many times over where they are not there."""
    try:
        table = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    except FileNotFoundError:
        return tuple(
            Article(wiki=case.wiki, text=f"{case.wikitext}\n\n" * _OWN_TEXTS, tags=0, words=0) for case in load()
        )
    return tuple(
        Article(
            wiki=row["wiki"],
            text=(FOLDER / "articles" / row["file"]).read_text(encoding="utf-8"),
            tags=int(row["tags"]),
            words=int(row["words"]),
        )
        for row in _ROW.finditer(table)
    )


def words_of_running_text(article: Article) -> int:
    """Give the yardstick's words without files, categories, other languages, tables, galleries and footnotes."""
    unseen = vocabulary_of(article.wiki).unseen_prefixes
    code = mwparserfromhell.parse(article.text)
    for link in code.filter_wikilinks():
        prefix, colon, _ = str(link.title).partition(":")
        if colon and prefix.strip().lower() in unseen:
            _remove(code, link)
    for tag in code.filter_tags(matches=lambda tag: str(tag.tag) in {"table", "gallery", "ref"}):
        _remove(code, tag)
    tokens = Tokenizer(article.language).word_tokenize(code.strip_code())
    return sum(1 for token in tokens if _HOLDS_WORD.search(token))


def _remove(code: Any, node: Any) -> None:
    """Take a node out, unless it went with one that held it."""
    if code.contains(node):
        code.remove(node)


def main() -> int:
    """Print the table; fail when a count of reference tags differs."""
    if not FOLDER.is_dir():
        print(f"The articles are not there: {FOLDER}", file=sys.stderr)
        return 1
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("Wiki", "Tags", "ours", "Words", "ours", "ratio", "running text", "ratio"):
        table.add_column(heading, justify="right")
    differing = 0
    for article in load_articles():
        tags_alone = replace(vocabulary_of(article.wiki), citations=frozenset())
        ours = count_text(article.text, language=article.language, vocabulary=tags_alone)
        words, running = ours.words or 0, words_of_running_text(article)
        differing += ours.references != article.tags
        table.add_row(
            article.wiki,
            *(str(number) for number in (article.tags, ours.references, article.words, words)),
            f"{words / article.words:.2f}",
            str(running),
            f"{words / running:.2f}",
        )
    Console().print(table)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
