"""Last stage: reports and status pages to the home wiki, each saved only when it says something new."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.errors import WikiUnavailableError
from bot.model.outcomes import Conflict, Failed, Outcome, Postponed, Refused, Saved, Unchanged
from bot.model.pages import Edit, PageText
from bot.model.reporting import State
from bot.publishing import postpone, prepare_edit
from bot.reports import canonical
from bot.run.ports import Setting
from bot.store.progress import ReportState, load_report_states, save_report_states
from bot.wikis.pages import read_pages
from bot.wikis.saving import save_page

APART = "*"
"""Stands among the names on a report that tells days, wikis or pages apart; no account is called so."""

MOST_TRIES = 3
"""How often a page is read again after somebody else saved it in between (DESIGN section 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page as it should be: the bot's part of it, and what to say in the page's history."""

    title: str
    region: str
    summary: str
    state: State
    closed_at: datetime | None = None
    """When the program closed or will close; None for pages that go on."""
    last_update_at: datetime | None = None
    """When it is to be brought up to date a last time; None for pages that go on."""
    named: frozenset[str] = frozenset()
    """Who is named on it, and `APART` where it tells anything but totals."""
    hidden: bool = False
    """Whether it counts people who are hidden."""
    complete: bool = True
    """Whether every wiki of it is known."""
    views_complete: bool = True
    """Whether all of its page views are there that can be by now."""


def publish(setting: Setting, drafts: Iterable[Draft], pages: Mapping[str, PageText], *, stopped: bool) -> int:
    """Save what changed, the page that was longest without a save first; give how many could not be saved."""
    states = load_report_states(setting.store)
    home = setting.catalogue.home

    def last_saved(draft: Draft) -> float:
        state = states.get((home, draft.title))
        return state.saved_at.timestamp() if state and state.saved_at else 0.0

    ordered = sorted(drafts, key=last_saved)
    failures = 0
    with setting.teller.stage("Writing reports", len(ordered)) as steps:
        for draft in ordered:
            before = states.get((home, draft.title))
            outcome = _publish_one(setting, draft, pages[draft.title], before, stopped=stopped)
            failures += isinstance(outcome, Refused | Failed | Conflict)
            _tell(setting, draft, outcome)
            save_report_states(setting.store, [_state(setting, draft, outcome, before)])
            steps.done(draft.title)
    return failures


def _publish_one(
    setting: Setting, draft: Draft, page: PageText, before: ReportState | None, *, stopped: bool
) -> Outcome:
    decide = _decider(draft, saved_before=before is not None and before.saved_at is not None)
    decision = decide(page)
    if isinstance(decision, Unchanged | Refused):
        return decision
    wait = not _removes_somebody(draft, before) and postpone(
        draft.state,
        now=setting.now,
        saved_at=before.saved_at if before else None,
        interval=timedelta(minutes=setting.settings.report_interval),
        closed_at=draft.closed_at,
        last_update_at=draft.last_update_at,
        exists=page.text is not None,
        complete=draft.complete,
        views_complete=draft.views_complete,
        hidden=draft.hidden,
    )
    if stopped:
        return Postponed(why="writing is stopped by the stop page")
    if wait:
        return wait
    if setting.options.dry_run:
        setting.teller.diff(draft.title, page.text or "", decision.text)
        return Postponed(why="this is a dry run")
    return _save(setting, page, decide)


def _removes_somebody(draft: Draft, before: ReportState | None) -> bool:
    """Whether what was saved last names somebody, or tells apart what may not be told any more: that never waits."""
    return before is not None and not before.named <= draft.named


def _decider(draft: Draft, *, saved_before: bool) -> Callable[[PageText], Edit | Unchanged | Refused]:
    def decide(page: PageText) -> Edit | Unchanged | Refused:
        return prepare_edit(page, draft.region, summary=draft.summary, canonical=canonical, saved_before=saved_before)

    return decide


def _save(setting: Setting, page: PageText, decide: Callable[[PageText], Edit | Unchanged | Refused]) -> Outcome:
    """Save, and after a conflict read the page again and decide anew."""
    for _ in range(MOST_TRIES):
        decision = decide(page)
        if isinstance(decision, Unchanged | Refused):
            return decision
        outcome = save_page(setting.home, decision)
        if not isinstance(outcome, Conflict):
            return outcome
        try:
            page = read_pages(setting.home, [page.title])[page.title]
        except WikiUnavailableError as error:
            return Failed(why=str(error))
    return Conflict()


def _tell(setting: Setting, draft: Draft, outcome: Outcome) -> None:
    match outcome:
        case Saved():
            setting.teller.say(f"{draft.title}: saved")
        case Unchanged():
            setting.teller.say(f"{draft.title}: unchanged")
        case Postponed(why=why):
            setting.teller.say(f"{draft.title}: not saved now, {why}")
        case Refused(why=why) | Failed(why=why):
            setting.teller.warn(f"{draft.title}: could not be saved: {why}")
        case Conflict():
            setting.teller.warn(f"{draft.title}: could not be saved: others kept editing it; tried {MOST_TRIES} times")


def _state(setting: Setting, draft: Draft, outcome: Outcome, before: ReportState | None) -> ReportState:
    return ReportState(
        dbname=setting.catalogue.home,
        title=draft.title,
        saved_at=setting.now if isinstance(outcome, Saved) else before.saved_at if before else None,
        checked_at=setting.now,
        outcome=type(outcome).__name__.lower(),
        why=getattr(outcome, "why", None),
        named=draft.named if isinstance(outcome, Saved | Unchanged) else before.named if before else frozenset(),
    )
