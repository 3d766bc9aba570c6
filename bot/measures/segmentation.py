"""Words of languages that are written without spaces, where the extra `campaignbot[segmentation]` is installed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

Segment = Callable[[str, Sequence[str]], int | None]
"""A language's code and runs of letters of its script -> how many words; None where there is no segmenter for it."""

_MODELS = {
    "gan": "gan",
    "ja": "ja",
    "km": "km",
    "lo": "lo",
    "lzh": "zh_classical",
    "my": "my",
    "th": "th",
    "wuu": "wuu",
    "yue": "zh_yue",
    "zh": "zh",
}

_MOST_KNOWN = 50_000
_LONGEST_KNOWN = 100
"""Together some ten megabytes at most."""


def segment(language: str, runs: Sequence[str]) -> int | None:
    """Count the pieces that hold a letter or digit, by mwtokenizer's model of the language."""
    model = _model(language)
    if model is None:
        return None
    counts = {run: model.known.get(run) for run in runs}
    unknown = [run for run, count in counts.items() if count is None]
    pieces = model.processor.encode_as_ids(unknown, num_threads=1)
    counted = {
        run: len(ids) - sum(map(model.letterless.__contains__, ids)) for run, ids in zip(unknown, pieces, strict=True)
    }
    model.remember(counted)
    counts |= counted
    return sum(counts[run] or 0 for run in runs)


def can_segment() -> bool:
    """Whether the extra is installed."""
    return segment("th", ()) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    processor: Any
    letterless: frozenset[int]
    """Ids of pieces that are no words: marks that were cut off their letter, and the beginning of a run."""
    known: dict[str, int]
    """Runs that were counted lately: the texts of a page before and after an edit have most of theirs in common."""

    def remember(self, counted: Mapping[str, int]) -> None:
        if len(self.known) > _MOST_KNOWN:
            self.known.clear()
        self.known.update((run, count) for run, count in counted.items() if len(run) <= _LONGEST_KNOWN)


@cache
def _model(language: str) -> _Model | None:
    """Load a model of about 1 MB; mwtokenizer's own loader reads lists of abbreviations besides."""
    try:
        names = import_module("mwtokenizer.config.symbols").NON_WHITESPACE_LANGUAGES_SPC_MAPPING
        load = import_module("sentencepiece").SentencePieceProcessor
    except ImportError:
        return None
    processor = load(model_file=str(files("mwtokenizer.assets.spcmodels") / names[_MODELS[language]]))
    unknown = processor.unk_id()
    ids = range(processor.get_piece_size())
    return _Model(
        processor=processor,
        letterless=frozenset(i for i in ids if i != unknown and not any(map(str.isalnum, processor.id_to_piece(i)))),
        known={},
    )
