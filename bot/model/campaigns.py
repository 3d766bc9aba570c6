"""Campaigns and programs as their organizers define them, after inheritance and typing."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.intervals import Interval


class Privacy(StrEnum):
    """Who is named on reports, from the most open to the most careful (DESIGN section 7)."""

    PUBLIC = "public"
    CONSENTED = "consented"
    HIDDEN = "hidden"


FEWEST_ACTIVE = 5
"""With fewer active people than this, a program without names shows no numbers either (DESIGN section 7)."""


class Scope(StrEnum):
    """Which pages count: all of the tracked namespaces, or only the wanted articles."""

    ALL = "all"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A sign-up list: a page of a wiki, or one section of it; names count from either."""

    wiki: str
    page: str
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Account names given in the definition itself."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A registration of the CampaignEvents extension on the home wiki."""

    event_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesFile:
    """A file of names on the operator's machine; never allowed on the wiki."""

    path: str


Source = ListPage | Names | Event | NamesFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """Wanted articles, as text to be resolved: titles, or pages, categories and templates that name them."""

    titles: tuple[str, ...]
    """`dbname:Title` of an article there, or of a category or template that stands for its members or users."""
    pages: tuple[str, ...] = ()
    """Named without a wiki: a page of the home wiki whose links are the wanted articles, or else as `titles` on the
    program's first wiki."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target: a metric of the export and the number to reach."""

    metric: str
    target: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One event, with everything that it inherits from its campaign filled in."""

    name: str
    description: str | None
    timezone: str
    windows: tuple[Interval, ...]
    """In UTC, merged, in order; empty only while an event registration still has to give it."""
    wikis: tuple[str, ...]
    """dbnames in the order given; empty means `auto`."""
    namespaces: tuple[int, ...] | None
    """None: the default of each wiki (0; on Commons 6; on Wikidata 0, 120, 146)."""
    language: str
    facilitators: tuple[str, ...]
    sources: tuple[Source, ...]
    articles: Articles | None
    scope: Scope
    privacy: Privacy
    goals: tuple[Goal, ...]
    update: str | None
    windows_by_event: bool = False
    """Whether a registration gave the windows; they, and the time zone, then change with it."""

    @property
    def event_ids(self) -> tuple[int, ...]:
        """The numbers of the event registrations among its sources."""
        return tuple(source.event_id for source in self.sources if isinstance(source, Event))


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign with at least one program; `page` is the page of the home wiki under which its reports stand."""

    name: str
    page: str
    description: str | None
    timezone: str
    language: str
    facilitators: tuple[str, ...]
    privacy: Privacy
    goals: tuple[Goal, ...]
    programs: tuple[Program, ...]
    on_wiki: bool
    """True: defined on the page itself, anyone's word; False: the operator's file."""
