"""Goals that were reached stay marked: noted when they are seen to be, and read back from reports by a new store."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.measures import is_withheld, reached_goals
from bot.model.campaigns import Campaign, Goal, Privacy
from bot.model.pages import PageText
from bot.model.reporting import campaign_page, program_page
from bot.model.results import Result
from bot.publishing import read_region
from bot.reports import read_reached
from bot.run.ports import Setting
from bot.store.goals import load_reached, save_reached
from bot.store.progress import load_report_states
from bot.wikis.histories import read_last_text_by

Measured = tuple[Result, tuple[Result, ...]]
"""A campaign's result, and those of its programs in order."""


def recall_goals(setting: Setting, campaigns: Iterable[Campaign], pages: Mapping[str, PageText]) -> None:
    """Read from reports at which this store never looked when goals were reached.

    What counts is what the bot's own account wrote there.
    """
    states = load_report_states(setting.store)
    for campaign in campaigns:
        known = load_reached(setting.store, campaign.name)
        for program, title, goals in _reports(campaign):
            if goals and program not in known and (setting.catalogue.home, title) not in states:
                recalled = read_reached(read_region(_own_text(setting, pages[title]) or "") or "")
                save_reached(setting.store, campaign.name, program, recalled)


def note_goals(setting: Setting, campaign: Campaign, measured: Measured) -> Measured:
    """Add to results which goals were reached, and keep it; what is withheld says nothing of them."""
    whole, programs = measured
    known = load_reached(setting.store, campaign.name)

    def noted(result: Result, goals: Sequence[Goal], timezone: str, *, hidden: bool) -> Result:
        if is_withheld(result):
            return result
        kept = known.get(result.program or "", ())
        today = setting.now.astimezone(ZoneInfo(timezone)).date()
        days = None if hidden else result.days
        reached = reached_goals(goals, result.totals, days, today=today, kept=kept)
        if set(reached) != set(kept):
            save_reached(setting.store, campaign.name, result.program or "", reached)
        return replace(result, reached=reached)

    hidden = [program.privacy is Privacy.HIDDEN for program in campaign.programs]
    return noted(whole, campaign.goals, campaign.timezone, hidden=any(hidden)), tuple(
        noted(result, program.goals, program.timezone, hidden=nobody)
        for program, result, nobody in zip(campaign.programs, programs, hidden, strict=True)
    )


def _reports(campaign: Campaign) -> Iterator[tuple[str, str, Sequence[Goal]]]:
    """Give each report's program ("": the campaign itself), title and goals."""
    yield "", campaign_page(campaign), campaign.goals
    for program in campaign.programs:
        yield program.name, program_page(campaign, program.name), program.goals


def _own_text(setting: Setting, page: PageText) -> str | None:
    """Give what the bot saved last on a page; anybody else may have written anything there."""
    account = setting.home.account_name
    if page.text is None or page.editor == account:
        return page.text
    return read_last_text_by(setting.home, page.title, account)
