"""Words and references of texts in every script."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from bot.measures import count_text, references_version, segmentation, text_vocabulary
from bot.model.texts import TextCounts
from tests.unit.measures.textcases import TextCase, load, vocabulary_of

CASES = load()
MIXED = "Berlin (柏林, ベルリン)<ref>x</ref>"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_text_has_the_words_and_references_that_its_readers_see(case: TextCase) -> None:
    assert case.expected == count_text(case.wikitext, language=case.language, vocabulary=vocabulary_of(case.wiki))


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_without_a_segmenter_the_words_are_unknown_and_it_says_for_which_languages() -> None:
    counts = count_text(MIXED, language="en", vocabulary=vocabulary_of("enwiki"), segment=lambda _language, _runs: None)
    assert counts == TextCounts(words=None, references=1, unsegmented=("ja", "zh"))


def test_without_a_segmenter_other_texts_are_counted() -> None:
    text = "ਬਰਲਿਨ ਸ਼ਹਿਰ, Berlin, برلين"
    counts = count_text(text, language="pa", vocabulary=vocabulary_of("pawiki"), segment=lambda _language, _runs: None)
    assert counts == TextCounts(words=4, references=0)


@pytest.mark.parametrize("absent", ["mwtokenizer", "sentencepiece"])
def test_where_the_extra_is_not_installed_there_is_no_segmenter(absent: str) -> None:
    """In a process of its own, for which one of the extra's packages is not there."""
    script = (
        f"import sys; sys.modules[{absent!r}] = None; "
        "from bot.measures.segmentation import segment; print(segment('th', ['ไทย']))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout == "None\n"


@pytest.mark.parametrize(
    ("language", "text", "segmented_as"),
    [
        ("zh", "柏林", {"zh": ["柏林"]}),
        ("zh-yue", "柏林", {"yue": ["柏林"]}),
        ("zh-classical", "柏林", {"lzh": ["柏林"]}),
        ("wuu", "柏林", {"wuu": ["柏林"]}),
        ("ja", "柏林 ベルリン", {"ja": ["柏林", "ベルリン"]}),
        ("zh", "東京の夏、柏林", {"ja": ["東京の夏"], "zh": ["柏林"]}),
        ("ko", "베를린(伯林)", {"zh": ["伯林"]}),
        ("th", "ไทย ລາວ ខ្មែរ မြန်မာ ๑๒", {"th": ["ไทย"], "lo": ["ລາວ"], "km": ["ខ្មែរ"], "my": ["မြန်မာ"]}),
        ("en", "𠀀𠀁 二〇二六 人々 スーパー ｶﾞ", {"zh": ["𠀀𠀁", "二〇二六", "人々"], "ja": ["スーパー", "ｶﾞ"]}),
    ],
)
def test_the_script_of_a_run_says_in_which_language_it_is(
    language: str, text: str, segmented_as: dict[str, list[str]]
) -> None:
    asked: dict[str, list[str]] = {}

    def note(code: str, runs: Sequence[str]) -> int:
        asked[code] = list(runs)
        return len(runs)

    count_text(text, language=language, vocabulary=vocabulary_of("enwiki"), segment=note)
    assert asked == segmented_as


def test_every_language_that_needs_it_has_a_model() -> None:
    languages = ("gan", "ja", "km", "lo", "lzh", "my", "th", "wuu", "yue", "zh")
    run = {"km": "ភ្នំពេញ", "lo": "ລາວ", "my": "မြန်မာ", "th": "ไทย"}
    assert [segmentation.segment(code, [run.get(code, "人")]) for code in languages] == [1] * len(languages)


def test_a_run_counts_each_time_also_when_it_was_counted_before() -> None:
    once = segmentation.segment("th", ["เบอร์ลิน"])
    assert once is not None
    assert segmentation.segment("th", ["เบอร์ลิน", "เบอร์ลิน", "ก"]) == 2 * once + 1
    assert segmentation.segment("th", ["ก" * 500]) == segmentation.segment("th", ["ก" * 500])


def test_a_wikis_own_citations_change_the_version_of_its_references() -> None:
    polish, punjabi, again = (references_version(vocabulary_of(wiki)) for wiki in ("plwiki", "pawiki", "urwiki"))
    assert (polish != punjabi, punjabi == again) == (True, True)


@pytest.mark.parametrize(
    ("citations", "references"),
    [
        ({}, 1),
        ({"all": None, "wikis": None}, 1),
        ({"all": ["sfn"], "wikis": {"enwiki": None}}, 2),
        ({"all": "sfn", "wikis": {"enwiki": "odn", "plwiki": ["r"]}}, 3),
    ],
)
def test_an_operator_lists_citations_or_none_or_one(citations: dict[str, Any], references: int) -> None:
    vocabulary = text_vocabulary({"files": ["file"], "categories": [], "languages": []}, citations, "enwiki")
    counts = count_text("{{sfn|a}}{{odn|b}}{{r|c}}<ref />", language="en", vocabulary=vocabulary)
    assert counts == TextCounts(words=0, references=references)
