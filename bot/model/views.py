"""How often pages were read, day by day (days of UTC), and since when that is a participant's doing."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days from `first` to `last`, both included; none where `last` comes before."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyViews:
    """The views of one page on each day from `first` on, as far as they are known for good.

    `asked` is the last day about which the service was asked; after the known days it knew of no views until then.
    """

    first: date
    views: tuple[int, ...]
    asked: date

    @property
    def until(self) -> date:
        """The first day that is not known for good."""
        return date.fromordinal(self.first.toordinal() + len(self.views))


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstEdit:
    """The first edit of an account to a page inside the windows of a program; the page as it stands now."""

    dbname: str
    page_id: int
    namespace: int
    title: str
    is_redirect: bool | None
    user_id: int
    timestamp: datetime
