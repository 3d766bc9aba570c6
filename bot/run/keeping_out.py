"""People who must not come back: who opted out, was forgotten, or is hidden by a wiki; and taking them out."""

from collections.abc import Iterable
from dataclasses import replace

from bot.model.campaigns import Campaign, Names, Program, Source
from bot.model.registrations import Registration
from bot.run.lists import Lists, opt_out_key
from bot.run.people import People
from bot.run.ports import Setting
from bot.run.signing import judge_list
from bot.signups import normalize_name
from bot.store.erasing import NOBODY, accounts_named, erase, read_lists_anew, stored_names
from bot.store.forgotten import Forgotten, Reason
from bot.store.signup_lists import KnownList


def keep_out(setting: Setting, lists: Lists, people: People, listed: Iterable[str]) -> frozenset[str]:
    """Give whoever of those `listed` must not be counted, and take them out of the store.

    Whoever has another name by now is known by their account.
    """
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
