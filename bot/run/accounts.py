"""Names to accounts on each wiki, asked for once and remembered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.model.errors import WikiUnavailableError
from bot.run.ports import Setting
from bot.store.accounts import LookedUp, load_accounts, save_accounts
from bot.wikis.accounts import look_up_accounts
from bot.wikis.client import Client

MOST_SECONDS = 120
"""Of each run for the names on one wiki, each time that it is asked for some."""

Known = Mapping[str, Mapping[str, LookedUp]]
"""What is known of each name, by dbname and name."""


def resolve_accounts(
    setting: Setting, dbname: str, names: Sequence[str], failures: dict[str, str]
) -> dict[str, LookedUp]:
    """Give by name what is known of each account on a wiki, asking it for names it was never asked for.

    Accounts that did not exist are asked for again, the longest unasked first, in the same request or one more;
    none twice in one run. A wiki that does not answer is added to `failures` with the reason. Names for which there is
    no time are left out, and the next run begins with them.
    """
    known = load_accounts(setting.store, dbname, names)
    if dbname in failures:
        return known
    try:
        for answers in _ask(setting, setting.client(dbname), names, dict(known)):
            save_accounts(setting.store, dbname, answers.values())
            known.update(answers)
    except WikiUnavailableError as error:
        failures[dbname] = str(error)
    return known


def _ask(
    setting: Setting, client: Client, names: Sequence[str], known: Mapping[str, LookedUp]
) -> Iterator[dict[str, LookedUp]]:
    """Give the answers of each request; at least one is made, and none once the time for names is over."""
    earlier = {name: answer for name, answer in known.items() if answer.checked_at < setting.now.replace(microsecond=0)}
    new = [name for name in names if name not in known or (setting.options.full and name in earlier)]
    absent = sorted((a for a in earlier.values() if not a.account and a.user_name not in new), key=_when)
    ask = (*new, *(a.user_name for a in absent))
    if not ask:
        return
    budget = setting.budget
    until = budget.clock() + budget.for_reading(MOST_SECONDS)
    most = min(len(ask), max(client.batch, len(new)))
    for start in range(0, most, client.batch):
        if start and budget.clock() >= until:
            setting.teller.warn(f"{client.wiki.dbname}: not all names were looked up in this run; the next one goes on")
            return
        found = look_up_accounts(client, ask[start : min(start + client.batch, most)])
        yield {n: LookedUp(user_name=n, account=account, checked_at=setting.now) for n, account in found.items()}


def _when(answer: LookedUp) -> datetime:
    return answer.checked_at
