"""What holds for every page: its length, what a mere update changes, and that nothing from outside does anything."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import mwparserfromhell
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from bot.cli.shipped import load_messages
from bot.model.campaigns import NamesFile, Privacy
from bot.model.reporting import ProgramReport, State
from bot.model.results import PageName, PageResult, PageState
from bot.reports import Renderer, canonical
from tests.unit.reports import samples
from tests.unit.reports.conftest import TEMPLATES
from tests.unit.reports.test_wikitext import HOSTILE

MESSAGES = load_messages()
RENDERER = Renderer(
    {path.name: path.read_text(encoding="utf-8") for path in (TEMPLATES / "reports").glob("*.jinja")}, MESSAGES
)


def test_a_later_update_with_the_same_numbers_changes_only_timestamps() -> None:
    later = replace(samples.CONTEXT, now=samples.NOW + timedelta(minutes=7))
    result = replace(samples.UNKNOWN.result, as_of=samples.NOW + timedelta(minutes=7))
    before = RENDERER.program(samples.UNKNOWN, samples.CAMPAIGN, samples.CONTEXT)[0]
    after = RENDERER.program(replace(samples.UNKNOWN, result=result), samples.CAMPAIGN, later)[0]
    assert before != after
    assert canonical(before) == canonical(after)


@pytest.mark.parametrize(
    "changed",
    [
        replace(samples.RUNNING, state=State.SETTLING),
        replace(samples.RUNNING, notes=replace(samples.NOTES, listed=12)),
        replace(samples.RUNNING, result=replace(samples.RESULT, unlisted_pages=1)),
    ],
    ids=["it ended", "somebody signed up", "a page was edited"],
)
def test_whatever_else_changes_is_seen(changed: ProgramReport) -> None:
    before = RENDERER.program(samples.RUNNING, samples.CAMPAIGN, samples.CONTEXT)[0]
    after = RENDERER.program(changed, samples.CAMPAIGN, samples.CONTEXT)[0]
    assert canonical(before) != canonical(after)


def test_rendering_twice_gives_the_same() -> None:
    shuffled = replace(
        samples.RESULT,
        participants=dict(reversed(samples.RESULT.participants.items())),
        wikis=dict(reversed(samples.RESULT.wikis.items())),
    )
    assert (
        RENDERER.program(samples.RUNNING, samples.CAMPAIGN, samples.CONTEXT)[0]
        == RENDERER.program(replace(samples.RUNNING, result=shuffled), samples.CAMPAIGN, samples.CONTEXT)[0]
    )


def many(pages: int, people: int, title: str) -> ProgramReport:
    participants = tuple(f"{title} {number}" for number in range(people))
    row = samples.numbers(3, 1, 1, 12_345)
    return replace(
        samples.RUNNING,
        result=replace(
            samples.RESULT,
            participants=dict.fromkeys(participants, row),
            pages=tuple(
                samples.page("pawiki", f"{title} {number}", participants[:20], 3, 12_345) for number in range(pages)
            ),
        ),
    )


def test_a_row_says_how_many_people_it_leaves_out() -> None:
    text = RENDERER.program(many(1, 1234, "x"), samples.CAMPAIGN, samples.CONTEXT)[0]
    assert "and 10 more" in text


def test_hidden_programs_show_no_name_page_or_wiki_whatever_the_result_holds() -> None:
    text = RENDERER.program(samples.HIDDEN, samples.CAMPAIGN, samples.CONTEXT)[0]
    names = [*samples.RESULT.participants, *(page.title for page in samples.RESULT.pages), *samples.NOTES.not_found]
    facilitators = samples.DELHI.facilitators
    assert [name for name in names if name in text and name not in facilitators] == []
    assert "Participants" not in text
    assert "{|" not in text


def test_hidden_people_who_may_edit_everywhere_are_not_given_away_by_the_names_of_wikis() -> None:
    everywhere = replace(samples.HIDDEN.program, wikis=())
    report = replace(samples.HIDDEN, program=everywhere, result=samples.UNKNOWN.result)
    text = RENDERER.program(report, samples.CAMPAIGN, samples.CONTEXT)[0]
    assert "some wikis&#58; no answer" in text
    assert "every wiki on which the participants edit" in text
    assert "Wikipedia" not in text


def test_numbers_of_few_hidden_people_are_withheld_also_on_the_campaign() -> None:
    program = RENDERER.program(samples.WITHHELD, samples.CAMPAIGN, samples.CONTEXT)[0]
    assert "163" not in program
    campaign = RENDERER.campaign(samples.CAMPAIGN_REPORT, samples.CONTEXT)[0]
    row = campaign.partition("/Shelter/Report")[2].partition("|-")[0]
    assert re.findall(r"163|66", row) == []


@pytest.mark.parametrize("privacy", [Privacy.CONSENTED, Privacy.HIDDEN])
def test_names_that_are_no_accounts_are_counted_only_where_not_everyone_may_be_named(privacy: Privacy) -> None:
    text = RENDERER.program(samples.program_report(privacy=privacy), samples.CAMPAIGN, samples.CONTEXT)[0]
    assert "Ghost Writer" not in text
    assert ("2 names on the list are not accounts" in text) == (privacy is Privacy.CONSENTED)


def test_of_a_list_that_is_on_no_wiki_not_even_its_length_is_told() -> None:
    private = replace(samples.DELHI, privacy=Privacy.HIDDEN, sources=(NamesFile(path="names.txt"),))
    whole = replace(samples.CAMPAIGN, programs=(private,))
    status = replace(samples.STATUS_GOOD, campaign=whole, notes={private.name: samples.NOTES})
    report = replace(samples.HIDDEN, program=private)
    pages = RENDERER.program(report, whole, samples.CONTEXT)[0] + RENDERER.status(status, samples.CONTEXT)
    assert f"{samples.NOTES.listed} names" not in pages
    assert "not accounts" not in pages


def test_campaign_of_hidden_programs_is_as_careful_as_they_are() -> None:
    hidden = replace(samples.WHOLE_CAMPAIGN, programs=(samples.WITHHELD.program,))
    report = replace(
        samples.CAMPAIGN_REPORT, campaign=hidden, result=samples.WITHHELD.result, programs=(samples.WITHHELD,)
    )
    text = RENDERER.campaign(report, samples.CONTEXT)[0]
    assert re.findall(r"163|66\.2|Çelik|ਫੂਲੇ", text) == []
    assert text.count("{|") == 1, "only the table of programs"


def nodes(text: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for node in mwparserfromhell.parse(text).filter(recursive=True):
        kind = type(node).__name__
        if kind not in {"Text", "HTMLEntity"}:
            found[kind] = found.get(kind, 0) + 1
    return found


def hostile_report(text: str) -> ProgramReport:
    """Put the text wherever a report shows something that somebody outside has chosen; links cannot hold it."""
    page = samples.RESULT.pages[0]
    return replace(
        samples.program_report(name=text, facilitators=(text,), description=None),
        result=replace(
            samples.UNKNOWN.result,
            participants={text: samples.RESULT.participants["Çelik"]},
            pages=(replace(page, title=text, participants=(text,)), *_titles(text)),
        ),
        notes=replace(
            samples.NOTES,
            lists=(replace(samples.LIST, page=text, section=text),),
            not_found=(text,),
            missing_lists=(text,),
        ),
    )


def _titles(text: str) -> tuple[PageResult, ...]:
    return tuple(
        samples.page(wiki, text, (text,), 1, 1, state=state, moved_from=PageName(namespace=namespace, title=text))
        for wiki in ("thwiki", "commonswiki", "xxwiki")
        for state in (PageState.DELETED, PageState.NEW)
        for namespace in (2, 3000)
    )


UNLINKABLE = "<x>"
"""Text without a link, as hostile text has none, either."""


@pytest.mark.parametrize("text", [text for text in HOSTILE if re.search(r"[\[\]{}<>|#\x7f\ufffe]", text)])
def test_text_from_outside_adds_nothing_to_the_page(text: str) -> None:
    context = replace(samples.CONTEXT, unknown={"arwiki": text})
    campaign = replace(samples.CAMPAIGN, name=text, page=text)
    made = RENDERER.program(hostile_report(text), campaign, context)[0]
    plain = RENDERER.program(hostile_report(UNLINKABLE), replace(campaign, name=UNLINKABLE, page=UNLINKABLE), context)[
        0
    ]
    assert nodes(made) == nodes(plain)
    assert made.count("\n") == plain.count("\n")
    assert made.count("|") == plain.count("|")


@settings(max_examples=20, deadline=None)
@given(text=st.text(max_size=30))
def test_no_text_makes_a_template_a_heading_or_a_comment(text: str) -> None:
    made = nodes(RENDERER.program(hostile_report(text), samples.CAMPAIGN, samples.CONTEXT)[0])
    assert {"Template", "Argument", "Heading"} & set(made) == set()
    assert made["Comment"] == 5


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("<%= page.nothing %>", UndefinedError),
        ("<%= ''.__class__.__mro__ %>", SecurityError),
    ],
)
def test_templates_run_in_a_sandbox_and_know_only_what_they_are_given(source: str, error: type[Exception]) -> None:
    broken = Renderer({"program.wikitext.jinja": source}, MESSAGES)
    with pytest.raises(error):
        broken.program(samples.RUNNING, samples.CAMPAIGN, samples.CONTEXT)


def test_templates_escape_whatever_is_not_marked_as_wikitext() -> None:
    source = '{{#if:x|y}} <%= "{{" ~ page.head.title ~ "}}" %> <% set x %>[[a]]<% endset %><%= x %>'
    text = Renderer({"program.wikitext.jinja": source}, MESSAGES).program(
        samples.RUNNING, samples.CAMPAIGN, samples.CONTEXT
    )[0]
    assert text == "{{#if:x|y}} &#123;&#123;Delhi edit-a-thon&#125;&#125; &#91;&#91;a&#93;&#93;"
