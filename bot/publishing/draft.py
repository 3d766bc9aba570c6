"""A page as it should be."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model.outcomes import Refused
from bot.model.pages import Figures
from bot.model.reporting import State
from bot.publishing.region import Span, find_region


def find_one(text: str) -> tuple[Span, ...] | Refused:
    """Give where the bot's part of a page of its own begins and ends, or why it cannot be told."""
    found = find_region(text)
    return found if isinstance(found, Refused) else (found,)


APART = "*"
"""Stands among the names on a report that tells days, wikis or pages apart; no account is called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The bot's part of a page, and what to say in the page's history."""

    dbname: str
    """The wiki of the page: the home wiki, or one of `report_wikis`."""
    title: str
    region: str
    summary: str
    state: State
    closed_at: datetime | None = None
    """When the program closed or will close; None for pages that go on."""
    last_update_at: datetime | None = None
    """When it is to be brought up to date a last time; None for pages that go on."""
    named: frozenset[str] = frozenset()
    """The hashes of those who are named on it, and `APART` where it tells anything but totals."""
    hidden: bool = False
    """Whether it counts people who are hidden."""
    complete: bool = True
    """Whether every wiki of it is known."""
    views_complete: bool = True
    """Whether all of its page views are there that can be by now."""
    every: timedelta | None = None
    """How often it is saved at most, for a page that keeps a pace of its own."""
    figures: Figures | None = None
    """How much it shows; None for pages that show none."""
    tree: str | None = None
    """The campaign's page: where the page was moved to one of its subpages, it is followed."""
    further: tuple[str, ...] = ()
    """What belongs into the bot's other parts of the page, where it has several."""
    find: Callable[[str], tuple[Span, ...] | Refused] = field(default=find_one, compare=False)
    """Gives where in the page's wikitext each of the bot's parts stands, in order, or why that cannot be told."""
    paced_by: frozenset[str] = frozenset()
    """Pages of the home wiki with the same numbers: of people who are hidden, they are not shown more often in all."""

    @property
    def regions(self) -> tuple[str, ...]:
        return (self.region, *self.further)
