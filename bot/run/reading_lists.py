"""One page of sign-up lists, read with its history."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bot.model.signups import Moment, Traces, Version
from bot.model.wikis import NS_USER, NS_USER_TALK
from bot.run.list_pages import ListedPage
from bot.run.ports import Setting
from bot.run.shown_lists import is_of_the_list
from bot.signups import READER, Follower, SignupList, list_syntax, merge_traces, parse_signups
from bot.signups.history import Read
from bot.store.signup_lists import KnownList, LastReading, ListKey
from bot.wikis.client import Client
from bot.wikis.histories import read_versions
from bot.wikis.pages import read_pages

MOST_CHARACTERS = 40_000_000
"""How much of one page's history is read in one run; the next run goes on from there."""


class Readers:
    """How the lists of one wiki are read; `version` says with what, so that they are read again with anything else."""

    def __init__(self, setting: Setting, client: Client) -> None:
        namespaces = client.namespace_names(NS_USER, NS_USER_TALK)
        self._syntax = list_syntax(setting.data, namespaces, setting.settings.user_templates)
        self._opt_out = (setting.catalogue.home, setting.settings.opt_out_page)
        self._forgotten, self._dbname = setting.forgotten, client.wiki.dbname
        stands_on = [READER, setting.data, setting.settings.user_templates]
        self.version = hashlib.sha256(json.dumps(stands_on, sort_keys=True).encode()).hexdigest()[:16]

    def of(self, key: ListKey) -> Read:
        """Give what reads a list: its section, where it has one."""
        if key[:2] == self._opt_out:
            return lambda text: parse_signups(_as_items(text), syntax=self._syntax)

        def read(text: str) -> SignupList:
            signups = parse_signups(text, syntax=self._syntax, section=key[2] or None)
            return replace(signups, transclusions=tuple(t for t in signups.transclusions if self._is_list(t, key[1])))

        return read

    def page(self, text: str) -> SignupList:
        """Read a whole page."""
        return parse_signups(text, syntax=self._syntax)

    def _is_list(self, shown: str, page: str) -> bool:
        """Whether a page that is shown is taken for a list: those below the list's own, and those called so."""
        return is_of_the_list(shown, page) or any(word in shown.lower() for word in self._syntax.list_words)

    def author(self, key: ListKey, version: Version) -> Version:
        """Give a version of a list as if nobody known had saved it, where that is somebody who must not come back."""
        if key[:2] == self._opt_out or not self._forgotten.has_id(self._dbname, version.user_id):
            return version
        return replace(version, user_id=0)

    def is_due(self, known: KnownList, page: ListedPage) -> bool:
        """Whether a list has to be read."""
        is_same = (known.rev_id, known.page_id, known.reader) == (page.rev_id, page.page_id, self.version)
        return not (is_same and known.complete)


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A list that is being read, and from where in the history: None for all of it."""

    known: KnownList
    after: Moment | None
    follower: Follower

    def take(self, version: Version, readers: Readers) -> None:
        if self.after is None or not version.at < self.after:
            self.follower.take(readers.author(self.known.key, version))


def read_list_page(client: Client, page: ListedPage, due: Collection[KnownList], readers: Readers) -> list[KnownList]:
    """Read the lists of one page, and its history from where each was left, as much of it as one run may."""
    readings = [_begin(known, page, readers) for known in due]
    moments = [reading.after for reading in readings]
    after = min(moment for moment in moments if moment) if all(moments) else None
    text, characters, complete = page.text, 0, True
    for answer in read_versions(client, page.title, after):
        if characters > MOST_CHARACTERS:
            complete = False
            break
        for version in answer:
            for reading in readings:
                reading.take(version, readers)
            characters += len(version.text or "")
            text = version.text if version.at.rev_id == page.rev_id else text
    if text is None:
        text = read_pages(client, [page.title])[page.title].text
    return [_end(reading, page, text, readers, complete=complete) for reading in readings]


def _begin(known: KnownList, page: ListedPage, readers: Readers) -> _Reading:
    """Begin where the history was left; from the start where the page is another one, or is read in another way."""
    goes_on = (known.page_id, known.reader) == (page.page_id, readers.version)
    after = known.followed if goes_on else None
    traces = known.traces if after else {}
    follower = Follower(traces, readers.of(known.key), read_page=readers.page, after=after)
    return _Reading(known=known, after=after, follower=follower)


def _end(reading: _Reading, page: ListedPage, text: str | None, readers: Readers, *, complete: bool) -> KnownList:
    """Give a list after reading; without its section, or with its text hidden, it keeps its last good reading."""
    known, follower = reading.known, reading.follower
    newest = follower.last is not None and follower.last.rev_id == page.rev_id
    signups = follower.reading if newest else readers.of(known.key)(text) if text is not None else None
    good = signups is not None and signups.section_found
    replaced = known.page_id not in {None, page.page_id}
    return replace(
        known,
        stands_at=page.title,
        page_id=page.page_id,
        rev_id=page.rev_id,
        reader=readers.version,
        section_found=signups.section_found if signups else known.section_found,
        last=LastReading(rev_id=page.rev_id, signups=signups) if signups and good else known.last,
        followed=follower.last or reading.after,
        complete=complete,
        traces=_of_both(known, follower) if replaced else follower.traces,
    )


def _of_both(known: KnownList, follower: Follower) -> dict[str, Traces]:
    """Give the traces of a list that is another page now: nobody known took off who does not stand on that."""
    now = follower.last or known.followed
    left = {name: _left(traces, now) for name, traces in known.traces.items()}
    merged = {name: merge_traces(_given(name, left, follower.traces)) for name in (*left, *follower.traces)}
    return {name: traces for name, traces in merged.items() if traces}


def _left(traces: Traces, now: Moment | None) -> Traces:
    removed = {**traces.removed, 0: now} if traces.lines and now else traces.removed
    return replace(traces, lines=0, removed=removed)


def _given(name: str, *several: Mapping[str, Traces]) -> list[Traces]:
    return [traces[name] for traces in several if name in traces]


def _as_items(text: str) -> str:
    """Give the opt-out page with each line as an item of a list: people write there in whole sentences."""
    return "\n".join(f"* {line.lstrip('*#:; ')}" for line in text.splitlines())
