"""What one run is given: the operator's files, the clock, the store, the wikis, and somebody to tell."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.measures import TextVocabulary
from bot.model.settings import Settings
from bot.model.wikis import Catalogue
from bot.reports import Renderer
from bot.run.budget import Budget
from bot.run.names_files import ReadNames
from bot.run.stopwatch import Stopwatch
from bot.services.page_views import PageViews
from bot.store import Store
from bot.store.forgotten import Forgotten
from bot.wikis.client import Client
from bot.wikis.session import Session


class Teller(Protocol):
    """Tells a person how the run goes."""

    def say(self, text: str) -> None:
        """Tell one thing that happened."""

    def warn(self, text: str) -> None:
        """Tell one thing that somebody should look at."""

    def diff(self, title: str, before: str, after: str) -> None:
        """Show an edit that is not being made."""

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator["Steps"]:
        """Tell of longer work with `total` steps."""


class Steps(Protocol):
    """Counts the steps of a stage."""

    def done(self, what: str) -> None:
        """Tell that one more step is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the person who started the run asked for."""

    campaign: str | None = None
    program: str | None = None
    full: bool = False
    dry_run: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything a run stands on."""

    settings: Settings
    files: Mapping[str, str]
    """The operator's definitions: path as shown to people -> text."""
    read_names: ReadNames
    data: Mapping[str, Any]
    """Shipped data for reading lists."""
    vocabulary: Callable[[str], TextVocabulary]
    """What has to be known of a wiki, by its dbname, to count its texts."""
    catalogue: Catalogue
    session: Session
    home: Client
    page_views: PageViews
    store: Store
    forgotten: Forgotten
    renderer: Renderer
    options: Options
    now: datetime
    teller: Teller
    stopwatch: Stopwatch = field(default_factory=Stopwatch)
    budget: Budget = field(default_factory=Budget)

    def client(self, dbname: str) -> Client:
        return self.session.client(self.catalogue, dbname)
