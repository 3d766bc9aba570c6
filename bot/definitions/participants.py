"""Where a program's participants come from, and which articles are wanted."""

from collections.abc import Sequence

from bot.definitions.context import Reading
from bot.definitions.people import read_accounts
from bot.definitions.schema import ProgramEntry, SourceEntry
from bot.definitions.titles import namespace_of, read_page, split_wiki, unlink
from bot.definitions.typing_tree import Placed, Typed
from bot.model.campaigns import Articles, Event, ListPage, Names, NamesFile, Privacy, Source
from bot.model.problems import Place

LONGEST_SECTION = 255
"""Characters, as many as the store has room for."""


def resolve_sources(
    program: Typed[ProgramEntry], *, default_page: str, wikis: tuple[str, ...], privacy: Privacy, reading: Reading
) -> tuple[Source, ...]:
    """Give the sources in their order, each once; `default_page` when the program names none."""
    if program.values.participants is None:
        return (ListPage(wiki=reading.context.catalogue.home, page=default_page),)
    found: list[Source | None] = []
    for index, entry in enumerate(program.values.participants):
        loc = ("participants", index)
        if entry.page is not None:
            found.append(_list_page(entry, program.place(*loc, "page"), wikis, reading))
        elif entry.names is not None:
            found.append(Names(names=read_accounts(entry.names, program, (*loc, "names"), reading)))
        elif entry.event is not None:
            found.append(Event(event_id=entry.event))
        elif entry.file is not None:
            found.append(_file(entry.file, program.place(*loc, "file"), privacy, reading))
    return tuple(dict.fromkeys(source for source in found if source))


def _list_page(entry: SourceEntry, place: Place, wikis: tuple[str, ...], reading: Reading) -> ListPage | None:
    text = entry.page or ""
    target, _, section = (unlink(text) or text).partition("#")
    page = read_page(target, place, reading)
    if page is None:
        return None
    if section and entry.section:
        reading.findings.error(place, "the section is given twice", 'keep it after the # or in "section"')
        return None
    home = reading.context.catalogue.home
    wiki, title = split_wiki(page, reading.context)
    if wiki and wiki != home and wikis and wiki not in wikis:
        reading.findings.error(
            place, f"{wiki} is not among the wikis of this program", 'add it to "wikis", or move the list'
        )
        return None
    if not title:
        reading.findings.error(place, "the title of a page is missing here")
        return None
    wanted = (section or entry.section or "").replace("_", " ").strip()
    if len(wanted) > LONGEST_SECTION:
        reading.findings.error(
            place, f"the name of this section has {len(wanted)} characters", f"at most {LONGEST_SECTION} are possible"
        )
        return None
    return ListPage(wiki=wiki or home, page=title, section=wanted or None)


def _file(path: str, place: Place, privacy: Privacy, reading: Reading) -> NamesFile | None:
    if reading.on_wiki:
        reading.findings.error(place, "a file cannot be named on the wiki", "use a page of names, or names")
    elif privacy is not Privacy.HIDDEN:
        hint = f"add to the program: {reading.wording.show('privacy', Privacy.HIDDEN)}"
        reading.findings.error(place, "a file of names needs hidden names", hint)
    else:
        return NamesFile(path=path)
    return None


def resolve_articles(texts: Sequence[str], entry: Placed, reading: Reading) -> Articles:
    """Give the wanted articles: what begins with a wiki is a title there, anything else a page that names articles."""
    titles: list[str] = []
    pages: list[str] = []
    for index, text in enumerate(texts):
        place = entry.place("articles", index)
        page = read_page(text, place, reading)
        if page is None:
            continue
        wiki, title = split_wiki(page, reading.context)
        if wiki and title:
            titles.append(f"{wiki}:{title}")
        elif namespace_of(page, reading.context) < 0:
            reading.findings.error(
                place, "a special page cannot name articles", "name a page, a category or a template"
            )
        else:
            pages.append(page)
    return Articles(titles=tuple(dict.fromkeys(titles)), pages=tuple(dict.fromkeys(pages)))
