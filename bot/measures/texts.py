"""Counting one revision's text."""

from bot.measures.prose import visible_prose
from bot.measures.references import count_references
from bot.measures.segmentation import Segment, segment
from bot.measures.vocabulary import TextVocabulary
from bot.measures.words import count_words
from bot.model.texts import TextCounts


def count_text(wikitext: str, *, language: str, vocabulary: TextVocabulary, segment: Segment = segment) -> TextCounts:
    """Count the words of visible prose and the references; `language` is the wiki's code, such as `pa` or `zh-yue`."""
    counted = count_words(visible_prose(wikitext, vocabulary), language=language, segment=segment)
    return TextCounts(
        words=counted.words,
        references=count_references(wikitext, vocabulary),
        unsegmented=counted.unsegmented,
    )
