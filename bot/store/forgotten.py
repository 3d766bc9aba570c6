"""Who must not come back: people who were forgotten or opted out, as hashes in a file of their own.

The file stands beside the database and outlives it, so that a new store does not collect these people again. It holds
no name and no id, only keyed hashes of them, and the key, which never leaves it.
"""

import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.model.contributions import Account
from bot.model.errors import OperatorError
from bot.store.engine import PRIVATE, Store, read_address, sqlite_file
from bot.store.memory import recall, remember

FILE = "forgotten.json"

_KEPT_WITH = "forgotten"
"""Under which key the store remembers of which file it is the store."""


class Reason(StrEnum):
    """Why somebody must not come back."""

    FORGOTTEN = "forgotten"
    OPTED_OUT = "opted out"
    HIDDEN = "hidden"


class Forgotten:
    """The hashes, by what they are of; every change is on the disk when it returns, unless there is no `path`."""

    def __init__(self, path: Path | None, secret: bytes, reasons: dict[str, Reason]) -> None:
        self._path = path
        self._secret = secret
        self._reasons = reasons

    def __bool__(self) -> bool:
        return bool(self._reasons)

    def mark(self, name: str) -> str:
        """Give the hash that stands for a name, also for one that is not forgotten."""
        return self._hash(f"name {name}")

    def has_name(self, name: str) -> bool:
        return bool(self._reasons) and self.mark(name) in self._reasons

    def has_account(self, account: Account) -> bool:
        return bool(self._reasons) and any(self._hash(mark) in self._reasons for mark in _marks(account))

    def has_id(self, dbname: str, user_id: int) -> bool:
        return bool(self._reasons) and self._hash(f"{dbname} {user_id}") in self._reasons

    def has_central_id(self, central_id: int) -> bool:
        return bool(self._reasons) and self._hash(f"central {central_id}") in self._reasons

    def reason_of(self, account: Account) -> Reason:
        """Give why an account must not come back."""
        marks = map(self._hash, _marks(account))
        return next(reason for mark in marks if (reason := self._reasons.get(mark)))

    def any_of(self, marks: Iterable[str]) -> bool:
        """Whether one of these hashes is that of somebody who must not come back."""
        return any(mark in self._reasons for mark in marks)

    def add(self, names: Iterable[str], accounts: Iterable[Account], reason: Reason) -> None:
        """Keep people out from now on; who asked to be forgotten stays forgotten."""
        stays = {reason, Reason.FORGOTTEN}
        new = {mark: reason for mark in self._of(names, accounts) if self._reasons.get(mark) not in stays}
        if new:
            self._reasons.update(new)
            self._save()

    def readmit(self, names: Iterable[str], accounts: Iterable[Account]) -> bool:
        """Let people come back who had opted out; give whether there were any."""
        back = [mark for mark in self._of(names, accounts) if self._reasons.get(mark) is Reason.OPTED_OUT]
        for mark in back:
            del self._reasons[mark]
        if back:
            self._save()
        return bool(back)

    def fingerprint(self) -> str:
        """Give what tells this file from another, and says nothing of its key."""
        return self._hash("fingerprint")

    def _of(self, names: Iterable[str], accounts: Iterable[Account]) -> frozenset[str]:
        """Give all hashes by which people may be known."""
        marks = (self._hash(mark) for account in accounts for mark in _marks(account))
        return frozenset((*map(self.mark, names), *marks))

    def _hash(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()

    def _save(self) -> None:
        if self._path is None:
            return
        value = {"secret": self._secret.hex(), "people": dict(sorted(self._reasons.items()))}
        new = self._path.with_name(f"{self._path.name}.new")
        new.unlink(missing_ok=True)
        new.touch(mode=PRIVATE)
        with new.open("w", encoding="utf-8") as file:
            json.dump(value, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)


def in_memory() -> Forgotten:
    """Give one that holds nobody and is kept nowhere."""
    return Forgotten(None, secrets.token_bytes(32), {})


def forgotten_file(url: str, *, folder: Path) -> Path:
    """Give where the file of the database at `url` is: beside it, or in state/ where that is on a server."""
    database = sqlite_file(read_address(url, folder))
    return database.with_name(FILE) if database else folder / "state" / FILE


def copy_forgotten(source: Path, target: Path) -> None:
    """Copy the file, if there is one, in one step."""
    if not source.is_file():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f"{target.name}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=PRIVATE)
    new.write_bytes(source.read_bytes())
    new.replace(target)


def open_forgotten(store: Store, url: str, *, folder: Path, keep: bool) -> Forgotten:
    """Read the file that belongs to the database at `url`; make it the first time. Without `keep`, write nothing.

    Raises OperatorError when others may read it, or when it is lost: then those it held would come back.
    """
    path = forgotten_file(url, folder=folder)
    known = recall(store, _KEPT_WITH)
    value = _read(path)
    if value is None and known:
        raise OperatorError(
            f"{path} is missing: it keeps away those who asked to be forgotten or opted out. Restore it from a copy; "
            "only if nobody ever asked, write {} into it (chmod 600)"
        )
    secret = bytes.fromhex(value["secret"]) if value else secrets.token_bytes(32)
    reasons = {mark: Reason(why) for mark, why in value.get("people", {}).items()} if value else {}
    forgotten = Forgotten(path if keep else None, secret, reasons)
    if known and value and known != forgotten.fingerprint():
        raise OperatorError(f"{path} belongs to another database: those who asked to be forgotten would come back")
    if keep and not value:
        path.parent.mkdir(parents=True, exist_ok=True)
        forgotten._save()  # noqa: SLF001 - its own maker
    if keep and known != forgotten.fingerprint():
        remember(store, _KEPT_WITH, forgotten.fingerprint())
    return forgotten


def _read(path: Path) -> dict[str, Any] | None:
    """Give what the file holds, None where there is none."""
    try:
        with path.open(encoding="utf-8") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & ~PRIVATE:
                raise OperatorError(f"{path}: other users of this machine may open it; change that: chmod 600")
            value = json.load(file)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise OperatorError(f"{path} cannot be read: {error}") from None
    if not isinstance(value, dict) or (value and not isinstance(value.get("secret"), str)):
        raise OperatorError(f"{path} is not what the bot wrote there; restore it from a copy")
    return value


def _marks(account: Account) -> tuple[str, ...]:
    central = (f"central {account.central_id}",) if account.central_id is not None else ()
    return (f"name {account.user_name}", f"{account.dbname} {account.user_id}", *central)
