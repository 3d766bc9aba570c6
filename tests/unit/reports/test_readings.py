"""How the status page tells what became of each line of a sign-up list."""

import html
import re
from dataclasses import replace

import pytest

from bot.model.campaigns import Privacy
from bot.model.reporting import ReportContext, StatusReport
from bot.model.signups import Fate, ListLine, ListReading, ListTrouble, NotRead, Remark
from bot.reports import Renderer
from tests.unit.reports import samples
from tests.unit.reports.lists import (
    CAREFUL,
    ELSEWHERE,
    EVERY_TROUBLE,
    LINES,
    READING,
    SHOWN_INSIDE,
    UNPREFIXED,
    line,
    status,
)

LIST_LINK = f"[[:{samples.LIST.page}#Participants|<bdi>{samples.LIST.page}#Participants</bdi>]]"


def rendered(renderer: Renderer, shown: StatusReport, context: ReportContext = samples.CONTEXT) -> str:
    return renderer.status(shown, context)


def rows(text: str) -> list[tuple[str, ...]]:
    """Give the cells of every row of tables, heads left out."""
    found = re.findall(r"^\|-\n\| (.*)$", text, flags=re.MULTILINE)
    return [tuple(html.unescape(cell) for cell in row.split(" || ")) for row in found]


def as_read(text: str) -> str:
    """Give the text as MediaWiki decodes it."""
    return html.unescape(text)


def outcomes(renderer: Renderer, reading: ListReading, privacy: Privacy) -> list[str]:
    return [row[-1] for row in rows(rendered(renderer, status(reading, privacy=privacy)))]


def test_public_lists_are_told_with_names(renderer: Renderer) -> None:
    text = rendered(renderer, status(READING, privacy=Privacy.PUBLIC))
    assert [row[1:] for row in rows(text)] == [
        ("<bdi>ਗੁਰਪ੍ਰੀਤ</bdi>", "counted and named"),
        ("<bdi>فاطمة</bdi>", "counted and named"),
        ("<bdi>王小明</bdi>", "counted and named · renamed to <bdi>王大明</bdi>"),
        ("<bdi>অর্পিতা</bdi>", "counted and named · the account is blocked"),
        ("<bdi>สมชาย-bot</bdi>", "counted and named · the account is a bot"),
        ("<bdi>Çelik</bdi>", "withdrawn"),
        ("<bdi>فاطمة</bdi>", "listed twice, counted once"),
        ("", "opted out of being counted anywhere"),
        ("<bdi>Ghost || [[Writer]]</bdi>", "not found: no account has this name"),
        (
            "<bdi>~2026-12345-6</bdi>",
            "temporary account, which cannot take part; whoever it is can make an account and sign again",
        ),
        ("", "IP address, which cannot take part; whoever it is can make an account and sign again"),
        (
            "",
            (
                "not understood: I found no name here. Whoever signs up writes * ~~~~, which becomes their signature · "
                "<code><bdi>* {{evil}} || <nowiki></bdi></code>"
            ),
        ),
        ("<bdi>สมหญิง</bdi>", "not known yet: no wiki has said whether there is such an account"),
        ("<bdi>陈丽华</bdi>", "came after the program had closed, too late to count"),
        ("<bdi>Bola</bdi>", "counted and named · kept, although somebody else struck it or took it off"),
    ]
    assert [row[0] for row in rows(text)][-2:] == [
        "[[:Special:PermanentLink/77|<bdi>16</bdi>]]",
        "no longer on the page",
    ]


def test_there_is_a_line_of_every_fate_and_remark() -> None:
    assert {one.fate for one in LINES} == set(Fate)
    assert {remark for one in LINES for remark in one.remarks} == set(Remark)


def test_a_line_that_was_not_read_says_why_and_what_to_do(renderer: Renderer) -> None:
    lines = tuple(line(number, Fate.NOT_UNDERSTOOD, reason=reason) for number, reason in enumerate(NotRead, 1))
    told = outcomes(renderer, replace(CAREFUL, lines=lines), Privacy.CONSENTED)
    assert [(reason.value, saying.partition(":")[2].strip()) for reason, saying in zip(NotRead, told, strict=True)] == [
        ("no name", "I found no name here. Whoever signs up writes * ~~~~, which becomes their signature"),
        (
            "organizers",
            "it stands among the organizers. Whoever also takes part signs in the list of participants",
        ),
        (
            "discussion",
            "it looks like a reply or a discussion. To take part, sign in the list, on a line of its own: * ~~~~",
        ),
        ("refusal", "it stands among those who do not take part"),
        (
            "prose",
            "it names somebody in a sentence or outside of the list. To take part, sign on a line of its own: * ~~~~",
        ),
        ("example", "this name only shows where to write one"),
        (
            "unknown template",
            (
                'I do not know this template. Write <code dir="ltr">{{user|Name}}</code> instead, '
                "or ask the operator to add it"
            ),
        ),
        ("impossible name", "no account can have this name. Correct it"),
        ("columns", "this looks like several columns of a table. Leave the name alone on its line"),
        ("ip address", ""),
    ]


def test_lines_that_were_not_read_share_a_row_only_for_one_reason(renderer: Renderer) -> None:
    reasons = (NotRead.DISCUSSION, NotRead.DISCUSSION, NotRead.REFUSAL)
    middle = tuple(line(n, Fate.NOT_UNDERSTOOD, reason=reason) for n, reason in enumerate(reasons, 500))
    text = rendered(renderer, status(many(300, *middle)))
    assert [re.sub(r".*<bdi>|</bdi>.*", "", row[0]) for row in rows(text)][1:3] == ["500–501", "502"]
    assert "3 not understood" in as_read(text)


def test_the_sentence_before_the_table_counts_every_line_once(renderer: Renderer) -> None:
    text = as_read(rendered(renderer, status(CAREFUL)))
    (summary,) = re.findall("^How I read .*$", text, flags=re.MULTILINE)
    assert summary == (
        f"How I read {LIST_LINK}: 3 counted and named · 2 counted without being named · "
        "1 kept, although somebody else took it off · 1 withdrawn · 1 listed twice · "
        "1 came too late · 1 opted out · 1 not found · 1 temporary account · 1 IP address · 1 not understood · "
        "1 not known yet"
    )
    assert sum(map(int, re.findall(r"(?:\]\]:| ·) (\d+) ", summary))) == len(LINES)


def test_unless_names_are_public_lines_have_numbers_only(renderer: Renderer) -> None:
    for privacy in (Privacy.CONSENTED, Privacy.HIDDEN):
        text = rendered(renderer, status(CAREFUL, privacy=privacy))
        assert '! scope="col" | Name' not in text
        assert {len(row) for row in rows(text)} == {2}


@pytest.mark.parametrize(
    ("privacy", "followed", "signed", "added"),
    [
        (Privacy.PUBLIC, True, "counted and named", "counted and named"),
        (Privacy.PUBLIC, False, "counted and named", "counted and named"),
        (
            Privacy.CONSENTED,
            True,
            "counted and named",
            "counted without being named, because somebody else added the line",
        ),
        (
            Privacy.CONSENTED,
            False,
            "counted and named",
            "counted; not named while it is not known who added the line",
        ),
        (Privacy.HIDDEN, True, "counted; nobody is named", "counted; nobody is named"),
    ],
)
def test_who_is_named_follows_from_privacy_and_from_who_signed(
    privacy: Privacy, *, followed: bool, signed: str, added: str, renderer: Renderer
) -> None:
    reading = replace(CAREFUL, lines=CAREFUL.lines[:2], followed=followed)
    assert outcomes(renderer, reading, privacy) == [signed, added]


def test_names_of_renamed_people_are_told_only_where_they_may_be(renderer: Renderer) -> None:
    assert outcomes(renderer, CAREFUL, Privacy.CONSENTED)[2] == "counted and named · renamed since"


def test_hidden_people_are_not_led_to(renderer: Renderer) -> None:
    text = as_read(rendered(renderer, status(CAREFUL, EVERY_TROUBLE[2], ELSEWHERE, privacy=Privacy.HIDDEN)))
    assert re.findall(r"Participants|PermanentLink|ਵਿਕੀ", text) == []
    assert "taken off sign-up list 2 by somebody else" in text
    assert "How I read sign-up list 3: 1 counted" in text


def test_lines_are_linked_on_the_wiki_of_their_list(renderer: Renderer) -> None:
    text = rendered(renderer, status(CAREFUL, SHOWN_INSIDE, ELSEWHERE, UNPREFIXED))
    assert "How I read [[:Template:Readers|<bdi>Template:Readers</bdi>]]:" in as_read(text)
    assert "How I read [[:pa:ਵਿਕੀਪੀਡੀਆ:ਮੁਹਿੰਮ/ਸੂਚੀ|<bdi>ਵਿਕੀਪੀਡੀਆ:ਮੁਹਿੰਮ/ਸੂਚੀ</bdi>]]:" in as_read(text)
    assert [row[0] for row in rows(text)][-4:] == [
        "[[:Special:PermanentLink/78|<bdi>3</bdi>]]",
        "[[:Special:PermanentLink/78|<bdi>4</bdi>]]",
        "[[:pa:Special:PermanentLink/501|<bdi>3</bdi>]]",
        '<span class="plainlinks">[https://th.wikipedia.org/wiki/Special:PermanentLink/502 <bdi>4</bdi>]</span>',
    ]


def test_a_list_of_a_wiki_that_is_not_linked_is_shown_without_links(renderer: Renderer) -> None:
    links = {dbname: where for dbname, where in samples.LINKS.items() if dbname != "pawiki"}
    text = rendered(renderer, status(ELSEWHERE), replace(samples.CONTEXT, links=links))
    assert "How I read <bdi>ਵਿਕੀਪੀਡੀਆ:ਮੁਹਿੰਮ/ਸੂਚੀ</bdi>: 1 counted and named" in as_read(text)
    assert [row[0] for row in rows(text)] == ["<bdi>3</bdi>"]


def test_what_is_wrong_with_a_whole_list_stands_outside_the_folded_tables(renderer: Renderer) -> None:
    text = rendered(renderer, status(*EVERY_TROUBLE))
    said = re.sub(r"<[^>]*>|\[\[[^|]*\||\]\]", "", text.partition("border-color-warning")[2].partition("\n")[0])
    told = ("no page", "no section", "somebody else, and still count", "did not answer")
    assert [sentence for sentence in told if sentence not in said] == []
    assert len(told) == len(ListTrouble)
    assert text.count("{|") == 1, "only the list that was emptied has lines to show"


def test_a_history_that_is_still_being_read_is_told_where_it_matters(renderer: Renderer) -> None:
    reading = replace(CAREFUL, followed=False)
    told = "is still being read. Until then nobody is named of whom it is not known that they signed for themselves."
    assert [privacy for privacy in Privacy if told in rendered(renderer, status(reading, privacy=privacy))] == [
        Privacy.CONSENTED
    ]


def test_a_list_that_nobody_stands_on_has_no_table(renderer: Renderer) -> None:
    text = rendered(renderer, status(replace(CAREFUL, lines=())))
    assert f"How I read {LIST_LINK}: nobody has signed up yet" in as_read(text)
    assert "{|" not in text


def test_a_missing_list_is_told_once(renderer: Renderer) -> None:
    shown = status(EVERY_TROUBLE[0])
    notes = {name: replace(notes, missing_lists=(samples.LIST.page,)) for name, notes in shown.notes.items()}
    text = rendered(renderer, replace(shown, notes=notes))
    assert "this list does not exist yet" not in text
    assert text.count("There is no page") == 1


def many(count: int, *middle: ListLine) -> ListReading:
    """Give a list of so many lines that people signed, from line 3 on, and others before the last of them."""
    signed = [line(number, Fate.COUNTED, Remark.SIGNED) for number in range(3, count + 3)]
    return replace(CAREFUL, lines=(*signed[:-1], *middle, signed[-1]))


def test_up_to_two_hundred_lines_have_a_row_each(renderer: Renderer) -> None:
    assert len(rows(rendered(renderer, status(many(200))))) == 200


def test_longer_lists_put_lines_alike_into_one_row(renderer: Renderer) -> None:
    text = rendered(renderer, status(many(1_477, line(1_479, Fate.NOT_FOUND), line(1_479, Fate.NOT_FOUND))))
    assert [re.sub(r".*<bdi>|</bdi>.*", "", row[0]) for row in rows(text)] == ["3–1,478", "1,479", "1,479"]
    assert [row[1] for row in rows(text)] == [
        "counted and named",
        "not found: no account has this name",
        "counted and named",
    ]


def test_lines_that_an_organizer_has_to_see_keep_their_rows(renderer: Renderer) -> None:
    missing = tuple(line(number, Fate.NOT_FOUND, name=f"Nobody {number}") for number in range(500, 503))
    text = rendered(renderer, status(many(300, *missing), privacy=Privacy.PUBLIC))
    assert [row[1] for row in rows(text)][1:4] == [f"<bdi>Nobody {number}</bdi>" for number in range(500, 503)]


def test_no_table_has_more_than_five_hundred_rows(renderer: Renderer) -> None:
    lines = tuple(line(number, Fate.TWICE if number % 2 else Fate.WITHDRAWN) for number in range(1, 1_235))
    text = rendered(renderer, status(replace(CAREFUL, lines=lines)))
    assert len([row for row in rows(text) if row[0].startswith("[[")]) == 500
    assert '| colspan="2" | And 734 more lines.' in text


def test_many_long_lists_stay_below_the_limit_of_what_people_can_edit(renderer: Renderer) -> None:
    lines = tuple(line(number, Fate.NOT_FOUND, name="ਸਾਵਿਤਰੀਬਾਈ" * 8) for number in range(1, 501))
    readings = tuple(replace(READING, lines=lines, rev_id=number) for number in range(10))
    text = rendered(renderer, status(*readings, privacy=Privacy.PUBLIC))
    assert 300_000 < len(text.encode()) < 500_000
    assert " more lines." in text
