"""What a report says about itself: what is tracked, how it is counted, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.model.campaigns import Campaign, Event, NamesFile, Privacy, Program, Scope
from bot.model.campaigns import Names as GivenNames
from bot.model.intervals import Interval
from bot.model.reporting import LAST_UPDATE, SETTLING, ListNotes, State
from bot.model.wikis import COMMONS, WIKIDATA
from bot.reports.formats import UTC_NAME
from bot.reports.scribe import Scribe
from bot.reports.wikitext import Wikitext, isolated

NAMES_SHOWN = 20
"""How many names that were not found are spelled out."""

_PRIVACY = {
    Privacy.PUBLIC: "privacy-public",
    Privacy.CONSENTED: "privacy-consented",
    Privacy.HIDDEN: "privacy-hidden",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the last section: a word in front, a sentence or two, and what is said in lines below it."""

    label: Wikitext
    text: Wikitext
    further: tuple[Wikitext, ...] = ()


def privacy_sentence(values: Iterable[Privacy], scribe: Scribe) -> Wikitext:
    """Say in plain words who is named and why."""
    distinct = set(values)
    return scribe.t(_PRIVACY[distinct.pop()]) if len(distinct) == 1 else scribe.t("privacy-mixed")


def program_facts(
    program: Program, state: State, notes: ListNotes, wikis: tuple[str, ...], scribe: Scribe
) -> tuple[Fact, ...]:
    """Give what a reader of a program's report has to know to judge its numbers."""
    facts = [
        Fact(label=scribe.t("fact-who"), text=joined(_who(program, notes, scribe))),
        Fact(label=scribe.t("fact-when"), text=_when(program, scribe)),
        Fact(label=scribe.t("fact-where"), text=joined(where(program, wikis, scribe))),
        _how(scribe),
    ]
    if notes.not_found and program.privacy is not Privacy.HIDDEN:
        facts.append(Fact(label=scribe.t("fact-not-found"), text=not_found(program, notes, scribe)))
    if program.windows:
        facts.append(Fact(label=scribe.t("fact-until"), text=until(program.windows, program.timezone, state, scribe)))
    facts.append(Fact(label=scribe.t("fact-writing"), text=scribe.t("writing-around")))
    return tuple(facts)


def campaign_facts(campaign: Campaign, state: State, wikis: tuple[str, ...], scribe: Scribe) -> tuple[Fact, ...]:
    """Give what a reader of a campaign's report has to know to judge its numbers."""
    windows = tuple(sorted(window for program in campaign.programs for window in program.windows))
    facts = [
        Fact(
            label=scribe.t("fact-who"),
            text=privacy_sentence((program.privacy for program in campaign.programs), scribe),
        ),
        Fact(label=scribe.t("fact-once"), text=scribe.t("counted-once")),
    ]
    if wikis:
        facts.append(Fact(label=scribe.t("fact-where"), text=scribe.wikis(wikis)))
    facts.append(_how(scribe))
    if windows:
        facts.append(Fact(label=scribe.t("fact-until"), text=until(windows, campaign.timezone, state, scribe)))
    facts.append(Fact(label=scribe.t("fact-writing"), text=scribe.t("writing-around")))
    return tuple(facts)


def where(program: Program, wikis: tuple[str, ...], scribe: Scribe) -> list[Wikitext]:
    """Say which wikis, namespaces and pages count."""
    sentences = [scribe.wikis(wikis)] if wikis else []
    if not program.wikis:
        sentences.append(scribe.t("wikis-auto"))
    if program.namespaces is None:
        sentences.append(_by_default(wikis, scribe))
    else:
        sentences.append(
            scribe.t("namespaces", scribe.formats.enumerate([scribe.namespace(n) for n in program.namespaces]))
        )
    if program.scope is Scope.ARTICLES:
        sentences.append(scribe.t("scope-articles"))
    return sentences


def _by_default(wikis: tuple[str, ...], scribe: Scribe) -> Wikitext:
    """Say which pages count where the organizers chose no namespaces; of wikis that are not known yet, any may be."""
    if WIKIDATA in wikis:
        return scribe.t("namespaces-with-wikidata" if COMMONS in wikis else "namespaces-wikidata")
    return scribe.t("namespaces-default" if not wikis or COMMONS in wikis else "namespaces-articles")


def sources(program: Program, notes: ListNotes, scribe: Scribe) -> list[Wikitext]:
    """Name where the participants come from; nothing that leads to them where they are hidden."""
    if program.privacy is Privacy.HIDDEN:
        return []
    found = [scribe.list_page(page) for page in notes.lists]
    if any(isinstance(source, GivenNames) for source in program.sources):
        found.append(scribe.t("source-names"))
    found.extend(
        scribe.t("source-event", str(source.event_id)) for source in program.sources if isinstance(source, Event)
    )
    return found


def is_private(program: Program) -> bool:
    """Whether even how many people are listed is not told: their list is on no wiki."""
    return any(isinstance(source, NamesFile) for source in program.sources)


def list_troubles(program: Program, notes: ListNotes, scribe: Scribe) -> list[Wikitext]:
    """Say what a reader can mend, a list that is not there or nobody on it, and whose names are not on the lists."""
    troubles: list[Wikitext] = []
    if is_private(program):
        return troubles
    if notes.missing_lists and program.privacy is not Privacy.HIDDEN:
        missing = scribe.formats.enumerate([isolated(title) for title in notes.missing_lists])
        troubles.append(scribe.t("lists-missing", len(notes.missing_lists), missing))
    if notes.empty:
        troubles.append(scribe.t("lists-empty"))
    if notes.hidden:
        troubles.append(scribe.t("lists-hidden", notes.hidden))
    if notes.unasked:
        troubles.append(scribe.t("lists-unasked", notes.unasked))
    return troubles


def not_found(program: Program, notes: ListNotes, scribe: Scribe) -> Wikitext:
    """Name what is no account where everyone may be named; elsewhere say only how many there are."""
    count = len(notes.not_found)
    if program.privacy is not Privacy.PUBLIC:
        return scribe.t("not-found-count", count)
    shown = [isolated(name) for name in notes.not_found[:NAMES_SHOWN]]
    if count > NAMES_SHOWN:
        shown.append(scribe.t("names-more", count - NAMES_SHOWN))
    return scribe.t("not-found-names", count, scribe.formats.enumerate(shown))


def window_in_both(window: Interval, timezone: str, scribe: Scribe) -> Wikitext:
    """Give a window in local time and, where that differs, in UTC."""
    local = scribe.formats.window(window, timezone)
    if timezone == UTC_NAME:
        return scribe.t("window-utc", local)
    return scribe.t("window-local", local, isolated(timezone), scribe.formats.span(window, UTC_NAME))


def until(windows: tuple[Interval, ...], timezone: str, state: State, scribe: Scribe) -> Wikitext:
    """Say until when the page is kept up to date, and when it is a last time."""
    end: datetime = max(window.end for window in windows)
    last = scribe.formats.day(end + SETTLING, timezone)
    said = scribe.t("until-past" if state is State.CLOSED else "until", last)
    if scribe.context.now >= end + LAST_UPDATE:
        return said
    return joined([said, scribe.t("until-last", scribe.formats.day(end + LAST_UPDATE, timezone))])


def joined(sentences: list[Wikitext]) -> Wikitext:
    return Wikitext(" · ".join(sentences))


def _how(scribe: Scribe) -> Fact:
    defined = scribe.context.metrics_page
    return Fact(
        label=scribe.t("fact-how"),
        text=scribe.t("counted-edits"),
        further=(
            *(scribe.t(key) for key in ("counted-bytes", "counted-created", "counted-deleted")),
            *((scribe.t("counted-defined", scribe.at_home(defined, language="en")),) if defined else ()),
        ),
    )


def _who(program: Program, notes: ListNotes, scribe: Scribe) -> list[Wikitext]:
    found = sources(program, notes, scribe)
    return [
        *((scribe.t("listed", notes.listed, scribe.formats.enumerate(found)),) if found else ()),
        *list_troubles(program, notes, scribe),
        privacy_sentence((program.privacy,), scribe),
    ]


def _when(program: Program, scribe: Scribe) -> Wikitext:
    if not program.windows:
        return scribe.t("windows-none")
    return joined([window_in_both(window, program.timezone, scribe) for window in program.windows])
