"""The one schema behind YAML files, YAML on wiki pages and templates (DESIGN section 3)."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.definitions.fields import (
    METRICS,
    ClosedReportsChoice,
    Codes,
    ExecutorChoice,
    Metric,
    Moment,
    Number,
    OneLine,
    Positive,
    PrivacyLevel,
    Prose,
    ReadChoice,
    ScopeChoice,
    Several,
    TimeZone,
    wrap_goals,
    wrap_privacy,
    wrap_source,
    wrap_sources,
    wrap_windows,
)
from bot.definitions.refusals import refuse
from bot.model.campaigns import Privacy

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WindowEntry(_Strict):
    start: Moment
    end: Moment


class PrivacyEntry(_Strict):
    names: PrivacyLevel | None = Field(None, description="Who is named on reports")


class SourceEntry(_Strict):
    """Where names of participants come from: exactly one of a page, names, an event and a file."""

    page: OneLine | None = Field(None, description="A sign-up list: a page of the home wiki, or pa:PAGE")
    section: OneLine | None = Field(None, description="The section of that page, where only one counts")
    names: Several | None = Field(None, description="Account names")
    event: Positive | None = Field(None, description="Number of a CampaignEvents registration on the home wiki")
    file: OneLine | None = Field(None, description="A file of names; needs privacy: names: hidden")

    @model_validator(mode="after")
    def _names_exactly_one(self) -> Self:
        given = [key for key in ("page", "names", "event", "file") if getattr(self, key) is not None]
        if len(given) > 1:
            raise refuse(
                f"{' and '.join(given)} stand in one entry", "begin a new entry with a hyphen for each of them"
            )
        if self.section is not None and self.page is None:
            raise refuse('"section" needs the page on which it stands', 'add "page" to this entry')
        return self


WindowsInput = list[WindowEntry | str] | WindowEntry | str
SourcesInput = list[SourceEntry | str] | SourceEntry | str


class Shared(_Strict):
    """What a campaign gives to its programs, and each program may give for itself."""

    description: Prose | None = Field(None, description="Wikitext shown on the report")
    timezone: TimeZone | None = Field(None, description="IANA name of the time zone", examples=["Asia/Kolkata"])
    start: Moment | None = Field(None, description="First moment, local time", examples=["2026-04-14 10:00"])
    end: Moment | None = Field(
        None, description="First moment that no longer belongs to it; a date alone is the whole day"
    )
    windows: (
        Annotated[tuple[WindowEntry, ...], BeforeValidator(wrap_windows, json_schema_input_type=WindowsInput)] | None
    ) = Field(None, description="Several windows instead of start and end, together at most 366 days")
    wikis: Codes | None = Field(
        None, description="dbnames, language codes of Wikipedias, or auto", examples=[["enwiki", "pa"]]
    )
    namespaces: Codes | None = Field(
        None, description="Numbers or names of namespaces; default 0; Commons 6; Wikidata 0, 120, 146"
    )
    language: OneLine | None = Field(None, description="Language code of the report")
    facilitators: Several | None = Field(None, description="Account names of those who run it")
    articles: Several | None = Field(
        None, description="Wanted articles: pages, categories or templates that name them, or titles like pa:Title"
    )
    scope: ScopeChoice | None = Field(None, description="articles: only the wanted articles count")
    privacy: (
        Annotated[PrivacyEntry, BeforeValidator(wrap_privacy, json_schema_input_type=PrivacyEntry | Privacy)] | None
    ) = None
    goals: (
        Annotated[
            dict[Metric, Positive], BeforeValidator(wrap_goals, json_schema_input_type=dict[Metric, Positive] | str)
        ]
        | None
    ) = Field(None, description="Targets to show: a metric and a number")
    update: OneLine | None = Field(None, description="A new value asks once for everything to be read anew")


class ProgramEntry(Shared):
    program: OneLine = Field(description="Unique name, at most 100 characters")
    participants: (
        Annotated[tuple[SourceEntry, ...], BeforeValidator(wrap_sources, json_schema_input_type=SourcesInput)] | None
    ) = Field(None, description="Sources of participants; default the list <page>/<program>/Participants")


class CampaignEntry(Shared):
    campaign: OneLine = Field(description="Unique name, at most 100 characters")
    page: OneLine | None = Field(None, description="Page of the home wiki under which the reports stand")


class CampaignFile(CampaignEntry):
    """A campaign in YAML."""

    programs: tuple[ProgramEntry, ...] = Field(description="One entry an editing event", min_length=1)


class PointerEntry(_Strict):
    family: OneLine = Field(description="Name of pywikibot's family file")
    code: OneLine = Field(description="The wiki's code in that family")


class PagesEntry(_Strict):
    campaigns: OneLine | None = None
    stop: OneLine | None = None
    opt_out: OneLine | None = None


class SettingsFile(_Strict):
    """The operator's file, `config/bot.yaml`."""

    home: OneLine
    contact: OneLine
    database: OneLine | None = None
    pages: PagesEntry | None = None
    report_interval: Number | None = None
    retention_days: Number | None = None
    closed_reports: ClosedReportsChoice | None = None
    report_wikis: Codes | None = None
    user_templates: Several | None = None
    wikis: dict[OneLine, PointerEntry] | None = None
    source: Annotated[dict[OneLine, ReadChoice], BeforeValidator(wrap_source)] | None = None
    executor: ExecutorChoice | None = None
    scheduler: OneLine | None = None


CAMPAIGN_SETTINGS = frozenset({*METRICS}).union(
    *(model.model_fields for model in (CampaignFile, ProgramEntry, SourceEntry, WindowEntry, PrivacyEntry))
)
"""Every key that may stand in the definition of a campaign."""
SETTINGS = frozenset().union(*(model.model_fields for model in (SettingsFile, PagesEntry, PointerEntry)))
"""Every key that may stand in `config/bot.yaml`, besides the names of wikis."""


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a campaign's YAML file, for the completion and checks of editors."""
    return {"$schema": SCHEMA_DIALECT, **CampaignFile.model_json_schema()}
