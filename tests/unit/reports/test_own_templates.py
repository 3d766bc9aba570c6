"""Templates of the operator's: used where they work, bounded, and told of with file and line where they do not."""

from collections.abc import Mapping

import pytest

from bot.cli.shipped import load_messages, load_templates
from bot.model.problems import Severity
from bot.reports import Renderer
from bot.reports.own_templates import OwnTemplate
from tests.unit.reports import samples

MESSAGES, SHIPPED = load_messages(), load_templates()
HINT = "the built-in template is used instead"


def with_own(**texts: str) -> Renderer:
    own = {
        f"{name}.wikitext.jinja": OwnTemplate(path=f"config/templates/reports/{name}.wikitext.jinja", text=text)
        for name, text in texts.items()
    }
    return Renderer(SHIPPED, MESSAGES, own=own)


def program(renderer: Renderer) -> str:
    return renderer.program(samples.RUNNING, samples.CAMPAIGN, samples.CONTEXT)[0]


BUILT_IN = program(Renderer(SHIPPED, MESSAGES))


def test_own_template_takes_the_place_of_the_built_in_one_wherever_that_is_included() -> None:
    renderer = with_own(goals="<h2>Wishes</h2> <%= page.goals[0].label %>")
    text = program(renderer)
    assert "<h2>Wishes</h2> Pages created" in text
    assert 'id="goals"' not in text
    assert renderer.problems == ()


def test_own_templates_can_include_others_of_their_own_and_built_in_ones() -> None:
    renderer = with_own(tiles='<% include "mine.wikitext.jinja" %>', mine='<% include "goals.wikitext.jinja" %>!')
    assert program(renderer).count('<h2 id="goals">') == 2
    assert renderer.problems == ()


def test_own_templates_escape_like_the_built_in_ones() -> None:
    renderer = with_own(goals='<%= "{{evil}}" %> <%= "[[" ~ "Category:X]]" %> {{#if:x|y}}')
    assert "&#123;&#123;evil&#125;&#125; &#91;&#91;Category&#58;X&#93;&#93; {{#if:x|y}}" in program(renderer)


LOOP = "<% for a in range(99999) %><% for b in range(99999) %><% endfor %><% endfor %>"
DATA = "".join("<% for x in page.tables[0].columns * 20 %>" for _ in range(8)) + "<% endfor %>" * 8
MACRO = "<% macro m(n) %><% if n %><%= m(n - 1) %><%= m(n - 1) %><% endif %><% endmacro %><%= m(60) %>"
DOUBLED = "<% set n = namespace(x='ab') %><% for i in range(60) %><% set n.x = n.x ~ n.x %><% endfor %>"


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("\n\n<%= page.nothing %>", 3, "UndefinedError: 'bot.reports.views.Page object' has no attribute 'nothing'"),
        ("\n<%= nothing %>", 2, "UndefinedError: 'nothing' is undefined"),
        ("\n<% if %>", 2, "TemplateSyntaxError: Expected an expression, got 'end of statement block'"),
        ("<% for x in page.goals %>\n", 1, "TemplateSyntaxError: Unexpected end of template."),
        (
            "\n<%= ''.__class__.__mro__ %>",
            2,
            "SecurityError: access to attribute '__class__' of 'str' object is unsafe.",
        ),
        ("<% set x = [] %>\n<% if x.append(1) %><% endif %>", 2, "SecurityError: "),
        ("\n\n\n<%= 1 / 0 %>", 4, "ZeroDivisionError: division by zero"),
        ('\n<% include "gone.jinja" %>', 2, "TemplateNotFound: gone.jinja"),
        ("\n<%= t('no-such-message') %>", 2, "KeyError: 'no-such-message'"),
        ("\n<% include 'goals.wikitext.jinja' %>", 2, "RecursionError: "),
        (f"\n{LOOP}", 2, "this goes on too long: more than 1,000,000 rounds of loops or calls of macros"),
        (f"\n{DATA}", 2, "this goes on too long: more than 1,000,000 rounds of loops or calls of macros"),
        (f"\n{MACRO}", 2, "this goes on too long: more than 1,000,000 rounds of loops or calls of macros"),
        ("\n<% for x in [[1]] recursive %><%= loop([x, x]) %><% endfor %>", 2, ""),
        (f"\n{DOUBLED}", 2, "this goes on too long: a text of more than 5,000,000 characters"),
        ("\n<%= 'x' * 10 ** 9 %>", 2, "this goes on too long: a text repeated too often"),
        ("\n<%= 9 ** 99 %>", 2, "this goes on too long: a power that is too large"),
        ("\n<%= '%999999999d' % 1 %>", 2, "this goes on too long: a text with %; use ~"),
        (
            "<% for i in range(99999) %>\n<%= 'x' * 99 %><% endfor %>",
            0,
            "this goes on too long: a page of more than 5,000,000",
        ),
    ],
)
def test_whatever_is_wrong_with_an_own_template_the_built_in_one_stands_in(
    template: str, line: int, message: str
) -> None:
    renderer = with_own(goals=template)
    assert program(renderer) == BUILT_IN
    (problem,) = renderer.problems
    assert problem.place.source == "config/templates/reports/goals.wikitext.jinja"
    assert problem.place.line in ({line} if line else {0, 1, 2})
    assert problem.message.startswith(message)
    assert problem.hint == HINT


def test_a_page_that_is_too_long_with_no_row_left_is_given_up() -> None:
    renderer = with_own(goals="<%= 'x' * 490_000 %>")
    assert program(renderer) == BUILT_IN
    assert [problem.message for problem in renderer.problems] == [
        "this goes on too long: a page of more than 480,000 bytes"
    ]


def test_other_pages_keep_their_own_templates() -> None:
    renderer = with_own(goals="<%= page.nothing %>", list="My list: <%= page.join %>")
    assert program(renderer) == BUILT_IN
    assert renderer.sign_up_list(samples.DELHI, samples.CAMPAIGN, samples.NOW).startswith("My list: [{{fullurl:")
    assert len(renderer.problems) == 1


def test_a_problem_is_told_once_however_many_pages_have_it() -> None:
    renderer = with_own(goals="<%= page.nothing %>")
    program(renderer)
    program(renderer)
    assert len(renderer.problems) == 1


def test_mistakes_that_need_no_page_are_found_at_once() -> None:
    own: Mapping[str, str] = {"goals": "<% if %>", "gaols": "x"}
    found = with_own(**own).problems
    assert [(problem.severity, problem.place.source.rpartition("/")[2]) for problem in found] == [
        (Severity.ERROR, "goals.wikitext.jinja"),
        (Severity.WARNING, "gaols.wikitext.jinja"),
    ]
    assert "goals.wikitext.jinja" in str(found[1].hint)


def test_built_in_templates_are_not_counted() -> None:
    steps = Renderer({"program.wikitext.jinja": LOOP.replace("99999", "1100")}, MESSAGES)
    assert program(steps) == ""
