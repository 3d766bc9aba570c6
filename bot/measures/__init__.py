"""Contributions to totals, by the definitions of DESIGN section 4. Pure."""

from bot.measures.edits import edits_of, texts_of
from bot.measures.enrolments import Enrolment, Knowledge
from bot.measures.entities import Entity, read_entity
from bot.measures.entity_changes import ENTITY_VERSION, compare_entities, entity_changes
from bot.measures.explain import Explained, Explanation, Remark, explain
from bot.measures.goals import reached_goals
from bot.measures.measure import measure
from bot.measures.needed import needed_texts
from bot.measures.newcomers import is_new, newcomers, retained_span, with_newcomers
from bot.measures.page_states import with_page_log
from bot.measures.page_views import (
    VIEWS_SETTLED,
    ViewedPages,
    last_viewed_day,
    missing_days,
    needed_days,
    viewed_pages,
    with_news,
    with_page_views,
)
from bot.measures.references import REFERENCES_VERSION, references_version
from bot.measures.rule import Rule, tracked_namespaces
from bot.measures.runs import has_text
from bot.measures.segmentation import can_segment
from bot.measures.tally import names_only
from bot.measures.texts import count_text
from bot.measures.uploads import UploadRule, with_uploads
from bot.measures.vocabulary import TextVocabulary, text_vocabulary
from bot.measures.wikidata import needs_documents, with_wikidata
from bot.measures.withhold import Measured, as_kept, is_withheld, measure_safely
from bot.measures.words import WORDS_VERSION

__all__ = [
    "ENTITY_VERSION",
    "REFERENCES_VERSION",
    "VIEWS_SETTLED",
    "WORDS_VERSION",
    "Enrolment",
    "Entity",
    "Explained",
    "Explanation",
    "Knowledge",
    "Measured",
    "Remark",
    "Rule",
    "TextVocabulary",
    "UploadRule",
    "ViewedPages",
    "as_kept",
    "can_segment",
    "compare_entities",
    "count_text",
    "edits_of",
    "entity_changes",
    "explain",
    "has_text",
    "is_new",
    "is_withheld",
    "last_viewed_day",
    "measure",
    "measure_safely",
    "missing_days",
    "names_only",
    "needed_days",
    "needed_texts",
    "needs_documents",
    "newcomers",
    "reached_goals",
    "read_entity",
    "references_version",
    "retained_span",
    "text_vocabulary",
    "texts_of",
    "tracked_namespaces",
    "viewed_pages",
    "with_newcomers",
    "with_news",
    "with_page_log",
    "with_page_views",
    "with_uploads",
    "with_wikidata",
]
