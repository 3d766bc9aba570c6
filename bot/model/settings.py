"""The operator's settings, `config/bot.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePointer:
    """Where pywikibot finds a wiki that is not Wikimedia's: the names of its family file and its code there."""

    family: str
    code: str


class ReadFrom(StrEnum):
    """Where a wiki's contributions are read."""

    AUTO = "auto"
    """From its replica where it is Wikimedia's, this is Toolforge and the replica can be read; else from its API."""
    API = "api"
    REPLICA = "replica"
    """From its replica or not at all."""


class Executor(StrEnum):
    """Where work is done that can be shared out."""

    LOCAL = "local"
    """In threads and processes of this machine."""
    DASK = "dask"
    """On the workers of a scheduler of Dask distributed."""


class ClosedReports(StrEnum):
    """What becomes of reports that name people when these people are not kept any more."""

    KEEP = "keep"
    """They stay as they are, until somebody on them must not be named any more."""
    TOTALS = "totals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting of `config/bot.yaml`, typed, with its default."""

    home: str
    contact: str
    database: str = "sqlite:///state/campaignbot.sqlite"
    campaigns_page: str = "Category:CampaignBot campaigns"
    """A category, a page that lists campaigns, or a prefix ending in `/`."""
    stop_page: str = "User:CampaignBot/Stop"
    opt_out_page: str = "User:CampaignBot/Opt-out"
    report_interval: int = 10
    """Minutes between two saves of one report while its program runs; 0: each run that changes it."""
    retention_days: int = 90
    """How long after the closing of its last program it is known who took part in a campaign."""
    closed_reports: ClosedReports = ClosedReports.KEEP
    report_wikis: tuple[str, ...] = ()
    user_templates: tuple[str, ...] = ()
    """Templates on sign-up lists, besides those known anyway, whose first parameter is an account's name."""
    wikis: Mapping[str, SitePointer] = field(default_factory=dict)
    source: ReadFrom = ReadFrom.AUTO
    """Of the wikis that `sources` does not name."""
    sources: Mapping[str, ReadFrom] = field(default_factory=dict)

    executor: Executor = Executor.LOCAL
    scheduler: str | None = None
    """Address of the scheduler of `dask`."""

    def source_of(self, dbname: str) -> ReadFrom:
        return self.sources.get(dbname, self.source)
