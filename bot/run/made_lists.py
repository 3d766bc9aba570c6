"""Sign-up lists for programs that name none: each is made once, and from then on it is people's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.model.campaigns import Campaign, ListPage, Privacy, Program
from bot.model.errors import WikiUnavailableError
from bot.model.outcomes import Conflict, Failed, Outcome, Postponed, Refused, Saved, Stopped
from bot.model.pages import Edit, PageText
from bot.model.reporting import State, participants_page, state_of
from bot.publishing.installing import LeftAlone
from bot.run.ports import Setting
from bot.run.writing import save
from bot.store.progress import ReportState, load_report_states, save_report_states
from bot.store.signup_lists import ListKey
from bot.wikis.histories import was_taken_away

DONE = {kind.__name__.lower() for kind in (Saved, LeftAlone, Conflict)}
"""Endings after which a list is people's: made, taken away by them, or made by somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The lists that are there now, and how many could not be made."""

    lists: frozenset[ListKey]
    unsaved: int


def make_lists(
    setting: Setting,
    programs: Sequence[tuple[Campaign, Program]],
    missing: Collection[ListKey],
    *,
    stopped: Stopped | None,
) -> Made:
    """Make the list of each program that names none, where it is `missing` and was never there.

    One that the bot made before, or that somebody deleted or moved away, is not made again.
    """
    states = load_report_states(setting.store)
    home = setting.catalogue.home
    made: set[ListKey] = set()
    unsaved = 0
    for campaign, program in programs:
        title = participants_page(campaign, program.name)
        if not _names_no_list(program, home, title) or (home, title, "") not in missing:
            continue
        before = states.get((home, title))
        if state_of(program, setting.now) is State.CLOSED or (before and before.outcome in DONE):
            continue
        outcome = _make(setting, campaign, program, title, stopped=stopped)
        _tell(setting, title, outcome)
        if not isinstance(outcome, Postponed):
            save_report_states(setting.store, [_state(setting, title, outcome)])
        if isinstance(outcome, Saved):
            made.add((home, title, ""))
        unsaved += isinstance(outcome, Refused | Failed)
    return Made(lists=frozenset(made), unsaved=unsaved)


def _names_no_list(program: Program, home: str, title: str) -> bool:
    """Whether the list is the bot's to make: not where names are hidden, which a list that all may read undoes."""
    if program.privacy is Privacy.HIDDEN:
        return False
    lists = [source for source in program.sources if isinstance(source, ListPage)]
    return lists == [ListPage(wiki=home, page=title)]


def _make(
    setting: Setting, campaign: Campaign, program: Program, title: str, *, stopped: Stopped | None
) -> Outcome | LeftAlone:
    if stopped:
        return stopped
    try:
        if was_taken_away(setting.home, title):
            return LeftAlone(why="somebody deleted or moved it")
    except WikiUnavailableError as error:
        return Failed(why=str(error))
    text = setting.renderer.sign_up_list(program, campaign, setting.now)
    if setting.options.dry_run:
        setting.teller.diff(title, "", text)
        return Postponed(why="this is a dry run")
    summary = setting.renderer.summaries(program.language, setting.home.account_name).sign_up_list(program.name)

    def decide(page: PageText) -> Edit | Conflict:
        return Conflict() if page.text is not None else Edit(title=title, text=text, summary=summary, base=None)

    return save(setting.home, title, decide, stop_page=setting.settings.stop_page)


def _tell(setting: Setting, title: str, outcome: Outcome | LeftAlone) -> None:
    match outcome:
        case Saved():
            setting.teller.say(f"{title}: made")
        case Postponed(why=why) | LeftAlone(why=why):
            setting.teller.say(f"{title}: not made, {why}")
        case Refused(why=why) | Failed(why=why):
            setting.teller.warn(f"{title}: could not be made: {why}")
        case Conflict():
            setting.teller.say(f"{title}: somebody made it meanwhile")


def _state(setting: Setting, title: str, outcome: Outcome | LeftAlone) -> ReportState:
    return ReportState(
        dbname=setting.catalogue.home,
        title=title,
        saved_at=setting.now if isinstance(outcome, Saved) else None,
        checked_at=setting.now,
        outcome=type(outcome).__name__.lower(),
        why=getattr(outcome, "why", None),
    )
