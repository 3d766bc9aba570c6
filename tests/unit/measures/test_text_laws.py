"""What holds for every text."""

import sys
from types import FrameType

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.measures import count_text
from bot.measures.word_segments import count_segments
from tests.unit.measures.annex import words_of
from tests.unit.measures.hostile import hostile_texts
from tests.unit.measures.textcases import TextCase, load, vocabulary_of

LAW = settings(max_examples=150, deadline=None)
VOCABULARY = vocabulary_of("enwiki")
SPACED = (
    *("the", "can't", "Pune-West", "3,000", "L’école", "İstanbul", "Ọ̀rọ̀", "школа", "ім’я", "αλήθεια", "ուսուցիչ"),
    *("მასწავლებელი", "مدرسة", "می\u200cخواهم", 'ארה"ב', "विद्यालय", "ਸਾਵਿਤਰੀਬਾਈ", "শিক্ষা", "பள்ளி", "അദ്ധ്യാപിക"),
    *("ශ්\u200dරී", "ትምህርት", "학교", "𞤀𞤣𞤤𞤢𞤥"),
)
SEGMENTED = ("โรงเรียน", "ໂຮງຮຽນ", "សាលា", "ကျောင်း", "学校", "がっこう")
WORDS = (*SPACED, *SEGMENTED)
NOT_PROSE = (
    "<!-- one -->",
    "<!-- {{ [[ <ref> -->",
    "<ref>one {{two}}</ref>",
    '<ref name="a" />',
    "{{sfn|Phule|1873}}",
    "{{Infobox|a={{b|c}}|d=[[e|f]]}}",
    "\n{|\n| one\n{|\n| two\n|}\n|}\n",
    "<table><tr><td>one</td></tr></table>",
    "[[File:A.jpg|thumb|one [[two]] three]]",
    "[[Category:One]]",
    "[[ਸ਼੍ਰੇਣੀ:ਇੱਕ]]",
    "[[ملف:A.jpg|تصغير|واحد]]",
    "[[de:Eins]]",
    "__NOTOC__",
    "<nowiki>one [[two]]</nowiki>",
    "<pre>one</pre>",
    "<code>one</code>",
    '<syntaxhighlight lang="c">one</syntaxhighlight>',
    "<math>x</math>",
    "<gallery>\nFile:A.jpg|one\n</gallery>",
    "[https://example.org/one]",
    " https://example.org/one ",
)
DRESSES = ("{}", "'''{}'''", "''{}''", "[[{}]]", "[[Pune|{}]]", "<b>{}</b>", "[https://example.org {}]", "* {}")
dressed = st.builds(str.format, st.sampled_from(DRESSES), st.sampled_from(WORDS))
paragraphs = st.lists(dressed, min_size=1, max_size=8).map(" ".join)
run_together = st.lists(
    st.builds(str.format, st.sampled_from(DRESSES), st.sampled_from(SPACED)) | st.sampled_from(NOT_PROSE),
    min_size=1,
    max_size=8,
)
_KATAKANA = regex.compile(r"\p{WB=Katakana}")
"""The annex joins them, but they never come there: they are segmented."""
CASES = load()
WORD_BREAKERS = "aé9_'.,:·’\"\u0301\u200d\u00ad אבा सਸ\u0a3e 1٣ੴ𞤀𞥑ͺ゛㍿ᥐꡀ-–\n\u200b²½Ⅷ"


def counts_of(text: str) -> tuple[int, int]:
    counts = count_text(text, language="en", vocabulary=VOCABULARY)
    assert counts.words is not None
    return counts.words, counts.references


def words_in(text: str) -> int:
    return counts_of(text)[0]


@LAW
@given(st.lists(paragraphs, max_size=5))
def test_paragraphs_add_up(parts: list[str]) -> None:
    assert words_in("\n\n".join(parts)) == sum(map(words_in, parts))


@LAW
@given(st.lists(paragraphs, max_size=5))
def test_the_order_of_paragraphs_does_not_matter(parts: list[str]) -> None:
    assert words_in("\n\n".join(parts)) == words_in("\n\n".join(reversed(parts)))


@LAW
@given(st.lists(paragraphs, min_size=1, max_size=4), st.lists(st.sampled_from(NOT_PROSE), max_size=4))
def test_what_is_not_prose_adds_no_words_between_paragraphs(parts: list[str], others: list[str]) -> None:
    assert words_in("\n\n".join([*parts, *others])) == words_in("\n\n".join(parts))


@LAW
@given(run_together)
def test_taking_out_what_is_not_prose_never_adds_words(parts: list[str]) -> None:
    """Where there are spaces: a segmenter may cut a run that has become longer in other places."""
    left = [part for part in parts if part not in NOT_PROSE]
    assert words_in("".join(left)) <= words_in("".join(parts))


@LAW
@given(st.lists(paragraphs | st.sampled_from(NOT_PROSE), max_size=6))
def test_references_add_up(parts: list[str]) -> None:
    assert counts_of("\n\n".join(parts))[1] == sum(counts_of(part)[1] for part in parts)


@LAW
@given(st.lists(st.sampled_from([*NOT_PROSE, *WORDS, *"{}[]|<>'=!-/\n*#:;_& "]) | st.characters(), max_size=30))
def test_no_text_is_too_odd_to_count(parts: list[str]) -> None:
    words, references = counts_of("".join(parts))
    assert (words >= 0, references >= 0) == (True, True)


@LAW
@given(st.text(st.sampled_from(WORD_BREAKERS) | st.characters(exclude_categories=["Cs"]), max_size=30))
def test_words_are_those_of_the_annex(text: str) -> None:
    text = _KATAKANA.sub(" ", text)
    assert count_segments(text) == len(words_of(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_texts_of_people_have_the_words_of_the_annex(case: TextCase) -> None:
    text = _KATAKANA.sub(" ", case.wikitext)
    assert count_segments(text) == len(words_of(text))


@pytest.mark.parametrize("name", hostile_texts(1))
def test_a_hostile_text_costs_as_much_as_any_other_of_its_length(name: str) -> None:
    """By the calls of functions that it takes; in expressions, squares of the longest length would take minutes."""
    short, long = (hostile_texts(size)[name] for size in (2_000, 8_000))
    assert calls_of(long) <= 4 * calls_of(short) + 200
    words_in(hostile_texts(200_000)[name])


def calls_of(text: str) -> int:
    """Count the calls of functions, also of those in C, that counting a text takes."""
    calls = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    words_in(text)
    sys.setprofile(note)
    try:
        words_in(text)
    finally:
        sys.setprofile(None)
    return calls
