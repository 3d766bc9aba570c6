"""A text with small edits, in which every position still knows where it was before."""

import json
from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The text after the edits; `before[i]` is where the piece that begins at `after[i]` stood."""

    text: str
    after: tuple[int, ...]
    before: tuple[int, ...]
    kept: tuple[bool, ...]

    def original(self, index: int) -> int:
        """Give the position before the edits; all of a replacement stands where the replaced part began."""
        piece = bisect_right(self.after, index) - 1
        return self.before[piece] + (index - self.after[piece] if self.kept[piece] else 0)


@dataclass(slots=True, kw_only=True)
class Edits:
    """Collects replacements that do not overlap."""

    text: str
    changes: list[tuple[int, int, str]] = field(default_factory=list)

    def replace(self, start: int, end: int, new: str) -> None:
        self.changes.append((start, end, new))

    def quote(self, start: int, end: int, text: str) -> None:
        """Put quotation marks around a part, so that YAML takes it for the text it is."""
        self.replace(start, end, json.dumps(text, ensure_ascii=False))

    def apply(self) -> Edited:
        pieces: list[tuple[str, int, bool]] = []
        position = 0
        for start, end, new in sorted(self.changes):
            pieces += [(self.text[position:start], position, True), (new, start, False)]
            position = end
        pieces.append((self.text[position:], position, True))
        after = []
        length = 0
        for text, _, _ in pieces:
            after.append(length)
            length += len(text)
        return Edited(
            text="".join(text for text, _, _ in pieces),
            after=tuple(after),
            before=tuple(before for _, before, _ in pieces),
            kept=tuple(kept for _, _, kept in pieces),
        )
