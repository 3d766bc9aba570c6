"""Counting many texts gives the same numbers in however many processes, and in order."""

import multiprocessing
from pathlib import Path

import pytest

from bot.cli.shipped import text_vocabularies
from bot.model.texts import TextCounts
from bot.run.counting import Counting

TEXTS = tuple(" ".join(["ਸ਼ਬਦ"] * number) + "<ref>كلمة</ref>" * (number % 3) for number in range(20))
EXPECTED = tuple(TextCounts(words=number, references=number % 3) for number in range(20))
VOCABULARY = text_vocabularies(Path())("pawiki")


@pytest.mark.parametrize(("enough", "processes"), [(10**9, 2), (1, 1), (1, 2), (1, 3)])
def test_the_numbers_are_the_same_in_however_many_processes(enough: int, processes: int) -> None:
    with Counting(enough=enough, processes=processes) as counting:
        assert counting.count(TEXTS, language="pa", vocabulary=VOCABULARY) == EXPECTED
        assert counting.count(TEXTS[:1], language="pa", vocabulary=VOCABULARY) == EXPECTED[:1]
        assert counting.count((), language="pa", vocabulary=VOCABULARY) == ()


def test_when_the_system_ends_processes_the_rest_is_counted_without() -> None:
    with Counting(enough=1, processes=2) as counting:
        assert counting.count(TEXTS, language="pa", vocabulary=VOCABULARY) == EXPECTED
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        assert counting.count(TEXTS, language="pa", vocabulary=VOCABULARY) == EXPECTED
