"""The two fronts: the operator's YAML file, and a wiki page with YAML or templates."""

import re
from collections.abc import Iterator

from bot.definitions.context import IN_TEMPLATES, IN_YAML, Context, Definition, Reading
from bot.definitions.reading_templates import read_call
from bot.definitions.reading_yaml import LARGEST, compose
from bot.definitions.resolving import resolve
from bot.definitions.schema import CAMPAIGN_SETTINGS
from bot.definitions.sources import Excerpt, Findings, Source
from bot.definitions.text import byte_length
from bot.definitions.tree import Entry, Items, Map, Node, entries, prune
from bot.definitions.wikitext import Block, Call, Found, Span, find_definitions
from bot.model.problems import Place

_LOOKS_LIKE_CAMPAIGN = re.compile(r"^[^\S\n]*(?:campaign|programs)\b", re.MULTILINE | re.IGNORECASE)
_MAY_NAME_PEOPLE = re.compile(r"names|^\s*[-*\u2022\[\]]")
"""Lines of a text without structure on which people may be named."""


def parse_file(text: str, *, source: str, context: Context) -> Definition:
    """Read the operator's YAML file of one campaign."""
    file = Source.of(source, text)
    return _parse_yaml(Span(start=0, end=len(file.text)), Reading(context=context, findings=Findings(file)))


def parse_page(wikitext: str, *, title: str, context: Context) -> Definition | None:
    """Read the definition on a wiki page; None when there is none. Places are those of the page."""
    page = Source.of(title, wikitext)
    findings = Findings(page)
    found = _definitions(find_definitions(page.text, context), page.text)
    if not found.blocks and not found.calls:
        return None
    wording = IN_YAML if found.blocks else IN_TEMPLATES
    reading = Reading(context=context, findings=findings, page=title, wording=wording)
    if not _is_one_campaign(found, findings):
        return _unread(reading)
    if found.blocks:
        return _parse_yaml(found.blocks[0], reading)
    return _parse_templates(found.calls, reading)


def _definitions(found: Found, text: str) -> Found:
    """Leave out YAML that is about something else."""
    blocks = tuple(span for span in found.blocks if _LOOKS_LIKE_CAMPAIGN.search(text[span.start : span.end]))
    return Found(blocks=blocks, calls=found.calls)


def _is_one_campaign(found: Found, findings: Findings) -> bool:
    """Tell what stands beside the first campaign of the page, and what has no end."""
    campaigns = [*(span.start for span in found.blocks), *(call.start for call in found.calls if call.is_campaign)]
    for start in campaigns[1:]:
        findings.error(findings.source.place(start), "this page describes a second campaign", "give it its own page")
    outside = [call for call in found.calls if found.blocks and not call.is_campaign]
    for call in outside:
        hint = 'add it there under "programs", or describe the whole campaign with templates'
        findings.error(findings.source.place(call.start), "this program stands outside the campaign's text", hint)
    parts: tuple[Block | Call, ...] = (*found.blocks, *found.calls)
    for part in parts:
        if not part.closed:
            hint = "count its braces: it ends with }}" if isinstance(part, Call) else "close it with </syntaxhighlight>"
            findings.error(findings.source.place(part.start), "the end of this is missing", hint)
    return not findings.error_places


def _parse_yaml(span: Span, reading: Reading) -> Definition:
    source = reading.findings.source
    text = source.text[span.start : span.end]
    first = source.place(span.start)
    if _too_large(byte_length(text), first, reading.findings):
        return _unread(reading)
    tree = compose(Excerpt(findings=reading.findings, start=span.start, text=text), CAMPAIGN_SETTINGS)
    return _resolve(tree, first, reading)


def _too_large(size: int, place: Place, findings: Findings) -> bool:
    if size > LARGEST:
        hint = f"{LARGEST} are possible; put long lists of names on a page"
        findings.error(place, f"this definition has {size} bytes", hint)
    return size > LARGEST


def _resolve(composed: Node | None, first: Place, reading: Reading) -> Definition:
    tree = prune(composed, CAMPAIGN_SETTINGS) if composed else None
    if isinstance(tree, Map):
        if reading.on_wiki:
            reading.findings.keep_lines_back(_lines_with_names(tree))
        return resolve(tree, reading)
    if tree is not None or not reading.findings.error_places:
        place = tree.place if tree else first
        reading.findings.error(place, "a campaign is expected here", "begin with its name: campaign: NAME")
    return _unread(reading)


def _unread(reading: Reading) -> Definition:
    """Give what a definition comes to of which not even the structure could be read."""
    findings = reading.findings
    if reading.on_wiki:
        lines = enumerate(findings.source.text.split("\n"), 1)
        findings.keep_lines_back(number for number, line in lines if _MAY_NAME_PEOPLE.search(line))
    return Definition(campaign=None, problems=findings.problems())


def _lines_with_names(tree: Map) -> Iterator[int]:
    """Give the lines on which participants are named; the status page may not quote them (DESIGN section 7)."""
    for entry in entries(tree):
        if entry.key == "names":
            items = entry.value.items if isinstance(entry.value, Items) else (entry.value,)
            yield from (place.line for place in (entry.place, *(item.place for item in items)))


def _parse_templates(calls: tuple[Call, ...], reading: Reading) -> Definition:
    findings = reading.findings
    source = findings.source
    first = source.place(calls[0].start)
    if _too_large(sum(byte_length(source.text[call.start : call.end]) for call in calls), first, findings):
        return _unread(reading)
    trees = [(call, read_call(call, source, findings)) for call in calls]
    programs = tuple(tree for call, tree in trees if not call.is_campaign)
    campaign = next((tree for call, tree in trees if call.is_campaign), None)
    if campaign is None:
        findings.error(first, "the campaign's own template is missing", "add {{CampaignBot/Campaign|name=…}}")
        return _unread(reading)
    place = programs[0].place if programs else campaign.place
    listed = Entry(key="programs", place=place, value=Items(items=programs, place=place))
    return _resolve(Map(entries=(*campaign.entries, listed), place=campaign.place), first, reading)
