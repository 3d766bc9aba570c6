"""What CentralAuth says of people: since when they have an account, and on which wikis they have edited."""

from collections.abc import Sequence
from datetime import timedelta

from bot.model.errors import WikiUnavailableError
from bot.model.registrations import GlobalAccount
from bot.run.ports import Setting
from bot.store.global_accounts import AskedAccount, EditsThere, load_global_accounts, save_global_accounts
from bot.wikis.global_accounts import look_up_global_account

MOST_ASKED = 100
"""Names asked about at one time; each is a request."""

LAG = timedelta(minutes=10)
"""How long an edit may be counted before a run is sure to have read it: runs take a while, and replicas lag."""


def ask_about(setting: Setting, names: Sequence[str]) -> None:
    """Ask about these people, as many as one run may, those first that come first."""
    before = load_global_accounts(setting.store, names)
    answers: list[AskedAccount] = []
    for name in names[:MOST_ASKED]:
        try:
            found = look_up_global_account(setting.home, name)
        except WikiUnavailableError as error:
            setting.teller.warn(f"not everybody could be asked about on all wikis: {error}")
            break
        answers.append(_asked(setting, found, before.get(name)))
    save_global_accounts(setting.store, answers)
    if len(names) > len(answers):
        setting.teller.say(f"{len(names) - len(answers)} people are asked about on all wikis in the next runs")


def _asked(setting: Setting, found: GlobalAccount, before: AskedAccount | None) -> AskedAccount:
    old = before.wikis if before else {}
    wikis = {
        dbname: old[dbname]
        if dbname in old and old[dbname].edits == edits
        else EditsThere(edits=edits, since=setting.now + LAG)
        for dbname, edits in found.edits.items()
        if dbname in setting.catalogue.wikis
    }
    return AskedAccount(
        user_name=found.user_name,
        exists=found.exists,
        asked_at=setting.now,
        wikis=wikis,
        registration=found.registration,
    )
