"""Stage four: when newcomers registered, as CentralAuth says, and who of them stayed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from bot.measures import is_new, retained_span
from bot.model.campaigns import Program
from bot.model.errors import WikiUnavailableError
from bot.model.intervals import Interval
from bot.model.reporting import State, last_update, state_of
from bot.run.auto_wikis import ProgramKey
from bot.run.collect import note_failure
from bot.run.enrol import Programs
from bot.run.global_accounts import ask_about
from bot.run.ports import Setting
from bot.run.results import participants_of
from bot.store import Store
from bot.store.campaigns import Enrolled
from bot.store.newcomers import load_later_edits, load_registered, save_later_edits
from bot.store.progress import load_wiki_states
from bot.wikis.contributions import who_edited
from bot.wikis.global_accounts import has_global_accounts


def ask_who_is_new(setting: Setting, programs: Programs, enrolled: Mapping[ProgramKey, Enrolled]) -> None:
    """Ask CentralAuth when those registered who may be new: a request for each of them, once.

    Of all others it is enough to know that they had an account on some wiki before the program began.
    """
    unsure: dict[str, None] = {}
    for campaign, program in programs:
        if state_of(program, setting.now) is not State.UPCOMING:
            known = load_registered(setting.store, enrolled[campaign.name, program.name].names)
            unsure.update(
                (name, None)
                for name, one in sorted(known.items())
                if one.is_global and is_new(one, program.windows) is None
            )
    if unsure and has_global_accounts(setting.home):
        ask_about(setting, tuple(unsure))


def ask_who_stayed(
    setting: Setting, programs: Programs, enrolled: Mapping[ProgramKey, Enrolled], failures: Mapping[str, str]
) -> None:
    """Ask the wikis which new editors of programs that ended 38 days ago edited in the time that shows it, once each.

    Wikis that did not answer earlier in this run are asked in the next one.
    """
    asking: dict[tuple[str, Interval], set[int]] = defaultdict(set)
    for campaign, program in programs:
        due = last_update(program)
        if due is not None and due <= setting.now:
            for dbname, user_id in _unasked(setting.store, program, enrolled[campaign.name, program.name]):
                asking[dbname, retained_span(program)].add(user_id)
    states = load_wiki_states(setting.store)
    silent = {*failures, *(dbname for dbname, state in states.items() if state.failure)}
    for (dbname, span), user_ids in sorted(asking.items()):
        if dbname in silent:
            continue
        try:
            edited = who_edited(setting.client(dbname), tuple(sorted(user_ids)), span)
        except WikiUnavailableError as error:
            note_failure(setting, states.get(dbname), dbname, str(error))
            silent.add(dbname)
        else:
            save_later_edits(setting.store, dbname, user_ids, span, edited)


def _unasked(store: Store, program: Program, enrolled: Enrolled) -> Iterator[tuple[str, int]]:
    """Give the accounts of new editors on the program's wikis of which nobody knows yet."""
    registered = load_registered(store, enrolled.names)
    new = {name for name, one in registered.items() if is_new(one, program.windows)}
    accounts: dict[str, set[int]] = defaultdict(set)
    for person in participants_of(store, program, enrolled) if new else ():
        for dbname, user_id in person.accounts.items() if person.user_name in new else ():
            accounts[dbname].add(user_id)
    known = load_later_edits(store, accounts, retained_span(program)) if accounts else {}
    for dbname, user_ids in accounts.items():
        yield from ((dbname, user_id) for user_id in user_ids if (dbname, user_id) not in known)
