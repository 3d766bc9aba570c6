"""Every place in the text that names an account, in whatever way."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model.signups import NotRead
from bot.signups.calls import Argument, arguments, call_name
from bot.signups.names import fold_spaces, is_ip, normalize_name
from bot.signups.prose import has_words
from bot.signups.source import Source, Span, make_cover
from bot.signups.spans import Call, Spans
from bot.signups.syntax import ListSyntax, words_of
from bot.signups.titles import Reference, bare_name, read_title
from bot.signups.values import Form

_LINK = re.compile(r"\[\[(?!\[)([^\[\]{}|<>\n]{1,1000})(?=[\]|])")
_PROJECTS = (
    "wikipedia|wiktionary|wikibooks|wikinews|wikiquote|wikisource|wikiversity|wikivoyage|wikidata|wikimedia|mediawiki"
    "|wikifunctions"
)
_ADDRESS = re.compile(
    rf"(?<![\w-])(?:{_PROJECTS})\.org"
    r"/(?:wiki/|w/index\.php\?title=|w/index\.php/|(?:zh|sr|kk|ku|iu|tg|uz|shi|gan|crh)-[a-z-]{2,8}/)"
    r"([^\s\[\]<>\"|&?{}]{1,1000})[^\s\[\]<>\"|{}]{0,1000}",
    re.IGNORECASE,
)
_ADDRESS_START = re.compile(r"\[?(?:https?:)?(?://)?(?:[a-z0-9-]{1,40}\.){0,3}$", re.IGNORECASE)
_ADDRESS_LABEL = re.compile(r"[^\[\]\n]{0,200}\]")
_LONGEST_HOST = 140
_TAG = re.compile(r"<[^<>]{0,300}>")
_NO_TEMPLATE = re.compile(r"campaignbot\b|/|\.\./|[^:#]*[:#]")
_LONGEST_NAME = 60
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A piece of text that names an account; `name` is None where what it names is none, and `fault` says why.

    Templates that may be meant to name one are mentions with a fault, too.
    """

    start: int
    end: int
    form: Form
    name: str | None
    fault: NotRead | None = None
    subpage: bool = False
    """A page below the user page: it belongs to the account and does not stand for it."""


def find_mentions(source: Source, spans: Spans, syntax: ListSyntax, bounds: Span) -> tuple[Mention, ...]:
    """Give the mentions between two positions, in their order; none inside another or inside a file's caption."""
    captions = make_cover(spans.captions)
    found = [
        *_in_calls(source.live, spans.calls, syntax),
        *(m for m in _in_links(source.live, spans, syntax, bounds) if m.start not in captions),
        *_in_addresses(source.live, syntax, bounds),
    ]
    mentions = _apart(found)
    return _apart((*mentions, *_strangers(source.live, spans.calls, mentions, syntax)))


def make_mention(span: Span, form: Form, text: str, syntax: ListSyntax, *, subpage: bool = False) -> Mention:
    """Give the mention of the account called `text`."""
    name = normalize_name(text)
    fault: NotRead | None = None
    if name is None and fold_spaces(text):
        fault = NotRead.IP_ADDRESS if is_ip(text) else NotRead.IMPOSSIBLE_NAME
    elif name is not None and "".join(words_of(name)) in syntax.example_names:
        name, fault = None, NotRead.EXAMPLE
    return Mention(start=span[0], end=span[1], form=form, name=name, fault=fault, subpage=subpage)


def between(mentions: tuple[Mention, ...], bounds: Span) -> tuple[Mention, ...]:
    """Give the mentions that start between two positions."""
    first = bisect_left(mentions, bounds[0], key=lambda mention: mention.start)
    last = bisect_left(mentions, bounds[1], key=lambda mention: mention.start)
    return mentions[first:last]


def _apart(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Give mentions in their order, without those inside another."""
    mentions: list[Mention] = []
    for mention in sorted(found, key=lambda mention: mention.start):
        if not mentions or mention.start >= mentions[-1].end:
            mentions.append(mention)
    return tuple(mentions)


def _in_links(text: str, spans: Spans, syntax: ListSyntax, bounds: Span) -> Iterator[Mention]:
    for match in _LINK.finditer(text, *bounds):
        reference = read_title(match[1], syntax)
        if reference:
            end = spans.link_ends.get(match.start(), match.end())
            yield _from_reference(reference, (match.start(), end), syntax)


def _in_addresses(text: str, syntax: ListSyntax, bounds: Span) -> Iterator[Mention]:
    for match in _ADDRESS.finditer(text, *bounds):
        reference = read_title(match[1], syntax)
        if reference:
            yield _from_reference(reference, _whole_address(text, match.span()), syntax)


def _whole_address(text: str, span: Span) -> Span:
    """Widen the span of an address to the host's beginning, and to its brackets and label where it has them."""
    before = text[max(0, span[0] - _LONGEST_HOST) : span[0]]
    opening = _ADDRESS_START.search(before)
    start = span[0] - len(opening[0]) if opening else span[0]
    label = _ADDRESS_LABEL.match(text, span[1]) if text.startswith("[", start) else None
    return start, label.end() if label else span[1]


def _from_reference(reference: Reference, span: Span, syntax: ListSyntax, form: Form | None = None) -> Mention:
    return make_mention(span, form or reference.form, reference.name, syntax, subpage=bool(reference.subpage))


def _in_calls(text: str, calls: Iterable[Call], syntax: ListSyntax) -> Iterator[Mention]:
    done = 0
    for call in calls:
        mention = _in_call(text, call, syntax) if call.start >= done else None
        if mention:
            done = mention.end
            yield mention


def _in_call(text: str, call: Call, syntax: ListSyntax) -> Mention | None:
    """Read a template that names a user, `{{#target:}}`, or a signature kept on a subpage."""
    written, key = call_name(text, call)
    span = (call.start, call.end)
    if key in syntax.user_templates:
        return _from_argument(_name_argument(arguments(text, call), syntax, position="1"), span, syntax)
    if key in syntax.second_parameter_templates:
        return _from_argument(_name_argument(arguments(text, call), syntax, position="2"), span, syntax)
    function, colon, rest = written.partition(":")
    if colon and function.lower().startswith("#"):
        reference = read_title(rest, syntax) if function[1:].strip().lower() in syntax.targets else None
        return _from_reference(reference, span, syntax, Form.TARGET) if reference else None
    reference = read_title(written, syntax)
    if reference and reference.subpage.lower() in syntax.signature_pages:
        return make_mention(span, Form.SIGNATURE, reference.name, syntax)
    return _in_unknown_call(text, call, key, syntax)


def _in_unknown_call(text: str, call: Call, key: str, syntax: ListSyntax) -> Mention | None:
    """Read a template of which only is known how its parameter is called (`{{attendee|username=X}}`)."""
    if not call.pipes or not _is_unknown(key, syntax):
        return None
    value = _name_argument(arguments(text, call), syntax, position="")
    mention = _from_argument(value, (call.start, call.end), syntax) if value else None
    return mention if mention and mention.name else None


def _strangers(
    text: str, calls: Iterable[Call], mentions: tuple[Mention, ...], syntax: ListSyntax
) -> Iterator[Mention]:
    """Give templates that hold no mention and may be meant as one, or that call somebody."""
    covered = make_cover((mention.start, mention.end) for mention in mentions)
    for call in calls:
        span = (call.start, call.end)
        if call.pipes and call.start not in covered and not between(mentions, span):
            fault = _fault_of_call(text, call, syntax)
            if fault:
                yield Mention(start=call.start, end=call.end, form=Form.TEMPLATE, name=None, fault=fault)


def _fault_of_call(text: str, call: Call, syntax: ListSyntax) -> NotRead | None:
    _, key = call_name(text, call)
    if key in syntax.reply_templates:
        return NotRead.DISCUSSION
    if not _is_unknown(key, syntax):
        return None
    value = next((argument.value for argument in arguments(text, call) if argument.name == "1"), "")
    looks = has_words(value) and len(value) <= _LONGEST_NAME and len(value.split()) <= _MOST_WORDS
    return NotRead.UNKNOWN_TEMPLATE if looks and normalize_name(value) else None


def _is_unknown(key: str, syntax: ListSyntax) -> bool:
    """Tell whether something may be a template that names a participant, although nobody has told of it."""
    known = key in syntax.reply_templates or key in syntax.other_templates or key in syntax.row_templates
    return bool(key) and not known and key not in syntax.strike_templates and not _NO_TEMPLATE.match(key)


def _name_argument(given: tuple[Argument, ...], syntax: ListSyntax, *, position: str) -> str:
    """Give the value of the first parameter that holds the name: by its place, or by a name such as `user`."""
    names = {position} | (syntax.user_parameters - {"1"})
    values = [argument.value for argument in given if argument.name in names]
    return next((value for value in values if value), "")


def _from_argument(value: str, span: Span, syntax: ListSyntax) -> Mention:
    link = _LINK.search(value)
    reference = read_title(link[1], syntax) if link else None
    if reference:
        return _from_reference(reference, span, syntax, Form.TEMPLATE)
    return make_mention(span, Form.TEMPLATE, bare_name(_TAG.sub("", value), syntax), syntax)
