"""What people do on a farm's wikis has the traces there that it has on any MediaWiki."""

import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest
import requests

from tests.wiki.reading import contributions, query, tags
from tests.wikifarm import Farm, FarmError, FarmWiki, Revision

PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "سلمى", "স্বপ্না", "小龍", "สมชาย")
JANUARY = datetime(2026, 1, 10, 12, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def people(farm: Farm) -> None:
    farm.create_accounts(PEOPLE, registered=datetime(2020, 2, 29, 23, 59, 59, tzinfo=UTC))


@pytest.fixture
def en(farm: Farm) -> FarmWiki:
    return farm["enwiki"]


def png(*, side: int) -> bytes:
    """Give a black square as a PNG file."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * side) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_accounts_are_the_same_on_all_wikis(farm: Farm) -> None:
    for wiki in farm.wikis.values():
        users = query(wiki, list="users", ususers="|".join(PEOPLE), usprop="registration")["users"]
        assert [(user["name"], user["registration"]) for user in users] == [
            (name, "2020-02-29T23:59:59Z") for name in PEOPLE
        ]


def test_a_name_that_is_taken_or_impossible_is_refused(farm: Farm, en: FarmWiki) -> None:
    with pytest.raises(FarmError, match="There is an account 'Asha' already"):
        en.create_account("Asha")
    for name in ("User#1", "192.0.2.1"):
        with pytest.raises(FarmError, match="cannot be the name of an account"):
            farm.create_accounts([name])


def test_past_revisions_belong_to_their_accounts(farm: Farm) -> None:
    pa = farm["pawiki"]
    pa.create_account("ਨਵਾਂ")
    texts = ("ਪਹਿਲਾ", "ਪਹਿਲਾ ਦੂਜਾ [[ਸ਼੍ਰੇਣੀ:ਲੇਖ]]", "ਦੂਜਾ")
    users = ("ਗੁਰਪ੍ਰੀਤ", "ਨਵਾਂ", "ਗੁਰਪ੍ਰੀਤ")
    revisions = [
        Revision(title="ਲੇਖ", text=text, user=user, timestamp=JANUARY + timedelta(days=day), comment=f"ਦਿਨ {day}")
        for day, (text, user) in enumerate(zip(texts, users, strict=True))
    ]
    pa.import_revisions(reversed(revisions))
    sizes = [len(text.encode()) for text in texts]
    assert contributions(pa, "ਗੁਰਪ੍ਰੀਤ") == [
        ("ਲੇਖ", "2026-01-10T12:00:00Z", sizes[0], []),
        ("ਲੇਖ", "2026-01-12T12:00:00Z", sizes[2] - sizes[1], []),
    ]
    assert contributions(pa, "ਨਵਾਂ") == [("ਲੇਖ", "2026-01-11T12:00:00Z", sizes[1] - sizes[0], [])]
    counted = "SELECT user_editcount, user_registration FROM user WHERE user_name = ?"
    assert pa.sql(counted, ["ਗੁਰਪ੍ਰੀਤ"]) == [(2, "20200229235959")]
    assert pa.sql(counted, ["ਨਵਾਂ"]) == [(1, "20260111120000")]
    assert pa.text("ਲੇਖ") == "ਦੂਜਾ"


def test_imported_pages_are_in_their_categories(en: FarmWiki) -> None:
    text = "{{Topic}}"
    en.import_revisions(
        [
            Revision(title="Imported", text=text, user="Asha", timestamp=JANUARY),
            Revision(title="Template:Topic", text="[[Category:Topics]]", user="Asha", timestamp=JANUARY),
        ]
    )
    members = query(en, list="categorymembers", cmtitle="Category:Topics")["categorymembers"]
    assert [page["title"] for page in members] == ["Imported", "Template:Topic"]


def test_a_revision_of_nobody_is_refused(en: FarmWiki) -> None:
    nobody = Revision(title="Nobody's", text="x", user="Nobody here", timestamp=JANUARY)
    with pytest.raises(FarmError, match="no account 'Nobody here'"):
        en.import_revisions([Revision(title="Somebody's", text="x", user="Asha", timestamp=JANUARY), nobody])
    assert en.text("Somebody's") is None


def test_edits_carry_author_summary_and_minor_mark(en: FarmWiki) -> None:
    first = en.edit("บทความ", "หนึ่ง", "สมชาย", summary="สร้าง")
    second = en.edit("บทความ", " 二", "小龍", minor=True, append=True)
    assert en.edit("บทความ", "หนึ่ง 二", "Asha") == second
    found = query(en, prop="revisions", titles="บทความ", rvprop="ids|user|comment|flags", rvlimit=9)["pages"]
    assert [(r["revid"], r["user"], r["comment"], r["minor"]) for r in found[0]["revisions"]] == [
        (second, "小龍", "", True),
        (first, "สมชาย", "สร้าง", False),
    ]
    assert en.text("บทความ") == "หนึ่ง 二"


def test_an_undone_edit_is_tagged_once_the_jobs_have_run(en: FarmWiki) -> None:
    en.edit("Undone", "good", "Asha")
    vandalism = en.edit("Undone", "vandalism", "স্বপ্না")
    undoing = en.undo(vandalism)
    assert "mw-reverted" not in tags(en, vandalism)
    en.run_jobs()
    assert "mw-reverted" in tags(en, vandalism)
    assert "mw-undo" in tags(en, undoing)


def test_a_rollback_takes_back_all_latest_edits_of_one_account(en: FarmWiki) -> None:
    en.edit("Rolled", "good", "Asha")
    vandalism = [en.edit("Rolled", text, "স্বপ্না") for text in ("bad", "worse")]
    back = en.rollback("Rolled", "স্বপ্না")
    en.run_jobs()
    assert en.text("Rolled") == "good"
    assert ["mw-reverted" in tags(en, rev_id) for rev_id in (*vandalism, back)] == [True, True, False]


def test_a_moved_page_takes_its_history_along(en: FarmWiki) -> None:
    en.edit("User:Asha/Draft", "draft", "Asha")
    en.move("User:Asha/Draft", "Article by Asha", user="Asha")
    assert en.text("User:Asha/Draft") == "#REDIRECT [[Article by Asha]]"
    assert "Article by Asha" in [row[0] for row in contributions(en, "Asha")]
    en.move("Article by Asha", "Article", leave_redirect=False)
    assert (en.text("Article by Asha"), en.text("Article")) == (None, "draft")
    with pytest.raises(FarmError, match="without leaving a redirect"):
        en.move("Article", "Elsewhere", user="Asha", leave_redirect=False)


def test_edits_to_a_deleted_page_are_gone_until_it_is_restored(en: FarmWiki) -> None:
    en.edit("Fleeting", "text", "سلمى")
    en.delete("Fleeting")
    assert (en.text("Fleeting"), contributions(en, "سلمى")) == (None, [])
    en.undelete("Fleeting")
    assert [row[0] for row in contributions(en, "سلمى")] == ["Fleeting"]


def test_a_hidden_author_is_not_among_the_contributions(en: FarmWiki) -> None:
    rev_id = en.edit("Hidden", "secret", "小龍")
    en.edit("Hidden", "public", "Asha")
    en.hide_revision(rev_id)
    assert "Hidden" not in [row[0] for row in contributions(en, "小龍")]
    (page,) = query(en, prop="revisions", revids=rev_id, rvprop="user|comment|content", rvslots="main")["pages"]
    (revision,) = page["revisions"]
    assert (revision["userhidden"], revision["commenthidden"]) == (True, True)
    assert revision["slots"]["main"]["texthidden"] is True


def test_a_protected_page_and_a_blocked_account_refuse_edits(en: FarmWiki) -> None:
    en.edit("Guarded", "text")
    en.protect("Guarded")
    with pytest.raises(FarmError, match="protectedpage"):
        en.edit("Guarded", "other", "Asha")
    en.create_account("Banned")
    en.block("Banned")
    with pytest.raises(FarmError, match="blocked"):
        en.edit("Open", "text", "Banned")


def test_a_renamed_account_keeps_its_edits_and_can_go_on(en: FarmWiki) -> None:
    en.create_account("Old name")
    en.edit("Renamed", "one", "Old name")
    en.rename_user("Old name", "নতুন নাম")
    en.edit("Renamed", "two", "নতুন নাম")
    assert [row[0] for row in contributions(en, "নতুন নাম")] == ["Renamed", "Renamed"]
    with pytest.raises(FarmError, match="Old name cannot log in"):
        en.edit("Renamed", "three", "Old name")


def test_a_file_on_commons_is_seen_on_every_wiki(farm: Farm) -> None:
    commons = farm["commonswiki"]
    commons.upload("Ein Quadrat.png", png(side=64), user="Asha", text="== Summary ==\n[[Category:Squares]]")
    commons.upload("Kreis.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', user="سلمى")
    uploads = query(commons, list="usercontribs", ucuser="Asha", ucnamespace=6, ucshow="new")["usercontribs"]
    assert [row["title"] for row in uploads] == ["File:Ein Quadrat.png"]
    (page,) = query(farm["eswiki"], titles="File:Ein Quadrat.png", prop="imageinfo", iiprop="url|size")["pages"]
    assert (page["imagerepository"], page["imageinfo"][0]["width"]) == ("commons", 64)
    assert requests.get(page["imageinfo"][0]["url"], timeout=60).content == png(side=64)
    with pytest.raises(FarmError, match="uploaddisabled"):
        farm["eswiki"].upload("Cuadrado.png", png(side=64), user="Asha")


def test_pages_render_with_what_reports_and_definitions_use(farm: Farm) -> None:
    text = (
        '<syntaxhighlight lang="yaml">a: 1</syntaxhighlight>{{#if:x|yes}}<ref>r</ref>'
        '<templatedata>{"params":{}}</templatedata>'
    )
    farm["metawiki"].edit("Rich", text)
    html = requests.get(farm["metawiki"].page_url("Rich"), timeout=60).text
    wanted = (
        '<span class="nt">a</span>',
        "yes",
        "mw-references",
        "mw-templatedata-doc-wrap",
        "vector-feature-night-mode-enabled",
    )
    assert [part for part in wanted if part not in html] == []
    parsed = requests.get(f"{farm.url}/metawiki/rest.php/v1/page/Rich/html", timeout=60)
    assert parsed.status_code == 200
