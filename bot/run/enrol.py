"""Stage two: who takes part, from lists and names to accounts on every tracked wiki."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model.campaigns import Campaign, Event, ListPage, Names, NamesFile, Program
from bot.model.errors import WikiUnavailableError
from bot.model.pages import PageText
from bot.model.reporting import ListNotes
from bot.run.accounts import Known
from bot.run.auto_wikis import Tracked
from bot.run.ports import Setting
from bot.signups import ListSyntax, SignupList, list_syntax, looks_like_redirect, normalize_name, parse_signups
from bot.store.campaigns import Enrolled, load_enrolment, save_enrolment
from bot.store.registrations import load_registrations
from bot.wikis.client import Client
from bot.wikis.pages import read_pages

NS_USER, NS_USER_TALK = 2, 3

Programs = Sequence[tuple[Campaign, Program]]

ListKey = tuple[str, str]
"""dbname and title of a page that holds sign-up lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The names on one program's lists, normalized, and the lists that do not exist.

    `hidden` are the central ids of people whose names an event registration hides.
    """

    names: tuple[str, ...]
    missing: tuple[str, ...]
    hidden: frozenset[int] = frozenset()


def home_lists(setting: Setting, programs: Programs) -> tuple[str, ...]:
    """Give the titles of all sign-up lists on the home wiki."""
    return tuple(title for dbname, title in _list_keys(programs) if dbname == setting.catalogue.home)


def read_lists(
    setting: Setting, programs: Programs, at_home: Mapping[str, PageText], failures: dict[str, str]
) -> dict[ListKey, PageText]:
    """Give the text of every list, of one that was moved where it is now; `at_home` holds those of the home wiki.

    The opt-out page is a list, too. Lists of a wiki that does not answer are left out, and it is added to `failures`
    with the reason.
    """
    home = setting.catalogue.home
    ours = {title: at_home[title] for title in (setting.settings.opt_out_page, *home_lists(setting, programs))}
    pages = {(home, title): page for title, page in _follow(setting.home, ours).items()}
    elsewhere: dict[str, list[str]] = defaultdict(list)
    for dbname, title in _list_keys(programs):
        if dbname != home:
            elsewhere[dbname].append(title)
    for dbname, titles in elsewhere.items():
        try:
            client = setting.client(dbname)
            found = _follow(client, read_pages(client, titles))
        except WikiUnavailableError as error:
            failures[dbname] = str(error)
        else:
            pages.update({(dbname, title): page for title, page in found.items()})
    return pages


def _follow(client: Client, pages: Mapping[str, PageText]) -> dict[str, PageText]:
    """Give for each redirect the page to which it leads; one more request where there are any."""
    moved = tuple(title for title, page in pages.items() if looks_like_redirect(page.text or ""))
    return {**pages, **(read_pages(client, moved, follow=True) if moved else {})}


def opted_out(setting: Setting, page: PageText) -> frozenset[str]:
    """Give the names on the opt-out page, each line read as an item of a list.

    People write there in whole sentences; rather one too many is left out than one counted who asked not to be.
    """
    items = "\n".join(f"* {line.lstrip('*#:; ')}" for line in (page.text or "").splitlines())
    signups = parse_signups(items, syntax=_syntax(setting, setting.home))
    return frozenset(entry.name for entry in signups.entries if not entry.withdrawn)


def sign_up(
    setting: Setting,
    campaign: Campaign,
    program: Program,
    pages: Mapping[ListKey, PageText],
    opted_out: frozenset[str],
    *,
    files: Mapping[str, tuple[str, ...]],
) -> Signed:
    """Give the names on a program's lists and `files`, each once, without those who opted out.

    While a list cannot be read, who was on it before stays.
    """
    names: dict[str, None] = {}
    missing: list[str] = []
    hidden: set[int] = set()
    unread = False
    registrations = load_registrations(setting.store, program.event_ids)
    for source in program.sources:
        if isinstance(source, Names | NamesFile):
            given = source.names if isinstance(source, Names) else files.get(source.path)
            names.update(dict.fromkeys(filter(None, map(normalize_name, given or ()))))
            unread = unread or given is None
        elif isinstance(source, ListPage):
            signups = _read_list(setting, source, pages)
            if signups is None:
                unread = True
            elif not signups.section_found:
                missing.append(f"{source.page}#{source.section}" if source.section else source.page)
            else:
                names.update(dict.fromkeys(_still_on_it(signups)))
        elif isinstance(source, Event):
            if source.event_id in registrations:
                registration = registrations[source.event_id].registration
                names.update(dict.fromkeys(filter(None, map(normalize_name, registration.names))))
                hidden.update(registration.hidden)
            else:
                unread = True
    if unread and (before := load_enrolment(setting.store, campaign.name, program.name)):
        names.update(dict.fromkeys(before.names))
    return Signed(
        names=tuple(name for name in names if name not in opted_out),
        missing=tuple(missing),
        hidden=frozenset(hidden),
    )


def _read_list(setting: Setting, source: ListPage, pages: Mapping[ListKey, PageText]) -> SignupList | None:
    """Give what a list says; None while its wiki does not answer; no section is found where there is no page."""
    page = pages.get((source.wiki, source.page))
    if page is None:
        return None
    if page.text is None:
        return SignupList(entries=(), unread=(), section_found=False, transclusions=())
    try:
        syntax = _syntax(setting, setting.client(source.wiki))
    except WikiUnavailableError:
        return None
    return parse_signups(page.text, syntax=syntax, section=source.section)


def _still_on_it(signups: SignupList) -> tuple[str, ...]:
    """Give the names whose last line is not struck: who withdrew may sign again below."""
    withdrawn = {entry.name: entry.withdrawn for entry in signups.entries}
    return tuple(name for name, gone in withdrawn.items() if not gone)


def enrol(
    setting: Setting, campaign: Campaign, program: Program, signed: Signed, *, tracked: Tracked, known: Known
) -> Enrolled:
    """Record who takes part in a program, on which wikis it is tracked and how its lists were read."""
    names = set(signed.names)
    before = load_enrolment(setting.store, campaign.name, program.name)
    home = setting.catalogue.home
    answers = {name: [known.get(dbname, {}).get(name) for dbname in (*tracked.wikis_of(name), home)] for name in names}
    exists = {name for name, found in answers.items() if name in tracked.exist or any(a and a.account for a in found)}
    unknown = {name for name, found in answers.items() if name not in exists and None in found} | tracked.unasked
    enrolled = Enrolled(
        campaign=campaign.name,
        program=program.name,
        wikis=tuple(tracked.wikis),
        names=tuple(sorted(exists)),
        notes=ListNotes(
            lists=tuple(source for source in program.sources if isinstance(source, ListPage)),
            listed=len(names),
            not_found=tuple(sorted(names - exists - unknown)),
            missing_lists=signed.missing,
            empty=not names and not signed.hidden,
            hidden=len(signed.hidden),
            unasked=len(tracked.unasked),
        ),
    )
    if before:
        enrolled = replace(enrolled, update_asked=before.update_asked, updated_at=before.updated_at)
    save_enrolment(setting.store, enrolled)
    return enrolled


def asks_for_update(program: Program, enrolled: Enrolled) -> bool:
    """Whether the setting `update` has a new value, which asks once for everything to be read anew."""
    return program.update is not None and program.update != enrolled.update_asked


def note_update(setting: Setting, program: Program, enrolled: Enrolled, failed: Collection[str]) -> Enrolled:
    """Record that an update that was asked for is done, once no wiki of the program failed."""
    if not asks_for_update(program, enrolled) or not set(enrolled.wikis).isdisjoint(failed):
        return enrolled
    done = replace(enrolled, update_asked=program.update, updated_at=setting.now)
    save_enrolment(setting.store, done)
    return done


def _list_keys(programs: Programs) -> tuple[ListKey, ...]:
    sources = (source for _, program in programs for source in program.sources)
    return tuple(dict.fromkeys((s.wiki, s.page) for s in sources if isinstance(s, ListPage)))


def _syntax(setting: Setting, client: Client) -> ListSyntax:
    return list_syntax(setting.data, client.namespace_names(NS_USER, NS_USER_TALK))
