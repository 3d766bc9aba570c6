"""Every table of the store, what it is for, and the types that make SQLite and MariaDB agree.

Times are whole seconds since 1970 UTC: the same integers sort and compare alike in both databases. Names and
titles compare byte by byte: MariaDB's own collations would take "Ab", "AB" and "Äb" for one name.
"""

from bot.store.tables.definitions import article, article_list, campaign, program, source, waiting, wanted
from bot.store.tables.edits import CREATED, coverage, full_reading, page, revision, text_count, wiki
from bot.store.tables.metadata import metadata
from bot.store.tables.page_log import creation, deletion, lost_revision
from bot.store.tables.people import (
    account,
    global_account,
    later_edit,
    participant,
    registrant,
    registration,
    rename,
    signup_list,
)
from bot.store.tables.readers import page_views, service, viewed_program
from bot.store.tables.reports import kept_result, memory, reached_goal, report
from bot.store.tables.uploads import upload, upload_use
from bot.store.tables.wikidata import entity_change

__all__ = (
    "CREATED",
    "account",
    "article",
    "article_list",
    "campaign",
    "coverage",
    "creation",
    "deletion",
    "entity_change",
    "full_reading",
    "global_account",
    "kept_result",
    "later_edit",
    "lost_revision",
    "memory",
    "metadata",
    "page",
    "page_views",
    "participant",
    "program",
    "reached_goal",
    "registrant",
    "registration",
    "rename",
    "report",
    "revision",
    "service",
    "signup_list",
    "source",
    "text_count",
    "upload",
    "upload_use",
    "viewed_program",
    "waiting",
    "wanted",
    "wiki",
)
