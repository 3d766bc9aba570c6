"""Names on lists to accounts: asked for once, remembered, and followed when they are renamed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.contributions import Account
from bot.model.errors import WikiUnavailableError
from bot.model.signups import Rename
from bot.run.accounts import resolve_accounts
from bot.run.plan import OVERLAP
from bot.run.ports import Setting
from bot.store.accounts import LookedUp, copy_accounts, known_names, load_accounts
from bot.store.memory import recall, remember
from bot.store.renames import load_renames, save_renames
from bot.wikis.accounts import look_up_by_ids
from bot.wikis.renames import find_renames


def renames_since(setting: Setting, dbname: str) -> datetime:
    """Give since when a wiki has not been asked for renames; the first time it is told only of those from now on.

    Where that is later than now, because a clock was wrong, the last weeks are asked for.
    """
    since = recall(setting.store, _renames_key(dbname))
    asked = datetime.fromisoformat(since) if since else setting.now
    return asked if asked <= setting.now else setting.now - OVERLAP


def _renames_key(dbname: str) -> str:
    return f"renames {dbname}"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """What the wikis of lists say of the names there; `answers` by name, `renames` by old name, oldest first."""

    answers: Mapping[str, Mapping[str, LookedUp]]
    renames: Mapping[str, Mapping[str, tuple[Rename, ...]]]

    def account(self, dbname: str, name: str, written: datetime | None) -> Account | None:
        """Give the account that a name means that somebody wrote down on this wiki at a time."""
        answer = self.answers.get(dbname, {}).get(self.present_name(dbname, name, written))
        return answer.account if answer else None

    def present_name(self, dbname: str, name: str, written: datetime | None) -> str:
        """Give what an account is called now that was called `name` when somebody wrote it down.

        A name that is no account's any more means the account that had it, whenever it was written.
        """
        answer = self.answers.get(dbname, {}).get(name)
        if answer is not None:
            written = written or answer.checked_at if answer.account else None
        renames = self.renames.get(dbname, {})
        seen = {name}

        def follows(rename: Rename) -> bool:
            # Two accounts that swap their names within one second must not be followed in a circle.
            return written is None or rename.at > written or (rename.at == written and rename.new not in seen)

        while later := next(filter(follows, renames.get(name, ())), None):
            name, written = later.new, later.at
            seen.add(name)
        return name

    def present_names(self, names: Collection[str]) -> frozenset[str]:
        """Give what these people are called now, on whatever wiki they were renamed."""
        return frozenset(self.present_name(dbname, name, None) for dbname in self.renames for name in names).union(
            names
        )


def meet(
    setting: Setting,
    listed: Mapping[str, Collection[str]],
    news: Mapping[str, Sequence[Rename]],
    failures: dict[str, str],
) -> People:
    """Look up the names on the lists of each wiki, and follow those that were renamed.

    `news` are renames that wikis told of since the last run, by wiki. A wiki that does not answer is added to
    `failures`.
    """
    answers: dict[str, dict[str, LookedUp]] = {}
    renames: dict[str, dict[str, tuple[Rename, ...]]] = {}
    for dbname, names in listed.items():
        before = load_accounts(setting.store, dbname, names)
        told = (*news.get(dbname, ()), *_renamed_by_id(setting, dbname, before, failures))
        known = _follow(setting, dbname, names, told)
        found = resolve_accounts(setting, dbname, tuple(names), failures)
        followed = {rename.old for rename in known}
        asked = {} if setting.options.full else before
        strangers = [n for n in names if n in found and not found[n].account and n not in followed and n not in asked]
        known = (*known, *_find(setting, dbname, strangers, failures))
        present = tuple(dict.fromkeys(rename.new for rename in known if rename.new not in found))
        answers[dbname] = {**found, **resolve_accounts(setting, dbname, present, failures)}
        renames[dbname] = _by_old_name(known)
        if dbname in news:
            remember(setting.store, _renames_key(dbname), setting.now.isoformat())
    return People(answers=answers, renames=renames)


def _renamed_by_id(
    setting: Setting, dbname: str, known: Mapping[str, LookedUp], failures: dict[str, str]
) -> tuple[Rename, ...]:
    """Give, on `--full`, the accounts that are called something else by now, whatever the log tells of it."""
    ids = {found.account.user_id: name for name, found in known.items() if found.account}
    if not ids or not setting.options.full or dbname in failures:
        return ()
    try:
        accounts = look_up_by_ids(setting.client(dbname), tuple(ids))
    except WikiUnavailableError as error:
        failures[dbname] = str(error)
        return ()
    now = {ids[user_id]: account.user_name for user_id, account in accounts.items()}
    return tuple(Rename(old=old, new=new, at=setting.now) for old, new in now.items() if new != old)


def _follow(setting: Setting, dbname: str, names: Collection[str], news: Sequence[Rename]) -> tuple[Rename, ...]:
    """Keep, of what a wiki told, what concerns anybody known; ids that were known by the old name stay known."""
    known = load_renames(setting.store, dbname)
    concerned = {*names, *known_names(setting.store, dbname), *(rename.new for rename in known)}
    latest = {rename.old: rename.new for rename in known}
    fresh: list[Rename] = []
    for rename in news:
        if rename.old in concerned and latest.get(rename.old) != rename.new:
            fresh.append(rename)
            concerned.add(rename.new)
            latest[rename.old] = rename.new
            copy_accounts(setting.store, rename.old, rename.new)
    save_renames(setting.store, dbname, fresh)
    return (*known, *fresh)


def _find(setting: Setting, dbname: str, names: Sequence[str], failures: dict[str, str]) -> tuple[Rename, ...]:
    """Ask, for names that are no account's when they are first seen, whether they were."""
    if not names or dbname in failures:
        return ()
    try:
        found = tuple(find_renames(setting.client(dbname), names).values())
    except WikiUnavailableError as error:
        failures[dbname] = str(error)
        return ()
    save_renames(setting.store, dbname, found)
    return found


def _by_old_name(renames: Iterable[Rename]) -> dict[str, tuple[Rename, ...]]:
    found: dict[str, list[Rename]] = defaultdict(list)
    for rename in sorted(renames, key=lambda rename: rename.at):
        found[rename.old].append(rename)
    return {old: tuple(ones) for old, ones in found.items()}
