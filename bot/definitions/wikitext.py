"""Finding what the bot's templates say on a wiki page of any size, in one pass over its text."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from bot.definitions.context import Context
from bot.definitions.text import clean_title

_TEMPLATE_NAMESPACE = 10
_YAML_TAGS = ("syntaxhighlight", "source")
_OPAQUE_TAGS = (*_YAML_TAGS, "nowiki", "pre", "math", "score", "templatedata", "graph", "timeline")
_TOKEN = re.compile(rf"<!--|<({'|'.join(_OPAQUE_TAGS)})(\s[^<>]*?)?(/?)>|\{{\{{|\}}\}}", re.IGNORECASE | re.ASCII)
_CLOSING = {tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE | re.ASCII) for tag in _OPAQUE_TAGS}
_YAML = re.compile(r"""(?:^|\s)lang\s*=\s*(["']?)ya?ml\1(?:\s|$)""", re.IGNORECASE)
_NAME = re.compile(r"[^|{}]{0,300}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class CallOf(Enum):
    """Which template of the bot is called."""

    CAMPAIGN = "campaign"
    PROGRAM = "program"
    REPORT = "report"
    REPORT_END = "report end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of the page's text: `[start, end)`, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Span):
    """The content of a YAML block; `closed` is False where its closing tag is missing."""

    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A template call of ours with its braces; `closed` is False where its end is missing."""

    start: int
    end: int
    of: CallOf
    closed: bool
    inner: tuple[Span, ...]
    """Comments, nowiki and nested templates in it."""
    nested: bool = False
    """Whether it stands inside another template."""

    @property
    def is_campaign(self) -> bool:
        return self.of is CallOf.CAMPAIGN


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The definitions of a page: contents of YAML blocks, and calls of the templates, in order."""

    blocks: tuple[Block, ...]
    calls: tuple[Call, ...]


@dataclass(slots=True, kw_only=True)
class _OpenCall:
    """A call of ours whose end has not come yet."""

    start: int
    of: CallOf
    inner: list[Span] = field(default_factory=list)


def find_definitions(text: str, context: Context) -> Found:
    """Find YAML blocks and outermost calls of the templates, except in comments, nowiki and pre."""
    names = dict.fromkeys(context.program_templates, CallOf.PROGRAM)
    names |= dict.fromkeys(context.campaign_templates, CallOf.CAMPAIGN)
    return find_calls(text, names, context.namespaces)


def find_calls(text: str, names: Mapping[str, CallOf], namespaces: Mapping[str, int]) -> Found:
    """Find YAML blocks and outermost calls of templates by their names, except in comments, nowiki and pre.

    `names` are without namespace; `namespaces` as Context has them.
    """
    scanner = _Scanner(text=text, names={clean_title(name): of for name, of in names.items()}, namespaces=namespaces)
    scanner.scan()
    calls = sorted(scanner.calls, key=lambda call: call.start)
    return Found(blocks=tuple(scanner.blocks), calls=tuple(scanner.told_nested(call) for call in calls))


@dataclass(slots=True, kw_only=True)
class _Scanner:
    """One pass from left to right; nothing is searched for again once it is known to be missing."""

    text: str
    names: Mapping[str, CallOf]
    namespaces: Mapping[str, int]
    blocks: list[Block] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    stack: list[_OpenCall | int] = field(default_factory=list)
    """What is open: calls of ours, and where any other `{{` stands."""
    others: list[Span] = field(default_factory=list)
    """The outermost calls of other templates so far, in order."""
    open_calls: int = 0
    never_closed: set[str] = field(default_factory=set)
    seen: dict[str, CallOf | None] = field(default_factory=dict)

    def scan(self) -> None:
        position = 0
        while token := _TOKEN.search(self.text, position):
            if token[0] == "{{":
                position = self._open(token.start())
            elif token[0] == "}}":
                position = self._close(token.end())
            elif token[0] == "<!--":
                position = self._skip_comment(token.start())
            else:
                position = self._skip_tag(token)
        first = next((opened for opened in self.stack if isinstance(opened, _OpenCall)), None)
        if first:
            self._found(first, len(self.text), closed=False)

    def _open(self, start: int) -> int:
        ours = self._which(start + 2)
        if ours is None:
            self.stack.append(start)
        else:
            self.stack.append(_OpenCall(start=start, of=ours))
            self.open_calls += 1
        return start + 2

    def _close(self, end: int) -> int:
        if not self.stack:
            return end
        opened = self.stack.pop()
        if isinstance(opened, int):
            self._note(Span(start=opened, end=end))
            while self.others and self.others[-1].start > opened:
                self.others.pop()
            self.others.append(Span(start=opened, end=end))
            return end
        self.open_calls -= 1
        if self.open_calls:
            self._note(Span(start=opened.start, end=end))
        else:
            self._found(opened, end, closed=True)
        return end

    def _found(self, call: _OpenCall, end: int, *, closed: bool) -> None:
        found = Call(start=call.start, end=end, of=call.of, closed=closed, inner=tuple(call.inner))
        self.calls.append(found)

    def told_nested(self, call: Call) -> Call:
        before = bisect_right(self.others, call.start, key=lambda span: span.start)
        return replace(call, nested=bool(before) and call.start < self.others[before - 1].end)

    def _note(self, span: Span) -> None:
        """Remember what stands directly in a call of ours and is not for it to read."""
        if self.stack and isinstance(opened := self.stack[-1], _OpenCall):
            opened.inner.append(span)

    def _skip_comment(self, start: int) -> int:
        found = self.text.find("-->", start + 4)
        end = found + 3 if found >= 0 else len(self.text)
        self._note(Span(start=start, end=end))
        return end

    def _skip_tag(self, token: re.Match[str]) -> int:
        tag = token[1].lower()
        if token[3]:
            self._note(Span(start=token.start(), end=token.end()))
            return token.end()
        closing = None if tag in self.never_closed else _CLOSING[tag].search(self.text, token.end())
        is_yaml = tag in _YAML_TAGS and _YAML.search(token[2] or "")
        if closing is None:
            if is_yaml and tag not in self.never_closed:
                self.blocks.append(Block(start=token.end(), end=len(self.text), closed=False))
            self.never_closed.add(tag)
            return token.end()
        if is_yaml:
            self.blocks.append(Block(start=token.end(), end=closing.start(), closed=True))
        self._note(Span(start=token.start(), end=closing.end()))
        return closing.end()

    def _which(self, start: int) -> CallOf | None:
        """Say of which template the call that begins here is; None for any other."""
        named = _NAME.match(self.text, start)
        written = named[0] if named else ""
        if written not in self.seen:
            self.seen[written] = self.names.get(self._template_name(written))
        return self.seen[written]

    def _template_name(self, written: str) -> str:
        name = clean_title(_COMMENT.sub("", written))
        prefix, colon, rest = name.partition(":")
        namespace = self.namespaces.get(prefix.strip().lower())
        in_templates = prefix.strip().lower() == "template" or namespace == _TEMPLATE_NAMESPACE
        return clean_title(rest) if colon and in_templates else name
