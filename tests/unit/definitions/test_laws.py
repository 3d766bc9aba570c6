"""What does not matter, and what always holds, whatever the definition."""

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.definitions import parse_file, parse_page
from bot.definitions.reading_yaml import LARGEST
from bot.model.campaigns import Campaign, Names
from tests.unit.definitions.worlds import CONTEXT

EXAMPLE = (Path(__file__).parent / "cases" / "yaml" / "example_of_the_design.yaml").read_text("utf-8")
LAW = settings(max_examples=50, deadline=None)
DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "੦੧੨੩੪੫੬੭੮੯", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９")
SPACES = ("\u00a0", "\u2007", "\u202f", "\u3000")
PROGRAM = (
    "  program: P",
    "  start: 2026-04-14 10:00",
    "  end: 2026-04-14 18:00",
    "  timezone: Asia/Kolkata",
    "  wikis: [pa, en]",
    "  facilitators: [Asha, ਗੁਰਪ੍ਰੀਤ]",
    "  goals: {edits: 5}",
    "  description: |\n    * Hello: [[you]]\n\n    {{all}}",
    "  participants:\n  - page: Project:List\n  - names:\n    - สมชาย",
)


def read(text: str) -> Campaign:
    definition = parse_file(text, source="x.yaml", context=CONTEXT)
    assert definition.problems == ()
    assert definition.campaign is not None
    return definition.campaign


def campaign_of(lines: list[str]) -> str:
    return "campaign: X\nprograms:\n-" + "\n".join(lines)[1:] + "\n"


@LAW
@given(st.permutations(PROGRAM))
def test_the_order_of_settings(lines: list[str]) -> None:
    assert read(campaign_of(lines)) == read(campaign_of(list(PROGRAM)))


@LAW
@given(st.data())
def test_comments_and_empty_lines(data: st.DataObject) -> None:
    lines = EXAMPLE.splitlines()
    for _ in range(3):
        lines.insert(
            data.draw(st.integers(0, len(lines))), data.draw(st.sampled_from(["", "   ", "# ਟਿੱਪਣੀ", "   # x: y"]))
        )
    assert read("\n".join(lines)) == read(EXAMPLE)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_ends_of_lines(end: str) -> None:
    assert read(EXAMPLE.replace("\n", end)) == read(EXAMPLE)


@pytest.mark.parametrize("digits", DIGITS)
def test_the_digits_of_dates(digits: str) -> None:
    in_script = re.sub(
        r"(?<=start: ).*|(?<=end: ).*", lambda m: m[0].translate(dict(zip(range(48, 58), digits, strict=True))), EXAMPLE
    )
    assert in_script != EXAMPLE
    assert read(in_script) == read(EXAMPLE)


@LAW
@given(st.randoms(use_true_random=False))
def test_spaces_that_are_none(chance: random.Random) -> None:
    spaces = re.sub(r" ", lambda _: chance.choice((" ", *SPACES)), EXAMPLE)
    assert read(spaces) == read(EXAMPLE)


@LAW
@given(st.integers(0, 40), st.integers(0, 5))
def test_places_on_a_page_are_those_of_the_page(lines: int, blanks: int) -> None:
    broken = EXAMPLE.replace("end: 2026", "end: 2O26")
    in_file = parse_file(broken, source="x", context=CONTEXT).problems
    page = "ਪਾਠ\n" * lines + "\n" * blanks + f"<syntaxhighlight lang=yaml>\n{broken}</syntaxhighlight>"
    on_page = parse_page(page, title="x", context=CONTEXT)
    assert on_page is not None
    place = in_file[0].place
    assert [(p.place.line, p.place.column) for p in on_page.problems if "date" in p.message] == [
        (place.line + lines + blanks + 1, place.column)
    ]


def test_ten_thousand_names_in_a_definition() -> None:
    names = [f"ਸਿਮਰਨ ਕੌਰ ਬੈਂਸ {number}" for number in range(10_000)]
    text = campaign_of(list(PROGRAM)) + "  - names:\n" + "".join(f"    - {name}\n" for name in names)
    assert read(text).programs[0].sources[-1] == Names(names=tuple(names))


def test_a_definition_that_is_too_large() -> None:
    names = "".join(f"    - ਨਾਮ {number}\n" for number in range(LARGEST // 25))
    text = campaign_of(list(PROGRAM)) + names
    assert len(read(text).programs[0].sources) == 2
    too_large = parse_file(text + names, source="x", context=CONTEXT)
    assert too_large.campaign is None
    assert [str(p.place) for p in too_large.problems] == ["x:1:1"]
    page = f"{{{{CampaignBot/Campaign|name=X}}}}{{{{CampaignBot/Program|name=P|names={names * 2}}}}}"
    on_page = parse_page(page, title="x", context=CONTEXT)
    assert on_page is not None
    assert [str(p.place) for p in on_page.problems] == ["x:1:1"]


def test_more_programs_than_anybody_organizes() -> None:
    many = "campaign: X\nstart: 2026-04-14\nend: 2026-04-15\nprograms:\n" + "".join(f"- P{n}\n" for n in range(501))
    refused = parse_file(many, source="x", context=CONTEXT)
    assert [str(p) for p in refused.problems] == [
        "x:5:1: there are 501 programs here (at most 500 are possible; make several campaigns of them)"
    ]
    assert len(read(many.replace("- P7\n", "")).programs) == 500


def test_more_lists_than_anybody_keeps() -> None:
    page = f"{HEAD}start=2026-04-14|end=2026-04-15|participants={'; '.join(f'List {n}' for n in range(101))}}}}}"
    refused = parse_page(page, title="x", context=CONTEXT)
    assert refused is not None
    assert [str(p) for p in refused.problems] == [
        "x:1:93: there are 101 lists here (at most 100 are possible in one program)"
    ]


LARGE = 2_000_000
CALL = 90_000
HEAD = "{{CampaignBot/Campaign|name=X}}{{CampaignBot/Program|name=P|"


@pytest.mark.parametrize("piece", ["{{", "{{a}}", "<nowiki>", "<pre ", "{{CampaignBot/Program|"])
def test_a_large_page_of_nonsense_takes_seconds(piece: str) -> None:
    start = time.process_time()
    parse_page(HEAD + piece * (LARGE // len(piece)), title="x", context=CONTEXT)
    assert time.process_time() - start < 15


@pytest.mark.parametrize(
    ("parameter", "piece"),
    [
        ("names", "[[a|{{b|"),
        ("names", "<nowiki>"),
        ("names", "* x\n"),
        ("wikis", "n;"),
        ("windows", "n;"),
        ("description", "<b>"),
        ("description", "<ref name="),
        ("description", "[http://a "),
        ("description", "{|\n|-\n"),
        ("description", "|"),
    ],
)
def test_a_large_template_of_nonsense_takes_seconds(parameter: str, piece: str) -> None:
    start = time.process_time()
    parse_page(f"{HEAD}{parameter}={piece * (CALL // len(piece))}}}}}", title="x", context=CONTEXT)
    assert time.process_time() - start < 15


@pytest.mark.parametrize("piece", ["[", "- ", "a: \n", "* a\n", "'\n", "{[", "&a "])
def test_a_large_file_of_nonsense_takes_seconds(piece: str) -> None:
    start = time.process_time()
    parse_file(piece * (CALL // len(piece)), source="x", context=CONTEXT)
    assert time.process_time() - start < 15


NAMED = """\
  - names: [@ਗੁਰਪ੍ਰੀਤ, {{u|ਗੁਰਪ੍ਰੀਤ}}
  - names: [ਗੁਰਪ੍ਰੀਤ]
    event: 42
  - names:
    - ਗੁਰਪ੍ਰੀਤ/x
    * [[User:ਗੁਰਪ੍ਰੀਤ]]
"""
IN_YAML = f"""<syntaxhighlight lang=yaml>
campaign: X
programs:
- program: P
  end: 1
  participants:
{NAMED}</syntaxhighlight>"""
IN_TEMPLATES = """{{CampaignBot/Campaign|name=X}}
{{CampaignBot/Program|name=P|nmes=x|names=@ਗੁਰਪ੍ਰੀਤ; {{u|ਗੁਰਪ੍ਰੀਤ}}
* ਗੁਰਪ੍ਰੀਤ/x|ende=3}}"""


PAGES = {
    "YAML": IN_YAML,
    "broken YAML": IN_YAML.replace("campaign: X", "campaign: 'X\n y: z"),
    "two campaigns": IN_YAML * 2,
    "templates": IN_TEMPLATES,
    "no campaign": IN_TEMPLATES.partition("\n")[2],
    "no end": IN_TEMPLATES.removesuffix("}}"),
    "too large": IN_TEMPLATES.replace("/x", "/x" * LARGEST),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_no_problem_of_a_page_names_a_participant(page: str) -> None:
    definition = parse_page(page, title="X", context=CONTEXT)
    assert definition is not None
    assert definition.campaign is None
    assert "ਗੁਰਪ੍ਰੀਤ" not in str(definition.problems)
