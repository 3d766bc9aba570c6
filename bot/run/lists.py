"""Sign-up lists: read when their page changed, with who added and removed each name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from bot.model.campaigns import ListPage, Program
from bot.model.errors import WikiUnavailableError
from bot.model.pages import PageText
from bot.model.signups import Rename
from bot.run.list_pages import ListedPage, find_list_pages
from bot.run.people import renames_since
from bot.run.ports import Setting
from bot.run.reading_lists import Readers, read_list_page
from bot.run.shown_lists import shown_in
from bot.store.signup_lists import KnownList, LastReading, ListKey, load_signup_lists, save_signup_lists
from bot.wikis.client import Client
from bot.wikis.watching import watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Pages of a wiki as they stand, redirects not followed, and the accounts that were renamed since the last run."""

    pages: Mapping[str, PageText]
    renames: tuple[Rename, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Every list as it is known now.

    `shown` are the pages shown inside each list, which are lists, too; `missing` are lists without a page; `unread`
    are wikis that did not answer; `renames` are the accounts renamed since the last run, by the wiki that says so.
    """

    known: Mapping[ListKey, KnownList]
    shown: Mapping[ListKey, tuple[ListKey, ...]]
    missing: frozenset[ListKey]
    unread: frozenset[str]
    renames: Mapping[str, tuple[Rename, ...]]


def list_key(source: ListPage) -> ListKey:
    return source.wiki, source.page, source.section or ""


def list_keys(programs: Iterable[Program]) -> tuple[ListKey, ...]:
    """Give every list of these programs, each once."""
    sources = (source for program in programs for source in program.sources)
    return tuple(dict.fromkeys(list_key(source) for source in sources if isinstance(source, ListPage)))


def titles_at_home(setting: Setting, keys: Collection[ListKey]) -> tuple[str, ...]:
    """Give the titles of all pages of the home wiki that are known to hold lists, the opt-out page among them."""
    home = setting.catalogue.home
    at_home = [key for key in _with_opt_out(setting, keys) if key[0] == home]
    shown = (key for known in load_signup_lists(setting.store, at_home).values() for key in shown_in(known))
    return _titles((*at_home, *shown))


def read_lists(setting: Setting, keys: Collection[ListKey], at_home: Seen, failures: dict[str, str]) -> Lists:
    """Bring these lists up to date: a request for `client.batch` pages, and those for the ones that changed.

    `at_home` is what was read of the home wiki already. What a wiki said before stays while it does not answer; it is
    added to `failures` with the reason. Raises WikiUnavailableError only when that is the home wiki.
    """
    home = setting.catalogue.home
    wanted = _with_opt_out(setting, keys)
    by_wiki: dict[str, list[ListKey]] = defaultdict(list)
    for key in wanted:
        by_wiki[key[0]].append(key)
    known: dict[ListKey, KnownList] = {}
    missing: set[ListKey] = set()
    renames: dict[str, tuple[Rename, ...]] = {}
    unread: set[str] = set()
    for dbname, of_wiki in by_wiki.items():
        reader = _Reader(setting, dbname, of_wiki)
        try:
            renames[dbname] = reader.read(at_home if dbname == home else None)
        except WikiUnavailableError as error:
            if dbname == home:
                raise
            failures[dbname] = str(error)
            unread.add(dbname)
        known.update(reader.known)
        missing.update(reader.missing)
    shown = {key: shown_in(known[key]) for key in wanted if key in known}
    return Lists(known=known, shown=shown, missing=frozenset(missing), unread=frozenset(unread), renames=renames)


def _with_opt_out(setting: Setting, keys: Iterable[ListKey]) -> tuple[ListKey, ...]:
    return tuple(dict.fromkeys((*keys, opt_out_key(setting))))


def opt_out_key(setting: Setting) -> ListKey:
    """Give the opt-out page, which is read like a list."""
    return setting.catalogue.home, setting.settings.opt_out_page, ""


class _Reader:
    """Reads the lists of one wiki; what was brought up to date is kept, even when the wiki stops answering."""

    def __init__(self, setting: Setting, dbname: str, keys: Collection[ListKey]) -> None:
        self.known = load_signup_lists(setting.store, keys)
        self.known.update(load_signup_lists(setting.store, self._shown()))
        self.missing: set[ListKey] = set()
        self._keys = tuple(dict.fromkeys((*keys, *self._shown())))
        self._setting = setting
        self._dbname = dbname

    def read(self, seen: Seen | None) -> tuple[Rename, ...]:
        """Read what changed, then the pages that were found shown in it; give the renames since the last run."""
        client = self._setting.client(self._dbname)
        titles, ids = _titles(self._keys), {known.key[1]: known.page_id for known in self.known.values()}
        known = {title: page_id for title, page_id in ids.items() if page_id}
        if seen is None:
            watched = watch(client, titles, renames_since=renames_since(self._setting, self._dbname))
            pages, renames = find_list_pages(client, titles, known, watched=watched.pages), watched.renames
        else:
            pages, renames = find_list_pages(client, titles, known, texts=seen.pages), seen.renames
        self._update(client, self._keys, pages)
        found = tuple(key for key in self._shown() if key not in self._keys)
        if found:
            shown = watch(client, _titles(found), renames_since=None)
            self._update(client, found, find_list_pages(client, _titles(found), {}, watched=shown.pages))
        return renames

    def _shown(self) -> tuple[ListKey, ...]:
        return tuple(dict.fromkeys(shown for known in self.known.values() for shown in shown_in(known)))

    def _update(self, client: Client, keys: Collection[ListKey], pages: Mapping[str, ListedPage | None]) -> None:
        readers = Readers(self._setting, client)
        by_title: dict[str, list[ListKey]] = defaultdict(list)
        for key in keys:
            by_title[key[1]].append(key)
        for title, of_page in by_title.items():
            page = pages[title]
            if page is None:
                self.missing.update(of_page)
                continue
            due = [known for key in of_page if readers.is_due(known := self._known(key), page)]
            if due:
                fresh = read_list_page(client, page, due, readers)
                save_signup_lists(self._setting.store, map(self._to_be_stored, fresh))
                self.known.update({known.key: known for known in fresh})

    def _to_be_stored(self, known: KnownList) -> KnownList:
        """Leave out whoever stands on the opt-out page: what they asked for is kept elsewhere, without their names."""
        opt_out = known.key == opt_out_key(self._setting)
        return replace(known, last=LastReading(), traces={}, followed=None) if opt_out else known

    def _known(self, key: ListKey) -> KnownList:
        return self.known.get(key) or KnownList(key=key, stands_at=key[1])


def _titles(keys: Iterable[ListKey]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for _, title, _ in keys))
