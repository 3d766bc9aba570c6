"""What the names in the setting `articles` stand for, and where links lead."""

import pytest

from bot.model.campaigns import Articles
from bot.model.wikis import Catalogue, Wiki
from bot.run.article_lists import (
    Asked,
    Kind,
    canonical_title,
    follow_prefixes,
    namespace_of,
    perhaps_lists,
    surely_lists,
    understand,
)
from tests.unit.factories import campaign, program

CATALOGUE = Catalogue(
    home="metawiki",
    wikis={
        dbname: Wiki(dbname=dbname, family="wikipedia", code=code, language=code)
        for dbname, code in {"metawiki": "meta", "enwiki": "en", "pawiki": "pa", "bnwiki": "bn"}.items()
    },
    language_aliases={},
)
PUNJABI = {"ਸ਼੍ਰੇਣੀ": 14, "ਫਰਮਾ": 10, "ਵਰਤੋਂਕਾਰ": 2}
PREFIXES = {"pa": "pawiki", "w": "enwiki", "bn": "bnwiki"}


@pytest.mark.parametrize(
    ("name", "kind", "title"),
    [
        ("ਬਾਮਾ", Kind.ARTICLE, "ਬਾਮਾ"),
        ("ਸ਼੍ਰੇਣੀ:ਕਵੀ", Kind.CATEGORY, "Category:ਕਵੀ"),
        ("category:ਕਵੀ", Kind.CATEGORY, "Category:ਕਵੀ"),
        ("ਫਰਮਾ: ਕਵੀ", Kind.TEMPLATE, "Template:ਕਵੀ"),
        ("Template:A:B", Kind.TEMPLATE, "Template:A:B"),
        ("Category:", Kind.ARTICLE, "Category:"),
        ("ਵਰਤੋਂਕਾਰ:Asha", Kind.ARTICLE, "ਵਰਤੋਂਕਾਰ:Asha"),
        ("2001: A Space Odyssey", Kind.ARTICLE, "2001: A Space Odyssey"),
    ],
)
def test_categories_and_templates_are_told_from_titles_in_the_wikis_own_words(
    name: str, kind: Kind, title: str
) -> None:
    assert understand(name, wiki="pawiki", namespaces=PUNJABI) == Asked(kind=kind, wiki="pawiki", title=title)


def names(*pages: str, wikis: tuple[str, ...] = ("enwiki",)) -> tuple[tuple[str, ...], tuple[str, ...]]:
    asking = program(wikis=wikis, articles=Articles(titles=(), pages=pages))
    whole = campaign(asking, page="Poets week")
    return surely_lists(whole, asking, CATALOGUE, {}), perhaps_lists(whole, asking, CATALOGUE, {})


def test_pages_of_the_campaign_and_outside_of_what_counts_can_only_be_lists() -> None:
    given = ("Poets week/Articles", "Project:Women", "User_talk:Asha/List", "Bama", "Category:Poets", "Template:Poets")
    assert names(*given) == (("Poets week/Articles", "Project:Women", "User_talk:Asha/List"), ("Bama",))


def test_where_the_home_wiki_is_the_first_its_articles_are_articles() -> None:
    assert names("Bama", "Project:Women", wikis=("metawiki", "enwiki")) == (("Project:Women",), ())


def test_files_wanted_on_commons_are_no_lists() -> None:
    assert names("File:Bama.jpg", wikis=("commonswiki",)) == ((), ())


@pytest.mark.parametrize(
    ("prefix", "title", "leads_to"),
    [
        ("pa", "ਬਾਮਾ", ("pawiki", "ਬਾਮਾ")),
        ("w", "pa:ਬਾਮਾ", ("pawiki", "ਬਾਮਾ")),
        ("w", ":bn:বামা", ("bnwiki", "বামা")),
        ("w", "2001: A Space Odyssey", ("enwiki", "2001: A Space Odyssey")),
        ("w", "", None),
        ("w", "pa:", None),
        ("doi", "10.1000/182", None),
    ],
)
def test_links_lead_to_the_wiki_of_their_last_prefix(prefix: str, title: str, leads_to: tuple[str, str] | None) -> None:
    assert follow_prefixes(prefix, title, PREFIXES.get) == leads_to


def test_a_namespace_is_told_as_every_wiki_understands_it() -> None:
    assert canonical_title("ਵਰਤੋਂਕਾਰ ਗੱਲ-ਬਾਤ:Asha", 3) == "User talk:Asha"
    assert canonical_title("ਬਾਮਾ", 0) == "ਬਾਮਾ"
    assert canonical_title("ਖਰੜਾ:ਬਾਮਾ", 118) == "ਖਰੜਾ:ਬਾਮਾ"
    assert namespace_of("user_talk:Asha", {}) == 3
