"""The places on a wiki page that its community made for reports: between two templates of the bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.definitions.fields import split_list
from bot.definitions.reading_templates import read_values
from bot.definitions.refusals import did_you_mean, nearest
from bot.definitions.sources import Source
from bot.definitions.text import clean
from bot.definitions.wikitext import Call, CallOf, find_calls
from bot.model.reporting import Part

REPORT_TEMPLATE = "CampaignBot/Report"
END_TEMPLATE = "CampaignBot/Report end"
PARAMETERS = ("campaign", "program", "show")

_BEGIN = f"{{{{{REPORT_TEMPLATE}|…}}}}"
_END = f"{{{{{END_TEMPLATE}}}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerNames:
    """What the two templates are called on a wiki, without namespace, and the wiki's namespaces as Context has them."""

    begin: frozenset[str] = frozenset({REPORT_TEMPLATE})
    end: frozenset[str] = frozenset({END_TEMPLATE})
    namespaces: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be shown at one place, as it was written; no `program`: the whole campaign, no `parts`: all of it."""

    campaign: str
    program: str | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Markers:
    """The places of a page in their order: what each is to show, and where it begins and ends, markers left out.

    `why` says what has to be mended before any of them can be filled; `campaigns` are those that are named anyway.
    """

    wishes: tuple[Wish, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    campaigns: tuple[str, ...] = ()
    why: str | None = None


def read_markers(text: str, names: MarkerNames) -> Markers | None:
    """Give the places on a page; None where neither of the templates is on it."""
    known = dict.fromkeys(names.end, CallOf.REPORT_END) | dict.fromkeys(names.begin, CallOf.REPORT)
    calls = find_calls(text, known, names.namespaces).calls
    if not calls:
        return None
    source = Source(name="", text=text, starts=(0,))
    read = [_read(call, source) for call in calls if call.of is CallOf.REPORT and call.closed]
    campaigns = tuple(dict.fromkeys(wish.campaign for wish, _ in read if wish.campaign))
    why = _disorder(calls) or next((why for _, why in read if why), None)
    if why:
        return Markers(campaigns=campaigns, why=why)
    spans = tuple((begin.end, end.start) for begin, end in zip(calls[::2], calls[1::2], strict=True))
    return Markers(wishes=tuple(wish for wish, _ in read), spans=spans, campaigns=campaigns)


def _disorder(calls: Sequence[Call]) -> str | None:
    """Say why it cannot be told where a report stands."""
    if not all(call.closed for call in calls):
        return "one of the bot's templates is not closed: }} is missing"
    if any(call.nested for call in calls):
        return "one of the bot's templates stands inside another template, where no report can be put"
    begins = sum(call.of is CallOf.REPORT for call in calls)
    if begins > len(calls) - begins:
        return f"{_END} is missing; write it where the report shall end"
    if begins < len(calls) - begins:
        return f"{_BEGIN} is missing; write it where the report shall begin"
    order = [CallOf.REPORT, CallOf.REPORT_END] * begins
    if [call.of for call in calls] != order:
        return f"the bot's templates are crossed; each {_BEGIN} needs its own {_END} after it"
    return None


def _read(call: Call, source: Source) -> tuple[Wish, str | None]:
    """Give what a template asks for, and why it cannot be understood, without a word of what others wrote there."""
    given: dict[str, str] = {}
    troubles: list[str] = []
    for key, value in read_values(call, source):
        if key is None:
            troubles.extend(["there is text that belongs to no parameter; write |campaign=NAME"] if value else [])
        elif key not in PARAMETERS:
            troubles.append(f"the template has no such parameter; {_hint(key, PARAMETERS)}")
        elif key in given:
            troubles.append(f'"{key}" is given twice; keep one of them')
        else:
            given[key] = value
    campaign, program = (clean(given.get(key, "")) for key in ("campaign", "program"))
    if not campaign:
        troubles.append("the campaign is missing; write |campaign=NAME")
    shown = [clean(word).lower() for word, _ in split_list(given.get("show", ""), codes=True)]
    troubles.extend(
        f"show: a report has no such part; {_hint(word, tuple(Part))}" for word in shown if word not in set(Part)
    )
    parts = tuple(part for part in Part if part in shown)
    wish = Wish(campaign=campaign, program=program or None, parts=parts)
    return wish, troubles[0] if troubles else None


def _hint(word: str, known: Sequence[str]) -> str:
    return did_you_mean(nearest(word, known)) or f"there are {', '.join(known)}"
