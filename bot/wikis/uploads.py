"""Who uploaded the first version of files, and which articles use them (API `prop=imageinfo`, `fileusage`).

A file that several wikis share is used on others, too: the wiki that holds it tells so where it has GlobalUsage
(`prop=globalusage`), which leaves its own pages to `fileusage`. Of a file that only its own wiki has, GlobalUsage
would tell who uses another file of the same name.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.model.errors import WikiUnavailableError
from bot.model.wikis import COMMONS, NS_MAIN
from bot.wikis.client import Client

LOCAL = "local"

FILE = {"iiprop": "userid|timestamp|canonicaltitle", "iilimit": "max"}
USE = {"funamespace": NS_MAIN, "fuprop": "pageid", "fulimit": "max"}
USE_ELSEWHERE = {"gunamespace": NS_MAIN, "guprop": "pageid", "gufilterlocal": 1, "gulimit": "max"}
OLD_NAMES = {"rdprop": "title", "rdlimit": "max"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """A page of the namespace of files as it stands; `title` without the namespace, None where there is no such page.

    `is_file`: it holds a file of its own. `user_id` uploaded its first version at `timestamp`; None where that is
    hidden, too. `usages` counts articles, also those that use one of its `old_names`; `everywhere`: those of all wikis.
    """

    page_id: int
    title: str | None
    is_file: bool = False
    user_id: int | None = None
    timestamp: datetime | None = None
    old_names: tuple[str, ...] = ()
    usages: int = 0
    everywhere: bool = False


def read_files(client: Client, page_ids: Sequence[int], uploaders: Collection[int]) -> Iterator[tuple[FileState, ...]]:
    """Give how these pages stand, a request for `client.batch` of them, and more where articles are very many.

    Articles go on using the old name of a file that was moved: a request for `client.batch` of these names, where the
    file is by one of the `uploaders`, given by local id.
    """
    shared = client.wiki.dbname == COMMONS
    use = {"prop": "fileusage|globalusage", **USE, **USE_ELSEWHERE} if shared else {"prop": "fileusage", **USE}
    about = {**use, **FILE, **OLD_NAMES, "prop": f"imageinfo|redirects|{use['prop']}"}
    for start in range(0, len(page_ids), client.batch):
        batch = page_ids[start : start + client.batch]
        found = _read(client, {"pageids": "|".join(map(str, batch)), **about})
        if not found.keys() >= set(batch):
            raise WikiUnavailableError("it does not say what became of some files")
        states = [_state(page_id, found[page_id]) for page_id in batch]
        names = {name: one.page_id for one in states if one.user_id in uploaders for name in one.old_names}
        for page_id, old in _read_by_names(client, names, use):
            found[page_id].use_too(old)
        everywhere = any(one.everywhere for one in found.values())
        yield tuple(replace(_state(page_id, found[page_id]), everywhere=everywhere) for page_id in batch)


def read_uses_of_shared(client: Client, names: Mapping[str, int]) -> dict[int, int]:
    """Give how many articles of this wiki use files that another wiki holds; a request for `client.batch` of `names`.

    These are present and old ones, each with the page id of its file. A file of this wiki's own stands in front of a
    shared one of the same name, which is then used by nobody here.
    """
    here: dict[int, set[int]] = defaultdict(set)
    for page_id, found in _read_by_names(client, names, {"prop": "imageinfo|fileusage", **FILE, **USE}):
        here[page_id] |= found.here if found.repository not in {"", LOCAL} else set()
    return {page_id: len(articles) for page_id, articles in here.items()}


def was_deleted_in_public(client: Client, title: str) -> bool:
    """Whether the log that everybody may read says that a file was deleted; what was suppressed is not in it."""
    log = client.get(
        action="query", list="logevents", letype="delete", letitle=f"File:{title}", leprop="ids|title|type", lelimit=1
    )
    with _understood():
        return any(not event.get("actionhidden") for event in log["query"]["logevents"])


@dataclass(slots=True, kw_only=True)
class _Found:
    """What several answers say of one page."""

    title: str | None = None
    repository: str | None = None
    """The API's word for the wiki that holds a file of this name; empty where none does, None where it says nothing."""
    is_redirect: bool = False
    versions: list[Mapping[str, Any]] = field(default_factory=list)
    old_names: list[str] = field(default_factory=list)
    here: set[int] = field(default_factory=set)
    elsewhere: set[tuple[str, str]] = field(default_factory=set)
    everywhere: bool = False

    @property
    def own(self) -> Mapping[str, Any] | None:
        """The first version of the file that the page holds; None where it holds none of its own."""
        if self.repository != LOCAL or self.is_redirect:
            return None
        return min(self.versions, key=lambda version: str(version["timestamp"]))

    def add(self, entry: Mapping[str, Any]) -> None:
        self.title = _without_namespace(entry)
        self.repository = entry.get("imagerepository", self.repository)
        versions = entry.get("imageinfo", ())
        # A redirect is answered with the file that it leads to.
        self.is_redirect |= any(one.get("canonicaltitle", entry["title"]) != entry["title"] for one in versions)
        self.versions.extend(versions)
        self.old_names.extend(_without_namespace(old) for old in entry.get("redirects", ()))
        self.here.update(use["pageid"] for use in entry.get("fileusage", ()))
        self.everywhere = self.everywhere or "globalusage" in entry
        self.elsewhere.update((use["wiki"], str(use["pageid"])) for use in entry.get("globalusage", ()))

    def use_too(self, other: "_Found") -> None:
        """Count who uses it under another name, once."""
        self.here |= other.here
        self.elsewhere |= other.elsewhere


def _read(client: Client, question: Mapping[str, Any]) -> dict[int, _Found]:
    """Give what a wiki says of these pages; those without an id have numbers of their own below zero."""
    found: dict[int, _Found] = defaultdict(_Found)
    without_id: dict[str, int] = {}
    with _understood():
        for answer in client.query(**question):
            for entry in answer["pages"]:
                key = entry.get("pageid") or without_id.setdefault(entry["title"], -len(without_id) - 1)
                page = found[key]
                if "title" in entry or not entry["missing"]:
                    page.add(entry)
    return found


def _read_by_names(
    client: Client, names: Mapping[str, int], question: Mapping[str, Any]
) -> Iterator[tuple[int, _Found]]:
    """Give what a wiki says of files of these names, each with the number that goes with the name."""
    for start in range(0, len(names), client.batch):
        batch = tuple(names)[start : start + client.batch]
        found = _read(client, {"titles": "|".join(f"File:{name}" for name in batch), **question})
        yield from ((names[one.title], one) for one in found.values() if one.title and one.title in names)


def _without_namespace(entry: Mapping[str, Any]) -> str:
    return str(entry["title"]).partition(":")[2]


def _state(page_id: int, found: _Found) -> FileState:
    with _understood():
        if found.title is not None and found.repository is None:
            raise ValueError(found.title)
        own = found.own
        return FileState(
            page_id=page_id,
            title=found.title,
            is_file=own is not None,
            user_id=(own["userid"] or None) if own and not own.get("userhidden") else None,
            timestamp=datetime.fromisoformat(own["timestamp"]) if own else None,
            old_names=tuple(found.old_names),
            usages=len(found.here) + len(found.elsewhere),
        )


@contextmanager
def _understood() -> Iterator[None]:
    """Take an answer that is not what the API promises for none."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise WikiUnavailableError(f"what it says of files cannot be read ({error!r})") from error
