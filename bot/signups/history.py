"""Who added each name to a list and who took it off, from the history of the list's page. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.model.signups import Moment, Traces, Version
from bot.signups.values import SignupList

TAKEN_BACK = -1
"""Stands among those who took a name off: whoever had added it did, or an edit that restored an earlier page."""

FEWEST_AT_ONCE = 3
"""Fewer names that go at once are taken off one by one; more than half of a list is the list being emptied."""


class Follower:
    """Follows a page's history, oldest version first.

    `traces` is what is known of each name, `last` the last version that could be read, and `reading` what that says.
    A name that stands on as many lines as before, or on fewer, leaves no trace: lists are moved, sorted and written
    anew. What changed while versions were hidden was done by nobody known.
    """

    def __init__(self, traces: Mapping[str, Traces], read: Callable[[str], SignupList]) -> None:
        self.traces = dict(traces)
        self.last: Moment | None = None
        self.reading: SignupList | None = None
        self._read = read
        self._doubt = False

    def take(self, version: Version) -> None:
        """Follow one more version; a list that lost its section for a while is looked at again when it is back."""
        reading = self._read(version.text) if version.text is not None else None
        if reading is None or not (reading.section_found or not self.traces):
            self._doubt = True
            return
        _step(self.traces, version, count_lines(reading), user_id=0 if self._doubt else version.user_id)
        self.last, self.reading, self._doubt = version.at, reading, False


def count_lines(reading: SignupList) -> Counter[str]:
    """Give on how many lines each name stands; none whose last line is struck: who withdrew may sign again below."""
    withdrawn = {entry.name: entry.withdrawn for entry in reading.entries}
    return Counter(e.name for e in reading.entries if not e.withdrawn and not withdrawn[e.name])


def _step(followed: dict[str, Traces], version: Version, lines: Mapping[str, int], *, user_id: int) -> None:
    here = {name: trace.lines for name, trace in followed.items() if trace.lines}
    gone = here.keys() - lines.keys()
    emptied = len(gone) >= FEWEST_AT_ONCE and len(gone) * 2 > len(here)
    for name in gone:
        trace = followed[name]
        by = [user_id]
        if not emptied and (version.reverts or (user_id and user_id in trace.added)):
            by.append(TAKEN_BACK)
        followed[name] = replace(trace, lines=0, removed={**trace.removed, **dict.fromkeys(by, version.at)})
    for name, count in lines.items():
        trace = followed.get(name) or Traces(joined_at=version.at.timestamp, lines=0)
        if count > trace.lines:
            trace = replace(trace, added={**trace.added, user_id: version.at})
        if count != trace.lines:
            followed[name] = replace(trace, lines=count)
