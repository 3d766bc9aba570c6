"""What people write who have never heard of YAML: understood where there is no doubt, explained where there is.

PyYAML stops at the first mistake and speaks to programmers. This reads the text line by line before it does, turns
the usual mistakes into what was meant, and tells each of them with its place.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from bot.definitions.editing import Edited, Edits
from bot.definitions.flow import Flow
from bot.definitions.lines import Outside, as_spaces, end_of_value, is_setting, skip
from bot.definitions.marks import (
    ANCHORS_AND_TAGS,
    BLOCK_TEXT,
    BULLET,
    COMMENT,
    DASH,
    FULL_WIDTH_COLONS,
    GAP,
    IN_QUOTES,
    INDENTATION,
    KEY,
    LINK,
    NEVER_FIRST,
    QUOTED,
    SECOND_COLON,
    SPACE,
    meaning_of,
)
from bot.definitions.sources import Excerpt

_SPACE_INDENT = re.compile(r"^ +[^\s#]", re.MULTILINE)
_VISIBLE = re.compile(r"^([^\S\n]*)(\S)", re.MULTILINE)
_PROSE = "description"
_OF_PARTS = ("programs", "participants", "privacy", "goals", "windows", "pages", "wikis")
"""Settings whose value has settings of its own."""
_LISTS = ("names", "facilitators", "wikis", "participants", "articles", "namespaces", "windows", "report_wikis")


def repair(excerpt: Excerpt, known: Collection[str]) -> Edited:
    """Give the text with the usual mistakes mended; `known` are the settings that may stand in it."""
    repairer = _Repairer(excerpt=excerpt, known=known)
    position = 0
    while position < len(excerpt.text):
        position = repairer.line(position)
    repairer.end_list(0)
    return repairer.edits.apply()


@dataclass(slots=True, kw_only=True)
class _Repairer:
    """One pass from top to bottom; most methods take positions and give where the next line starts."""

    excerpt: Excerpt
    known: Collection[str]
    edits: Edits = field(init=False)
    known_key: re.Pattern[str] = field(init=False)
    tab_is_clear: bool = field(init=False)
    column: int = 0
    """Where the last setting begins."""
    block_indent: int | None = None
    """Lines that stand further right are the text of a block that began with | or >."""
    plain_indent: int | None = None
    """Lines that stand further right continue the value above."""
    list_column: int | None = None
    """Where the name of a list stands of which only the name has come yet."""
    text_column: int | None = None
    """Where a setting stands whose value can only begin on the next line."""
    commented: int | None = None
    """Where in that list a line begins with #."""

    def __post_init__(self) -> None:
        names = "|".join(sorted(map(re.escape, self.known), key=len, reverse=True))
        self.edits = Edits(text=self.excerpt.text)
        self.known_key = re.compile(rf"({names})(?:{SPACE}*([:{FULL_WIDTH_COLONS}])|{SPACE}+(?=\S))", re.IGNORECASE)
        self.tab_is_clear = not _SPACE_INDENT.search(self.excerpt.text)

    def line(self, start: int) -> int:
        text, end = self.excerpt.text, self.excerpt.end_of_line(start)
        first = skip(INDENTATION, text, start, end)
        if first == end:
            return end + 1
        indent = self._indent(start, first)
        if self.block_indent is not None and indent > self.block_indent:
            return end + 1
        self.block_indent = None
        if text[first] == "#":
            if self.commented is None:
                self.commented = first
            return end + 1
        if self.plain_indent is not None and indent > self.plain_indent:
            return self._continued(start, first, end, self.plain_indent)
        self.plain_indent = None
        return self._structure(first, end, indent)

    def end_list(self, indent: int) -> None:
        """Say it where a list ends that has nothing but lines that YAML takes for comments."""
        if self.list_column is not None and self.commented is not None and indent <= self.list_column:
            message = "lines that begin with # are comments and count for nothing"
            self.excerpt.warn(self.commented, message, "begin the entries of a list with a hyphen")
        self.list_column = self.commented = None

    def _indent(self, start: int, first: int) -> int:
        """Give the width of the indentation, which has only plain spaces from here on."""
        before = self.excerpt.text[start:first]
        if "\t" in before and not self.tab_is_clear:
            self.excerpt.error(start, "this line is indented with a tab, others with spaces", "use spaces only")
            self.tab_is_clear = True
            spaces = " " * self.column
        else:
            spaces = as_spaces(before)
        if spaces != before:
            self.edits.replace(start, first, spaces)
        return len(spaces)

    def _continued(self, start: int, first: int, end: int, column: int) -> int:
        """Look at a line that continues the value above: a setting there has only slipped to the right."""
        text = self.excerpt.text
        if DASH.match(text, first, end):
            self.excerpt.warn(first, "this is read as part of the value above", "begin a list below its name")
        key = self.known_key.match(text, first, end)
        if not (key and KEY.match(text, first, end)) or text[start:first].strip(" "):
            return end + 1
        message = f'"{key[1]}" stands further right than the line above'
        self.excerpt.error(first, message, "begin the settings of one level in the same column")
        self.edits.replace(start, first, " " * column)
        return self._structure(first, end, column)

    def _structure(self, first: int, end: int, indent: int) -> int:
        text = self.excerpt.text
        if bullet := BULLET.match(text, first, end):
            self.list_column = None
            self.excerpt.warn(first, f"{text[first]} is read as a hyphen", "begin the entries of a list with a hyphen")
            self.edits.replace(first, bullet.end(), "- ")
            return self._value(bullet.end(), end, indent)
        position, column, parent = first, indent, indent
        in_list = False
        while DASH.match(text, position, end):
            self.list_column = None
            in_list, parent = True, column
            after = self._gap(position + 1, end)
            column += after - position
            position = after
            if position == end:
                return end + 1
        self.column = column
        if self.text_column is not None and indent <= self.text_column:
            self.text_column = None
        value = self._key(position, end, in_list=in_list)
        if value is None:
            if self._bare_entry(position, indent) or in_list or self.text_column is None:
                return self._value(position, end, parent)
            return self._value(position, end, self.text_column)
        self.end_list(indent)
        return self._value(value, end, column, key=text[position:value].strip(" :").lower())

    def _bare_entry(self, position: int, indent: int) -> bool:
        """Take a line below the name of a list for an entry, also without its hyphen; say whether it is one."""
        if self.list_column is None or indent <= self.list_column:
            return False
        self.excerpt.warn(
            position, "this is read as an entry of the list", "begin each entry with a hyphen and a space"
        )
        self.edits.replace(position, position, "- ")
        return True

    def _gap(self, position: int, end: int) -> int:
        """Give where the next visible sign stands; what only looks like a space becomes one."""
        after = skip(GAP, self.excerpt.text, position, end)
        gap = self.excerpt.text[position:after]
        if gap.strip(" "):
            self.edits.replace(position, after, " " * len(gap))
        return after

    def _key(self, position: int, end: int, *, in_list: bool) -> int | None:
        """Give where the value of a setting starts, or None where no setting stands here."""
        text = self.excerpt.text
        known = self.known_key.match(text, position, end)
        if known and known[2] and known[2] in FULL_WIDTH_COLONS:
            self.excerpt.warn(known.start(2), "this colon is a full-width one", "write a plain colon and a space")
            self.edits.replace(known.end(1), known.end(), ": ")
            return known.end()
        if key := KEY.match(text, position, end):
            return key.end()
        if known and known[2] and is_setting(known[1], text[known.end() : end]):
            message = f'a space is missing after "{known[1]}:"'
            self.excerpt.warn(known.end(), message, "write a space after the colon")
            self.edits.replace(known.end(), known.end(), " ")
            return known.end()
        if known and not known[2] and not in_list and self.list_column is None and self.text_column is None:
            message = f'a colon is missing after "{known[1]}"'
            self.excerpt.error(known.end(1), message, f"write {known[1]}: and then the value")
            self.edits.replace(known.end(1), known.end(), ": ")
            return known.end()
        return None

    def _value(self, position: int, end: int, parent: int, key: str | None = None) -> int:
        """Look at what follows a setting's name or a hyphen; `parent` is the column of what it belongs to."""
        text = self.excerpt.text
        position = self._gap(position, end)
        comment = COMMENT.search(text, position, end)
        stop = end_of_value(text, position, end)
        value = text[position:stop]
        if signs := ANCHORS_AND_TAGS.match(value):
            self.excerpt.error(position, meaning_of(value[0]), IN_QUOTES)
            self.edits.replace(position, position + signs.end(), "")
            return self._value(position + signs.end(), end, parent, key)
        if value[:1] in QUOTED:
            return self._quoted(position, end, parent)
        if value[:1] in ("[", "{") and not LINK.match(value) and not value.startswith("{{"):
            return Flow(excerpt=self.excerpt, edits=self.edits, ends_at=self._is_outside(parent)).repair(position)
        if comment:
            self._comment(stop, comment.start())
        if not value:
            self._await_value(position, parent, key)
        elif BLOCK_TEXT.fullmatch(value):
            self.block_indent = parent
        elif self._is_text(value, position):
            return self._as_text(position, stop, parent)
        else:
            self.plain_indent = parent
        return end + 1

    def _await_value(self, position: int, parent: int, key: str | None) -> None:
        """Remember what the next lines may be: entries of a list, or text, of which a description keeps the lines."""
        self.list_column = parent if key in _LISTS else None
        self.text_column = parent if key not in _OF_PARTS else None
        if key == _PROSE and self._text_follows(position, parent):
            self.edits.replace(position, position, " | ")
            self.block_indent = parent

    def _text_follows(self, position: int, parent: int) -> bool:
        following = _VISIBLE.search(self.excerpt.text, self.excerpt.end_of_line(position))
        return bool(following and len(as_spaces(following[1])) > parent and following[2] not in QUOTED)

    def _comment(self, stop: int, start: int) -> None:
        """Set a comment apart with plain spaces; one that follows its # at once may be meant as part of the value."""
        if self.excerpt.text[stop:start].strip(" "):
            self.edits.replace(stop, start, " " * (start - stop))
        if self.excerpt.text[start + 1 : start + 2].strip():
            self.excerpt.warn(start, "what follows # is a comment and counts for nothing", IN_QUOTES)

    def _is_text(self, value: str, position: int) -> bool:
        """Say whether a value means itself though YAML would read something else into it."""
        if value[0] == "*":
            self.excerpt.error(position, meaning_of("*"), IN_QUOTES)
            return True
        if value[0] in NEVER_FIRST or value[0] in "[{":
            return True
        if value[0] == "-" and DASH.match(value):
            self.excerpt.warn(position, "a list begins on the next line", "put each entry on its own line")
            return True
        if colon := SECOND_COLON.search(value):
            self.excerpt.warn(position + colon.start(), "this colon is read as part of the value", IN_QUOTES)
            return True
        return False

    def _quoted(self, position: int, end: int, parent: int) -> int:
        text = self.excerpt.text
        quoted = QUOTED[text[position]].match(text, position)
        line = end + 1
        while quoted and line < quoted.end():
            if self._is_outside(parent)(line):
                quoted = None
            line = self.excerpt.end_of_line(line) + 1
        if quoted is None:
            hint = "close it at the end of the value, or leave it out"
            self.excerpt.error(position, "this quotation mark is never closed", hint)
            self.edits.quote(position, end, text[position + 1 : end].rstrip())
            return end + 1
        if quoted.end() <= end:
            stop = end_of_value(text, quoted.end(), end)
            if stop > quoted.end():
                self.excerpt.warn(quoted.end(), "this is read as part of the value", IN_QUOTES)
                return self._as_text(position, stop, parent)
        return self.excerpt.end_of_line(quoted.end()) + 1

    def _is_outside(self, parent: int) -> Outside:
        return Outside(excerpt=self.excerpt, known_key=self.known_key, parent=parent)

    def _as_text(self, position: int, stop: int, parent: int) -> int:
        """Put the value in quotation marks, with the lines that continue it."""
        text = self.excerpt.text
        parts = [text[position:stop]]
        line = self.excerpt.end_of_line(stop) + 1
        while line < len(text):
            end = self.excerpt.end_of_line(line)
            first = skip(INDENTATION, text, line, end)
            continues = first < end and text[first] != "#" and len(as_spaces(text[line:first])) > parent
            if not continues or DASH.match(text, first, end) or KEY.match(text, first, end):
                break
            parts.append(text[first:end].strip())
            stop, line = end, end + 1
        self.edits.quote(position, stop, " ".join(parts))
        return line
