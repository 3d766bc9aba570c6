"""Words of a text: the word segments of UAX #29 that hold a letter or digit (DESIGN section 4).

Chinese, Japanese, Thai, Lao, Khmer and Burmese, for which the annex asks for a dictionary, are segmented. Which
language a run of characters is in, its script says; the wiki's language only decides between those that share one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.measures.segmentation import Segment
from bot.measures.unicode_sets import plane_0
from bot.measures.word_segments import HELD, count_plain, count_segments, is_plain

WORDS_VERSION = 1
"""To be raised with every change of what is counted, in prose or in words."""

_SCRIPTS = {
    "th": r"\p{Script=Thai}",
    "lo": r"\p{Script=Lao}",
    "km": r"\p{Script=Khmer}",
    "my": r"\p{Script=Myanmar}",
    "zh": r"\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}",
}
_KANA = r"\p{Script=Hiragana}\p{Script=Katakana}\u30fc\uff70"
_BEYOND_PLANE_0 = {"zh": "\U0001aff0-\U0001b16f\U00020000-\U0003ffff"}
"""Supplements of the kana, and two planes that are all Han."""
_SOUND_MARKS = {"zh": "\u30fc\uff70"}
"""Marks of long vowels, which have no script."""
_HAN_LANGUAGES = {
    "gan": "gan",
    "ja": "ja",
    "lzh": "lzh",
    "wuu": "wuu",
    "yue": "yue",
    "zh-classical": "lzh",
    "zh-yue": "yue",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCount:
    """How many words; None where the languages in `unsegmented` have no segmenter."""

    words: int | None
    unsegmented: tuple[str, ...] = ()


def count_words(prose: str, *, language: str, segment: Segment) -> WordCount:
    """Count the words of running text from a wiki of this language."""
    if is_plain(prose):
        return WordCount(words=count_plain(prose))
    runs, rest = _split(prose, language)
    counts = {code: segment(code, some) for code, some in runs.items()}
    unsegmented = tuple(sorted(code for code, count in counts.items() if count is None))
    if unsegmented:
        return WordCount(words=None, unsegmented=unsegmented)
    return WordCount(words=count_segments(rest) + sum(count or 0 for count in counts.values()))


def _split(prose: str, language: str) -> tuple[dict[str, list[str]], str]:
    """Give the runs of letters that have to be segmented by their languages, and the rest of the text."""
    runs: dict[str, list[str]] = {}
    for code, run in _run_expressions().items():
        rest, *found = run.split(prose)
        if found:
            runs[code] = found[::2]
            prose = " ".join((rest, *found[1::2]))
    if "zh" in runs:
        runs |= _by_language(runs.pop("zh"), _HAN_LANGUAGES.get(language, "zh"))
    return runs, prose


def _by_language(han_and_kana: list[str], han_language: str) -> dict[str, list[str]]:
    """Tell Japanese, which mixes Han and kana, from what is written in Han alone."""
    kana = _kana_expression()
    runs: dict[str, list[str]] = {}
    for run in han_and_kana:
        runs.setdefault("ja" if kana.search(run) else han_language, []).append(run)
    return runs


@cache
def _run_expressions() -> Mapping[str, re.Pattern[str]]:
    """Give the expressions for letters of one script, with the marks that belong to them."""
    held = plane_0(HELD)
    return {code: _run_expression(code, held) for code in _SCRIPTS}


def _run_expression(code: str, held: str) -> re.Pattern[str]:
    letters = plane_0(rf"[{_SCRIPTS[code]}]&&[\p{{L}}\p{{M}}\p{{Nl}}]")
    letters += _SOUND_MARKS.get(code, "") + _BEYOND_PLANE_0.get(code, "")
    return re.compile(f"([{letters}][{letters}{held}]*+)")


@cache
def _kana_expression() -> re.Pattern[str]:
    return re.compile(f"[{plane_0(_KANA)}]")
