"""Contributions to totals, by the definitions of DESIGN section 4. Pure."""

from bot.measures.entities import Entity, read_entity
from bot.measures.entity_changes import ENTITY_VERSION, compare_entities, entity_changes
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
from bot.measures.wikidata import needs_documents, with_wikidata
from bot.measures.withhold import is_withheld, measure_safely
from bot.measures.words import WORDS_VERSION

__all__ = [
    "ENTITY_VERSION",
    "REFERENCES_VERSION",
    "WORDS_VERSION",
    "Enrolment",
    "Entity",
    "Explained",
    "Explanation",
    "Knowledge",
    "Remark",
    "Rule",
    "TextVocabulary",
    "can_segment",
    "compare_entities",
    "count_text",
    "entity_changes",
    "explain",
    "has_text",
    "is_withheld",
    "measure",
    "measure_safely",
    "names_only",
    "needed_texts",
    "needs_documents",
    "read_entity",
    "references_version",
    "text_vocabulary",
    "tracked_namespaces",
    "with_wikidata",
]
