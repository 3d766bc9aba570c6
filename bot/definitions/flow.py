"""The usual mistakes inside brackets: `[Asha, @Bola, [[User:C]]]`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.definitions.editing import Edits
from bot.definitions.marks import (
    COMMENT,
    DASH,
    IN_QUOTES,
    LINK,
    NEVER_FIRST,
    QUOTED,
    SECOND_COLON,
    SIGNS,
    SPACE,
    meaning_of,
)
from bot.definitions.sources import Excerpt

_CLOSING = {"[": "]", "{": "}"}
_ITEM = re.compile(r"(?:\[\[[^\[\]{}\n]*\]\]|\{\{[^\[\]{}\n]*\}\}|[^,\[\]{}\n])+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})+(?=\s*[,}])")
"""A number like 1,000, of which YAML would make two entries."""
_KEY = re.compile(rf"[^,:\[\]{{}}\n]*:(?={SPACE}|$)", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{[^\[\]{}\n]*\}\}")


@dataclass(slots=True, kw_only=True)
class Flow:
    """Reads from an opening bracket to its end, over as many lines as it takes.

    `ends_at` says of a line whether it can no longer belong to what stands in the brackets.
    """

    excerpt: Excerpt
    edits: Edits
    ends_at: Callable[[int], bool]
    opened: list[int] = field(default_factory=list)
    expects_item: bool = True

    def repair(self, position: int) -> int:
        """Give where the line after the closing bracket starts."""
        text = self.excerpt.text
        while position < len(text):
            if text[position] == "\n":
                position += 1
                if self.ends_at(position):
                    self._close(position - 1)
                    return position
            else:
                position = self._step(position)
            if not self.opened:
                return self.excerpt.end_of_line(position) + 1
        self._close(position)
        return position

    def _step(self, position: int) -> int:
        text = self.excerpt.text
        sign = text[position]
        if self.expects_item and (LINK.match(text, position) or _TEMPLATE.match(text, position)):
            return self._item(position)
        if sign in _CLOSING:
            self.opened.append(position)
            self.expects_item = True
        elif sign in _CLOSING.values():
            self.opened.pop()
            self.expects_item = False
        elif sign == "," or SECOND_COLON.match(text, position):
            self.expects_item = True
        elif COMMENT.match(text, position):
            return self.excerpt.end_of_line(position)
        elif not self.expects_item:
            return position + 1
        elif sign in QUOTED:
            return self._quoted(position)
        elif sign != " ":
            return self._space(position) if sign.isspace() else self._item(position)
        return position + 1

    def _space(self, position: int) -> int:
        self.edits.replace(position, position + 1, " ")
        return position + 1

    def _quoted(self, position: int) -> int:
        quoted = QUOTED[self.excerpt.text[position]].match(self.excerpt.text, position)
        if quoted:
            self.expects_item = False
            return quoted.end()
        hint = "close it at the end of the entry, or leave it out"
        self.excerpt.error(position, "this quotation mark is never closed", hint)
        return self._item(position)

    def _item(self, position: int) -> int:
        """Look at one entry without quotation marks, and quote it where YAML would read something else into it."""
        text = self.excerpt.text
        if key := _KEY.match(text, position):
            return key.end()
        found = (text[self.opened[-1]] == "{" and _GROUPED.match(text, position)) or _ITEM.match(text, position)
        end = found.end() if found else position + 1
        comment = COMMENT.search(text, position, end)
        item = text[position : comment.start() if comment else end].rstrip()
        self.expects_item = False
        if item[:1] in SIGNS:
            self.excerpt.error(position, meaning_of(item[0]), IN_QUOTES)
        if item[:1] in {*SIGNS, *NEVER_FIRST, *QUOTED, "[", "{"} or DASH.match(item) or "?" in item or "," in item:
            self.edits.quote(position, position + len(item), item)
        return position + max(len(item), 1)

    def _close(self, position: int) -> None:
        """Say that a bracket stays open, and close it before the line that does not belong to it."""
        text = self.excerpt.text
        self.excerpt.error(self.opened[-1], f"this {text[self.opened[-1]]} is never closed", "close it at the end")
        self.edits.replace(position, position, "".join(_CLOSING[text[start]] for start in reversed(self.opened)))
