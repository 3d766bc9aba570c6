"""The two templates to the raw tree; mwparserfromhell splits their parameters."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

import mwparserfromhell

from bot.definitions.fields import split_goal, split_list, split_window
from bot.definitions.refusals import did_you_mean, nearest
from bot.definitions.schema import CampaignEntry, ProgramEntry
from bot.definitions.sources import Findings, Source
from bot.definitions.text import clean
from bot.definitions.tree import Entry, Items, Map, Node, Text
from bot.definitions.wikitext import Call
from bot.model.problems import Place

NAME = "name"
SOURCES = ("participants", "names", "event")
_SHARED = tuple(key for key in CampaignEntry.model_fields if key not in {"campaign", "page"})
CAMPAIGN_PARAMETERS = (NAME, *_SHARED)
PROGRAM_PARAMETERS = (NAME, *(key for key in ProgramEntry.model_fields if key not in {"program", *SOURCES}), *SOURCES)
_NOT_HERE = {
    "page": "the reports stand under this page; leave it out",
    "file": "a file cannot be named on the wiki; leave it out",
    "programs": "add the template of each program below this one",
    "participants": "give it in the template of each program",
    "names": "give it in the template of each program",
    "event": "give it in the template of each program",
    "section": "write it after the page: participants = PAGE#Section",
}
_MOST_PARAMETERS = 200
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOWIKI = re.compile(r"<nowiki\s*>((?:(?!<nowiki).)*?)</nowiki\s*>|<nowiki\s*/>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?\s*>", re.IGNORECASE)
_LINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_MARKUP = re.compile(r"[<>\[\]{}\x00-\x08\x0b-\x1f]")
"""What could be markup, and what no parser of wikitext expects."""
_MAGIC = {"{{!}}": "|", "{{=}}": "="}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A part of a parameter's value: where it starts on the page, and its text with everything opaque masked.

    Both have the same length, so that what is found in the mask is cut out of the page.
    """

    start: int
    masked: str

    def part(self, offset: int, length: int) -> "_Value":
        return _Value(start=self.start + offset, masked=self.masked[offset : offset + length])


def read_call(call: Call, source: Source, findings: Findings) -> Map:
    """Give the tree of one template call, as the schema wants it."""
    reader = _Reader(source=source, findings=findings)
    known = CAMPAIGN_PARAMETERS if call.is_campaign else PROGRAM_PARAMETERS
    given: dict[str, tuple[Place, _Value]] = {}
    masked = _mask(call, source.text)
    if masked.count("|") > _MOST_PARAMETERS:
        findings.error(source.place(call.start), "this template has far too many |", "for a | in a value write {{!}}")
        return Map(entries=(), place=source.place(call.start))
    for key, key_start, value in _parameters(call, source.text, masked):
        place = source.place(key_start)
        if key is None:
            if value.masked.strip():
                findings.error(
                    place, "this text belongs to no parameter", "write |name=value; for a | in a value {{!}}"
                )
        elif key not in known:
            message = f'there is no parameter "{key[:40]}" here'
            findings.error(place, message, _NOT_HERE.get(key) or did_you_mean(nearest(key, known)))
        elif key in given:
            line = given[key][0].line
            findings.error(place, f'"{key}" was given in line {line} already', "keep one of them")
        else:
            given[key] = place, value
    return reader.tree(call, given)


def read_values(call: Call, source: Source) -> Iterator[tuple[str | None, str]]:
    """Give the key (None for a positional parameter) and the value of each parameter, as a reader of the page sees it.

    Nothing where there are far too many.
    """
    reader = _Reader(source=source, findings=Findings(source))
    masked = _mask(call, source.text)
    if masked.count("|") <= _MOST_PARAMETERS:
        for key, _, value in _parameters(call, source.text, masked):
            yield key, reader.text(value).value


def _parameters(call: Call, text: str, masked: str) -> Iterator[tuple[str | None, int, _Value]]:
    """Give the key (None for a positional parameter), its start on the page and the value of each parameter."""
    template = mwparserfromhell.parse(masked, skip_style_tags=True).filter_templates(recursive=False)[0]
    position = call.start + 2 + len(str(template.name))
    for parameter in template.params:
        start = position + 1
        position = start + len(str(parameter))
        key, key_length = None, 0
        if parameter.showkey:
            key_length = len(str(parameter.name)) + 1
            key = clean(_COMMENT.sub("", text[start : start + key_length - 1])).lower()
        first = start + key_length
        yield (
            key,
            _skip_space(text, start, position),
            _Value(start=first, masked=masked[first - call.start : position - call.start]),
        )


def _skip_space(text: str, start: int, end: int) -> int:
    """Give where the first visible character stands, for that is where people look."""
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _mask(call: Call, text: str) -> str:
    """Give the call with the same length, but nothing left in it that could be taken for markup of its own."""
    body = list(text[call.start : call.end])
    for span in call.inner:
        filler = " " if text.startswith("<!--", span.start) else "x"
        body[span.start - call.start : span.end - call.start] = filler * (span.end - span.start)
    inside = "".join(body[2:-2])
    inside = _BREAK.sub(lambda match: "\n" * len(match[0]), inside)
    for pattern in (_LINK, _ENTITY):
        inside = pattern.sub(lambda match: "x" * len(match[0]), inside)
    name, bar, rest = inside.partition("|")
    return "{{" + "x" * len(name) + bar + _MARKUP.sub("x", rest) + "}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    source: Source
    findings: Findings

    def tree(self, call: Call, given: dict[str, tuple[Place, _Value]]) -> Map:
        entries = []
        for key, (place, value) in given.items():
            if key not in SOURCES:
                name = key if key != NAME else "campaign" if call.is_campaign else "program"
                entries.append(Entry(key=name, place=place, value=self._shape(key)(value)))
        sources = [source for key in SOURCES if key in given for source in self._sources(key, given[key][1])]
        if sources:
            place = next(given[key][0] for key in SOURCES if key in given)
            entries.append(Entry(key="participants", place=place, value=Items(items=tuple(sources), place=place)))
        return Map(entries=tuple(entries), place=self.source.place(call.start))

    def _shape(self, key: str) -> Callable[[_Value], Node]:
        match key:
            case "wikis" | "namespaces":
                return lambda value: self._items(value, codes=True)
            case "facilitators" | "articles":
                return self._items
            case "windows":
                return self._windows
            case "goals":
                return self._goals
            case "description":
                return self._prose
            case _:
                return self.text

    def _sources(self, key: str, value: _Value) -> Sequence[Node]:
        if key == "names":
            return [self._single("names", self._items(value))] if value.masked.strip() else []
        name = "page" if key == "participants" else "event"
        return [self._single(name, self.text(item)) for item in self._split(value, codes=key == "event")]

    def _single(self, key: str, value: Node) -> Map:
        return Map(entries=(Entry(key=key, place=value.place, value=value),), place=value.place)

    def _split(self, value: _Value, *, codes: bool = False) -> list[_Value]:
        return [value.part(offset, len(item)) for item, offset in split_list(value.masked, codes=codes)]

    def _items(self, value: _Value, *, codes: bool = False) -> Items:
        items = self._split(value, codes=codes)
        return Items(items=tuple(map(self.text, items)), place=self._place(value))

    def _windows(self, value: _Value) -> Items:
        windows = []
        for item in self._split(value):
            (start, _), (end, offset) = split_window(item.masked)
            keys = ("start", item.part(0, len(start))), ("end", item.part(offset, len(end)))
            entries = tuple(Entry(key=key, place=self._place(part), value=self.text(part)) for key, part in keys)
            windows.append(Map(entries=entries, place=self._place(item)))
        return Items(items=tuple(windows), place=self._place(value))

    def _goals(self, value: _Value) -> Map:
        entries: dict[str, Entry] = {}
        for item in self._split(value):
            place = self._place(item)
            pair = split_goal(item.masked)
            if not pair:
                self.findings.error(place, "a goal is a metric and a number", "write it like this: words_added: 5000")
            elif pair[0] in entries:
                self.findings.error(place, f'"{pair[0]}" has two goals', "keep one of them")
            else:
                number = item.part(pair[1][1], len(pair[1][0]))
                entries[pair[0]] = Entry(key=pair[0], place=place, value=self.text(number))
        return Map(entries=tuple(entries.values()), place=self._place(value))

    def _place(self, value: _Value) -> Place:
        return self.source.place(_skip_space(self.source.text, value.start, value.start + len(value.masked)))

    def _raw(self, value: _Value) -> str:
        return _COMMENT.sub("", self.source.text[value.start : value.start + len(value.masked)])

    def _prose(self, value: _Value) -> Text:
        return Text(value=self._raw(value).strip(), place=self._place(value))

    def text(self, value: _Value) -> Text:
        """Give what a reader of the page sees: nowiki unwrapped, entities and the two magic templates resolved."""
        text = self._raw(value)
        for call, sign in _MAGIC.items():
            text = text.replace(call, sign)
        text = _NOWIKI.sub(lambda match: match[1] or "", text)
        return Text(value=unescape(text).strip(), place=self._place(value))
