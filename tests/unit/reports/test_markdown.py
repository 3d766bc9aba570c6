"""Markdown of the documentation as wikitext."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.markdown import Shelf, escape_text, slug_of, to_wikitext

OTHER = "# ਦੂਜਾ\n\n## Time zones & `end`\n\ntext\n"

TABLE = """<div style="overflow-x:auto">
{| class="wikitable"
|-
! scope="col" | a
! scope="col" | b
|-
| <code><nowiki>x | y</nowiki></code>
| &#60;z&#62;
|}
</div>"""


def written(text: str) -> str:
    shelf = Shelf(
        documents={"a.md": text, "b.md": OTHER},
        titles={"a.md": "Help:A", "b.md": "Help:B"},
        renamed={"[[Category:Default]]": "", "User:Default/Opt-out": "مستخدم:بوت/خروج"},
        linked=frozenset({"Help:B", "مستخدم:بوت/خروج"}),
    )
    return to_wikitext("a.md", shelf)


@pytest.mark.parametrize(
    ("markdown", "wikitext"),
    [
        ("# The page's title\n\n## ਸਿਰਲੇਖ\n\n### Below", "== ਸਿਰਲੇਖ ==\n\n=== Below ==="),
        ("One\nparagraph.\n\nAnother.", "One paragraph.\n\nAnother."),
        ("**bold** and *italic*, **both *at* once**", "'''bold''' and ''italic'', '''both ''at'' once'''"),
        ("- one\n- two\n  - below\n    1. deep\n- three", "* one\n* two\n** below\n**# deep\n* three"),
        ("1. one\n2. two", "# one\n# two"),
        (
            "1. one\n\n   ```\n   {{x}}\n   ```\n2. two\n\n   more",
            "<ol>\n<li>one\n\n<pre>\n{{x}}\n</pre>\n</li>\n<li>two\n\nmore\n</li>\n</ol>",
        ),
        ("```yaml\na: <b>\n\nb: R&D\n</pre>\n```", "<pre>\na: <b>\n\nb: R&amp;D\n&lt;/pre>\n</pre>"),
        ("```\nabove\n[[Category:Default]]\nbelow\n```", "<pre>\nabove\nbelow\n</pre>"),
        ("| a | b |\n| --- | --- |\n| `x \\| y` | <z> |", TABLE),
        ("`plain` `* ~~~~`", "<code>plain</code> <code><nowiki>* ~~~~</nowiki></code>"),
        ("`{{!}}`", "<code><nowiki>{{!}}</nowiki></code>"),
        ("`Special:CreateAccount`", "[[:Special:CreateAccount]]"),
        ("`Help:B` and `User:Default/Opt-out`", "[[:Help:B]] and [[:مستخدم:بوت/خروج]]"),
        ("[it](b.md), [there](b.md#time-zones--end)", "[[Help:B|it]], [[Help:B#Time zones & end|there]]"),
        ("## Here\n\n[up](#here)", "== Here ==\n\n[[#Here|up]]"),
        ("[site](https://example.org/a?b=c)", "[https://example.org/a?b=c site]"),
        ("[not on the wiki](../README.md)", "not on the wiki"),
        ("\\* a star, \\# a hash", "&#42; a star, # a hash"),
        ("<b>tags</b> & {{braces}}", "&#60;b&#62;tags&#60;/b&#62; &#38; &#123;&#123;braces&#125;&#125;"),
        ("[[brackets]] ~~~~ ''quotes''", "&#91;&#91;brackets&#93;&#93; &#126;&#126;~~ &#39;'quotes&#39;'"),
    ],
)
def test_markdown_becomes_wikitext(markdown: str, wikitext: str) -> None:
    assert written(markdown) == wikitext


@pytest.mark.parametrize("markdown", ["> quoted", "![picture](a.png)", "text\n\n---\n\ntext"])
def test_what_has_no_wikitext_here_is_a_mistake_in_the_document(markdown: str) -> None:
    with pytest.raises(NotImplementedError, match=r"a\.md"):
        written(markdown)


@pytest.mark.parametrize("markdown", ["[gone](b.md#no-such-heading)", "[gone](#neither)"])
def test_a_link_that_leads_nowhere_is_a_mistake_in_the_document(markdown: str) -> None:
    with pytest.raises(KeyError):
        written(markdown)


def test_fragments_are_those_that_code_forges_make() -> None:
    assert [slug_of(h) for h in ("Who is named?", "Dates & time zones", "ਸਮਾਂ ਖੇਤਰ")] == [
        "who-is-named",
        "dates--time-zones",
        "ਸਮਾਂ-ਖੇਤਰ",
    ]


@given(st.text(alphabet=st.sampled_from("<>[]{}|&'~_ aਗ੍ب=\n"), max_size=40))
def test_escaped_text_holds_no_markup(text: str) -> None:
    assert re.findall(r"[<>\[\]{}|]|''|~~~|__|&(?!#\d+;)", escape_text(text)) == []
