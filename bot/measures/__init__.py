"""Contributions to totals, by the definitions of DESIGN section 4. Pure."""

from bot.measures.explain import Explained, Explanation, Remark, explain
from bot.measures.measure import Enrolment, Knowledge, measure
from bot.measures.needed import needed_texts
from bot.measures.references import REFERENCES_VERSION, references_version
from bot.measures.rule import Rule, tracked_namespaces
from bot.measures.runs import has_text
from bot.measures.segmentation import can_segment
from bot.measures.tally import names_only
from bot.measures.texts import count_text
from bot.measures.vocabulary import TextVocabulary, text_vocabulary
from bot.measures.withhold import is_withheld, measure_safely
from bot.measures.words import WORDS_VERSION

__all__ = [
    "REFERENCES_VERSION",
    "WORDS_VERSION",
    "Enrolment",
    "Explained",
    "Explanation",
    "Knowledge",
    "Remark",
    "Rule",
    "TextVocabulary",
    "can_segment",
    "count_text",
    "explain",
    "has_text",
    "is_withheld",
    "measure",
    "measure_safely",
    "names_only",
    "needed_texts",
    "references_version",
    "text_vocabulary",
    "tracked_namespaces",
]
