"""Contributions to totals, by the definitions of DESIGN section 4. Pure."""

from bot.measures.measure import Enrolment, Knowledge, measure
from bot.measures.references import REFERENCES_VERSION, references_version
from bot.measures.rule import tracked_namespaces
from bot.measures.texts import count_text
from bot.measures.vocabulary import TextVocabulary, text_vocabulary
from bot.measures.withhold import measure_safely
from bot.measures.words import WORDS_VERSION

__all__ = [
    "REFERENCES_VERSION",
    "WORDS_VERSION",
    "Enrolment",
    "Knowledge",
    "TextVocabulary",
    "count_text",
    "measure",
    "measure_safely",
    "references_version",
    "text_vocabulary",
    "tracked_namespaces",
]
