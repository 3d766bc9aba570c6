"""Sign-up lists: read when their page changed, with who added and removed each name."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model.campaigns import ListPage, Program
from bot.model.errors import WikiUnavailableError
from bot.model.pages import PageText, PageVersion
from bot.model.signups import Rename
from bot.run.ports import Setting
from bot.signups import Follower, ListSyntax, SignupList, list_syntax, looks_like_redirect, parse_signups
from bot.store.memory import recall, remember
from bot.store.signup_lists import KnownList, LastReading, ListKey, load_signup_lists, save_signup_lists
from bot.wikis.client import Client
from bot.wikis.histories import read_versions
from bot.wikis.pages import read_pages
from bot.wikis.watching import watch

NS_USER, NS_USER_TALK = 2, 3

MOST_CHARACTERS = 40_000_000
"""How much of one page's history is read in one run; the next run goes on from there."""


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

    def with_shown(self, key: ListKey) -> tuple[ListKey, ...]:
        """Give a list and the pages shown inside it."""
        return (key, *self.shown.get(key, ()))


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
    shown = (key for known in load_signup_lists(setting.store, at_home).values() for key in _shown_in(known))
    return _titles((*at_home, *shown))


def renames_since(setting: Setting, dbname: str) -> datetime:
    """Give since when a wiki has not been asked for renames; the first time it is told only of those from now on."""
    since = recall(setting.store, f"renames {dbname}")
    return datetime.fromisoformat(since) if since else setting.now


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
    shown = {key: _shown_in(known[key]) for key in wanted if key in known}
    return Lists(known=known, shown=shown, missing=frozenset(missing), unread=frozenset(unread), renames=renames)


def _with_opt_out(setting: Setting, keys: Iterable[ListKey]) -> tuple[ListKey, ...]:
    return tuple(dict.fromkeys((*keys, (setting.catalogue.home, setting.settings.opt_out_page, ""))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page as it stands, after moves; `text` is None where it was not read yet."""

    title: str
    rev_id: int
    text: str | None = None


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
        setting, client = self._setting, self._setting.client(self._dbname)
        titles = _titles(self._keys)
        if seen is None:
            watched = watch(client, titles, renames_since=renames_since(setting, self._dbname))
            pages, renames = _from_versions(watched.pages), watched.renames
        else:
            pages, renames = _from_texts(client, titles, seen.pages), seen.renames
        self._update(client, self._keys, pages)
        found = tuple(key for key in self._shown() if key not in self._keys)
        if found:
            shown = watch(client, _titles(found), renames_since=None)
            self._update(client, found, _from_versions(shown.pages))
        remember(setting.store, f"renames {self._dbname}", setting.now.isoformat())
        return renames

    def _shown(self) -> tuple[ListKey, ...]:
        return tuple(dict.fromkeys(shown for known in self.known.values() for shown in _shown_in(known)))

    def _update(self, client: Client, keys: Collection[ListKey], pages: Mapping[str, _Page | None]) -> None:
        by_title: dict[str, list[ListKey]] = defaultdict(list)
        for key in keys:
            by_title[key[1]].append(key)
        for title, of_page in by_title.items():
            page = pages[title]
            if page is None:
                self.missing.update(of_page)
                continue
            due = [known for key in of_page if _is_due(known := self._known(key), page)]
            if due:
                fresh = _read_page(self._setting, client, page, due)
                save_signup_lists(self._setting.store, fresh)
                self.known.update({known.key: known for known in fresh})

    def _known(self, key: ListKey) -> KnownList:
        return self.known.get(key) or KnownList(key=key, stands_at=key[1])


def _read_page(setting: Setting, client: Client, page: _Page, due: Collection[KnownList]) -> list[KnownList]:
    """Read the lists of one page, and its history from where each was left, as much of it as one run may."""
    readers = {known.key: _reader(setting, client, known.key) for known in due}
    followers = {known.key: Follower(known.traces, readers[known.key]) for known in due}
    moments = [known.followed for known in due]
    after = min(moment for moment in moments if moment) if all(moments) else None
    text = page.text
    characters = 0
    for answer in read_versions(client, page.title, after):
        for version in answer:
            for known in due:
                if known.followed is None or known.followed < version.at:
                    followers[known.key].take(version)
            characters += len(version.text or "")
            text = version.text if version.at.rev_id == page.rev_id else text
        if characters > MOST_CHARACTERS:
            break
    if text is None:
        text = read_pages(client, [page.title])[page.title].text
    return [_as_read(known, page, followers[known.key], text, readers[known.key]) for known in due]


def _as_read(
    known: KnownList, page: _Page, follower: Follower, text: str | None, read: Callable[[str], SignupList]
) -> KnownList:
    """Give a list after reading; without its section, or with its text hidden, it keeps its last good reading."""
    newest = follower.last is not None and follower.last.rev_id == page.rev_id
    signups = follower.reading if newest else read(text) if text is not None else None
    good = signups is not None and signups.section_found
    return replace(
        known,
        stands_at=page.title,
        rev_id=page.rev_id,
        section_found=signups.section_found if signups else known.section_found,
        last=LastReading(rev_id=page.rev_id, signups=signups) if signups and good else known.last,
        followed=follower.last or known.followed,
        traces=follower.traces,
    )


def _is_due(known: KnownList, page: _Page) -> bool:
    return known.rev_id != page.rev_id or not is_followed(known)


def is_followed(known: KnownList) -> bool:
    """Whether the history of a list was read up to the revision that was seen last."""
    return known.followed is not None and known.followed.rev_id == known.rev_id


def _from_versions(versions: Mapping[str, PageVersion | None]) -> dict[str, _Page | None]:
    return {title: _Page(title=v.title, rev_id=v.rev_id) if v else None for title, v in versions.items()}


def _from_texts(client: Client, titles: Collection[str], texts: Mapping[str, PageText]) -> dict[str, _Page | None]:
    """Give the page that each title is now; one more request where lists were moved."""
    moved = [title for title in titles if looks_like_redirect(texts[title].text or "")]
    here = {
        title: _Page(title=texts[title].title, rev_id=rev_id, text=texts[title].text) if rev_id else None
        for title in titles
        for rev_id in (texts[title].rev_id,)
    }
    return {**here, **_from_versions(watch(client, moved, renames_since=None).pages)}


def _titles(keys: Iterable[ListKey]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for _, title, _ in keys))


def _shown_in(known: KnownList) -> tuple[ListKey, ...]:
    """Give the pages shown inside a list; what is shown inside these is not followed."""
    dbname = known.key[0]
    titles = (_absolute(title, known.stands_at) for title in known.last.signups.transclusions)
    return tuple((dbname, title, "") for title in dict.fromkeys(titles) if title != known.stands_at)


def _absolute(title: str, page: str) -> str:
    """Give the full title of `/Subpage` and `../Sister` as a page writes them."""
    while title.startswith("../"):
        page, title = page.rpartition("/")[0], title[3:]
        if not title.startswith("../"):
            return f"{page}/{title}".strip("/")
    return page + title.rstrip("/") if title.startswith("/") else title


def _reader(setting: Setting, client: Client, key: ListKey) -> Callable[[str], SignupList]:
    syntax = _syntax(setting, client)
    if key[:2] == (setting.catalogue.home, setting.settings.opt_out_page):
        return lambda text: parse_signups(_as_items(text), syntax=syntax)
    return lambda text: parse_signups(text, syntax=syntax, section=key[2] or None)


def _as_items(text: str) -> str:
    """Give the opt-out page with each line as an item of a list: people write there in whole sentences."""
    return "\n".join(f"* {line.lstrip('*#:; ')}" for line in text.splitlines())


def _syntax(setting: Setting, client: Client) -> ListSyntax:
    namespaces = client.namespace_names(NS_USER, NS_USER_TALK)
    return list_syntax(setting.data, namespaces, setting.settings.user_templates)
