"""Stage four: what the logs of wikis say of participants' pages, which were deleted and where were they created."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import islice

from bot.measures import has_text, tracked_namespaces
from bot.model.campaigns import Privacy
from bot.model.errors import WikiUnavailableError
from bot.model.reporting import State, state_of
from bot.model.results import PageName
from bot.model.wikis import NS_FILE
from bot.run.collect import Need, note_failure
from bot.run.ports import Setting
from bot.run.side_by_side import Desk, side_by_side
from bot.store.creations import (
    CreatedPage,
    names_of,
    next_moved,
    save_creations,
    unasked_creations,
)
from bot.store.lost_pages import (
    LostPage,
    forget_lost,
    lost_pages,
    next_deletion,
    note_restored,
    save_deletion,
)
from bot.store.progress import load_wiki_states
from bot.wikis.client import Client
from bot.wikis.page_log import knows_page_as, read_creations, read_deletion, read_first_moves, read_missing

MOST_ASKED = 20
"""Requests to one log of a wiki in a run; the next run goes on from there."""

ASK_AGAIN = timedelta(days=1)
"""After how long a log is asked whether it still says what reports show; one page a wiki in each run at most."""


@dataclass(slots=True, kw_only=True)
class _Tracked:
    """Of which pages of a wiki reports tell: those in these namespaces, created by these people, by local id.

    In no namespace where nobody is named, or nothing changes any more.
    """

    namespaces: set[int] = field(default_factory=set)
    user_ids: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Questions:
    """What a wiki is to be asked in this run: of lost pages, of new ones, and of one that reports tell of already.

    `names` are those of the people who created the new ones, by local id.
    """

    lost: Sequence[LostPage]
    created: Sequence[CreatedPage]
    names: Mapping[int, str]
    deleted: LostPage | None
    moved: tuple[int, PageName] | None

    def __bool__(self) -> bool:
        return bool(self.lost or self.created or self.deleted or self.moved)


def look_up_pages(setting: Setting, needs: Iterable[Need], failures: Mapping[str, str]) -> None:
    """Ask the wikis' logs what is new; a wiki that does not answer is recorded so, and the others go on.

    Wikis that did not answer earlier in this run, those of `failures` too, are not asked again.
    """
    states = load_wiki_states(setting.store)
    silent = {*failures, *(dbname for dbname, state in states.items() if state.failure)}
    asked = {
        dbname: questions
        for dbname, tracked in _tracked(setting, needs).items()
        if dbname not in silent and (questions := _questions(setting, dbname, tracked))
    }

    def ask(dbname: str, desk: Desk) -> None:
        try:
            _ask(setting, desk, setting.client(dbname), asked[dbname])
        except WikiUnavailableError as error:
            desk.hand_in(partial(note_failure, setting, states.get(dbname), dbname, str(error)))

    side_by_side(tuple(asked), ask)


def _tracked(setting: Setting, needs: Iterable[Need]) -> Mapping[str, _Tracked]:
    """Give by wiki of which pages reports that may still change tell, unless nobody is named there."""
    found: dict[str, _Tracked] = {}
    for need in needs:
        of_wiki = found.setdefault(need.dbname, _Tracked())
        if need.program.privacy is not Privacy.HIDDEN and state_of(need.program, setting.now) is not State.CLOSED:
            of_wiki.namespaces.update(tracked_namespaces(need.program, need.dbname))
            of_wiki.user_ids.update(need.user_ids)
    return found


def _questions(setting: Setting, dbname: str, tracked: _Tracked) -> _Questions:
    """Give what to ask a wiki. What was lost of other pages is forgotten."""
    store, before = setting.store, setting.now - ASK_AGAIN
    note_restored(store, dbname)
    lost = lost_pages(store, dbname)
    others = tuple(page.page_id for page in lost if page.namespace not in tracked.namespaces)
    forget_lost(store, dbname, others, exist=True)
    movable = tracked.namespaces - {NS_FILE} if has_text(dbname) else set()
    created = tuple(page for page in unasked_creations(store, dbname, movable) if page.user_id in tracked.user_ids)
    deleted = next_deletion(store, dbname, before) if tracked.namespaces else None
    return _Questions(
        lost=tuple(page for page in lost if page.namespace in tracked.namespaces),
        created=created,
        names=names_of(store, dbname, {page.user_id for page in created}),
        deleted=deleted,
        moved=next_moved(store, dbname, before) if tracked.namespaces and not deleted else None,
    )


def _ask(setting: Setting, desk: Desk, client: Client, questions: _Questions) -> None:
    """Ask for deletions first: what they concern is not counted any more, and not shown before the log is read."""
    store, dbname = setting.store, client.wiki.dbname
    missing = read_missing(client, [page.page_id for page in questions.lost])
    existing = tuple(page.page_id for page in questions.lost if page.page_id not in missing)
    desk.hand_in(partial(forget_lost, store, dbname, existing, exist=True))
    again = [questions.deleted] if questions.deleted else []
    for page in (*again, *islice((page for page in questions.lost if page.page_id in missing), MOST_ASKED)):
        _ask_for_deletion(setting, desk, client, page)
    if questions.moved:
        page_id, name = questions.moved
        known = {page_id: name if knows_page_as(client, page_id, name) else None}
        desk.hand_in(partial(save_creations, store, dbname, known, asked_at=setting.now))
    if questions.created:
        for names in creation_names(client, questions.created, questions.names):
            desk.hand_in(partial(save_creations, store, dbname, names, asked_at=setting.now))


def _ask_for_deletion(setting: Setting, desk: Desk, client: Client, page: LostPage) -> None:
    """Keep the page as deleted if the log says so; of any other nothing is kept, not even the title."""
    store, dbname = setting.store, client.wiki.dbname
    deleted_at = read_deletion(client, page.page_id, page.namespace, page.title)
    if deleted_at is None:
        desk.hand_in(partial(forget_lost, store, dbname, (page.page_id,), exist=False))
    else:
        desk.hand_in(partial(save_deletion, store, dbname, page.page_id, deleted_at, asked_at=setting.now))


def creation_names(
    client: Client, created: Sequence[CreatedPage], names: Mapping[int, str]
) -> Iterator[Mapping[int, PageName | None]]:
    """Give by page id what pages were called when they were created; None where no log says so.

    All moves on the wiki since the first was created tell it, mostly in one request. Where these would be more
    requests than people who created the pages, the log of created pages is asked for each of these.
    """
    people = tuple(dict.fromkeys(page.user_id for page in created))
    moved = read_first_moves(client, created[0].created_at, most=min(len(people), MOST_ASKED))
    if moved is not None:
        yield {page.page_id: moved.get(page.page_id, page.name) for page in created}
        return
    for user_id in people[:MOST_ASKED]:
        theirs = [page for page in created if page.user_id == user_id]
        found = (
            read_creations(client, names[user_id], theirs[0].created_at, theirs[-1].created_at)
            if user_id in names
            else {}
        )
        yield {page.page_id: found.get(page.page_id) for page in theirs}
