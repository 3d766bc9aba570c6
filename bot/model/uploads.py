"""Files that people uploaded, as their wikis say."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """A file; `title` without its namespace. `user_id` uploaded its first version at `timestamp`.

    `deleted`: it is gone; `title` is then None unless everybody may know what was deleted. `usages` counts the articles
    of all wikis that use it, as they were at `asked_at`; None where that was never known.
    """

    dbname: str
    page_id: int
    title: str | None
    user_id: int
    timestamp: datetime
    deleted: bool = False
    usages: int | None = None
    asked_at: datetime | None = None
