"""Who signed up for a program, by every list, name and event that it has, and how each line was read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.model.campaigns import Campaign, Event, ListPage, Names, NamesFile, Program
from bot.model.signups import ListTrouble
from bot.run.lists import Lists, list_key, opt_out_key
from bot.run.people import People
from bot.run.ports import Setting
from bot.run.shown_lists import is_of_the_list, standing_of_key
from bot.signups import SHOWN, Entry, Standing, count_lines, merge_traces, normalize_name, stand
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

    `people` by the accounts' present names; `left` are those who took themselves off a list, and count by nobody
    else's word, `off` those who were on a list and are not any more, for whatever reason; `hidden` are the central ids
    of people whose names an event registration hides; `unread`: something that names people could not be read.
    """

    people: dict[str, bool] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    off: set[str] = field(default_factory=set)
    lists: list[JudgedList] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    unread: bool = False

    def add(self, names: Iterable[str], *, signed: bool) -> None:
        for name in names:
            self.people[name] = self.people.get(name, False) or signed

    def settle(self) -> None:
        """Leave out who left, unless they signed elsewhere."""
        for name in self.left:
            if not self.people.get(name, True):
                del self.people[name]


def names_by_wiki(
    setting: Setting, programs: Sequence[tuple[Campaign, Program]], lists: Lists
) -> dict[str, tuple[str, ...]]:
    """Give every name that has to be looked up before anybody can be judged, by the wiki of the list it stands on."""
    wanted: dict[str, dict[str, None]] = {}
    out = setting.forgotten
    for known in lists.known.values():
        named = (*(entry.name for entry in known.last.signups.entries), *_names_in(known.traces))
        every = known.key == opt_out_key(setting)
        asked = (name for name in named if name and (every or not out.has_name(name)))
        wanted.setdefault(known.key[0], {}).update(dict.fromkeys(asked))
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
            if name not in signed.people and name not in signed.off:
                signed.add([name], signed=name in before.signed)
    signed.settle()
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
            else:
                signed.off.add(line.person)
            if line.standing.withdrew:
                signed.left.add(line.person)


def judge_list(known: KnownList, people: People, facilitators: Collection[int] = ()) -> tuple[Line, ...]:
    """Judge each line of a list, then whoever stood on it and does not any more.

    Several names of one account are one person.
    """
    dbname, signups = known.key[0], known.last.signups
    on_page = count_lines(signups)
    here = {entry.name: None for entry in signups.entries}
    gone = [name for name in _names_in(known.traces) if name not in here] if known.complete else []
    written = {name: known.traces[name].joined_at if name in known.traces else None for name in (*here, *gone)}
    accounts = {name: people.account(dbname, name, when) for name, when in written.items()}
    persons = {name: people.present_name(dbname, name, when) for name, when in written.items()}
    names_of: dict[str, list[str]] = defaultdict(list)
    for name, person in persons.items():
        names_of[person].append(name)

    def judge(names: Sequence[str]) -> Standing:
        account = accounts[names[0]]
        standing = stand(
            merge_traces(known.traces[name] for name in names if name in known.traces),
            on_page=any(name in on_page for name in names),
            user_id=account.user_id if account else None,
            facilitators=facilitators,
        )
        return replace(standing, signed=standing.signed and known.complete)

    standings = {person: judge(names) for person, names in names_of.items()}
    off_page = {persons[name]: name for name in gone if not any(other in here for other in names_of[persons[name]])}
    lines = tuple(_line(entry.name, persons[entry.name], standings, entry) for entry in signups.entries)
    return (*lines, *(_line(name, person, standings, None) for person, name in off_page.items()))


def _line(name: str, person: str, standings: Mapping[str, Standing], entry: Entry | None) -> Line:
    struck = entry is not None and entry.withdrawn
    return Line(line=entry.line if entry else None, name=name, person=person, standing=standings[person], struck=struck)


def _names_in(traces: Mapping[str, object]) -> Iterator[str]:
    return (name for name in traces if not name.startswith(SHOWN))


def _judge(source: ListPage, lists: Lists, people: People, facilitators: Collection[int]) -> Iterator[JudgedList]:
    """Give a list, then the pages shown inside it that have anything on them.

    On a page that is not of the list, and that anybody may have shown there, nobody signed up for this.
    """
    key = list_key(source)
    known = lists.known.get(key) or KnownList(key=key, stands_at=key[1])
    shown = [one for one in lists.shown.get(key, ()) if standing_of_key(known, one, facilitators).takes_part]
    kept = sum(standing_of_key(known, one, facilitators).kept for one in shown)
    lines = judge_list(known, people, facilitators)
    yield JudgedList(source=source, known=known, lines=lines, trouble=_trouble(known, lists, lines, kept_pages=kept))
    for one in shown:
        part = lists.known.get(one) or KnownList(key=one, stands_at=one[1])
        lines = judge_list(part, people, facilitators)
        if not is_of_the_list(one[1], known.stands_at):
            lines = tuple(replace(line, standing=replace(line.standing, signed=False)) for line in lines)
        if lines or part.last.signups.unread:
            yield JudgedList(source=ListPage(wiki=one[0], page=one[1]), known=part, lines=lines, trouble=None)


def _trouble(known: KnownList, lists: Lists, lines: Sequence[Line], *, kept_pages: int) -> ListTrouble | None:
    if known.key[0] in lists.unread:
        return ListTrouble.UNREAD
    if known.key in lists.missing:
        return ListTrouble.MISSING
    if not known.section_found:
        return ListTrouble.NO_SECTION
    kept = {line.person for line in lines if line.standing.kept}
    here = {line.person for line in lines if line.standing.takes_part and not line.standing.kept}
    return ListTrouble.EMPTIED if len(kept) + kept_pages > len(here) else None


def _facilitators(campaign: Campaign, program: Program) -> tuple[str, ...]:
    return _normal((*campaign.facilitators, *program.facilitators))


def _ids(people: People, dbname: str, names: Iterable[str]) -> frozenset[int]:
    accounts = (people.account(dbname, name, None) for name in names)
    return frozenset(account.user_id for account in accounts if account)


def _normal(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(normalize_name, names) if name))
