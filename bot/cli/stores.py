"""The database that bot.yaml names."""

import os
from pathlib import Path

from bot.model.settings import Settings
from bot.replicas.credentials import Credentials, find_toolsdb_account
from bot.store import Store, open_scratch, open_store
from bot.store.address import lacks_account, with_account


def open_operators_store(settings: Settings, config: Path, *, scratch: bool = False) -> Store:
    """Open it, or with `scratch` a copy in memory; raises OperatorError when it cannot be used."""
    return (open_scratch if scratch else open_store)(database_address(settings), folder=config.resolve().parent)


def database_address(settings: Settings) -> str:
    """Give its address, on a server with the tool's own account where it names none."""
    if not lacks_account(settings.database):
        return settings.database
    account = find_toolsdb_account(os.environ)
    if not isinstance(account, Credentials):
        return settings.database
    return with_account(settings.database, user=account.user, password=account.password)
