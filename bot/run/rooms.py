"""Pages of other wikis on which a community made room for reports: where they are, and what each is to show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.definitions import END_TEMPLATE, REPORT_TEMPLATE, MarkerNames, Markers, Wish, clean_title, read_markers
from bot.model.campaigns import Campaign, Program
from bot.model.errors import WikiUnavailableError
from bot.model.outcomes import Refused, Unclear
from bot.model.pages import PageText
from bot.model.reporting import Part, WikiLink
from bot.publishing.region import Span
from bot.run.ports import Setting
from bot.store.progress import ReportState, load_report_states, save_report_states
from bot.wikis.links import wiki_links
from bot.wikis.pages import read_pages
from bot.wikis.transclusions import read_transclusions

MOST_ROOMS = 20
"""Pages of one wiki that are kept up to date (DESIGN section 3)."""

MOST_READ = 49
"""Pages of one wiki that are read to find these: with the stop page, as many as one request brings without a flag.

Pages that only show another page, on which the templates are, are among them.
"""

TOO_MANY = f"{MOST_ROOMS} pages of this wiki are kept up to date, and there are others before this one"
CHANGED = "somebody changed the bot's templates on the page at this moment; the next run sees to it"
UNMARKED = "unmarked"
"""What became of a page from which people took the templates away: nothing is done there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """What is to be shown at one place; no `program`: the whole campaign, no `parts`: all of it."""

    campaign: Campaign
    program: Program | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A page with room for reports; `why` says what its people have to mend first, `campaigns` are named on it."""

    dbname: str
    page: PageText
    shows: tuple[Show, ...]
    campaigns: frozenset[str]
    wishes: tuple[Wish, ...]
    names: MarkerNames
    why: str | None

    def find(self, text: str) -> tuple[Span, ...] | Refused:
        """Give where the reports stand in the page's text as it is now, or why that cannot be told."""
        if self.why:
            return Unclear(why=self.why)
        markers = read_markers(text, self.names)
        if markers is None or markers.wishes != self.wishes:
            return Unclear(why=markers.why if markers and markers.why else CHANGED)
        return markers.spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """The rooms on all wikis; `pages` of each wiki that answered, its stop page among them, and `links` from there."""

    rooms: tuple[Room, ...] = ()
    pages: Mapping[str, Mapping[str, PageText]]
    links: Mapping[str, Mapping[str, WikiLink]]
    unanswered: frozenset[str] = frozenset()

    def of(self, campaign: str) -> tuple[Room, ...]:
        """Give the rooms on which a campaign is named."""
        return tuple(room for room in self.rooms if campaign in room.campaigns)


def find_rooms(setting: Setting, campaigns: Iterable[Campaign], wikis: Iterable[str]) -> Rooms:
    """Find the rooms on the wikis of `report_wikis`: two requests a wiki, one where it has none.

    `wikis` are all that reports link to.
    """
    known = {clean_title(campaign.name): campaign for campaign in campaigns}
    linked = [setting.catalogue.wikis[dbname] for dbname in sorted({*wikis, setting.catalogue.home})]
    rooms: list[Room] = []
    pages: dict[str, Mapping[str, PageText]] = {}
    links: dict[str, Mapping[str, WikiLink]] = {}
    unanswered: set[str] = set()
    for dbname in setting.settings.report_wikis:
        if dbname == setting.catalogue.home:
            continue
        try:
            found, read = _rooms_of(setting, dbname, known)
            here = setting.catalogue.wikis[dbname]
            links[dbname] = wiki_links(setting.client(dbname), (*linked, here)) if found else {}
        except WikiUnavailableError as error:
            unanswered.add(dbname)
            setting.teller.warn(f"{dbname}: whether reports are wanted there is not known: {error}")
            continue
        rooms.extend(found)
        pages[dbname] = read
    return Rooms(rooms=tuple(rooms), pages=pages, links=links, unanswered=frozenset(unanswered))


def _rooms_of(
    setting: Setting, dbname: str, known: Mapping[str, Campaign]
) -> tuple[tuple[Room, ...], Mapping[str, PageText]]:
    client, stop_page = setting.client(dbname), setting.settings.stop_page
    used = read_transclusions(client, REPORT_TEMPLATE, END_TEMPLATE)
    if not used.titles:
        _forget_unmarked(setting, dbname, ())
        return (), {}
    names = MarkerNames(
        begin=used.names[REPORT_TEMPLATE], end=used.names[END_TEMPLATE], namespaces=client.namespace_numbers()
    )
    titles = used.titles[:MOST_READ]
    pages = read_pages(client, (stop_page, *titles))
    read = {title: markers for title in titles if (markers := read_markers(pages[title].text or "", names))}
    rooms = tuple(
        _room(dbname, pages[title], markers, names, known, too_many=number >= MOST_ROOMS)
        for number, (title, markers) in enumerate(read.items())
    )
    if used.complete:
        _forget_unmarked(setting, dbname, (*read, *used.titles[MOST_READ:]))
    return rooms, pages


def _room(
    dbname: str,
    page: PageText,
    markers: Markers,
    names: MarkerNames,
    known: Mapping[str, Campaign],
    *,
    too_many: bool,
) -> Room:
    shows = [_show(wish, known) for wish in markers.wishes]
    named = (known.get(clean_title(name)) for name in markers.campaigns)
    why = markers.why or next((show for show in shows if isinstance(show, str)), None)
    return Room(
        dbname=dbname,
        page=page,
        shows=tuple(show for show in shows if isinstance(show, Show)),
        campaigns=frozenset(campaign.name for campaign in named if campaign),
        wishes=markers.wishes,
        names=names,
        why=why or (TOO_MANY if too_many else None),
    )


def _show(wish: Wish, known: Mapping[str, Campaign]) -> Show | str:
    """Give what is to be shown, or why that is not there; what others wrote does not come to the status page."""
    campaign = known.get(clean_title(wish.campaign))
    if campaign is None:
        return "this bot keeps no campaign of the name that is given there; write it as the campaign's own page does"
    if wish.program is None:
        return Show(campaign=campaign, program=None, parts=wish.parts)
    programs = {clean_title(program.name): program for program in campaign.programs}
    program = programs.get(clean_title(wish.program))
    if program is None:
        there = ", ".join(program.name for program in campaign.programs)
        return f"the campaign has no program of the name that is given there; it has: {there}"
    return Show(campaign=campaign, program=program, parts=wish.parts)


def _forget_unmarked(setting: Setting, dbname: str, titles: Sequence[str]) -> None:
    """Note of pages that were kept up to date, and have lost the templates, that nothing is done there any more."""
    states = load_report_states(setting.store)
    left = [
        _unmarked(setting, state)
        for (wiki, title), state in states.items()
        if wiki == dbname and title not in titles and state.outcome != UNMARKED
    ]
    if left:
        save_report_states(setting.store, left)


def _unmarked(setting: Setting, state: ReportState) -> ReportState:
    return replace(state, outcome=UNMARKED, why=None, checked_at=setting.now)
