"""People who must not come back: who opted out, was forgotten, or is hidden by a wiki; and taking them out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.model.campaigns import Campaign, Names, Program, Source
from bot.model.contributions import Contribution
from bot.model.errors import WikiUnavailableError
from bot.model.registrations import Registration
from bot.model.wikis import NS_USER, NS_USER_TALK
from bot.run.lists import Lists, opt_out_key
from bot.run.people import People
from bot.run.ports import Setting
from bot.run.signing import judge_list
from bot.signups import normalize_name
from bot.store.accounts import LookedUp, longest_unasked, save_accounts
from bot.store.erasing import NOBODY, accounts_named, erase, read_lists_anew, stored_names
from bot.store.forgotten import Forgotten, Reason
from bot.store.memory import recall, remember
from bot.store.signup_lists import KnownList
from bot.wikis.accounts import look_again

ASK_AGAIN = timedelta(days=7)
"""How long a wiki is not asked whether it hides an account by now."""


def keep_out(
    setting: Setting,
    lists: Lists,
    people: People,
    programs: Sequence[tuple[Campaign, Program]],
    *,
    listed: Collection[str],
    failures: dict[str, str],
) -> frozenset[str]:
    """Give whoever of those `listed` must not be counted, and take them out of the store.

    Whoever has another name by now is known by their account. A wiki that does not answer is added to `failures`.
    """
    read = dict.fromkeys((*people.answers, *(dbname for _, program in programs for dbname in program.wikis)))
    _notice_hidden(setting, read, failures)
    known = lists.known.get(opt_out_key(setting))
    doubtful = _hear_who_opted_out(setting, known, people) if known else frozenset()
    forgotten = setting.forgotten
    met = {n: found.account for answers in people.answers.values() for n, found in answers.items() if found.account}
    for name, account in met.items():
        if forgotten.has_account(account) and not forgotten.has_name(name):
            forgotten.add([name], [account], forgotten.reason_of(account))
    out = frozenset(name for name in {*listed, *met} if forgotten.has_name(name))
    kept_out(setting, {*out, *_named_on(lists)})
    return out | doubtful | {NOBODY}


def _notice_hidden(setting: Setting, dbnames: Iterable[str], failures: dict[str, str]) -> None:
    """Ask each wiki, once a day, about the accounts that it was not asked about for a week; who is hidden there goes.

    One request a wiki, for those longest unasked.
    """
    for dbname in dbnames:
        key, today = f"asked about hidden {dbname}", f"{setting.now:%Y-%m-%d}"
        if dbname in failures or recall(setting.store, key) == today:
            continue
        try:
            client = setting.client(dbname)
            before = setting.now - ASK_AGAIN
            known = {
                found.account.user_id: found.account
                for found in longest_unasked(setting.store, dbname, before=before, most=client.batch)
                if found.account
            }
            said = look_again(client, tuple(known)) if known else {}
        except WikiUnavailableError as error:
            failures[dbname] = str(error)
            continue
        gone = [account for user_id, account in known.items() if said.get(user_id, account) is None]
        setting.forgotten.add((account.user_name for account in gone), gone, Reason.HIDDEN)
        same = (now for user_id, now in said.items() if now and now.user_name == known[user_id].user_name)
        answers = (LookedUp(user_name=now.user_name, account=now, checked_at=setting.now) for now in same)
        save_accounts(setting.store, dbname, answers)
        remember(setting.store, key, today)


def kept_out(setting: Setting, names: Iterable[str]) -> None:
    """Take everybody out of the store who must not be in it, be it that a name stands on a list alone."""
    if setting.forgotten:
        known = {*stored_names(setting.store), *names}
        erase(setting.store, frozenset(name for name in known if name and setting.forgotten.has_name(name)))


def _hear_who_opted_out(setting: Setting, known: KnownList, people: People) -> frozenset[str]:
    """Note who added themselves to the opt-out page and who took themselves off; its names are known while it is read.

    Until its whole history is read, everybody on it stays out: they are given.
    """
    lines = judge_list(known, people)
    if not known.complete:
        return frozenset(line.person for line in lines)
    asked = {name for line in lines if line.standing.signed for name in (line.name, line.person)}
    left = {name for line in lines if line.standing.withdrew for name in (line.name, line.person)} - asked
    setting.forgotten.add(asked, accounts_named(setting.store, asked), Reason.OPTED_OUT)
    if setting.forgotten.readmit(left, accounts_named(setting.store, left)):
        read_lists_anew(setting.store)
    return frozenset()


def _named_on(lists: Lists) -> Iterable[str]:
    for known in lists.known.values():
        yield from (entry.name for entry in known.last.signups.entries)
        yield from known.traces


def without_forgotten(campaign: Campaign, forgotten: Forgotten) -> Campaign:
    """Give a campaign that names nobody who must not come back."""
    if not forgotten:
        return campaign
    return replace(
        campaign,
        facilitators=_others(campaign.facilitators, forgotten),
        programs=tuple(_program(program, forgotten) for program in campaign.programs),
    )


def _program(program: Program, forgotten: Forgotten) -> Program:
    return replace(
        program,
        facilitators=_others(program.facilitators, forgotten),
        sources=tuple(_source(source, forgotten) for source in program.sources),
    )


def _source(source: Source, forgotten: Forgotten) -> Source:
    return Names(names=_others(source.names, forgotten)) if isinstance(source, Names) else source


def _others(names: Iterable[str], forgotten: Forgotten) -> tuple[str, ...]:
    return tuple(name for name in names if not forgotten.has_name(normalize_name(name) or name))


def edits_without(found: Iterable[Contribution], forgotten: Forgotten) -> tuple[Contribution, ...]:
    """Give contributions without those to user pages of whoever must not come back: their titles name them."""
    return tuple(c for c in found if c.namespace not in (NS_USER, NS_USER_TALK) or not _is_of(c.title, forgotten))


def _is_of(title: str, forgotten: Forgotten) -> bool:
    return forgotten.has_name(title.partition("/")[0])


def registration_without(found: Registration, forgotten: Forgotten) -> Registration:
    """Give an event registration without whoever must not come back."""
    return replace(
        found,
        registrants=tuple(
            person
            for person in found.registrants
            if not forgotten.has_central_id(person.central_id)
            and not (person.user_name and forgotten.has_name(person.user_name))
        ),
    )
