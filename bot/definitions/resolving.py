"""From the raw tree to a campaign: inheritance, defaults, and everything that needs the wikis to be understood."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from bot.definitions.context import Definition, Reading
from bot.definitions.participants import resolve_articles, resolve_sources
from bot.definitions.people import read_accounts
from bot.definitions.schema import CampaignEntry, ProgramEntry
from bot.definitions.text import upper_first
from bot.definitions.titles import fits_subpages, namespace_of, read_name, read_page, split_wiki
from bot.definitions.tree import Entry, Items, Map, Node, Text
from bot.definitions.typing_tree import Typed, tell_doubles, type_map
from bot.definitions.wikis import resolve_language, resolve_namespaces, resolve_wikis
from bot.definitions.windows import AnyEntry, check_both, resolve_windows
from bot.model.campaigns import Articles, Campaign, Event, Goal, Privacy, Program, Scope
from bot.model.problems import Place

MOST_PROGRAMS = 500
UNNAMED = "?"
"""Stands for a name that is wrong while the rest of its program is checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What a program takes over from its campaign where it gives nothing itself."""

    description: str | None = None
    timezone: str = "UTC"
    wikis: tuple[str, ...]
    namespaces: tuple[int, ...] | None = None
    language: str
    facilitators: tuple[str, ...] = ()
    articles: Articles | None = None
    scope: Scope = Scope.ALL
    privacy: Privacy = Privacy.CONSENTED
    goals: tuple[Goal, ...] = ()
    update: str | None = None


def resolve(tree: Map, reading: Reading) -> Definition:
    """Give the campaign that the tree describes; programs with an error are left out and named as broken."""
    findings = reading.findings
    tell_doubles(tree, findings, reading.wording)
    listed = tree.get("programs")
    owners = _Owners.of(tree, listed)
    errors_in_programs = sum(owners.program_at(place) is not None for place in findings.error_places)
    entry = type_map(tree.without("programs"), CampaignEntry, findings, reading.wording)
    name = None if "campaign" in entry.bad else read_name(entry.values.campaign, entry.place("campaign"), reading)
    page = _page(entry, name, reading)
    check_both(entry, findings)
    catalogue = reading.context.catalogue
    defaults = _Shared(wikis=(catalogue.default_wiki,), language=catalogue.wikis[catalogue.home].language)
    shared = _inherit(entry, defaults, reading)
    nodes = _program_nodes(listed, entry, reading)
    usable = len(findings.error_places) == errors_in_programs
    ill_formed = {owners.program_at(place) for place in findings.error_places}
    reader = _ProgramReader(campaign=entry, page=page or UNNAMED, shared=shared, reading=reading)
    programs, broken = _read_programs(nodes, ill_formed, reader)
    if not (usable and programs and name and page):
        return Definition(campaign=None, problems=findings.problems(), broken=broken)
    campaign = Campaign(
        name=name,
        page=page,
        description=shared.description,
        timezone=shared.timezone,
        language=shared.language,
        facilitators=shared.facilitators,
        privacy=shared.privacy,
        goals=shared.goals,
        programs=programs,
        on_wiki=reading.on_wiki,
    )
    return Definition(campaign=campaign, problems=findings.problems(), broken=broken)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owners:
    """Whose the parts of a definition are: from each place on, a program's (by its own place) or the campaign's."""

    starts: tuple[Place, ...]
    programs: tuple[Place | None, ...]

    @classmethod
    def of(cls, tree: Map, listed: Node | None) -> "_Owners":
        owners: dict[Place, Place | None] = {tree.place: None}
        owners |= {entry.place: None for entry in tree.entries}
        if isinstance(listed, Items):
            owners |= {node.place: node.place for node in listed.items}
        starts = tuple(sorted(owners))
        return cls(starts=starts, programs=tuple(owners[start] for start in starts))

    def program_at(self, place: Place) -> Place | None:
        """Give the place of the program in which a place lies, or None in the campaign's own settings."""
        index = bisect_right(self.starts, place) - 1
        return self.programs[index] if index >= 0 else None


def _page(entry: Typed[CampaignEntry], name: str | None, reading: Reading) -> str | None:
    """Give the page under which the reports stand: the wiki page itself, or the one named, or that of the name."""
    if reading.page is not None:
        if entry.values.page is not None:
            message = "the page of a campaign on the wiki is the one it stands on"
            reading.findings.error(entry.place("page", of_key=True), message, "leave this setting out")
        return reading.page
    text = entry.values.page or name
    place = entry.place("page" if entry.values.page else "campaign")
    page = read_page(text, place, reading) if text else None
    if page is None:
        return None
    wiki, title = split_wiki(page, reading.context)
    if wiki and wiki != reading.context.catalogue.home:
        reading.findings.error(place, "the page has to be on the home wiki", f"leave out what names {wiki}")
    elif namespace_of(title, reading.context) < 0:
        reading.findings.error(place, "reports cannot stand under a special page", "name a page that can be edited")
    else:
        return title
    return None


def _program_nodes(programs: Node | None, entry: Typed[CampaignEntry], reading: Reading) -> tuple[Map, ...]:
    if programs is None:
        place = entry.place("campaign", of_key=True)
        reading.findings.error(place, "there is no program", "a campaign needs at least one: add it below")
        return ()
    nodes = programs.items if isinstance(programs, Items) else (programs,)
    if len(nodes) > MOST_PROGRAMS:
        hint = f"at most {MOST_PROGRAMS} are possible; make several campaigns of them"
        reading.findings.error(programs.place, f"there are {len(nodes)} programs here", hint)
        return ()
    return tuple(_program_node(node, reading) for node in nodes)


def _program_node(node: Node, reading: Reading) -> Map:
    """Give a program's map; a name alone is a program that inherits everything else."""
    if isinstance(node, Map):
        return node
    if isinstance(node, Text):
        return Map(entries=(Entry(key="program", place=node.place, value=node),), place=node.place)
    reading.findings.error(node.place, "a program is expected here", "begin it with a hyphen: - program: NAME")
    return Map(entries=(), place=node.place)


def _inherit(entry: AnyEntry, above: _Shared, reading: Reading) -> _Shared:
    """Give what the entry says itself, and for the rest what stands above it."""
    values = entry.values
    own: dict[str, Any] = {key: getattr(values, key) for key in ("description", "timezone", "scope", "update")}
    if values.wikis:
        own["wikis"] = resolve_wikis(values.wikis, entry, reading)
    if values.namespaces:
        own["namespaces"] = resolve_namespaces(values.namespaces, entry, reading)
    if values.language:
        own["language"] = resolve_language(values.language, entry.place("language"), reading)
    if values.facilitators:
        own["facilitators"] = read_accounts(values.facilitators, entry, ("facilitators",), reading)
    if values.articles:
        own["articles"] = resolve_articles(values.articles, entry, reading)
    if values.goals:
        own["goals"] = tuple(Goal(metric=metric, target=target) for metric, target in values.goals.items())
    if values.privacy and values.privacy.names:
        own["privacy"] = values.privacy.names
    return replace(above, **{key: value for key, value in own.items() if value is not None})


@dataclass(frozen=True, slots=True, kw_only=True)
class _ProgramReader:
    """Reads one program of a campaign."""

    campaign: Typed[CampaignEntry]
    page: str
    shared: _Shared
    reading: Reading

    def read(self, entry: Typed[ProgramEntry], name: str) -> Program:
        """Give the program; where an error was found, what is given is not to be used."""
        findings = self.reading.findings
        check_both(entry, findings)
        own = _inherit(entry, self.shared, self.reading)
        if not fits_subpages(self.page, name):
            hint = "shorten the name of the program or the title of the page"
            findings.error(entry.place("program"), "the titles of this program's pages become too long", hint)
        sources = resolve_sources(
            entry,
            default_page=f"{self.page}/{name}/Participants",
            wikis=own.wikis,
            privacy=own.privacy,
            reading=self.reading,
        )
        if own.scope is Scope.ARTICLES and own.articles is None and not (entry.bad | self.campaign.bad) & {"articles"}:
            findings.error(_place_of_scope(entry), "no articles are named, so that nothing would count", "name them")
        by_event = any(isinstance(source, Event) for source in sources)
        return Program(
            name=name,
            description=own.description,
            timezone=own.timezone,
            windows=resolve_windows(entry, self.campaign, own.timezone, self.reading, by_event=by_event),
            wikis=own.wikis,
            namespaces=own.namespaces,
            language=own.language,
            facilitators=own.facilitators,
            sources=sources,
            articles=own.articles,
            scope=own.scope,
            privacy=own.privacy,
            goals=own.goals,
            update=own.update,
        )


def _place_of_scope(entry: Typed[ProgramEntry]) -> Place:
    return entry.place("scope") if entry.values.scope else entry.place("program", of_key=True)


def _read_programs(
    nodes: tuple[Map, ...], ill_formed: Collection[Place | None], reader: _ProgramReader
) -> tuple[tuple[Program, ...], tuple[str, ...]]:
    """Give the valid programs in their order, and the names of the others; `ill_formed` are wrong already."""
    reading = reader.reading
    found: list[Program] = []
    broken: list[str] = []
    seen: dict[str, Place] = {}
    for node in nodes:
        before = len(reading.findings.error_places)
        entry = type_map(node, ProgramEntry, reading.findings, reading.wording)
        place = entry.place("program")
        name = None if "program" in entry.bad else read_name(entry.values.program, place, reading)
        program = reader.read(entry, name or UNNAMED)
        if name and (first := seen.setdefault(upper_first(name), place)) != place:
            message = f"line {first.line} has a program of this name already"
            reading.findings.error(place, message, "give each its own name")
        if len(reading.findings.error_places) == before and node.place not in ill_formed:
            found.append(program)
        elif name:
            broken.append(name)
    standing = {program.name for program in found}
    return tuple(found), tuple(name for name in dict.fromkeys(broken) if name not in standing)
