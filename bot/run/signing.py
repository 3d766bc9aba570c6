"""Who signed up for a program, by every list, name and event that it has, and how each line was read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.model.campaigns import Campaign, Event, ListPage, Names, NamesFile, Program
from bot.model.signups import ListTrouble
from bot.run.lists import Lists, is_followed, list_key
from bot.run.people import People
from bot.run.ports import Setting
from bot.signups import Entry, Standing, count_lines, normalize_name, stand
from bot.store.campaigns import load_enrolment
from bot.store.registrations import load_registrations
from bot.store.signup_lists import KnownList


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list that names somebody: `name` as written, `person` as the account is called now.

    `line` is None for a name that does not stand on the page any more, and counts.
    """

    line: int | None
    name: str
    person: str
    standing: Standing
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedList:
    """One list of a program, line by line."""

    source: ListPage
    known: KnownList
    lines: tuple[Line, ...]
    trouble: ListTrouble | None


@dataclass(slots=True, kw_only=True)
class Signed:
    """Everybody who signed up for a program, each once, with whether they said so themselves.

    `people` by the accounts' present names; `hidden` are the central ids of people whose names an event registration
    hides; `unread`: something that names people could not be read.
    """

    people: dict[str, bool] = field(default_factory=dict)
    lists: list[JudgedList] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    unread: bool = False

    def add(self, names: Iterable[str], *, signed: bool) -> None:
        for name in names:
            self.people[name] = self.people.get(name, False) or signed


def names_by_wiki(
    setting: Setting, programs: Sequence[tuple[Campaign, Program]], lists: Lists
) -> dict[str, tuple[str, ...]]:
    """Give every name that has to be looked up before anybody can be judged, by the wiki of the list it stands on."""
    wanted: dict[str, dict[str, None]] = {}
    for known in lists.known.values():
        named = (*(entry.name for entry in known.last.signups.entries), *known.traces)
        wanted.setdefault(known.key[0], {}).update(dict.fromkeys(named))
    for campaign, program in programs:
        for dbname in {source.wiki for source in program.sources if isinstance(source, ListPage)}:
            wanted.setdefault(dbname, {}).update(dict.fromkeys(_facilitators(campaign, program)))
        given = (source.names for source in program.sources if isinstance(source, Names))
        wanted.setdefault(setting.catalogue.home, {}).update(dict.fromkeys(_normal(n for ns in given for n in ns)))
    return {dbname: tuple(names) for dbname, names in wanted.items()}


def sign_up(
    setting: Setting,
    campaign: Campaign,
    program: Program,
    lists: Lists,
    people: People,
    *,
    files: Mapping[str, tuple[str, ...]],
) -> Signed:
    """Give who signed up for a program; while something cannot be read, who was on it before stays."""
    signed = Signed()
    home = setting.catalogue.home
    for source in program.sources:
        match source:
            case Names():
                names = _normal(source.names)
                signed.add((people.present_name(home, name, None) for name in names), signed=False)
            case NamesFile():
                signed.add(_normal(files.get(source.path, ())), signed=False)
                signed.unread |= source.path not in files
            case Event():
                _add_event(setting, signed, source)
            case ListPage():
                facilitators = _ids(people, source.wiki, _facilitators(campaign, program))
                _add_lists(signed, _judge(source, lists, people, facilitators))
    before = load_enrolment(setting.store, campaign.name, program.name)
    if before and signed.unread:
        for name in before.names:
            signed.add([name], signed=name in before.signed)
    return signed


def _add_event(setting: Setting, signed: Signed, source: Event) -> None:
    """Add those who registered in public, who thereby said themselves that they take part."""
    registrations = load_registrations(setting.store, [source.event_id])
    signed.unread |= source.event_id not in registrations
    for read in registrations.values():
        signed.add(_normal(read.registration.names), signed=True)
        signed.hidden |= read.registration.hidden


def _add_lists(signed: Signed, lists: Iterable[JudgedList]) -> None:
    for judged in lists:
        signed.lists.append(judged)
        for line in judged.lines:
            if line.standing.takes_part:
                signed.add([line.person], signed=line.standing.signed)


def opted_out(setting: Setting, lists: Lists, people: People) -> frozenset[str]:
    """Give the present names of those who added themselves to the opt-out page."""
    known = lists.known.get((setting.catalogue.home, setting.settings.opt_out_page, ""))
    if known is None:
        return frozenset()
    return frozenset(line.person for line in judge_list(known, people) if line.standing.signed)


def judge_list(known: KnownList, people: People, facilitators: Collection[int] = ()) -> tuple[Line, ...]:
    """Judge each line of a list, then those who count though they do not stand on it any more."""
    dbname, signups = known.key[0], known.last.signups
    on_page = count_lines(signups)

    def judge(name: str) -> Standing:
        account = people.account(dbname, name)
        user_id = account.user_id if account else None
        return stand(known.traces.get(name), on_page=name in on_page, user_id=user_id, facilitators=facilitators)

    def line(name: str, entry: Entry | None) -> Line:
        trace = known.traces.get(name)
        person = people.present_name(dbname, name, trace.joined_at if trace else None)
        return Line(
            line=entry.line if entry else None,
            name=name,
            person=person,
            standing=standings[name],
            struck=entry is not None and entry.withdrawn,
        )

    here = {entry.name for entry in signups.entries}
    gone = tuple(name for name in known.traces if name not in here) if is_followed(known) else ()
    standings = {name: judge(name) for name in (*here, *gone)}
    kept = (line(name, None) for name in gone if standings[name].takes_part)
    return (*(line(entry.name, entry) for entry in signups.entries), *kept)


def _judge(source: ListPage, lists: Lists, people: People, facilitators: Collection[int]) -> Iterator[JudgedList]:
    """Give a list, then the pages shown inside it that have anything on them."""
    for key in lists.with_shown(list_key(source)):
        known = lists.known.get(key) or KnownList(key=key, stands_at=key[1])
        lines = judge_list(known, people, facilitators)
        if key == list_key(source):
            yield JudgedList(source=source, known=known, lines=lines, trouble=_trouble(known, lines, lists))
        elif lines or known.last.signups.unread:
            yield JudgedList(source=ListPage(wiki=key[0], page=key[1]), known=known, lines=lines, trouble=None)


def _trouble(known: KnownList, lines: Sequence[Line], lists: Lists) -> ListTrouble | None:
    if known.key[0] in lists.unread:
        return ListTrouble.UNREAD
    if known.key in lists.missing:
        return ListTrouble.MISSING
    if not known.section_found:
        return ListTrouble.NO_SECTION
    kept = {line.person for line in lines if line.standing.kept}
    here = {line.person for line in lines if line.standing.takes_part and not line.standing.kept}
    return ListTrouble.EMPTIED if len(kept) > len(here) else None


def _facilitators(campaign: Campaign, program: Program) -> tuple[str, ...]:
    return _normal((*campaign.facilitators, *program.facilitators))


def _ids(people: People, dbname: str, names: Iterable[str]) -> frozenset[int]:
    accounts = (people.account(dbname, name) for name in names)
    return frozenset(account.user_id for account in accounts if account)


def _normal(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(normalize_name, names) if name))
