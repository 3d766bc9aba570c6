"""Stage three: the contributions that programs need and the store does not have yet, wiki by wiki."""

import gc
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.model.campaigns import Program
from bot.model.contributions import Contribution
from bot.model.errors import WikiUnavailableError
from bot.model.intervals import Interval, merge, subtract
from bot.model.reporting import SETTLING, State, state_of
from bot.run.contribution_sources import Source, Sources
from bot.run.keeping_out import edits_without
from bot.run.plan import OVERLAP, Closing, Fetch, due_in_full, plan_fetches
from bot.run.ports import Setting
from bot.run.side_by_side import MOST_SECONDS, Desk, side_by_side
from bot.store.contributions import (
    created_pages,
    finish_fetch,
    lately_created,
    load_coverage,
    save_contributions,
    save_redirects,
)
from bot.store.progress import (
    WikiState,
    load_full_readings,
    load_wiki_states,
    save_full_readings,
    save_wiki_state,
)
from bot.wikis.contributions import read_redirects

TOO_LATE = "there was no time left for it in this run; the next one begins with it"

Spans = tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The accounts of one program on one wiki, by local id; `anew`: what was read before is to be read again."""

    program: Program
    dbname: str
    user_ids: tuple[int, ...]
    anew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is to be read on a wiki, and what of it need not be: what was read before, as long as it is fresh."""

    needed: Mapping[int, Spans]
    open_needs: Mapping[int, Spans]
    covered: Mapping[int, Spans]
    in_full: frozenset[int]
    """Accounts of which everything is read again."""
    turns: Mapping[int, int]
    """How many take part in the smallest program of each account: a large one must not use up the time of all."""


@dataclass(slots=True, kw_only=True)
class _Progress:
    """How far the reading of one wiki has come."""

    covered: Mapping[int, Spans]
    """What had been read before."""
    unread: Counter[int]
    """Of how many intervals of each account not everything has been read."""
    revisions: int = 0
    created: dict[int, None] = field(default_factory=dict)
    """Pages that participants created as is only known now; they may be redirects."""

    def add(self, part: Sequence[Contribution]) -> None:
        self.revisions += len(part)
        self.created.update((c.page_id, None) for c in part if c.parent_id == 0 and self._is_news(c))

    def _is_news(self, c: Contribution) -> bool:
        return c.is_redirect is None and not any(c.timestamp in span for span in self.covered.get(c.user_id, ()))


def collect(setting: Setting, needs: Iterable[Need], failures: Mapping[str, str]) -> None:
    """Fetch what is missing on each wiki; a wiki that does not answer is recorded so, and the others go on.

    `failures` are wikis that did not answer earlier in this run, with the reason; they are not asked again. The wiki
    that was read longest ago comes first.
    """
    by_wiki: dict[str, list[Need]] = defaultdict(list)
    for need in needs:
        by_wiki[need.dbname].append(need)
    states = load_wiki_states(setting.store)
    sources = Sources(setting)

    def seconds() -> float:
        return setting.budget.for_reading(MOST_SECONDS)

    gc.freeze()  # or every so many revisions Python looks through all that was imported, a tenth of the time
    with setting.teller.stage("Reading contributions", len(by_wiki)) as steps:

        def read(dbname: str, desk: Desk) -> None:
            try:
                if dbname in failures:
                    raise WikiUnavailableError(failures[dbname])  # noqa: TRY301 - told like any other failure
                if not seconds():
                    raise WikiUnavailableError(TOO_LATE)  # noqa: TRY301 - likewise
                with sources.open(dbname) as source:
                    count = _collect_wiki(setting, desk, source, by_wiki[dbname])
            except WikiUnavailableError as error:
                desk.hand_in(partial(note_failure, setting, states.get(dbname), dbname, str(error)))
            else:
                desk.hand_in(partial(_note_success, setting, dbname, count, source))
            desk.hand_in(partial(steps.done, dbname))

        side_by_side(sorted(by_wiki, key=lambda dbname: _read_last(states.get(dbname))), read, seconds=seconds)


def _read_last(state: WikiState | None) -> float:
    return state.read_until.timestamp() if state and state.read_until else 0.0


def note_failure(setting: Setting, before: WikiState | None, dbname: str, why: str) -> None:
    """Record that a wiki did not answer; `before` is what is known of it, of which nothing is lost."""
    read_until = before.read_until if before else None
    save_wiki_state(setting.store, WikiState(dbname=dbname, read_until=read_until, failed_at=setting.now, failure=why))
    setting.teller.warn(f"{dbname}: did not answer, its numbers are unknown: {why}")


def _note_success(setting: Setting, dbname: str, count: int, source: Source) -> None:
    save_wiki_state(setting.store, WikiState(dbname=dbname, read_until=setting.now - source.lag))
    if source.notice:
        setting.teller.say(f"{dbname}: {source.notice}")
    setting.teller.say(f"{dbname}: {count} revisions read")


def _collect_wiki(setting: Setting, desk: Desk, source: Source, needs: Sequence[Need]) -> int:
    """Fetch one wiki's missing intervals; give the number of revisions read."""
    store, dbname, now = setting.store, source.client.wiki.dbname, _through_this_second(setting.now) - source.lag
    known = desk.ask(partial(_known, setting, dbname, needs))
    fetches = plan_fetches(
        needed=known.needed,
        open_needs=known.open_needs,
        covered=known.covered,
        now=now,
        batch=source.batch if known.needed else 1,
        turns=known.turns,
    )
    progress = _Progress(
        covered=known.covered, unread=Counter(user_id for fetch in fetches for user_id in fetch.user_ids)
    )
    try:
        for fetch in fetches:
            _carry_out(setting, desk, source, fetch, progress)
    finally:
        if read := {user_id: known.needed[user_id] for user_id in known.in_full if not progress.unread[user_id]}:
            desk.hand_in(partial(save_full_readings, store, dbname, read, setting.now - source.lag))
    if fetches:
        again = now - OVERLAP if known.open_needs else None
        new = tuple(progress.created)
        desk.hand_in(partial(save_redirects, store, dbname, read_redirects(source.client, new)))
        others = desk.ask(partial(_perhaps_redirects, setting, source, again, progress.created.keys()))
        desk.hand_in(partial(save_redirects, store, dbname, read_redirects(source.client, others)))
    return progress.revisions


def _carry_out(setting: Setting, desk: Desk, source: Source, fetch: Fetch, progress: _Progress) -> None:
    """Read and store one interval.

    When the wiki stops answering, those accounts are done whose revisions had all come: it gives one after the other.
    """
    store, dbname = setting.store, source.client.wiki.dbname
    number = int(setting.now.timestamp() * 1_000_000)

    def finish(user_ids: tuple[int, ...]) -> None:
        desk.hand_in(partial(finish_fetch, store, dbname, user_ids, fetch.interval, last, fetch=number))
        progress.unread.subtract(user_ids)

    begun: dict[int, None] = {}
    last: tuple[Contribution, ...] = ()
    try:
        for part in source.fetch(fetch.user_ids, fetch.interval):
            if last:
                desk.hand_in(partial(save_contributions, store, last, fetch=number))
            last = edits_without(part, setting.forgotten)
            begun.update(dict.fromkeys(contribution.user_id for contribution in part))
            progress.add(part)
    except WikiUnavailableError:
        finish(tuple(begun)[:-1])
        raise
    finish(fetch.user_ids)


def _perhaps_redirects(
    setting: Setting, source: Source, again: datetime | None, asked: Collection[int]
) -> tuple[int, ...]:
    """Give the other created pages to be asked about: those that an earlier run could not, and what may have changed.

    These are as many created since `again` as fit into a request, the latest, because articles become redirects soon
    if at all; on `--full` every page; and none where revisions come with it.
    """
    dbname = source.client.wiki.dbname
    created = created_pages(setting.store, dbname, known_too=setting.options.full and not source.tells_redirects)
    lately: tuple[int, ...] = ()
    if again is not None and not setting.options.full and not source.tells_redirects:
        lately = lately_created(setting.store, dbname, again, most=source.batch)
    return tuple(page_id for page_id in (*created, *lately) if page_id not in asked)


def _known(setting: Setting, dbname: str, needs: Sequence[Need]) -> _Known:
    """Give what the programs need and what of it need not be read again.

    That is nothing on `--full`, not what a program asked to have read anew, and not what is due to be read in full.
    """
    needed = _spans(needs)
    states = [(need, state_of(need.program, setting.now)) for need in needs]
    open_needs = _spans(need for need, state in states if state is not State.CLOSED)
    due = due_in_full(
        open_needs=open_needs,
        closings=(
            Closing(at=need.program.windows[-1].end + SETTLING, windows=need.program.windows, user_ids=need.user_ids)
            for need, state in states
            if state is State.CLOSED
        ),
        read_in_full=load_full_readings(setting.store, dbname, tuple(needed)),
        now=setting.now,
    )
    by_size = sorted(needs, key=lambda need: -len(need.user_ids))
    turns = {user_id: len(need.user_ids) for need in by_size for user_id in need.user_ids}
    if setting.options.full:
        return _Known(needed=needed, open_needs=open_needs, covered={}, in_full=frozenset(needed), turns=turns)
    anew = _spans(need for need in needs if need.anew)
    covered = {
        user_id: subtract(spans, (*anew.get(user_id, ()), *due.get(user_id, ())))
        for user_id, spans in load_coverage(setting.store, dbname, tuple(needed)).items()
    }
    return _Known(needed=needed, open_needs=open_needs, covered=covered, in_full=frozenset(due), turns=turns)


def _through_this_second(now: datetime) -> datetime:
    """Give the end of the present second: what is written in it later is seen when the overlap is read again."""
    return now.replace(microsecond=0) + timedelta(seconds=1)


def _spans(needs: Iterable[Need]) -> Mapping[int, Spans]:
    """Give for each account the moments that any of these programs needs."""
    spans: dict[int, list[Interval]] = defaultdict(list)
    for need in needs:
        for user_id in need.user_ids:
            spans[user_id].extend(need.program.windows)
    return {user_id: merge(intervals) for user_id, intervals in spans.items()}
