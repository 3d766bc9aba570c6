"""Whatever anybody writes ends in a campaign, or in problems with places; `CAMPAIGNBOT_FUZZ` sets how often to try."""

import os
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.definitions import Definition, parse_file, parse_page, parse_settings
from bot.definitions.sources import MOST_PROBLEMS
from bot.model.problems import Problem, Severity
from tests.unit.definitions.worlds import CONTEXT

TRIES = int(os.environ.get("CAMPAIGNBOT_FUZZ", "2000"))
FUZZ = settings(
    max_examples=TRIES // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
CASES = Path(__file__).parent / "cases"
YAML = [path.read_text("utf-8") for path in sorted(CASES.rglob("*.yaml"))]
WIKI = [path.read_text("utf-8") for path in sorted(CASES.rglob("*.wiki"))]
WORDS_OF_OTHERS = ("pydantic", "Input should", "expected <", "mapping values", "Traceback", "NoneType")

SIGNS = "\n\n\n   -:#[]{}|>*&!%@`\"',.?=;/\\~\t\r\u00a0\u200f\u3000\uff1a\ud800\x00\x07\u2028\U0001f600"
MARKUP = ("[[", "]]", "{{", "}}", "<!--", "-->", "<nowiki>", "</nowiki>", "<br>", "&amp;", "\n- ", "\n  ", ": ")
KEYS = ("campaign", "programs", "program", "start", "end", "wikis", "names", "participants", "goals", "page", "windows")
VALUES = (
    "2026-04-14",
    "٢٠٢٦-٠٤-١٤",
    "14/04/2026",
    "9" * 20,
    "pa:ਸਫ਼ਾ",
    "auto",
    "edits",
    "0",
    "2026-04-14 to 2026-04-15",
)
TEMPLATES = ("{{CampaignBot/Campaign|name=", "{{CampaignBot/Program|", "|name=", "|start=", "|windows=", "|")
YAML_PARTS = ('<syntaxhighlight lang="yaml">\n', "</syntaxhighlight>", "\ncampaign: X\n", "\nprograms:\n- ")
known_pieces = st.one_of(*map(st.sampled_from, (MARKUP, KEYS, VALUES, TEMPLATES, YAML_PARTS)))
pieces = st.one_of(st.sampled_from(SIGNS), known_pieces, st.text(max_size=5))
soups = st.lists(pieces, max_size=60).map("".join)


@st.composite
def spoiled(draw: st.DrawFn, sources: list[str]) -> str:
    """Give a definition of which some parts are replaced, doubled, moved or left out."""
    text = draw(st.sampled_from(sources))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + draw(st.sampled_from([0, 1, 5, 40])))))
        new = draw(st.one_of(pieces, soups, st.just(text[start:end] * 2), st.just("")))
        text = text[:start] + new + text[end:]
    return text


def check_problems(problems: tuple[Problem, ...], source: str, text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert len(problems) <= MOST_PROBLEMS + 1
    for problem in problems:
        place = problem.place
        assert place.source == source
        assert 0 <= place.line <= len(lines)
        assert place.line == 0 or 1 <= place.column <= len(lines[place.line - 1]) + 1
        assert place.line > 0 or problem is problems[-1]
        assert problem.message
        assert not any(words in f"{problem}" for words in WORDS_OF_OTHERS if words not in text)


def check(definition: Definition, source: str, text: str) -> None:
    check_problems(definition.problems, source, text)
    errors = [problem for problem in definition.problems if problem.severity is Severity.ERROR]
    campaign = definition.campaign
    if campaign is None:
        assert errors
        return
    assert bool(errors) or not definition.broken
    names = [program.name for program in campaign.programs]
    assert names
    assert len(set(names)) == len(names)
    assert not set(names) & set(definition.broken)
    for program in campaign.programs:
        assert sum((window.end - window.start for window in program.windows), timedelta()) <= timedelta(days=366)
        assert all(wiki in CONTEXT.catalogue.wikis for wiki in program.wikis)
        assert program.sources


@FUZZ
@given(text=st.one_of(soups, soups.map(lambda soup: f"campaign: X\nprograms:\n- program: P\n  {soup}")))
def test_any_text_as_a_file(text: str) -> None:
    check(parse_file(text, source="x.yaml", context=CONTEXT), "x.yaml", text)
    check_problems(parse_settings(text, source="bot.yaml")[1], "bot.yaml", text)


@FUZZ
@given(text=spoiled(YAML))
def test_a_spoiled_file(text: str) -> None:
    check(parse_file(text, source="x.yaml", context=CONTEXT), "x.yaml", text)


@FUZZ
@given(text=st.one_of(soups, soups.map(lambda soup: f"{{{{CampaignBot/Campaign|name=X|{soup}}}}}")))
def test_any_text_as_a_page(text: str) -> None:
    definition = parse_page(text, title="X", context=CONTEXT)
    if definition is not None:
        check(definition, "X", text)


@FUZZ
@given(text=spoiled([*WIKI, *(f"<syntaxhighlight lang=yaml>\n{yaml}</syntaxhighlight>" for yaml in YAML)]))
def test_a_spoiled_page(text: str) -> None:
    definition = parse_page(text, title="X", context=CONTEXT)
    if definition is not None:
        check(definition, "X", text)
