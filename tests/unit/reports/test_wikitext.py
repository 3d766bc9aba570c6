"""Text from outside stays text; each case is something that a page, account or answer could be called."""

import html
import unicodedata
from collections.abc import Callable
from typing import TypeVar

import mwparserfromhell
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.reports.wikitext import (
    Wikitext,
    clean,
    escape,
    external_link,
    is_linkable,
    isolated,
    link,
    people_linked,
    prose,
)

HOSTILE = (
    "{{evil}}",
    "{{subst:evil}} ~~~~",
    "{{{1|}}}",
    "{{!}}",
    "[[Category:Evil]]",
    "[[File:Evil.jpg|thumb]]",
    "[https://evil.example spam]",
    "https://evil.example/spam",
    "mailto:evil@example.org",
    "news:evil",
    "<nowiki></div></nowiki>",
    "<!-- CampaignBot end -->",
    "-->",
    "</bdi><script>evil()</script>",
    "<ref name=evil />",
    "''' bold ''italic",
    "| cell || cell",
    "|-\n! head !! head",
    "|}",
    "== heading ==",
    "* item\n# item\n: item\n; term : definition",
    "----",
    " preformatted",
    "__NOTOC__ __NOINDEX__",
    "\uff3f\uff3f目次非表示\uff3f\uff3f",
    "ISBN 9780306406157 RFC 2324 PMID 12345",
    "ISBN\u00a09780306406157",
    "\x7f'\"`UNIQ-ref-00000001-QINU`\"'\x7f",
    "\u202edrow\u202c \u2066x\u2069",
    "&lt;b&gt; &#91;",
    "#REDIRECT [[Evil]]",
    "-{zh-hans:x;zh-hant:y}-",
    "\u0338mark that would join the end of a tag",
    '"\' onmouseover="evil()',
    "line\u2028separator\x85next",
    "\x00\x08\ud800\ufffe\ufdd0\U0004fffe",
    "<!--t-->",
)

Test = TypeVar("Test", bound=Callable[..., None])

texts = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("[]{}<>|!='~_&;:#*-/\\\"\n \uff3f\u202e\u0338ISBNRFCPMID0123"),
    ),
    max_size=40,
)


def nodes(text: str) -> set[str]:
    """Kinds of nodes that a parser finds; a character reference is text."""
    found = {type(node).__name__ for node in mwparserfromhell.parse(text).filter(recursive=True)}
    return found - {"Text", "HTMLEntity"}


def shown(text: str) -> str:
    return html.unescape(text)


def as_examples(test: Test) -> Test:
    """Try every hostile text besides the invented ones; without a deadline, as machines are busy at times."""
    for text in HOSTILE:
        test = example(text=text)(test)
    return settings(deadline=None)(test)


@as_examples
@given(text=texts)
def test_escaped_text_shows_itself_and_nothing_else(text: str) -> None:
    assert shown(escape(text)) == clean(text)
    assert nodes(escape(text)) == set()
    assert nodes(f"* {escape(text)}\n{{|\n| {escape(text)}\n|}}") == nodes("* x\n{|\n| x\n|}")


@as_examples
@given(text=texts)
def test_escaped_text_holds_no_character_that_means_something(text: str) -> None:
    escaped = escape(text)
    assert not set(escaped) & set('[]{}<>|!=~_"*\\\uff3f\n\t\x7f\u202e\u2066')
    assert "''" not in escaped
    assert "--" not in escaped
    assert "//" not in escaped
    assert not escaped.startswith((" ", ":", ";", "#", "-", "'", "/"))
    assert not any(word in escaped for word in ("ISBN", "RFC", "PMID"))


@as_examples
@given(text=texts)
def test_escaped_text_does_not_change_the_tag_before_it_when_the_page_is_normalized(text: str) -> None:
    page = f"<bdi>{escape(text)}</bdi>"
    assert unicodedata.normalize("NFC", page) == page


@as_examples
@given(text=texts)
def test_link_is_one_link_or_none(text: str) -> None:
    made = link(text, prefix="pa")
    code = mwparserfromhell.parse(made)
    assert len(code.filter_wikilinks()) == int(is_linkable(text))
    assert nodes(made) <= {"Wikilink", "Tag"}
    assert len(code.filter_tags()) == 1
    assert shown(made.partition("<bdi>")[2].partition("</bdi>")[0]) == clean(text)
    if is_linkable(text):
        target = str(code.filter_wikilinks()[0].title)
        assert target.startswith(":pa:")
        assert not set(target) & set("[]{}<>|!='~_&;#*\"\\\uff3f\n\t\x7f\u202e")


@as_examples
@given(text=texts)
def test_external_link_is_one_link_or_none(text: str) -> None:
    code = mwparserfromhell.parse(external_link("https://th.example.org/wiki/$1?a=b", text))
    assert len(code.filter_external_links()) == int(is_linkable(text))
    assert nodes(str(code)) <= {"ExternalLink", "Tag"}


@pytest.mark.parametrize("url", ["javascript:evil()//$1", "", "data:text/html,$1", "wiki/$1"])
def test_address_of_an_unknown_kind_is_not_linked(url: str) -> None:
    assert external_link(url, "ਪੰਜਾਬ") == "<bdi>ਪੰਜਾਬ</bdi>"


@as_examples
@given(text=texts)
def test_description_holds_links_and_emphasis_only(text: str) -> None:
    made = prose(text)
    assert nodes(made) <= {"Wikilink", "Tag"}
    assert {str(tag.tag) for tag in mwparserfromhell.parse(made).filter_tags()} <= {"b", "i", "br", "bdi"}
    assert all(str(found.title).startswith(":") for found in mwparserfromhell.parse(made).filter_wikilinks())


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("'''Dalit''' ''history''", "'''Dalit''' ''history''"),
        ("see [[ਦਲਿਤ]], [[:en:Dalit|Dalit]]", "see [[:ਦਲਿਤ|<bdi>ਦਲਿਤ</bdi>]], [[:en:Dalit|<bdi>Dalit</bdi>]]"),
        ("[[Help#Sign up|help]]", "[[:Help#Sign up|<bdi>help</bdi>]]"),
        ("[[Category:X]]", "[[:Category:X|<bdi>Category&#58;X</bdi>]]"),
        ("first\n\nsecond", "first<br />second"),
        ("{{evil}}", "&#123;&#123;evil&#125;&#125;"),
    ],
)
def test_description_as_organizers_write_it(description: str, expected: str) -> None:
    assert prose(description) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ", "[[:pa:ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ|<bdi>ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ</bdi>]]"),
        ("Talk:X", "[[:pa:Talk:X|<bdi>Talk&#58;X</bdi>]]"),
        ("100% ''sure''?", "[[:pa:100%25 %27%27sure%27%27%3F|<bdi>100&#37; &#39;&#39;sure&#39;&#39;?</bdi>]]"),
        ("AC/DC", "[[:pa:AC/DC|<bdi>AC/DC</bdi>]]"),
        ("__NOTOC__", "[[:pa:  NOTOC  |<bdi>&#95;&#95;NOTOC&#95;&#95;</bdi>]]"),
        ("a_b", "[[:pa:a b|<bdi>a&#95;b</bdi>]]"),
        ("<b>", "<bdi>&#60;b&#62;</bdi>"),
        ("", "<bdi></bdi>"),
        ("..", "<bdi>..</bdi>"),
        ("ม" * 86, f"<bdi>{'ม' * 86}</bdi>"),
    ],
)
def test_titles_as_wikis_have_them(title: str, expected: str) -> None:
    assert link(title, prefix="pa") == expected


def test_whatever_is_done_to_wikitext_makes_it_plain_text_again() -> None:
    made = Wikitext("'''x'''")
    assert type(made + "{{evil}}") is str
    assert type(made.upper()) is str
    assert type(f"{made}") is str


NAMES = (
    "Asha",
    "ਗੁਰਪ੍ਰੀਤ",
    "فاطمة",
    "রোকেয়া",
    "阿美",
    "สมหญิง",
    "O'Neil & Söhne (WMF)",
    "A?b=c; 100%",
    "Two  signs~~",
    "X-ISBN 1",
)


def test_people_are_found_who_are_linked_and_pages_of_theirs_are_not() -> None:
    pages = [link(f"User:{name}/Draft") for name in NAMES] + [link(name) for name in NAMES]
    others = [link("User:Asha", "the organizer"), link("User talk:Asha", "Asha"), isolated("Asha")]
    linked = [link(f"User:{name}", name) for name in NAMES if is_linkable(f"User:{name}")]
    assert people_linked(" ".join((*pages, *others))) == frozenset()
    assert people_linked(" ".join((*pages, *linked))) == {name for name in NAMES if is_linkable(f"User:{name}")}
    assert len(linked) > 6
