"""A sign-up list read from its wikitext."""

from collections.abc import Iterator

from bot.signups.blocks import find_blocks
from bot.signups.calls import call_name
from bot.signups.collector import Collector
from bot.signups.delivery import is_delivery_list, read_delivery_list
from bot.signups.judge import Judge
from bot.signups.mentions import find_mentions
from bot.signups.sections import Heading, find_headings, section_bounds
from bot.signups.source import Source, Span, make_cover, make_source, struck_spans
from bot.signups.spans import Spans, find_spans
from bot.signups.syntax import ListSyntax
from bot.signups.transclusions import find_transclusions
from bot.signups.values import SignupList

READER = 1
"""Grows whenever lists are read in another way than before, so that what was read is read again."""

NAMES_TEMPLATE = "campaignbot/names"
"""Where it stands, what is written without markup is a name, too: one to a line, list item or table row."""


def parse_signups(wikitext: str, *, syntax: ListSyntax, section: str | None = None) -> SignupList:
    """Read the people who signed up on a page, or in one section of it with its subsections.

    `section` is a heading or its anchor. Never raises, and takes time in proportion to the length of the page.
    """
    if is_delivery_list(wikitext):
        return read_delivery_list(wikitext, syntax)
    source = make_source(wikitext)
    headings = find_headings(source)
    bounds = (0, len(source.live))
    if section:
        found = section_bounds(headings, section, len(source.live))
        if found is None:
            return SignupList(entries=(), unread=(), section_found=False)
        bounds = found
    return _read(source, headings, bounds, syntax)


def _read(source: Source, headings: tuple[Heading, ...], bounds: Span, syntax: ListSyntax) -> SignupList:
    spans = find_spans(source.live, bounds)
    struck = make_cover((*struck_spans(source), *_struck_calls(source, spans, syntax)))
    judge = Judge(source.live, find_mentions(source, spans, syntax, bounds), struck, syntax)
    plain = any(call_name(source.live, call)[1] == NAMES_TEMPLATE for call in spans.calls)
    collector = Collector(source, judge, syntax, plain=plain)
    for block in find_blocks(source, spans, headings, bounds):
        collector.add(block)
    entries, unread = collector.finish()
    return SignupList(
        entries=entries,
        unread=unread,
        section_found=True,
        transclusions=find_transclusions(source.live, spans, bounds, syntax),
    )


def _struck_calls(source: Source, spans: Spans, syntax: ListSyntax) -> Iterator[Span]:
    for call in spans.calls:
        if call_name(source.live, call)[1] in syntax.strike_templates:
            yield call.start, call.end
