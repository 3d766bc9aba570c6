"""Stage three: the contributions that programs need and the store does not have yet, wiki by wiki."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.campaigns import Program
from bot.model.errors import WikiUnavailableError
from bot.model.intervals import Interval, merge, subtract
from bot.model.reporting import State, state_of
from bot.run.plan import OVERLAP, plan_fetches
from bot.run.ports import Setting
from bot.store.contributions import (
    created_pages,
    finish_fetch,
    lately_created,
    load_coverage,
    save_contributions,
    save_redirects,
)
from bot.store.progress import WikiState, load_wiki_states, save_wiki_state
from bot.wikis.client import Client
from bot.wikis.contributions import fetch_contributions, read_redirects

Spans = tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The accounts of one program on one wiki, by local id; `anew`: what was read before is to be read again."""

    program: Program
    dbname: str
    user_ids: tuple[int, ...]
    anew: bool


def collect(setting: Setting, needs: Iterable[Need], failures: Mapping[str, str]) -> None:
    """Fetch what is missing on each wiki; a wiki that does not answer is recorded so, and the others go on.

    `failures` are wikis that did not answer earlier in this run, with the reason; they are not asked again.
    """
    by_wiki: dict[str, list[Need]] = defaultdict(list)
    for need in needs:
        by_wiki[need.dbname].append(need)
    states = load_wiki_states(setting.store)
    with setting.teller.stage("Reading contributions", len(by_wiki)) as steps:
        for dbname, wiki_needs in by_wiki.items():
            try:
                if dbname in failures:
                    raise WikiUnavailableError(failures[dbname])  # noqa: TRY301 - told like any other failure
                count = _collect_wiki(setting, dbname, wiki_needs)
            except WikiUnavailableError as error:
                before = states.get(dbname)
                read_until = before.read_until if before else None
                state = WikiState(dbname=dbname, read_until=read_until, failed_at=setting.now, failure=str(error))
                setting.teller.warn(f"{dbname}: did not answer, its numbers are unknown: {error}")
            else:
                state = WikiState(dbname=dbname, read_until=setting.now)
                setting.teller.say(f"{dbname}: {count} revisions read")
            save_wiki_state(setting.store, state)
            steps.done(dbname)


def _collect_wiki(setting: Setting, dbname: str, needs: Sequence[Need]) -> int:
    """Fetch one wiki's missing intervals; give the number of revisions read."""
    client, store, now = setting.client(dbname), setting.store, _through_this_second(setting.now)
    fetch_number = int(setting.now.timestamp() * 1_000_000)
    needed = _spans(needs)
    open_needs = _spans(need for need in needs if state_of(need.program, now) is not State.CLOSED)
    fetches = plan_fetches(
        needed=needed,
        open_needs=open_needs,
        covered=_covered(setting, dbname, needs, tuple(needed)),
        now=now,
        batch=client.batch if needed else 1,
    )
    count = 0
    for fetch in fetches:
        for part in fetch_contributions(client, fetch.user_ids, fetch.interval):
            save_contributions(store, part, fetch=fetch_number)
            count += len(part)
        finish_fetch(store, dbname, fetch.user_ids, fetch.interval, fetch=fetch_number)
    if fetches:
        again = now - OVERLAP if open_needs else None
        save_redirects(store, dbname, read_redirects(client, _perhaps_redirects(setting, client, again)))
    return count


def _perhaps_redirects(setting: Setting, client: Client, again: datetime | None) -> tuple[int, ...]:
    """Give the created pages to be asked about: new ones, and as many created since `again` as fit into a request.

    The latest of these, because articles become redirects soon if at all; on `--full` every page.
    """
    dbname = client.wiki.dbname
    created = created_pages(setting.store, dbname, known_too=setting.options.full)
    if again is None or setting.options.full:
        return created
    return (*created, *lately_created(setting.store, dbname, again, most=client.batch))


def _covered(setting: Setting, dbname: str, needs: Sequence[Need], user_ids: Sequence[int]) -> Mapping[int, Spans]:
    """Give what need not be read again: nothing on `--full`, nor what a program asked to have read anew."""
    if setting.options.full:
        return {}
    again = _spans(need for need in needs if need.anew)
    known = load_coverage(setting.store, dbname, user_ids)
    return {user_id: subtract(spans, again.get(user_id, ())) for user_id, spans in known.items()}


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
