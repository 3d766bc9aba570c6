"""What was counted in one revision's text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCounts:
    """Words of visible prose and reference tags (DESIGN section 4).

    `words` is None where the text has parts in languages written without spaces for which no segmenter is installed;
    `unsegmented` then names these languages by their codes (`ja`, `th`, `zh`), sorted.
    """

    words: int | None
    references: int
    unsegmented: tuple[str, ...] = ()
