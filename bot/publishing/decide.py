"""Whether and when a page is to be saved."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.model.outcomes import Postponed, Refused, Unchanged
from bot.model.pages import Edit, PageText
from bot.model.reporting import State
from bot.publishing.region import find_region, wrap

WAIT_FOR_VIEWS = timedelta(days=7)
"""How long a last update waits for the service of page views."""

WHILE_SETTLING = timedelta(days=1)
"""How often a report is saved at most between its program's end and its closing (DESIGN section 6)."""

WITHOUT_NAMES = timedelta(days=1)
"""How often numbers of people who are hidden are shown at most, or each step would be one person's (section 7)."""


def prepare_edit(
    page: PageText, region: str, *, summary: str, canonical: Callable[[str], str], saved_before: bool
) -> Edit | Unchanged | Refused:
    """Give the edit that brings the bot's part of `page` up to date, and leaves all else as it is.

    `canonical` takes out of a region what differs whenever it is rendered, such as the time. A page that the bot
    saved before and that is gone was deleted by somebody, and is not made again.
    """
    if page.text is None:
        if saved_before:
            return Refused(
                why="somebody deleted the page; who wants it back restores it or creates it with the markers"
            )
        return Edit(title=page.title, text=wrap(region) + "\n", summary=summary, base=None)
    found = find_region(page.text)
    if isinstance(found, Refused):
        return found
    start, end = found
    if canonical(page.text[start:end].strip()) == canonical(region.strip()):
        return Unchanged()
    text = f"{page.text[:start]}\n{region.strip()}\n{page.text[end:]}"
    return Edit(title=page.title, text=text, summary=summary, base=page.rev_id)


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
