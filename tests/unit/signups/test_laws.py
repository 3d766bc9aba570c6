"""What holds for every name and every page."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.signups import Form, normalize_name, parse_signups
from bot.signups.syntax import words_of
from tests.unit.signups.shipped import syntax

unhurried = settings(deadline=None)
"""Without a time limit for each example: machines are busy at times."""

SCRIPTS = (
    "Aaz Zß çÉıİ ЙяЂ Ωά გ ա א ش ن ک आशा ਗੁਰ ਸਿ মিতা கவி മീ ไทย ကို 小明 さくら 하늘 አ "
    "' \" ! ? * , . ; $ ~ ^ & % = + - ( ) _ 0 9 \\ `"
)
names = (
    st.text(st.sampled_from(SCRIPTS) | st.characters(exclude_categories=["Cs", "Cc", "Co"]), min_size=1, max_size=40)
    .map(normalize_name)
    .filter(lambda name: name is not None)
    .map(str)
    .filter(lambda name: "".join(words_of(name)) not in syntax().example_names)
)

WAYS: dict[str, tuple[Callable[[str], str], Form]] = {
    "user link": (lambda name: f"* [[User:{name}]]", Form.USER_LINK),
    "user link with a label": (lambda name: f"# [[user:{name}|'''me''']] – Delhi", Form.USER_LINK),
    "underscores": (lambda name: f"* [[User:{name.replace(' ', '_')}]]", Form.USER_LINK),
    "user link of another wiki": (lambda name: f"* [[:pa:ਵਰਤੋਂਕਾਰ:{name}|x]]", Form.USER_LINK),
    "talk link": (lambda name: f":# [[User talk:{name}#top|talk]]", Form.USER_TALK_LINK),
    "signature": (
        lambda name: f"* Me! [[User:{name}|me]] ([[User talk:{name}|talk]]) 16:34, 23 April 2026 (UTC)",
        Form.SIGNATURE,
    ),
    "bare signature": (lambda name: f"[[User:{name}|me]] 16:34, 23 April 2026 (UTC)", Form.SIGNATURE),
    "contributions": (lambda name: f"* [[Special:Contributions/{name}]]", Form.CONTRIBUTIONS),
    "localized contributions": (lambda name: f"* [[:ar:خاص:مساهمات/{name}]]", Form.CONTRIBUTIONS),
    "template by number": (lambda name: f"* {{{{user|1={name}}}}}", Form.TEMPLATE),
    "template by parameter": (lambda name: f"{{{{participant table row|city=Delhi|user={name}}}}}", Form.TEMPLATE),
    "table row": (lambda name: f"{{|\n|-\n| 1 || [[User:{name}]] || Delhi\n|}}", Form.USER_LINK),
    "one cell a line": (lambda name: f"{{|\n|-\n| 1\n| {{{{u|1={name}}}}}\n|}}", Form.TEMPLATE),
    "target": (lambda name: f"{{{{#target:User talk:{name}|en.wikipedia.org}}}}", Form.TARGET),
    "delivery list": (
        lambda name: json.dumps({"description": "", "targets": [{"title": f"User talk:{name}"}]}),
        Form.MASS_MESSAGE,
    ),
    "address": (lambda name: f"* https://pa.wikipedia.org/wiki/User:{quote(name)}", Form.USER_LINK),
    "percent signs": (lambda name: f"* [[User:{quote(name)}]]", Form.USER_LINK),
}


@pytest.mark.parametrize("way", WAYS)
@unhurried
@given(name=names)
def test_a_name_written_in_any_way_is_read_back(way: str, name: str) -> None:
    write, form = WAYS[way]
    entries = parse_signups(write(name), syntax=syntax()).entries
    assert [(entry.name, entry.form, entry.withdrawn) for entry in entries] == [(name, form, False)]


@unhurried
@given(name=names)
def test_a_name_as_a_template_s_first_parameter_is_read_back(name: str) -> None:
    assume("=" not in name)
    entries = parse_signups(f"* {{{{user|{name}}}}}", syntax=syntax()).entries
    assert [entry.name for entry in entries] == [name]


@unhurried
@given(name=names)
def test_a_name_without_brackets_is_read_back(name: str) -> None:
    assume("''" not in name and len(name.split()) <= 6)
    entries = parse_signups(f"User:{name}", syntax=syntax()).entries
    assert [(entry.name, entry.form) for entry in entries] == [(name, Form.PLAIN)]


@unhurried
@given(name=names)
def test_a_name_alone_on_its_line_is_read_where_the_list_is_plain(name: str) -> None:
    assume(name[0].isalnum() and "''" not in name and "__" not in name)
    assume(not name[0].isdigit() and not name.endswith(":"))
    assume(not set(name[:-1]).intersection(";؛；"))
    entries = parse_signups(f"{{{{CampaignBot/Names}}}}\n{name}\n", syntax=syntax()).entries
    assert [(entry.line, entry.name, entry.form) for entry in entries] == [(2, name, Form.PLAIN)]


@unhurried
@given(name=names)
def test_a_struck_name_is_withdrawn(name: str) -> None:
    entries = parse_signups(f"* <s>[[User:{name}]]</s>\n", syntax=syntax()).entries
    assert [(entry.name, entry.withdrawn) for entry in entries] == [(name, True)]


@unhurried
@given(st.lists(names, max_size=20))
def test_a_list_is_read_in_its_order_with_its_doubles(listed: list[str]) -> None:
    page = "".join(f"* [[User:{name}]]\n" for name in listed)
    entries = parse_signups(page, syntax=syntax()).entries
    assert [(entry.line, entry.name) for entry in entries] == list(enumerate(listed, 1))


@unhurried
@given(st.lists(names, max_size=10), st.lists(names, max_size=10))
def test_a_section_holds_what_stands_in_it(inside: list[str], outside: list[str]) -> None:
    page = "== Sign up ==\n{}== After ==\n{}".format(
        *("".join(f"* [[User:{name}]]\n" for name in part) for part in (inside, outside))
    )
    entries = parse_signups(page, syntax=syntax(), section="Sign up").entries
    assert [entry.name for entry in entries] == inside


@unhurried
@given(name=names, after=st.integers(0, 5))
def test_nothing_hidden_is_read(name: str, after: int) -> None:
    link = f"* [[User:{name}]]"
    page = f"<!-- {link} -->\n<pre>\n{link}\n</pre>\n* <nowiki>[[User:{name}]]</nowiki>\n" + "\n" * after
    assert parse_signups(page, syntax=syntax()).entries == ()


MARKS = [
    "[[", "]]", "{{", "}}", "|", "{|", "|}", "|-", "||", "!", "\n", "* ", "#", ":", ";", "=", "== A ==", "<s>",
    "</s>", "<nowiki>", "</nowiki>", "<!--", "-->", "<pre>", "</pre>", "'''", "''", "User:", "user talk:", "Asha",
    "Bola", "user", "u|", "Special:Contributions/", "#target:", "16:34, 23 April 2026 (UTC)", "[[User:Asha]]",
    "{{u|Bola}}", ", ", " and ", "by ", "@en.wikipedia.org", "https://en.wikipedia.org/wiki/User:", "%41", "%",
    "&amp;", "192.0.2.1", "<br>", "/", "ਗੁਰ", "明", "\u200e", "\r\n", "\0", "\ud800",
    "[[File:A.svg|", "Organizers", "{{/Participants}}", "{{CampaignBot/Names}}",
]  # fmt: skip


@unhurried
@given(
    page=st.lists(st.sampled_from(MARKS) | st.text(max_size=5), max_size=60).map("".join),
    section=st.none() | st.sampled_from(["A", "#A_2", "%", ""]),
)
def test_every_page_is_read_without_an_error_and_every_line_at_most_once_unread(page: str, section: str | None) -> None:
    read = parse_signups(page, syntax=syntax(), section=section)
    lines = range(1, page.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2)
    assert all(entry.line in lines and normalize_name(entry.name) == entry.name for entry in read.entries)
    told = [unread.line for unread in read.unread]
    assert told == sorted(set(told) - {entry.line for entry in read.entries})
    assert all(line in lines for line in told)
    assert [entry.line for entry in read.entries] == sorted(entry.line for entry in read.entries)


@unhurried
@given(
    st.lists(st.sampled_from([*MARKS, "\\", '"', '"title":"User talk:', '"},{"']) | st.text(max_size=5), max_size=30)
)
def test_every_delivery_list_is_read_without_an_error(parts: list[str]) -> None:
    read = parse_signups('{"targets":[{"title":"' + "".join(parts), syntax=syntax(), section="A")
    assert all(normalize_name(entry.name) == entry.name for entry in read.entries)


HOSTILE = [
    "[[", "{{", "<s>", "'''", "[", "{", "<", "<!--", "<nowiki>", "{|", "{|\n", "|\n", "*", "*\n", ":\n", "=",
    "==\n", "[[User:", "{{u|", "]]", "}}", "|", "||", '<span style="line-through">', "</s>", "[[a|",
    "//wikipedia.org/wiki/User:", "en.en.", "1:11 ", "&", "%41", " ", "\n", "<pre>", "[[File:a|b ", "{{#target:",
    "* User:a@", "[[a.svg", "::", "(", "* [[", "* {{u|", "1:1", "[http://",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_page_of_nothing_but_marks_names_nobody(piece: str) -> None:
    page = piece * (60_000 // len(piece))
    assert parse_signups(page, syntax=syntax()).entries == ()


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("{{", "}}"),
        ("{{u|", "}}"),
        ("[[", "]]"),
        ("[[a|", "]]"),
        ("<s>", "</s>"),
        ("{{a\n", "}}"),
        ("{|\n|\n", "\n|}\n"),
    ],
)
def test_marks_within_marks_name_nobody(opening: str, closing: str) -> None:
    depth = 60_000 // len(opening + closing)
    assert parse_signups(opening * depth + closing * depth, syntax=syntax()).entries == ()
