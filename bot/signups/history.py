"""Who added each name to a list and who took it off, from the history of the list's page. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from bot.model.signups import Moment, Traces, Version
from bot.signups.values import SignupList

TAKEN_BACK = -1
"""Stands among those who took a name off: whoever had added it did, or an edit that restored an earlier page."""

FEWEST_AT_ONCE = 3
"""Fewer names that go at once are taken off one by one; more than half of a list is the list being emptied."""

SHOWN = "{{"
"""How the keys begin under which pages shown inside a list are followed like names: no account is called so."""

Read = Callable[[str], SignupList]

_COVER = re.compile(r"<!--|-->|</?(?:s|del|strike|nowiki|pre)\s?/?>", re.IGNORECASE)


class Follower:
    """Follows a page's history, oldest version first.

    `traces` is what is known of each name, `last` the last version that could be read, and `reading` what that says.
    A name that stands on as many lines as before leaves no trace: lists are moved, sorted and written anew. Who
    brings back what others took off is not its author. What changed while versions were hidden or missing was done
    by nobody known; while the list's section was called something else, by whom the whole page says (`read_page`).
    """

    def __init__(
        self, traces: Mapping[str, Traces], read: Read, *, read_page: Read | None = None, after: Moment | None = None
    ) -> None:
        self.traces = dict(traces)
        self.last: Moment | None = None
        self.reading: SignupList | None = None
        self._read = read
        self._read_page = read_page or read
        self._after = after
        self._previous = after.rev_id if after else 0
        self._text: str | None = None
        self._doubt = False
        self._unread_by: set[int] = set()
        self._page_before: Counter[str] | None = None

    def take(self, version: Version) -> None:
        """Follow one more version, or be reminded of the last one that was followed (`after`).

        A list that lost its section for a while is looked at again when it is back.
        """
        if version.at == self._after:
            self._text = version.text
            return
        self._doubt = self._doubt or version.parent_id != self._previous
        self._previous = version.at.rev_id
        reading = self._read(version.text) if version.text is not None else None
        if version.text is None or reading is None:
            self._doubt = True
            self._unread_by.add(version.user_id)
        elif not reading.section_found:
            self._without_section(version, count_lines(self._read_page(version.text)))
        else:
            known = self._known(version, version.text)
            authors = _Authors(added=self._author(version.text, reading, known), removed=self._removers(known))
            _step(self.traces, version, count_lines(reading), authors)
            self.last, self.reading = version.at, reading
            self._doubt, self._page_before = False, None
            self._unread_by.clear()
        self._text = version.text

    def _without_section(self, version: Version, page: Counter[str]) -> None:
        """Note who leaves while the list's section is called something else."""
        before = self._page_before or Counter()
        left = {version.user_id: version.at}
        for name in [name for name in before if page[name] < before[name] and name in self.traces]:
            trace = self.traces[name]
            if page[name]:
                self.traces[name] = replace(trace, dropped={**trace.dropped, **left})
            else:
                self.traces[name] = replace(trace, removed={**trace.removed, **left})
        self._page_before = page

    def _author(self, text: str, reading: SignupList, known: Callable[[str], int]) -> Callable[[str], int]:
        """Give who added a name: who saved it, unless its line stood there before and was not read as one."""
        lines = _raw_lines(text)
        stood, stands = Counter(_raw_lines(self._text or "")), Counter(lines)
        raw: dict[str, list[str]] = defaultdict(list)
        for entry in reading.entries:
            if not entry.withdrawn and entry.line <= len(lines):
                raw[entry.name].append(lines[entry.line - 1])

        def author(name: str) -> int:
            mended = [line for line in raw[name] if len(line) >= len(name) and stands[line] <= stood[line]]
            return 0 if raw[name] and len(mended) == len(raw[name]) else known(name)

        return author

    def _removers(self, known: Callable[[str], int]) -> Callable[[str], set[int]]:
        """Give who may have taken a name off: who saved it, or anybody whose version could not be read before it."""
        return lambda name: {known(name), *(self._unread_by if self._doubt else ())}

    def _known(self, version: Version, text: str) -> Callable[[str], int]:
        if self._doubt:
            return lambda _: 0
        before = self._page_before
        if before is None:
            return lambda _: version.user_id
        page = count_lines(self._read_page(text))
        return lambda name: version.user_id if page[name] != before[name] else 0


def count_lines(reading: SignupList) -> Counter[str]:
    """Give on how many lines each name stands; none whose last line is struck: who withdrew may sign again below.

    A page that is shown stands on one line.
    """
    withdrawn = {entry.name: entry.withdrawn for entry in reading.entries}
    names = (e.name for e in reading.entries if not e.withdrawn and not withdrawn[e.name])
    return Counter((*names, *(shown_key(title) for title in reading.transclusions)))


def shown_key(title: str) -> str:
    return f"{SHOWN}{title}"


def merge_traces(several: Iterable[Traces]) -> Traces | None:
    """Give the traces of several names of one account, or of several pages that a list was, as those of one."""
    merged: Traces | None = None
    for one in several:
        merged = one if merged is None else _merge(merged, one)
    return merged


def _merge(one: Traces, other: Traces) -> Traces:
    return Traces(
        joined_at=min(one.joined_at, other.joined_at),
        lines=one.lines + other.lines,
        added=_latest_of_each(one.added, other.added),
        removed=_latest_of_each(one.removed, other.removed),
        dropped=_latest_of_each(one.dropped, other.dropped),
    )


def _latest_of_each(one: Mapping[int, Moment], other: Mapping[int, Moment]) -> dict[int, Moment]:
    return {who: max(moments[who] for moments in (one, other) if who in moments) for who in (*one, *other)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Authors:
    """Who of a version's editors added a name, 0 for nobody known, and who took one off."""

    added: Callable[[str], int]
    removed: Callable[[str], set[int]]


def _raw_lines(text: str) -> list[str]:
    return [_raw(line) for line in text.split("\n")]


def _raw(line: str) -> str:
    """Give a line without what hides or strikes it, so that uncovering it does not make it new."""
    return _COVER.sub("", line).strip(" \t\r*#:;")


def _step(followed: dict[str, Traces], version: Version, lines: Counter[str], authors: _Authors) -> None:
    here = {name: trace.lines for name, trace in followed.items() if trace.lines}
    gone = here.keys() - lines.keys()
    emptied = len(gone) >= FEWEST_AT_ONCE and len(gone) * 2 > len(here)
    for name in gone:
        followed[name] = _without(followed[name], version, authors.removed(name), emptied=emptied)
    back = [name for name in lines if name in followed and not followed[name].lines]
    restores = version.reverts or len(back) > 1
    for name, count in lines.items():
        trace = followed.get(name) or Traces(joined_at=version.at.timestamp, lines=0)
        if count < trace.lines:
            dropped = dict.fromkeys(authors.removed(name), version.at)
            followed[name] = replace(trace, lines=count, dropped={**trace.dropped, **dropped})
        elif count > trace.lines:
            by = authors.added(name)
            restored = restores and name in back and not _removed_last_by(trace, by)
            added = trace.added if restored else {**trace.added, by: version.at}
            followed[name] = replace(trace, lines=count, added=added)


def _without(trace: Traces, version: Version, by: set[int], *, emptied: bool) -> Traces:
    removed = {**trace.removed, **dict.fromkeys(by, version.at)}
    if not emptied and (version.reverts or not (by - {0}).isdisjoint(trace.added)):
        removed[TAKEN_BACK] = version.at
    return replace(trace, lines=0, removed=removed)


def _removed_last_by(trace: Traces, user_id: int) -> bool:
    """Whether it was this person who took the name off, and now brings it back."""
    last = max(trace.removed.values(), default=None)
    return bool(user_id) and last is not None and trace.removed.get(user_id) == last
