"""People who take part in a program, with their accounts."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person on a program's lists; `accounts` maps dbnames to local ids, on wikis where the account exists."""

    user_name: str
    accounts: Mapping[str, int]
    named: bool
    """Whether reports and exports may name them."""
