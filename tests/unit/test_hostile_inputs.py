"""Whatever comes in, from whom ever: bounded, read or refused, and shown as text; `CAMPAIGNBOT_FUZZ` says how often."""

import csv
import io
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.export import as_csv
from bot.cli.terminal import harmless
from bot.definitions import parse_file, parse_page
from bot.definitions.sources import MOST_PROBLEMS
from bot.measures import TextVocabulary, count_text
from bot.model.campaigns import NamesFile, Privacy
from bot.model.results import PageName, PageResult, PageState, Result, Totals
from bot.model.signups import Moment, Version
from bot.reports import escape, mentions
from bot.run.names_files import read_names_files
from bot.signups import Follower, normalize_name, parse_signups
from tests.unit.definitions.worlds import CONTEXT
from tests.unit.factories import NOON, campaign, program
from tests.unit.measures.hostile import hostile_texts
from tests.unit.signups.shipped import syntax

TRIES = int(os.environ.get("CAMPAIGNBOT_FUZZ", "200"))
FUZZ = settings(
    max_examples=TRIES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)

LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
DEFINITIONS = {
    "billion laughs": f"campaign: X\n{LAUGHS}programs: *i\n",
    "an anchor that holds itself": "campaign: &a [*a]\n",
    "merged keys": "base: &b {start: 2026-01-01}\ncampaign: X\nprograms: [{<<: *b, program: P}]\n",
    "a tag that makes an object": "campaign: !!python/object/apply:os.system ['true']\n",
    "deep lists": "campaign: " + "[" * 100_000,
    "deep mappings": "campaign: " + "{a: " * 50_000,
    "deep by indentation": "".join(f"{' ' * n}a:\n" for n in range(1_000)),
    "one endless line": "campaign: " + "x" * 500_000,
    "very many keys": "".join(f"k{n}: 1\n" for n in range(50_000)),
    "very many doubles": "campaign: X\n" * 30_000,
    "a number of many digits": "campaign: X\nprograms: [{program: P, start: " + "9" * 100_000 + "}]\n",
    "a date far away": "campaign: X\nprograms: [{program: P, start: 9999-12-31, end: 9999-12-31}]\n",
    "nothing but quotes": "'" * 100_000,
    "nothing but colons": ": " * 100_000,
}
MARKUP = ("{{", "}}", "[[", "]]", "~~~~", "<!--", "-->", "{|", "|}", "\n*", "\n|-", "<s>", "</s>", "<nowiki>", "User:")
soups = st.lists(st.one_of(st.sampled_from(MARKUP), st.text(max_size=6)), max_size=60).map("".join)
VOCABULARY = TextVocabulary(unseen_prefixes=frozenset({"file", "category"}))


@pytest.mark.parametrize("what", DEFINITIONS)
def test_a_definition_made_to_harm_is_told_as_a_mistake(what: str) -> None:
    text = DEFINITIONS[what]
    page = parse_page(f"<syntaxhighlight lang=yaml>\n{text}</syntaxhighlight>", title="X", context=CONTEXT)
    for definition in (parse_file(text, source="x.yaml", context=CONTEXT), page):
        if definition is None:  # a page that defines no campaign
            continue
        assert definition.problems
        assert len(definition.problems) <= MOST_PROBLEMS + 1
        assert sum(len(f"{problem}") for problem in definition.problems) < 20_000


@pytest.mark.parametrize("what", hostile_texts(20_000))
def test_a_list_made_to_harm_is_read_to_its_end(what: str) -> None:
    text = hostile_texts(20_000)[what]
    signups = parse_signups(text, syntax=syntax())
    assert all(normalize_name(entry.name) == entry.name for entry in signups.entries)
    assert len(signups.unread) <= text.count("\n") + 1


@FUZZ
@given(text=soups)
def test_whatever_stands_on_a_list_names_accounts_or_nobody(text: str) -> None:
    signups = parse_signups(text, syntax=syntax())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for entry in signups.entries:
        assert normalize_name(entry.name) == entry.name
        assert 1 <= entry.line <= lines


@FUZZ
@given(
    texts=st.lists(st.one_of(st.none(), soups), max_size=6), editors=st.lists(st.integers(0, 3), min_size=6, max_size=6)
)
def test_whatever_the_history_of_a_list_holds_only_its_editors_are_authors(
    texts: list[str | None], editors: list[int]
) -> None:
    follower = Follower({}, lambda text: parse_signups(text, syntax=syntax()))
    for number, text in enumerate(texts, 1):
        at = Moment(timestamp=NOON, rev_id=number)
        follower.take(Version(at=at, parent_id=number - 1, user_id=editors[number - 1], text=text, reverts=False))
    for traces in follower.traces.values():
        assert set(traces.added) <= {0, *editors}


@FUZZ
@given(text=soups)
def test_whatever_an_article_holds_has_a_number_of_words(text: str) -> None:
    counts = count_text(text, language="en", vocabulary=VOCABULARY)
    assert counts.references >= 0
    assert counts.words is None or 0 <= counts.words <= len(text)


@FUZZ
@given(text=st.text(max_size=200))
def test_whatever_a_file_of_names_holds_no_problem_quotes_it(text: str) -> None:
    private = campaign(program(sources=(NamesFile(path="names.txt"),), privacy=Privacy.HIDDEN))
    read = read_names_files(lambda _: text, [("a.yaml", private)])
    assert all(normalize_name(name) == name for name in read.names["names.txt"])
    assert all(problem.quote is None and problem.message == "this is no account name" for problem in read.problems)


NAMES = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a,b\n=c", 'x"\n"=1')


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_of_a_sheet_is_a_formula(name: str) -> None:
    page = PageResult(
        wiki="enwiki",
        namespace=0,
        title=name,
        created=False,
        deleted=False,
        edits=1,
        bytes_added=1,
        bytes_removed=0,
        bytes_net=1,
        participants=(name,),
        state=PageState.NEW,
        moved_from=PageName(namespace=0, title=name),
    )
    result = Result(
        campaign="X",
        program=None,
        as_of=NOON,
        unknown_wikis=(),
        totals=Totals(),
        wikis={},
        participants={name: Totals()},
        pages=(page,),
    )
    cells = [cell for row in csv.reader(io.StringIO(as_csv(result))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@FUZZ
@given(text=st.text())
def test_nothing_that_is_told_commands_a_terminal(text: str) -> None:
    told = harmless(f"\x1b]0;title\x07\x1b[2J\x9b31m\u202e{text}")
    assert all(character.isprintable() or character == "\n" for character in told)


@FUZZ
@given(text=st.text(max_size=40), before=soups)
def test_a_name_is_found_however_it_was_escaped(text: str, before: str) -> None:
    name = normalize_name(text)
    if name:
        assert mentions(before + escape(name), name)


def test_a_look_alike_is_somebody_else() -> None:
    latin, cyrillic = "Asha", "\u0410sha"
    assert normalize_name(cyrillic) != latin
    signups = parse_signups(f"* [[User:{latin}]]\n* [[User:{cyrillic}]]", syntax=syntax())
    assert [entry.name for entry in signups.entries] == [latin, cyrillic]
