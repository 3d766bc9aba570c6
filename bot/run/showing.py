"""What a page of the bot shows of a result, as it is remembered: of whom, and how much."""

from collections.abc import Iterable
from datetime import datetime

from bot.model.campaigns import Privacy
from bot.model.pages import Figures
from bot.model.reporting import CampaignReport, ProgramReport
from bot.model.results import Result
from bot.publishing import APART
from bot.run.ports import Setting
from bot.signups import normalize_name


def figures_of(result: Result) -> Figures:
    return Figures(edits=result.totals.edits, participants=result.totals.participants)


def marks_of(setting: Setting, names: Iterable[str]) -> frozenset[str]:
    """Give what is remembered of whom a page names: hashes, which hold also when the names themselves are gone."""
    return frozenset(name if name == APART else setting.forgotten.mark(name) for name in names)


def named_in(result: Result) -> frozenset[str]:
    """Give everybody whose name a report shows, and whether it shows anything but totals."""
    apart = {APART} if result.wikis or result.pages or result.wanted else set()
    on_pages = (name for page in result.pages for name in page.participants)
    on_wanted = (name for article in result.wanted for name in article.participants)
    return frozenset({*result.participants, *on_pages, *on_wanted, *apart})


def named_on_program(report: ProgramReport) -> frozenset[str]:
    """Give everybody whom a program's report names, also who does not count: who runs it, and names of no account."""
    absent = report.notes.not_found if report.program.privacy is Privacy.PUBLIC else ()
    return named_in(report.result) | _normal((*report.program.facilitators, *absent))


def named_on_campaign(report: CampaignReport) -> frozenset[str]:
    """Give everybody whom a campaign's report names."""
    return named_in(report.result) | _normal(report.campaign.facilitators)


def _normal(names: Iterable[str]) -> frozenset[str]:
    return frozenset(normalize_name(name) or name for name in names)


def latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)
