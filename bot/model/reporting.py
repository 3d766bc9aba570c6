"""What the reports room is given: results joined with what a reader needs to understand them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.campaigns import Campaign, ListPage, Privacy, Program
from bot.model.problems import Problem
from bot.model.results import Result
from bot.model.signups import ListReading

SETTLING = timedelta(days=7)
"""How long a program is still read after its end, for reverts and late sign-ups (DESIGN section 5)."""


RETAINED_FROM = timedelta(days=7)
RETAINED_UNTIL = timedelta(days=37)
"""New editors who edit in between, counted from a program's end, have stayed (DESIGN section 4)."""

LAST_UPDATE = timedelta(days=38)
"""How long after a program's end its report is brought up to date a last time (DESIGN section 5)."""


class State(StrEnum):
    """Where a program stands in its life."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    SETTLING = "settling"
    CLOSED = "closed"


class Part(StrEnum):
    """A part of a report that pages of other wikis may show alone, as it is named there."""

    SUMMARY = "summary"
    PROGRAMS = "programs"
    WIKIS = "wikis"
    PARTICIPANTS = "participants"
    ARTICLES = "articles"
    UPLOADS = "uploads"
    COUNTED = "counted"


def state_of(program: Program, now: datetime) -> State:
    """Give the state at `now`; a pause between two windows still counts as running."""
    if not program.windows or now < program.windows[0].start:
        return State.UPCOMING
    if now < program.windows[-1].end:
        return State.RUNNING
    closed_at = closing(program)
    return State.SETTLING if closed_at and now < closed_at else State.CLOSED


def closing(program: Program) -> datetime | None:
    """Give when the program closes or closed; None while it has no windows."""
    return program.windows[-1].end + SETTLING if program.windows else None


def last_update(program: Program) -> datetime | None:
    """Give when page views and who stayed are added to a program's report; None while it has no windows."""
    return program.windows[-1].end + LAST_UPDATE if program.windows else None


def campaign_state(campaign: Campaign, now: datetime) -> State:
    """Give the state of the programs taken together: running from the first one's start to the last one's end."""
    states = {state_of(program, now) for program in campaign.programs}
    if len(states) == 1:
        return states.pop()
    if State.RUNNING in states or State.UPCOMING in states:
        return State.RUNNING
    return State.SETTLING


def campaign_page(campaign: Campaign) -> str:
    """Give the title of a campaign's report."""
    return f"{campaign.page}/Report"


def program_page(campaign: Campaign, program: str) -> str:
    """Give the title of a program's report."""
    return f"{campaign.page}/{program}/Report"


def heartbeat_page(account: str) -> str:
    """Give the title of the page that shows that the bot is at work, in its own user space."""
    return f"User:{account}/Heartbeat"


def participants_page(campaign: Campaign, program: str) -> str:
    """Give the title of the sign-up list of a program that names none."""
    return f"{campaign.page}/{program}/Participants"


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiLink:
    """How the home wiki names and links a tracked wiki.

    `prefix` is the interwiki prefix for `[[:prefix:Title]]`: "" for the home wiki itself, None where none is
    known; then `url`, with `$1` where the title goes, is linked. `project` is Wikimedia's name of the family
    (`wikipedia`, `commons`), or any name for a wiki elsewhere.
    """

    dbname: str
    language: str
    project: str
    prefix: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNotes:
    """What reading a program's sign-up lists brought up."""

    lists: tuple[ListPage, ...]
    listed: int
    """Distinct names on all of them."""
    not_found: tuple[str, ...]
    """Names that are no account's."""
    missing_lists: tuple[str, ...]
    """Titles of lists that do not exist."""
    empty: bool
    hidden: int = 0
    """People whose names an event registration hides; they count without being named."""
    unasked: int = 0
    """Names of which it is not known yet on which wikis they edit."""
    readings: tuple[ListReading, ...] = ()
    """Each list line by line, in the order of the definition; a page shown inside a list comes after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNotes:
    """What reading a program's lists of wanted articles brought up; lists by title, with its wiki where not home."""

    lists: tuple[ListPage, ...]
    """Pages, categories and templates that name articles."""
    given: int
    """Articles that the definition itself names."""
    wanted: int
    wikis: tuple[str, ...]
    """Wikis of the wanted articles; they are tracked for that alone."""
    missing: tuple[str, ...] = ()
    """Pages that do not exist."""
    empty: tuple[str, ...] = ()
    """Lists that name no article now; what they named before stays wanted."""
    unread: tuple[str, ...] = ()
    """Lists of wikis that did not answer; what they named before stays wanted."""
    elsewhere: tuple[str, ...] = ()
    """Titles given in the definition that no page can have, or whose namespace does not count."""
    too_long: tuple[str, ...] = ()
    """Lists of which not everything could be read."""
    left_out: int = 0
    """Articles and lists beyond what one program may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramReport:
    """Everything that one program's page shows."""

    program: Program
    state: State
    result: Result
    notes: ListNotes
    articles: ArticleNotes | None = None
    """None where no articles are wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignReport:
    """Everything that a campaign's page shows; `programs` in the campaign's order."""

    campaign: Campaign
    result: Result
    programs: tuple[ProgramReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyWait:
    """Looser privacy that was asked for on the wiki; `program` is None for the campaign itself."""

    program: str | None
    privacy: Privacy
    approved: bool
    """The operator has agreed, and it takes effect in the next run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A page of another wiki on which a campaign is not kept up to date, and why."""

    dbname: str
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """How a definition was understood; `campaign` is None while there is none that holds.

    `notes`, `articles` and `updated` (when everything was last read anew, because somebody asked) by program name.
    `editor_waits`: the definition waits until somebody whose account is autoconfirmed saves the page.
    """

    page: str
    campaign: Campaign | None
    problems: tuple[Problem, ...]
    kept_last_good: bool
    notes: Mapping[str, ListNotes]
    updated: Mapping[str, datetime] = field(default_factory=dict)
    editor_waits: bool = False
    privacy_waits: tuple[PrivacyWait, ...] = ()
    articles: Mapping[str, ArticleNotes] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LivingCampaign:
    """A campaign that is in force, and where it stands in its life."""

    name: str
    page: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """What everybody may know of the last run; the pages by title, with the reason.

    `other_wikis` is how many wikis did not answer that no definition names.
    """

    campaigns: tuple[LivingCampaign, ...]
    unknown_wikis: tuple[str, ...]
    other_wikis: int
    unsaved_pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """What is the same for every page of one run; `links` and `unknown` by dbname.

    `unknown` says in a few words of plain text, which may come from outside, why a wiki is not known.
    """

    now: datetime
    check_minutes: int
    links: Mapping[str, WikiLink]
    unknown: Mapping[str, str]
    home: str
    metrics_page: str | None = None
    """The page of the home wiki that says what each number means; None where it was never installed."""
    elsewhere: str | None = None
    """The wiki on which the pages stand, as `links` are seen from there; None for the home wiki."""

    @property
    def here(self) -> str:
        return self.elsewhere or self.home
