"""Counting words and references in real articles, beside a full parser, and in texts made to be slow."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

import mwparserfromhell

from bot.measures import count_text
from bot.measures.prose import visible_prose
from bot.measures.references import count_references
from bot.measures.segmentation import segment
from bot.measures.words import count_words
from tests.benchmarks.corpus import Article, load_articles
from tests.benchmarks.rows import Row, Section
from tests.unit.measures.hostile import hostile_texts
from tests.unit.measures.textcases import vocabulary_of

HOSTILE = 2_000_000
"""Characters."""
_TIMES = 7


def measure_texts() -> Section:
    """Time each way of counting over all articles, and the hostile text that takes longest."""
    articles = load_articles()
    bytes_of_all = sum(len(article.text.encode()) for article in articles)
    _count_backwards(articles)
    first = _seconds(_count_words, articles)
    parser = _best(_strip, articles)
    timed = {
        "words, first time": first,
        "words, runs known": _best(_count_words, articles),
        "references": _best(_count_references, articles),
        "both": _best(_count_both, articles),
    }
    slowest, its_name = max(_hostile_seconds())
    return Section(
        title=f"Counting {len(articles)} articles, {bytes_of_all / 1000:,.0f} kB\n(rows/s: kilobytes a second)",
        rows=(
            Row(what="mwparserfromhell's strip_code", seconds=parser, ratio=1, rate=bytes_of_all / 1000 / parser),
            *(
                Row(what=what, seconds=seconds, ratio=seconds / parser, rate=bytes_of_all / 1000 / seconds)
                for what, seconds in timed.items()
            ),
            Row(what=f"2 MB: {its_name}", seconds=slowest, rate=HOSTILE / 1000 / slowest),
        ),
    )


def _count_backwards(articles: tuple[Article, ...]) -> None:
    """Load what is loaded once a process, and have each code path warm, without a word of the articles known."""
    for article in articles:
        _count_words(replace(article, text=article.text[::-1]))


def _best(count: Callable[[Article], object], articles: tuple[Article, ...]) -> float:
    return min(_seconds(count, articles) for _ in range(_TIMES))


def _seconds(count: Callable[[Article], object], articles: tuple[Article, ...]) -> float:
    begun = time.process_time()
    for article in articles:
        count(article)
    return time.process_time() - begun


def _strip(article: Article) -> object:
    return mwparserfromhell.parse(article.text).strip_code()


def _count_words(article: Article) -> object:
    prose = visible_prose(article.text, vocabulary_of(article.wiki))
    return count_words(prose, language=article.language, segment=segment)


def _count_references(article: Article) -> object:
    return count_references(article.text, vocabulary_of(article.wiki))


def _count_both(article: Article) -> object:
    return count_text(article.text, language=article.language, vocabulary=vocabulary_of(article.wiki))


def _hostile_seconds() -> Iterable[tuple[float, str]]:
    for name, text in hostile_texts(HOSTILE).items():
        begun = time.process_time()
        count_text(text, language="en", vocabulary=vocabulary_of("enwiki"))
        yield time.process_time() - begun, name
