"""Texts of revisions as real wikis give them: all of them once, and a reason where there is none."""

from collections.abc import Iterable

import pytest

from bot.wikis.texts import RevisionText, read_texts
from tests.wiki.clients import client_of, counting, let_bot_in
from tests.wikifarm import Farm

LONG = "ਸ਼ਬਦ " * 150_000
"""Nearly 2 MiB, the most that MediaWiki saves."""


@pytest.fixture(scope="module", autouse=True)
def _account(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> None:
    let_bot_in(farm, tmp_path_factory.mktemp("config"))


def by_id(answers: Iterable[tuple[RevisionText, ...]]) -> dict[int, RevisionText]:
    given = [one for answer in answers for one in answer]
    found = {one.rev_id: one for one in given}
    assert len(given) == len(found)
    return found


def test_each_text_comes_once_and_what_cannot_be_had_with_its_reason(farm: Farm) -> None:
    en = farm["enwiki"]
    shown = en.edit("ਬਾਮਾ", "ਬਾਮਾ")
    hidden = en.edit("ਬਾਮਾ", "ਗੁਪਤ")
    en.edit("ਬਾਮਾ", "ਨਵਾਂ")
    en.hide_revision(hidden, what=("content",))
    deleted = en.edit("حُذفت", "نص")
    en.delete("حُذفت")
    script = en.edit("MediaWiki:Common.css", "a {}")
    ids = (shown, hidden, deleted, script, 999_999)
    assert by_id(read_texts(client_of("enwiki"), ids)) == {
        shown: RevisionText(rev_id=shown, text="ਬਾਮਾ"),
        hidden: RevisionText(rev_id=hidden, text=None, why="hidden"),
        deleted: RevisionText(rev_id=deleted, text=None, why="deleted"),
        script: RevisionText(rev_id=script, text=None, why="not wikitext"),
        999_999: RevisionText(rev_id=999_999, text=None, why="deleted"),
    }


def test_what_is_hidden_stays_so_for_an_administrator(farm: Farm) -> None:
    commons = farm["commonswiki"]
    hidden = commons.edit("ลับ", "ข้อความ")
    commons.edit("ลับ", "ใหม่")
    commons.hide_revision(hidden, what=("content",))
    assert by_id(read_texts(client_of("commonswiki"), [hidden]))[hidden].why == "hidden"


def test_an_answer_that_would_grow_too_large_brings_the_others_later(farm: Farm) -> None:
    ids = [farm["enwiki"].edit(f"Long {number}", f"{number} {LONG}") for number in range(6)]
    client = client_of("enwiki")
    answers, asked = counting(farm, lambda: tuple(read_texts(client, ids)))
    assert [one.text for answer in answers for one in answer] == [f"{number} {LONG}".strip() for number in range(6)]
    assert len([params for params in asked if "revids" in params]) == 2
    assert len(answers) == 2
