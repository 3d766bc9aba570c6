"""The client of the wikis on real wikis, inside the test process."""

from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

from tests.wiki.pywikibot_here import use_config  # isort: skip - pywikibot reads its configuration when imported

from bot.model.errors import OperatorError, WikiUnavailableError
from bot.model.intervals import Interval
from bot.model.outcomes import Conflict, Refused, Saved, Unchanged
from bot.model.pages import Edit, PageText
from bot.model.settings import ReadFrom, Settings, SitePointer
from bot.model.wikis import Catalogue
from bot.wikis import find_account
from bot.wikis.accounts import look_up_accounts
from bot.wikis.client import Client
from bot.wikis.contributions import fetch_contributions, read_redirects
from bot.wikis.links import wiki_links
from bot.wikis.pages import find_pages, read_pages
from bot.wikis.saving import save_page
from bot.wikis.session import Session
from bot.wikis.watching import watch
from tests.wikifarm import Farm, Revision

NAMES = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "陈丽华")
MORNING = datetime(2026, 4, 14, 8, tzinfo=UTC)
EVENT = Interval(MORNING, MORNING + timedelta(hours=4))

CODES = {
    "metawiki": "meta",
    "enwiki": "en",
    "eswiki": "es",
    "pawiki": "pa",
    "arwiki": "ar",
    "commonswiki": "commons",
}
SETTINGS = Settings(
    home="metawiki",
    contact="https://example.org/",
    wikis={dbname: SitePointer(family="farm", code=code) for dbname, code in CODES.items()},
)


@pytest.fixture(scope="module")
def session(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Session:
    farm.create_accounts(NAMES)
    farm.create_bot("CampaignBot")
    folder = tmp_path_factory.mktemp("account")
    farm.write_pywikibot_config(folder)
    use_config(folder)
    return Session()


@pytest.fixture(scope="module")
def catalogue(session: Session) -> Catalogue:
    return session.catalogue(SETTINGS)


@pytest.fixture(scope="module")
def home(session: Session, catalogue: Catalogue) -> Client:
    return session.log_in_at_home(catalogue)


@pytest.fixture(scope="module")
def english(session: Session, catalogue: Catalogue) -> Client:
    return session.client(catalogue, "enwiki")


def test_a_missing_account_is_the_operators_to_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYWIKIBOT_DIR", raising=False)
    with pytest.raises(OperatorError, match=r"copy user-config\.py\.sample"):
        find_account(tmp_path, needed=True)


def test_wikimedias_wikis_are_known_without_asking_any(session: Session) -> None:
    catalogue = session.catalogue(Settings(home="metawiki", contact="https://example.org/"))
    named = ("pa", "zh-min-nan", "nan", "be-tarask", "yue", "commonswiki", "wikidatawiki", "enwikisource", "no")
    assert [catalogue.resolve(name) for name in named] == [
        "pawiki",
        "zh_min_nanwiki",
        "zh_min_nanwiki",
        "be_x_oldwiki",
        "zh_yuewiki",
        "commonswiki",
        "wikidatawiki",
        "enwikisource",
        "nowiki",
    ]
    assert catalogue.resolve("klingon") is None
    assert catalogue.default_wiki == "enwiki"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(home="qqwiki", contact=""), "home: there is no wiki qqwiki"),
        (Settings(home="metawiki", contact="", report_wikis=("qqwiki",)), "report_wikis: there is no wiki qqwiki"),
        (Settings(home="metawiki", contact="", sources={"qqwiki": ReadFrom.API}), "source: there is no wiki qqwiki"),
        (
            Settings(home="x", contact="", wikis={"x": SitePointer(family="nofamily", code="x")}),
            "knows no family nofamily",
        ),
        (Settings(home="x", contact="", wikis={"x": SitePointer(family="farm", code="xx")}), "farm has no code xx"),
    ],
)
def test_wikis_that_do_not_exist_are_the_operators_to_mend(session: Session, settings: Settings, words: str) -> None:
    with pytest.raises(OperatorError, match=words):
        session.catalogue(settings)


def test_with_the_bot_flag_requests_are_large(home: Client) -> None:
    assert (home.logged_in, home.batch) == (True, 500)


def test_accounts_are_found_in_one_request_and_missing_ones_are_none(farm: Farm, home: Client) -> None:
    before = len(farm.requests())
    accounts = look_up_accounts(home, (*NAMES, "Ghost"))
    assert len(farm.requests()) - before == 1
    ids = dict(farm["metawiki"].sql("SELECT CAST(user_name AS TEXT), user_id FROM user"))
    assert {name: account and account.user_id for name, account in accounts.items()} == {
        **{name: ids[name] for name in NAMES},
        "Ghost": None,
    }
    assert all(account is None or account.registration for account in accounts.values())


def test_contributions_of_everybody_are_those_of_the_database(farm: Farm, english: Client) -> None:
    wiki = farm["enwiki"]
    history = [("Asha", -1, "a"), ("Asha", 0, "a" * 20), ("ਗੁਰਪ੍ਰੀਤ", 1, "a" * 12), ("فاطمة", 4, "a" * 13)]
    wiki.import_revisions(
        Revision(title=title, text=text, user=user, timestamp=MORNING + timedelta(hours=hour))
        for title in ("Bama", "Talk:Bama", "ਸਾਵਿਤਰੀਬਾਈ ਫੂਲੇ")
        for user, hour, text in history
    )
    ids = [account.user_id for account in look_up_accounts(english, NAMES).values() if account]
    found = [c for part in fetch_contributions(english, ids, EVENT) for c in part]
    expected = wiki.sql(
        """SELECT r.rev_id, r.rev_parent_id, page_id, page_namespace, CAST(page_title AS TEXT), actor_user, r.rev_len,
                  r.rev_len - p.rev_len, CAST(r.rev_timestamp AS TEXT)
           FROM revision r JOIN page ON page_id = r.rev_page JOIN actor ON actor_id = r.rev_actor
           LEFT JOIN revision p ON p.rev_id = r.rev_parent_id
           WHERE r.rev_timestamp >= '20260414080000' AND r.rev_timestamp < '20260414120000'
             AND actor_name IN (?, ?, ?, ?)""",
        NAMES,
    )
    assert len(expected) == 6
    assert sorted(
        (
            c.rev_id,
            c.parent_id,
            c.page_id,
            c.namespace,
            c.title.replace(" ", "_"),
            c.user_id,
            c.size,
            c.size_diff,
            f"{c.timestamp:%Y%m%d%H%M%S}",
        )
        for c in found
    ) == sorted(expected)


def test_a_page_restored_after_it_was_blanked_is_added_and_one_whose_parent_is_gone_is_unknown(
    farm: Farm, english: Client
) -> None:
    wiki, hour = farm["enwiki"], timedelta(hours=1)
    later = Interval(EVENT.end + hour, EVENT.end + 9 * hour)
    wiki.import_revisions(
        Revision(title=title, text=text, user=user, timestamp=later.start + passed * hour)
        for title, text, user, passed in (
            ("ਖਾਲੀ", "ਲੇਖ", "فاطمة", 0),
            ("ਖਾਲੀ", "", "Asha", 1),
            ("ਖਾਲੀ", "ਲੇਖ", "陈丽华", 2),
            ("ਦੂਜਾ", "ਇੱਕ", "فاطمة", 3),
            ("ਦੂਜਾ", "ਇੱਕ ਦੋ", "陈丽华", 4),
        )
    )
    wiki.delete("ਦੂਜਾ")
    wiki.undelete("ਦੂਜਾ", only=later.start + 4 * hour)
    ((user_id,),) = wiki.sql("SELECT user_id FROM user WHERE user_name = ?", ("陈丽华",))
    before = len(farm.requests())
    found = chain.from_iterable(fetch_contributions(english, [user_id], later))
    assert {c.title: (c.parent_id != 0, c.size_diff) for c in found} == {
        "ਖਾਲੀ": (True, len("ਲੇਖ".encode())),
        "ਦੂਜਾ": (True, None),
    }
    assert [r.params["rvprop"] for r in farm.requests()[before:] if "revids" in r.params] == ["ids|size"]


def test_a_page_that_is_a_redirect_is_told_from_one_that_is_not(farm: Farm, english: Client) -> None:
    wiki = farm["enwiki"]
    wiki.edit("Savitribai", "#REDIRECT [[Bama]]", user="Asha")
    wiki.edit("Bama Faustina", "A writer.", user="Asha")
    ids = dict(wiki.sql("SELECT CAST(page_title AS TEXT), page_id FROM page"))
    gone = 99_999
    asked = (ids["Savitribai"], ids["Bama_Faustina"], gone)
    assert read_redirects(english, asked) == {ids["Savitribai"]: True, ids["Bama_Faustina"]: False}


def test_pages_are_read_by_the_names_that_were_asked(farm: Farm, home: Client) -> None:
    rev_id = farm["metawiki"].edit("Project:ਸੂਚੀ", "* [[User:Asha]]", user="Asha")
    pages = read_pages(home, ["Project:ਸੂਚੀ", "project:ਸੂਚੀ", "Nowhere", "[[bad"])
    title = pages["Project:ਸੂਚੀ"].title
    ((page_id,),) = farm["metawiki"].sql("SELECT rev_page FROM revision WHERE rev_id = ?", (rev_id,))
    there = PageText(
        title=title,
        rev_id=rev_id,
        text="* [[User:Asha]]",
        editor="Asha",
        page_id=page_id,
        namespace=4,
        language="en",
    )
    assert pages == {
        "Project:ਸੂਚੀ": there,
        "project:ਸੂਚੀ": there,
        "Nowhere": PageText(title="Nowhere", rev_id=None, text=None, editor=None),
        "[[bad": PageText(title="[[bad", rev_id=None, text=None, editor=None),
    }


def test_a_redirect_is_read_as_it_stands_and_watched_where_it_leads(farm: Farm, home: Client) -> None:
    wiki = farm["metawiki"]
    rev_id = wiki.edit("Project:ਨਵੀਂ ਸੂਚੀ", "* [[User:Asha]]", user="Asha")
    wiki.edit("Project:ਪੁਰਾਣੀ", "#REDIRECT [[Project:ਨਵੀਂ ਸੂਚੀ]]")
    wiki.edit("To nowhere", "#REDIRECT [[Nowhere]]")
    wiki.edit("To itself", "#REDIRECT [[To itself]]")
    asked = ["project:ਪੁਰਾਣੀ", "To nowhere", "To itself", "Project:ਨਵੀਂ ਸੂਚੀ"]
    assert read_pages(home, asked)["project:ਪੁਰਾਣੀ"].text == "#REDIRECT [[Project:ਨਵੀਂ ਸੂਚੀ]]"
    watched = watch(home, asked, renames_since=None).pages
    assert {title: page.rev_id if page else None for title, page in watched.items()} == {
        "project:ਪੁਰਾਣੀ": rev_id,
        "To nowhere": None,
        "To itself": None,
        "Project:ਨਵੀਂ ਸੂਚੀ": rev_id,
    }


@pytest.mark.parametrize(
    "where", ["Category:Campaigns here", "Campaigns here", "Project:Events/", "Events/", "Template:Campaign"]
)
def test_campaigns_are_found_in_a_category_on_a_page_under_a_prefix_and_by_their_template(
    farm: Farm, home: Client, where: str
) -> None:
    wiki = farm["metawiki"]
    prefix = "Project:Events/" if where.startswith("Project") else "Events/"
    titles = [prefix + "Delhi", prefix + "दिल्ली"]
    revisions = [wiki.edit(title, "{{Campaign}} [[Category:Campaigns here]]", user="Asha") for title in titles]
    wiki.edit("Campaigns here", "\n".join(f"* [[{title}]]" for title in titles) + "\n[[Red link]]", user="Asha")
    home.namespace_numbers()
    before = len(farm.requests())
    pages = find_pages(home, where)
    assert len(farm.requests()) - before == 1
    assert set(revisions) <= {page.rev_id for page in pages}


def test_a_page_is_saved_as_a_bot_edit_that_is_not_minor(farm: Farm, home: Client) -> None:
    saved = save_page(home, Edit(title="New/Report", text="ਪੰਜਾਬੀ", summary="12 edits", base=None))
    assert isinstance(saved, Saved)
    wiki = farm["metawiki"]
    assert wiki.text("New/Report") == "ਪੰਜਾਬੀ"
    assert wiki.sql("SELECT rc_bot, rc_minor FROM recentchanges WHERE rc_this_oldid = ?", (saved.rev_id,)) == [(1, 0)]
    again = save_page(home, Edit(title="New/Report", text="ਪੰਜਾਬੀ", summary="12 edits", base=saved.rev_id))
    assert again == Unchanged()


def test_an_edit_based_on_an_older_revision_is_a_conflict_and_loses_nothing(farm: Farm, home: Client) -> None:
    wiki = farm["metawiki"]
    base = wiki.edit("Busy/Report", "one\n\ntwo", user="Asha")
    wiki.edit("Busy/Report", "one changed by a person\n\ntwo", user="ਗੁਰਪ੍ਰੀਤ")
    assert (
        save_page(home, Edit(title="Busy/Report", text="one, the bot's\n\ntwo", summary="s", base=base)) == Conflict()
    )
    assert wiki.text("Busy/Report") == "one changed by a person\n\ntwo"


def test_a_page_that_appeared_or_vanished_meanwhile_is_a_conflict(farm: Farm, home: Client) -> None:
    wiki = farm["metawiki"]
    wiki.edit("There/Report", "a person's", user="Asha")
    assert save_page(home, Edit(title="There/Report", text="x", summary="s", base=None)) == Conflict()
    base = wiki.edit("Gone/Report", "x", user="Asha")
    wiki.delete("Gone/Report")
    assert save_page(home, Edit(title="Gone/Report", text="y", summary="s", base=base)) == Conflict()
    assert wiki.text("Gone/Report") is None


def test_a_protected_page_is_refused_with_the_wikis_words(farm: Farm, home: Client) -> None:
    base = farm["metawiki"].edit("Locked/Report", "x", user="Asha")
    farm["metawiki"].protect("Locked/Report")
    refused = save_page(home, Edit(title="Locked/Report", text="y", summary="s", base=base))
    assert isinstance(refused, Refused)
    assert "protected" in refused.why


def test_the_home_wiki_links_to_the_others_by_its_interwiki_prefixes(
    farm: Farm, catalogue: Catalogue, home: Client
) -> None:
    links = wiki_links(home, catalogue.wikis.values())
    assert {dbname: link.prefix for dbname, link in links.items()} == {
        "metawiki": "",
        "enwiki": "en",
        "eswiki": "es",
        "pawiki": "pa",
        "arwiki": "ar",
        "commonswiki": "commons",
    }
    assert links["pawiki"].url == f"{farm.url}/pawiki/wiki/$1"


def test_a_wiki_that_does_not_answer_is_unavailable_and_answers_again_later(farm: Farm, english: Client) -> None:
    farm.break_wiki("enwiki")
    with pytest.raises(WikiUnavailableError):
        look_up_accounts(english, ["Asha"])
    farm.mend_wiki("enwiki")
    assert look_up_accounts(english, ["Asha"])["Asha"]
