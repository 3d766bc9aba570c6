"""When people registered."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """When somebody's first account was made: `local` of those that are known, `everywhere` as CentralAuth says.

    `local` is the beginning of time for accounts older than MediaWiki's records of it, None where no account is known.
    `is_global`: CentralAuth has to be asked, or has answered; if not, only the accounts on single wikis say anything.
    """

    local: datetime | None
    everywhere: datetime | None
    is_global: bool
