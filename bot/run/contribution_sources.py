"""Where a wiki's contributions are read in one run: from its API or from its replica, with the same values."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Protocol

from bot.model.contributions import Contribution
from bot.model.errors import WikiUnavailableError
from bot.model.intervals import Interval
from bot.model.settings import ReadFrom
from bot.replicas import contributions as on_replica
from bot.replicas.credentials import Credentials, NoReplica, find_credentials
from bot.replicas.replica import Replica, Replicas
from bot.run.ports import Setting
from bot.wikis.client import Client
from bot.wikis.contributions import fetch_contributions, read_sizes

MOST_LAG = timedelta(minutes=30)
"""Further behind, a replica would make running programs look as if nobody had edited."""


class Source(Protocol):
    """What collecting asks of one wiki; `fetch` gives the values and the order of `bot.wikis.contributions`."""

    @property
    def client(self) -> Client:
        """The wiki, for all other questions."""

    @property
    def batch(self) -> int:
        """How many accounts can be asked about at once."""

    @property
    def lag(self) -> timedelta:
        """How long ago what it gives was complete."""

    @property
    def tells_redirects(self) -> bool:
        """Whether a revision comes with whether its page is a redirect now."""

    @property
    def notice(self) -> str | None:
        """What the operator should know of the choice."""

    def fetch(self, user_ids: Sequence[int], interval: Interval) -> Iterator[tuple[Contribution, ...]]:
        """Give the revisions of at most `batch` accounts inside `interval`; raises WikiUnavailableError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FromApi:
    """The wiki itself."""

    client: Client
    notice: str | None = None
    lag: timedelta = timedelta(0)
    tells_redirects: bool = False

    @property
    def batch(self) -> int:
        return self.client.batch

    def fetch(self, user_ids: Sequence[int], interval: Interval) -> Iterator[tuple[Contribution, ...]]:
        return fetch_contributions(self.client, user_ids, interval)


@dataclass(frozen=True, slots=True, kw_only=True)
class FromReplica:
    """The wiki's replica; the wiki itself is asked only for the sizes of hidden texts."""

    client: Client
    replica: Replica
    notice: str | None = None
    batch: int = on_replica.MOST_IDS
    tells_redirects: bool = True

    @property
    def lag(self) -> timedelta:
        return self.replica.lag

    def fetch(self, user_ids: Sequence[int], interval: Interval) -> Iterator[tuple[Contribution, ...]]:
        sizes = partial(read_sizes, self.client)
        return on_replica.fetch_contributions(self.replica, user_ids, interval, sizes=sizes)


class Sources:
    """Chooses for one run where each wiki is read; safe to be used by several threads, each for another wiki."""

    def __init__(self, setting: Setting, environment: Mapping[str, str] = os.environ) -> None:
        self._setting = setting
        account = find_credentials(environment)
        self._replicas = Replicas(account) if isinstance(account, Credentials) else account

    @contextmanager
    def open(self, dbname: str) -> Iterator[Source]:
        """Give where a wiki is read; whatever was opened for it is closed with the context.

        Raises WikiUnavailableError where the operator wants nothing but the replica and there is none.
        """
        client, wanted = self._setting.client(dbname), self._setting.settings.source_of(dbname)
        if wanted is ReadFrom.API or (wanted is ReadFrom.AUTO and not (client.wiki.wikimedia and self._replicas)):
            yield FromApi(client=client)
            return
        with self._connect(dbname) as replica:
            why = _why_not(replica)
            if isinstance(replica, Replica) and why is None:
                yield FromReplica(client=client, replica=replica)
                return
        if wanted is ReadFrom.REPLICA:
            raise WikiUnavailableError(why or "its replica cannot be used")
        yield FromApi(client=client, notice=f"is read from its API: {why}")

    @contextmanager
    def _connect(self, dbname: str) -> Iterator[Replica | NoReplica]:
        if isinstance(self._replicas, Replicas):
            with self._replicas.connect(dbname) as replica:
                yield replica
        else:
            yield self._replicas or NoReplica(why="there is no account for the replicas")


def _why_not(replica: Replica | NoReplica) -> str | None:
    """Say why a replica is not to be read, None where it is."""
    if isinstance(replica, NoReplica):
        return replica.why
    return f"its replica is {replica.lag // timedelta(minutes=1)} minutes late" if replica.lag > MOST_LAG else None
