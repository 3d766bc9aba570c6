"""Stage four: the files that count for a campaign and its programs, from the store alone."""

from collections import defaultdict
from collections.abc import Sequence

from bot.measures import Enrolment, Measured, with_uploads
from bot.model.intervals import Interval
from bot.store import Store
from bot.store.uploads import load_uploads, never_asked


def with_stored_uploads(store: Store, measured: Measured, enrolments: Sequence[Enrolment]) -> Measured:
    """Add to the results of these enrolments, and to that of all together, the files that count."""
    windows = [window for enrolment in enrolments for window in enrolment.program.windows]
    if not windows:
        return with_uploads(measured, enrolments, ())
    span = Interval(min(window.start for window in windows), max(window.end for window in windows))
    accounts: dict[str, set[int]] = defaultdict(set)
    for enrolment in enrolments:
        for person in enrolment.participants:
            for dbname, user_id in person.accounts.items():
                accounts[dbname].add(user_id)
    files = load_uploads(store, accounts, span)
    return with_uploads(measured, enrolments, files, never_asked(store, accounts, span))
