"""Registrations of the CampaignEvents extension, and where people with global accounts have edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model.intervals import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrant:
    """Somebody who registered in public; `user_name` is None where the wiki hides or no longer knows it."""

    central_id: int
    user_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """An event as its registration describes it; `registrants` in the order in which they registered.

    `timezone` is what organizers chose: an IANA name, or an offset such as `+05:30`.
    """

    event_id: int
    timezone: str
    window: Interval
    registrants: tuple[Registrant, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(person.user_name for person in self.registrants if person.user_name)

    @property
    def hidden(self) -> frozenset[int]:
        """The central ids of those who count without being named."""
        return frozenset(person.central_id for person in self.registrants if not person.user_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalAccount:
    """A name's account on all wikis: when it was made, and the number of edits on each wiki where there is any.

    `exists` is False where no wiki has such an account, or where it is hidden; then `registration` is None.
    """

    user_name: str
    exists: bool
    edits: Mapping[str, int]
    registration: datetime | None = None
