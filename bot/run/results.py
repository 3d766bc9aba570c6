"""Stage four: the results of a campaign, from the store alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.measures import (
    Enrolment,
    Knowledge,
    as_kept,
    measure,
    measure_safely,
    texts_of,
    with_page_log,
    with_wikidata,
)
from bot.model.campaigns import Campaign, Privacy, Program
from bot.model.intervals import Interval, clip
from bot.model.participants import Participant
from bot.model.results import Result
from bot.model.wikis import WIKIDATA
from bot.run.further import with_further
from bot.store import Store
from bot.store.accounts import load_accounts
from bot.store.articles import load_wanted
from bot.store.campaigns import Enrolled, load_enrolment
from bot.store.contributions import load_coverage
from bot.store.entities import stream_entity_edits
from bot.store.goals import load_reached
from bot.store.kept import WHOLE, load_kept
from bot.store.page_log import load_page_log
from bot.store.pages import stored_pages
from bot.store.progress import WikiState, load_wiki_states
from bot.store.registrations import load_registrations


def stored_results(store: Store, campaign: Campaign) -> tuple[Result, tuple[Result, ...]]:
    """Give the campaign's result and those of its programs, in order, as far as the wikis have been read."""
    kept = load_kept(store, campaign.name)
    if kept.keys() >= {WHOLE, *(program.name for program in campaign.programs)}:
        return as_kept(campaign.programs, (kept[WHOLE], tuple(kept[program.name] for program in campaign.programs)))
    enrolments = stored_enrolments(store, campaign)
    accounts: dict[str, set[int]] = defaultdict(set)
    for enrolment in enrolments:
        for person in enrolment.participants:
            for dbname, user_id in person.accounts.items():
                accounts[dbname].add(user_id)
    span = span_of(campaign)

    log, reached = load_page_log(store, accounts), load_reached(store, campaign.name)

    def measured(chosen: Sequence[Enrolment]) -> tuple[Result, tuple[Result, ...]]:
        if span is None:
            plain = measure(campaign, chosen, (), texts_of(()))
            return with_further(store, chosen, with_wikidata(plain, chosen, ()))
        with stored_pages(store, accounts, span) as stored:
            plain = measure(campaign, chosen, stored.edits, stored.texts)
        on_wikidata = stream_entity_edits(store, WIKIDATA, sorted(accounts[WIKIDATA]), span)
        whole, programs = with_further(store, chosen, with_wikidata(plain, chosen, on_wikidata))
        return completed(whole, chosen), tuple(
            completed(result, (one,)) for one, result in zip(chosen, programs, strict=True)
        )

    def completed(result: Result, chosen: Sequence[Enrolment]) -> Result:
        return replace(with_page_log(result, chosen, log), reached=reached.get(result.program or "", ()))

    whole, programs = measure_safely(enrolments, measured)
    given = {dbname for enrolment in enrolments if enrolment.program.wikis for dbname in enrolment.wikis}
    return _listing(whole, given), tuple(
        result if program.wikis else _listing(result, ())
        for program, result in zip(campaign.programs, programs, strict=True)
    )


def stored_enrolments(store: Store, campaign: Campaign) -> tuple[Enrolment, ...]:
    """Give who takes part in each program, in order, and how far the wikis have been read for it."""
    states = load_wiki_states(store)
    return tuple(_enrolment(store, campaign, program, states) for program in campaign.programs)


def span_of(campaign: Campaign) -> Interval | None:
    """Give the time from the start of a campaign's first window to the end of its last; None without any."""
    windows = [window for program in campaign.programs for window in program.windows]
    return Interval(min(w.start for w in windows), max(w.end for w in windows)) if windows else None


def _listing(result: Result, given: Collection[str]) -> Result:
    """List, of the wikis that nobody gave, those where something counts and those of which something is unknown."""
    wikis = {
        dbname: totals
        for dbname, totals in result.wikis.items()
        if dbname in given or totals.edits != 0 or totals.uploads or dbname in result.unknown_wikis
    }
    return replace(result, wikis=wikis)


def _enrolment(store: Store, campaign: Campaign, program: Program, states: dict[str, WikiState]) -> Enrolment:
    enrolled = load_enrolment(store, campaign.name, program.name)
    wikis = enrolled.wikis if enrolled else program.wikis
    people = participants_of(store, program, enrolled) if enrolled else ()
    failed = frozenset(dbname for dbname in wikis if dbname not in states or states[dbname].failure is not None)
    moments = tuple(_read_until(states, dbname) for dbname in wikis)
    known = tuple(moment for moment in moments if moment is not None)
    unread = frozenset(
        (dbname, name)
        for dbname in failed
        if enrolled
        for name in _unread_there(store, dbname, enrolled, program.windows)
    )
    return Enrolment(
        program=program,
        participants=people,
        wikis=wikis,
        wanted=load_wanted(store, campaign.name, program.name) if program.articles else (),
        hidden=_hidden(store, program),
        knowledge=Knowledge(
            as_of=min(known) if known and len(known) == len(moments) else None,
            unknown=failed,
            never_read=frozenset(dbname for dbname in failed if not _read_there(dbname, people, unread)),
            unread=unread,
        ),
    )


def participants_of(store: Store, program: Program, enrolled: Enrolled) -> tuple[Participant, ...]:
    """Give the people of a program with the accounts that they are known to have on its wikis."""
    known = {dbname: load_accounts(store, dbname, enrolled.names) for dbname in enrolled.wikis}
    return tuple(
        Participant(
            user_name=name,
            accounts={
                dbname: answer.account.user_id
                for dbname, answers in known.items()
                if (answer := answers.get(name)) and answer.account
            },
            named=_may_be_named(name, program, enrolled),
        )
        for name in enrolled.names
    )


def _may_be_named(name: str, program: Program, enrolled: Enrolled) -> bool:
    """Whether reports may name somebody (DESIGN section 7)."""
    signed = program.privacy is Privacy.CONSENTED and name in enrolled.signed
    return program.privacy is Privacy.PUBLIC or signed


def _hidden(store: Store, program: Program) -> frozenset[int]:
    """Give the central ids of people whose names the program's event registrations hide."""
    registrations = load_registrations(store, program.event_ids)
    return frozenset(person for read in registrations.values() for person in read.registration.hidden)


def _read_until(states: dict[str, WikiState], dbname: str) -> datetime | None:
    return states[dbname].read_until if dbname in states else None


def _unread_there(store: Store, dbname: str, enrolled: Enrolled, windows: Sequence[Interval]) -> frozenset[str]:
    """Give the names of whom a wiki never said whether they have an account, or nothing inside the windows was read."""
    answers = load_accounts(store, dbname, enrolled.names)
    ids = {name: answer.account.user_id for name, answer in answers.items() if answer.account}
    covered = load_coverage(store, dbname, tuple(ids.values()))
    return frozenset(
        name
        for name in enrolled.names
        if name not in answers
        or (name in ids and not any(clip(covered.get(ids[name], ()), window) for window in windows))
    )


def _read_there(dbname: str, people: Iterable[Participant], unread: Collection[tuple[str, str]]) -> bool:
    """Whether contributions of any of these people inside the windows were ever read on a wiki."""
    return any(dbname in person.accounts and (dbname, person.user_name) not in unread for person in people)
