"""What an operator is told of the account's standing on a wiki."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.findings import Verdict
from bot.run.judging import judge_reading, judge_writing
from bot.wikis.standing import Rate, Standing
from tests.unit.factories import NOON

FULL = Standing(
    account="ਮੁਹਿੰਮ Bot",
    rights=frozenset({"edit", "createpage", "bot", "apihighlimits", "autoconfirmed", "noratelimit"}),
    blocked_for=None,
    edit_rates=(),
    dbname="pawiki",
    time=NOON,
    read_only=None,
)


def troubles(standing: Standing) -> list[tuple[Verdict, str]]:
    found = (*judge_reading(standing, "pawiki", NOON), *judge_writing(standing, "pawiki"))
    assert all((one.remedy is None) == (one.verdict is Verdict.FINE) for one in found)
    return [(one.verdict, one.what) for one in found if one.verdict is not Verdict.FINE]


def test_a_bot_with_its_rights_is_fine() -> None:
    assert troubles(FULL) == []


@pytest.mark.parametrize("right", ["edit", "createpage"])
def test_without_a_right_that_reports_need_nothing_can_be_written(right: str) -> None:
    ((verdict, what),) = troubles(replace(FULL, rights=FULL.rights - {right}))
    assert (verdict, "ਮੁਹਿੰਮ Bot may not" in what) == (Verdict.MISSING, True)


@pytest.mark.parametrize("right", ["bot", "apihighlimits", "autoconfirmed"])
def test_what_would_be_better_is_advice(right: str) -> None:
    assert [verdict for verdict, _ in troubles(replace(FULL, rights=FULL.rights - {right}))] == [Verdict.ADVICE]


@pytest.mark.parametrize(
    ("rates", "verdicts"),
    [
        ((Rate(hits=90, seconds=60),), []),
        ((Rate(hits=8, seconds=60), Rate(hits=1, seconds=3600)), []),
        ((Rate(hits=5, seconds=3600),), [Verdict.ADVICE]),
    ],
)
def test_few_edits_an_hour_are_told(rates: tuple[Rate, ...], verdicts: list[Verdict]) -> None:
    found = troubles(replace(FULL, rights=FULL.rights - {"noratelimit"}, edit_rates=rates))
    assert [verdict for verdict, _ in found] == verdicts


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-30, "30 minutes ahead of"), (30, "30 minutes behind"), (0, "")],
)
def test_a_clock_that_is_wrong_is_told(minutes: int, words: str) -> None:
    found = troubles(replace(FULL, time=NOON + timedelta(minutes=minutes)))
    assert [words in what for _, what in found] == [True] * bool(minutes)


def test_a_block_a_wrong_name_and_a_wiki_without_edits_are_told() -> None:
    standing = replace(FULL, blocked_for="ਬੋਟ ਨਹੀਂ", dbname="panwiki", read_only="maintenance")
    assert troubles(standing) == [
        (Verdict.MISSING, "the wiki that bot.yaml calls pawiki calls itself panwiki"),
        (Verdict.MISSING, "ਮੁਹਿੰਮ Bot is blocked on pawiki: ਬੋਟ ਨਹੀਂ"),
        (Verdict.ADVICE, "pawiki takes no edits now: maintenance"),
    ]
