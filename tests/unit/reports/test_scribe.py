"""What wikis, pages and reasons are called."""

from dataclasses import replace

import pytest

from bot.cli.shipped import load_messages
from bot.model.reporting import WikiLink
from bot.reports.messages import Translator
from bot.reports.scribe import LONGEST_REASON, Scribe
from tests.unit.reports import samples

MESSAGES = load_messages()


def scribe(language: str, *links: WikiLink, **unknown: str) -> Scribe:
    context = replace(samples.CONTEXT, links={link.dbname: link for link in links}, unknown=unknown)
    return Scribe(Translator(language, MESSAGES), context)


def wiki_link(dbname: str, language: str, project: str, prefix: str | None = "x") -> WikiLink:
    return WikiLink(
        dbname=dbname, language=language, project=project, prefix=prefix, url="https://x.example.org/wiki/$1"
    )


@pytest.mark.parametrize(
    ("language", "link", "full", "short"),
    [
        ("en", wiki_link("pawiki", "pa", "wikipedia"), "Punjabi Wikipedia", "Punjabi"),
        ("ar", wiki_link("pawiki", "pa", "wikipedia"), "ويكيبيديا البنجابية", "البنجابية"),
        ("en", wiki_link("bnwikisource", "bn", "wikisource"), "Bangla Wikisource", "Bangla Wikisource"),
        ("en", wiki_link("commonswiki", "en", "commons"), *["<bdi>Wikimedia Commons</bdi>"] * 2),
        (
            "en",
            wiki_link("zh_min_nanwiki", "zh-min-nan", "farm"),
            *["Chinese (zh-min-nan) Wikipedia", "Chinese (zh-min-nan)"],
        ),
        ("en", wiki_link("metawiki", "en", "farm"), *["<bdi>Meta-Wiki</bdi>"] * 2),
        ("en", wiki_link("acme", "th", "acme"), *["<bdi>acme</bdi>"] * 2),
    ],
)
def test_wikis_have_the_names_that_readers_know(language: str, link: WikiLink, full: str, short: str) -> None:
    names = scribe(language, link)
    assert (names.wiki(link.dbname), names.wiki_shortly(link.dbname)) == (full, short)


@pytest.mark.parametrize(
    ("namespace", "shown"),
    [
        (0, '[[:pa:ਸਫ਼ਾ|<bdi lang="pa">ਸਫ਼ਾ</bdi>]]'),
        (3, '[[:pa:User talk:ਸਫ਼ਾ|<bdi lang="pa">User talk&#58;ਸਫ਼ਾ</bdi>]]'),
        (14, '[[:pa:Category:ਸਫ਼ਾ|<bdi lang="pa">Category&#58;ਸਫ਼ਾ</bdi>]]'),
        (3000, '<bdi lang="pa">ਸਫ਼ਾ</bdi>'),
    ],
)
def test_pages_are_linked_by_names_that_every_wiki_understands(namespace: int, shown: str) -> None:
    assert scribe("en", wiki_link("pawiki", "pa", "wikipedia", "pa")).page("pawiki", namespace, "ਸਫ਼ਾ") == shown


def test_page_of_the_home_wiki_is_linked_without_a_prefix() -> None:
    names = scribe("en", wiki_link("metawiki", "en", "meta", ""))
    assert names.page("metawiki", 6, "X.jpg") == "[[:File:X.jpg|<bdi>File&#58;X.jpg</bdi>]]"


def test_page_of_a_wiki_without_a_prefix_is_linked_by_its_address() -> None:
    names = scribe("en", wiki_link("thwiki", "th", "wikipedia", None))
    assert names.page("thwiki", 2, "A & ข") == (
        '<span class="plainlinks">[https://x.example.org/wiki/User:A_%26_%E0%B8%82'
        ' <bdi lang="th">User&#58;A &#38; ข</bdi>]</span>'
    )


def test_page_of_a_wiki_of_which_nothing_is_known_is_shown_all_the_same() -> None:
    assert scribe("en").page("pawiki", 0, "ਸਫ਼ਾ") == "<bdi>ਸਫ਼ਾ</bdi>"


def test_reasons_are_short_and_never_missing() -> None:
    names = scribe("en", arwiki="no answer " * 100)
    assert names.reason("arwiki") == f'<bdi lang="en">{("no answer " * 100)[: LONGEST_REASON - 1]}…</bdi>'
    assert names.reason("pawiki") == "no answer"


def test_reasons_are_english_and_marked_so_in_other_languages() -> None:
    assert scribe("ar", arwiki="HTTP 503").reason("arwiki") == 'بلا رد (<bdi lang="en">HTTP 503</bdi>)'
