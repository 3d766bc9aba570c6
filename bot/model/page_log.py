"""What the logs of wikis say of participants' pages: deletions, and where pages were created."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.contributions import Contribution
from bot.model.results import PageName

PageKey = tuple[str, int, str]
"""dbname, and what the page is called now: namespace and title without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedPage:
    """A page whose deletion its wiki's log tells of, and the participants' revisions that went with it."""

    deleted_at: datetime
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLog:
    """What is known of pages beside their revisions.

    `redirects` are pages that participants created; `moved`: where those pages were created that are called
    otherwise now; `restored`: when those were deleted that exist again.
    """

    deleted: tuple[DeletedPage, ...] = ()
    redirects: frozenset[PageKey] = frozenset()
    moved: Mapping[PageKey, PageName] = field(default_factory=dict)
    restored: Mapping[PageKey, datetime] = field(default_factory=dict)
