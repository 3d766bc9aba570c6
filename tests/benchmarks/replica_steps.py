"""`python -m tests.benchmarks.replica_steps DBNAME USER PASSWORD HOST PORT`: read a wiki's revisions from its replica.

Prints how many there were, the seconds that it took, and the most memory that the process ever held, as JSON.
"""

import json
import sys
import time
from datetime import UTC, datetime

from bot.model.intervals import Interval
from bot.replicas.contributions import MOST_IDS, fetch_contributions
from bot.replicas.credentials import Credentials
from bot.replicas.replica import Replica, Replicas
from tests.benchmarks.memory import peak_memory

PEOPLE = 2_000
YEAR = Interval(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def main() -> int:
    """Read everything once, as a run of the bot would."""
    dbname, user, password, host, port = sys.argv[1:]
    account = Credentials(user=user, password=password, host=host, port=int(port))
    count, begun = 0, time.perf_counter()
    with Replicas(account).connect(dbname) as replica:
        assert isinstance(replica, Replica), replica
        for first in range(1, PEOPLE + 1, MOST_IDS):
            for part in fetch_contributions(replica, range(first, first + MOST_IDS), YEAR, sizes=lambda _: {}):
                count += len(part)
    seconds = time.perf_counter() - begun
    print(json.dumps({"count": count, "seconds": seconds, "memory": peak_memory()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
