"""Last stage: reports and status pages to the wikis, each saved only when it says something new."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.definitions import page_key
from bot.model.outcomes import (
    Conflict,
    Failed,
    Gone,
    Outcome,
    Postponed,
    Refused,
    Saved,
    Stopped,
    Unchanged,
    Unclear,
    Warned,
    kind_of,
)
from bot.model.pages import Edit, PageText
from bot.model.reporting import State
from bot.publishing import TAKEN_AWAY, Draft, due_at, guard, is_empty, postpone, prepare_edit, redirect_target
from bot.reports import canonical, people_linked
from bot.run.ports import Setting
from bot.run.writing import MOST_TRIES, save, stop_of
from bot.store.progress import ReportState, load_report_states, save_report_states, save_stops
from bot.wikis.client import Client
from bot.wikis.histories import was_taken_away
from bot.wikis.pages import NS_PROJECT, NS_USER, read_pages

States = Mapping[tuple[str, str], ReportState]
"""What became of each page at its last check, by wiki and title."""


@dataclass(slots=True, kw_only=True)
class _Wiki:
    """One wiki on which reports may be written."""

    dbname: str
    pages: Mapping[str, PageText]
    """As they were read at the beginning of the run, or of this stage."""
    barred: Outcome | None
    """Why nothing is saved there any more in this run."""


def publish(setting: Setting, drafts: Iterable[Draft], pages: Mapping[str, Mapping[str, PageText]]) -> int:
    """Save what changed, the page that was longest without a save first; give how many could not be saved.

    `pages` are those of each wiki, by dbname and title, its stop page among them. What only people of another wiki can
    mend is told, and does not count as a failure.
    """
    states = load_report_states(setting.store)

    def last_saved(draft: Draft) -> float:
        state = states.get((draft.dbname, draft.title))
        return state.saved_at.timestamp() if state and state.saved_at else 0.0

    ordered = sorted(drafts, key=last_saved)
    wikis = {dbname: _open(setting, dbname, ordered, pages) for dbname in dict.fromkeys(d.dbname for d in ordered)}
    failures = 0
    with setting.teller.stage("Writing reports", len(ordered)) as steps:
        for wanted in ordered:
            before = states.get((wanted.dbname, wanted.title))
            page = wikis[wanted.dbname].pages.get(wanted.title)
            draft = _unless_too_early(setting, wanted, page, states)
            outcome = _publish_one(setting, wikis[draft.dbname], draft, states)
            failures += isinstance(outcome, Refused | Failed | Conflict) and not isinstance(outcome, Unclear)
            _tell(setting, draft, outcome)
            save_report_states(setting.store, [_state(setting, draft, outcome, before, page)])
            steps.done(draft.title)
    barred = {dbname: wiki.barred for dbname, wiki in wikis.items()}
    save_stops(setting.store, {d: why.why if isinstance(why, Stopped) else None for d, why in barred.items()})
    return failures


def _open(setting: Setting, dbname: str, drafts: Sequence[Draft], pages: Mapping[str, Mapping[str, PageText]]) -> _Wiki:
    """Give a wiki with its pages; one that is neither the home wiki nor of `report_wikis` is not even asked."""
    stop_page = setting.settings.stop_page
    home = setting.catalogue.home
    if dbname not in (home, *setting.settings.report_wikis):
        barred = Refused(why=f"no reports are written on {dbname}: the operator does not name it in report_wikis")
        return _Wiki(dbname=dbname, pages={}, barred=barred)
    read = pages[dbname]
    shown = _followed(setting, drafts, read) if dbname == home else read
    return _Wiki(dbname=dbname, pages=shown, barred=stop_of(read[stop_page]))


def _followed(setting: Setting, drafts: Sequence[Draft], pages: Mapping[str, PageText]) -> Mapping[str, PageText]:
    """Give, for reports that were moved to another of their campaign's subpages, the pages where they stand now.

    One request where there are any. Never is a page taken for a report that is another report's, a list, or anything
    else that was read already.
    """
    taken = {page_key(title) for title in pages}
    moved: dict[str, str] = {}
    for draft in drafts:
        page = pages.get(draft.title)
        target = redirect_target(page.text or "") if page and page.is_redirect and draft.tree else None
        if target and page_key(target).startswith(f"{page_key(draft.tree or '')}/") and page_key(target) not in taken:
            taken.add(page_key(target))
            moved[draft.title] = target
    read = read_pages(setting.home, moved.values()) if moved else {}
    there = {title: read[target] for title, target in moved.items() if read[target].text is not None}
    return {**pages, **there}


def _publish_one(setting: Setting, wiki: _Wiki, draft: Draft, states: States) -> Outcome:
    page, before = wiki.pages.get(draft.title), states.get((draft.dbname, draft.title))
    if page is None:
        return wiki.barred or Failed(why="the page was not read")
    client = setting.client(wiki.dbname)
    decide = _decider(setting, client, draft, before)
    decision = decide(page)
    if not isinstance(decision, Edit):
        return decision
    if setting.budget.is_spent:
        return Postponed(why="the run took too long; what was not saved goes first next time")
    if wait := wiki.barred or _wait(setting, draft, page, states):
        return wait
    if setting.options.dry_run:
        setting.teller.diff(draft.title, page.text or "", decision.text)
        return Postponed(why="this is a dry run")
    _note_attempt(setting, draft, before)
    outcome = save(client, page.title, decide, stop_page=setting.settings.stop_page)
    if isinstance(outcome, Stopped) or getattr(outcome, "whole_wiki", False):
        wiki.barred = outcome
    return outcome


def _decider(
    setting: Setting, client: Client, draft: Draft, before: ReportState | None
) -> Callable[[PageText], Edit | Unchanged | Refused]:
    home = setting.catalogue.home
    saved_before = before is not None and (before.saved_at is not None or before.outcome == kind_of(Gone(why="")))

    def decide(page: PageText) -> Edit | Unchanged | Refused:
        if draft.dbname != home and page.text is not None and page.namespace not in (NS_USER, NS_PROJECT):
            return Refused(why="on this wiki, reports stand only in the namespaces of users and of the project")
        decision = prepare_edit(
            page,
            draft,
            account=client.account_name,
            canonical=canonical,
            saved_before=saved_before,
            may_create=draft.dbname == home,
        )
        # The store may be a new one: the wiki itself knows whether the page was ever there.
        if isinstance(decision, Edit) and decision.base is None and was_taken_away(client, page.title):
            return Gone(why=TAKEN_AWAY)
        return decision

    return decide


def _wait(setting: Setting, draft: Draft, page: PageText, states: States) -> Outcome | None:
    """Give why a page that changed is not saved now; removing somebody, or what may be told no more, never waits."""
    before = states.get((draft.dbname, draft.title))
    if before is not None and before.outcome == kind_of(Warned(why="")) and before.rev_id == page.rev_id:
        return Warned(why=before.why or "")
    if _takes_somebody_off(setting, draft, page, before):
        return None
    emptied = draft.dbname != setting.catalogue.home and page.text is not None and is_empty(page.text, draft)
    turn = postpone(
        draft.state,
        now=setting.now,
        saved_at=None if emptied and draft.state is State.CLOSED else _saved_at(setting, draft, states),
        interval=draft.every or timedelta(minutes=setting.settings.report_interval),
        closed_at=draft.closed_at,
        last_update_at=draft.last_update_at,
        exists=page.text is not None and not emptied,
        complete=draft.complete,
        views_complete=draft.views_complete,
        hidden=draft.hidden,
    )
    if turn or setting.options.force:
        return turn
    return guard(page, draft, shown=before.figures if before else None)


def _takes_somebody_off(setting: Setting, draft: Draft, page: PageText, before: ReportState | None) -> bool:
    """Whether the page names somebody now, or tells something apart, as it is not to do any more.

    The page itself is asked, too: of one that a lost store knew, or to which somebody put an old revision back, this
    store does not know whom it names.
    """
    if before is not None and not before.named <= draft.named:
        return True
    found = draft.find(page.text or "")
    if isinstance(found, Refused):
        return False
    shown = "\n".join((page.text or "")[slice(*span)] for span in found)
    gone = people_linked(shown) - people_linked("\n".join(draft.regions))
    return any(setting.forgotten.mark(name) not in draft.named for name in gone)


def _unless_too_early(setting: Setting, draft: Draft, page: PageText | None, states: States) -> Draft:
    """Give a page of another wiki emptied where somebody is taken off it before numbers of hidden people are due there.

    Otherwise whoever changes there what the page shows could see them as often as the bot runs.
    """
    before = states.get((draft.dbname, draft.title))
    if not draft.paced_by or page is None or not _takes_somebody_off(setting, draft, page, before):
        return draft
    interval = timedelta(minutes=setting.settings.report_interval)
    due = due_at(draft.state, saved_at=_saved_at(setting, draft, states), interval=interval, hidden=draft.hidden)
    if due is None or setting.now >= due:
        return draft
    return replace(draft, region="", further=("",) * len(draft.further), named=frozenset(), figures=None)


def _saved_at(setting: Setting, draft: Draft, states: States) -> datetime | None:
    """Give when the page, or another with the numbers of which it must not tell more often, was saved last."""
    pages = ((draft.dbname, draft.title), *((setting.catalogue.home, title) for title in draft.paced_by))
    return max((at for page in pages if page in states and (at := states[page].saved_at)), default=None)


def _tell(setting: Setting, draft: Draft, outcome: Outcome) -> None:
    page = draft.title if draft.dbname == setting.catalogue.home else f"{draft.dbname}: {draft.title}"
    match outcome:
        case Saved():
            setting.teller.say(f"{page}: saved")
        case Unchanged():
            setting.teller.say(f"{page}: unchanged")
        case Postponed(why=why):
            setting.teller.say(f"{page}: not saved now, {why}")
        case Refused(why=why) | Failed(why=why):
            setting.teller.warn(f"{page}: could not be saved: {why}")
        case Conflict():
            setting.teller.warn(f"{page}: could not be saved: others kept editing it; tried {MOST_TRIES} times")


def _note_attempt(setting: Setting, draft: Draft, before: ReportState | None) -> None:
    """Record before a save whom it names: whether it was done is not known where the run is killed during it."""
    if draft.named <= (before.named if before else frozenset()):
        return
    state = before or ReportState(
        dbname=draft.dbname, title=draft.title, saved_at=None, checked_at=setting.now, outcome="attempted"
    )
    save_report_states(setting.store, [replace(state, named=state.named | draft.named)])


def _state(
    setting: Setting, draft: Draft, outcome: Outcome, before: ReportState | None, page: PageText | None
) -> ReportState:
    shows = isinstance(outcome, Saved | Unchanged)
    perhaps = draft.named if isinstance(outcome, Failed) else frozenset()  # it may have been saved all the same
    return ReportState(
        dbname=draft.dbname,
        title=draft.title,
        saved_at=setting.now if isinstance(outcome, Saved) else before.saved_at if before else None,
        checked_at=setting.now,
        outcome=kind_of(outcome),
        why=getattr(outcome, "why", None),
        named=draft.named if shows else (before.named if before else frozenset()) | perhaps,
        rev_id=outcome.rev_id if isinstance(outcome, Saved) else page.rev_id if page else None,
        figures=draft.figures if shows else before.figures if before else None,
    )
