"""Whether and when a page is to be saved."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.model.outcomes import Gone, Guarded, Postponed, Refused, Unchanged
from bot.model.pages import Edit, Figures, PageText
from bot.model.reporting import State
from bot.publishing.draft import Draft
from bot.publishing.exclusion import keeps_off
from bot.publishing.region import Span, wrap

MOVED = "the page was moved away and is a redirect now; move the report back to this title"
KEPT_OFF = "{{nobots}} or {{bots}} keeps the bot off the page; take it away where the bot may write"
SWALLOWED = "with this report the bot's markers could not be found again: something in it, or before it, is left open"
GUARD = "so it waits until every wiki has answered, or for: campaignbot run --force"
TAKEN_AWAY = "somebody deleted the page or moved it away; restore it, or create it with the markers, to have it back"

WAIT_FOR_VIEWS = timedelta(days=7)
"""How long a last update waits for the service of page views."""

WHILE_SETTLING = timedelta(days=1)
"""How often a report is saved at most between its program's end and its closing (DESIGN section 6)."""

WITHOUT_NAMES = timedelta(days=1)
"""How often numbers of people who are hidden are shown at most, or each step would be one person's (section 7)."""


def prepare_edit(
    page: PageText,
    draft: Draft,
    *,
    account: str,
    canonical: Callable[[str], str],
    saved_before: bool,
    may_create: bool = True,
) -> Edit | Unchanged | Refused:
    """Give the edit that brings the bot's part of `page` up to date, and leaves all else as it is.

    `canonical` takes out of a region what differs whenever it is rendered, such as the time. A page that the bot
    saved before and that is gone was deleted by somebody, and is not made again.
    """
    if page.text is not None:
        return Refused(why=MOVED) if page.is_redirect else _replace(page, page.text, draft, account, canonical)
    if saved_before:
        return Gone(why=TAKEN_AWAY)
    if not may_create:
        return Refused(why="there is no such page, and on this wiki the bot makes none")
    return Edit(title=page.title, text=wrap(draft.region) + "\n", summary=draft.summary, base=None)


def _replace(
    page: PageText, text: str, draft: Draft, account: str, canonical: Callable[[str], str]
) -> Edit | Unchanged | Refused:
    """Put each region where the page's text has another."""
    found = draft.find(text)
    if isinstance(found, Refused):
        return found
    regions = tuple(f"\n{region.strip()}\n" for region in draft.regions)
    around = _around(text, found)
    if all(canonical(_shown(text, span)) == canonical(new.strip()) for span, new in zip(found, regions, strict=True)):
        return Unchanged()
    if keeps_off("".join(around), account):
        return Refused(why=KEPT_OFF)
    pieces = [around[0]]
    spans: list[Span] = []
    for region, after in zip(regions, around[1:], strict=True):
        start = sum(map(len, pieces))
        spans.append((start, start + len(region)))
        pieces.extend((region, after))
    new = "".join(pieces)
    if draft.find(new) != tuple(spans):
        return Refused(why=SWALLOWED)
    return Edit(title=page.title, text=new, summary=draft.summary, base=page.rev_id)


def _around(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """Give what stands before, between and after these parts of a text."""
    begins = (0, *(end for _, end in spans))
    ends = (*(start for start, _ in spans), len(text))
    return tuple(text[begin:end] for begin, end in zip(begins, ends, strict=True))


def _shown(text: str, span: Span) -> str:
    return text[slice(*span)].strip()


def guard(page: PageText, draft: Draft, *, shown: Figures | None) -> Guarded | None:
    """Give why a report is not to be saved that would lose more than half of its edits or participants.

    While everything is known, they are really gone. `shown` is what the page shows now; None where that is not known,
    because the store is a new one.
    """
    if draft.complete or draft.figures is None or page.text is None:
        return None
    if shown is None:
        return None if is_empty(page.text, draft) else Guarded(why=f"what the page showed before is not known; {GUARD}")
    lost = {
        "edits": (shown.edits, draft.figures.edits),
        "participants": (shown.participants, draft.figures.participants),
    }
    for what, (before, now) in lost.items():
        if before and (now or 0) * 2 < before:
            return Guarded(why=f"it would lose more than half of its {what}; {GUARD}")
    return None


def is_empty(text: str, draft: Draft) -> bool:
    """Whether nothing stands yet where the bot's parts of a page belong."""
    found = draft.find(text)
    return not isinstance(found, Refused) and not any(_shown(text, span) for span in found)


def due_at(state: State, *, saved_at: datetime | None, interval: timedelta, hidden: bool = False) -> datetime | None:
    """Give from when on a report that changed is saved; None: at once. `hidden`: it counts people who are hidden."""
    if saved_at is not None and hidden:
        return saved_at + max(interval, WITHOUT_NAMES)
    if saved_at is None or not interval:
        return None
    return saved_at + (WHILE_SETTLING if state is State.SETTLING else interval)


def postpone(
    state: State,
    *,
    now: datetime,
    saved_at: datetime | None,
    interval: timedelta,
    closed_at: datetime | None,
    last_update_at: datetime | None,
    exists: bool,
    complete: bool,
    views_complete: bool,
    hidden: bool = False,
) -> Postponed | None:
    """Give why a report that has changed is not to be saved now, or None when it is its turn.

    A closed program's report is saved for the first time, once more after it closed, and a last time when its page
    views and those who stayed are known; then it stays. The last two wait until it is `complete`.
    """
    if state is State.CLOSED:
        if saved_at is None:
            return Postponed(why="the program is closed") if exists else None
        is_last = last_update_at is not None and saved_at < last_update_at <= now
        if not is_last and (closed_at is None or saved_at >= closed_at):
            return Postponed(why="the program is closed")
        if not complete:
            return Postponed(why="the program is closed, and its last report waits for the wikis that are unknown")
        if is_last and not views_complete and last_update_at and now < last_update_at + WAIT_FOR_VIEWS:
            return Postponed(why="the program is closed, and its last report waits for page views")
        return None
    due = due_at(state, saved_at=saved_at, interval=interval, hidden=hidden)
    return Postponed(why=f"its turn is at {due:%Y-%m-%d %H:%M} UTC") if due and now < due else None
