"""Taking a person out of every table, and leaving everybody else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.model.campaigns import ListPage, Names
from bot.model.intervals import Interval
from bot.model.problems import Place, Problem
from bot.model.registrations import Registrant, Registration
from bot.model.reporting import ListNotes
from bot.model.results import PageName
from bot.model.signups import Fate, ListLine, ListReading, Moment, Rename, Traces
from bot.signups import Entry, SignupList, UnreadLine
from bot.signups.values import Form
from bot.store import Store
from bot.store.accounts import LookedUp, save_accounts
from bot.store.campaigns import Enrolled, load_campaigns, save_campaigns, save_enrolment
from bot.store.contributions import finish_fetch, save_contributions
from bot.store.creations import save_creations
from bot.store.definitions import SourceState, load_sources, save_sources
from bot.store.erasing import accounts_named, erase, stored_names
from bot.store.global_accounts import AskedAccount, save_global_accounts
from bot.store.lost_pages import load_deleted, save_deletion
from bot.store.registrations import save_registration
from bot.store.renames import save_renames
from bot.store.signup_lists import KnownList, LastReading, load_signup_lists, save_signup_lists
from bot.store.tables import metadata
from tests.unit.factories import DAY, NOON, account, at, campaign, contribution, program, span

GONE, STAYS = "ਗੁਰਪ੍ਰੀਤ", "Asha"
KEY = ("metawiki", "ਸੂਚੀ", "")
MOMENT = Moment(timestamp=NOON, rev_id=3)


@pytest.fixture
def filled(store: Store) -> Store:
    """Give a store in which two people stand wherever people can."""
    for user_id, name in ((7, GONE), (8, STAYS)):
        found = LookedUp(user_name=name, account=account(name, user_id), checked_at=NOON)
        save_accounts(store, "enwiki", [found])
        edits = [
            contribution(user_id * 10, user_id=user_id, page_id=user_id, title=f"Only by {user_id}"),
            contribution(user_id * 10 + 1, user_id=user_id, page_id=1, title="Shared"),
        ]
        finish_fetch(store, "enwiki", [user_id], DAY, edits, fetch=1)
        save_renames(store, "metawiki", [Rename(old=f"{name} before", new=name, at=NOON)])
        save_global_accounts(store, [AskedAccount(user_name=name, exists=True, asked_at=NOON, wikis={})])
    lines = (ListLine(line=n, fate=Fate.COUNTED, name=name, quote=f"* {name}!") for n, name in ((1, GONE), (2, STAYS)))
    reading = ListReading(source=ListPage(wiki="metawiki", page="ਸੂਚੀ"), title="ਸੂਚੀ", rev_id=3, lines=tuple(lines))
    notes = ListNotes(lists=(), listed=2, not_found=(), missing_lists=(), empty=False, readings=(reading,))
    save_enrolment(store, Enrolled(campaign="C", program="Delhi", wikis=("enwiki",), names=(STAYS, GONE), notes=notes))
    named = campaign(program(sources=(Names(names=(GONE, STAYS)),), facilitators=(GONE, STAYS)))
    save_campaigns(store, {"Page": named})
    problem = Problem(place=Place(source="Page", line=1, column=1), message="?", quote=f"names: [{GONE}, {STAYS}]")
    state = SourceState(
        source="Page", on_wiki=True, problems=(problem,), rev_id=5, text=f"names: {GONE}", trusted=True, editor=GONE
    )
    save_sources(store, [state, replace(state, source="Other", text=STAYS, problems=(), editor=STAYS)])
    entries = tuple(Entry(name=name, line=n, form=Form.PLAIN, withdrawn=False) for n, name in ((1, GONE), (2, STAYS)))
    unread = (UnreadLine(line=3, text=f"thanks to {GONE}"),)
    traces = {name: Traces(joined_at=NOON, lines=1, added={7: MOMENT, 8: MOMENT}) for name in (GONE, STAYS)}
    signups = SignupList(entries=entries, unread=unread, section_found=True)
    last = LastReading(rev_id=3, signups=signups)
    save_signup_lists(store, [KnownList(key=KEY, stands_at="ਸੂਚੀ", last=last, traces=traces)])
    people = (Registrant(central_id=7, user_name=GONE), Registrant(central_id=8, user_name=STAYS))
    window = Interval(DAY.start, DAY.end)
    save_registration(store, Registration(event_id=1, timezone="UTC", window=window, registrants=people), read_at=NOON)
    return store


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.begin() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(sa.select(table))] for table in metadata.sorted_tables
        }


def test_the_name_and_what_only_they_did_stand_nowhere_any_more(filled: Store) -> None:
    assert {GONE, STAYS} <= stored_names(filled)
    assert [found.user_id for found in accounts_named(filled, {GONE})] == [7]
    erase(filled, {GONE, f"{GONE} before"})
    told = repr(everything(filled)).encode().decode("unicode_escape", errors="ignore") + repr(everything(filled))
    assert GONE not in told
    assert "Only by 7" not in told
    assert not [row for row in everything(filled)["coverage"] if 7 in row[:2]]


def test_everybody_else_stays_as_they_were(filled: Store) -> None:
    before = everything(filled)
    erase(filled, {GONE, f"{GONE} before"})
    after = everything(filled)
    for table in ("account", "revision", "coverage", "participant", "rename", "registrant", "global_account"):
        ours = [row for row in before[table] if not {GONE, f"{GONE} before", 7} & set(row)]
        assert after[table] == ours, table
    assert [row[3] for row in after["page"]] == ["Shared", "Only by 8"]
    assert load_campaigns(filled)["Page"].facilitators == ()
    assert load_campaigns(filled)["Page"].programs[0].facilitators == (STAYS,)
    known = load_signup_lists(filled, [KEY])[KEY]
    assert [(entry.name, entry.line) for entry in known.last.signups.entries] == [("", 1), (STAYS, 2)]
    assert set(known.traces) == {STAYS}
    assert set(known.traces[STAYS].added) == {8}


def test_their_user_pages_go_whoever_edited_them(filled: Store) -> None:
    pages = {30: (3, GONE), 31: (2, f"{GONE}/ਕਵਿਤਾ"), 32: (3, STAYS), 33: (0, GONE)}
    edits = [
        contribution(page_id, user_id=8, page_id=page_id, namespace=namespace, title=title)
        for page_id, (namespace, title) in pages.items()
    ]
    save_contributions(filled, edits, fetch=1)
    erase(filled, {GONE})
    after = everything(filled)
    assert {row[1] for row in after["page"]} >= {32, 33}
    assert not {row[1] for row in after["page"]} & {30, 31}
    assert [row for row in after["revision"] if {30, 31} & set(row)] == []


def test_a_deleted_page_goes_with_them_unless_others_wrote_it_too(filled: Store) -> None:
    day = span("2026-04-20", "2026-04-21")
    for user_id, page_ids in ((7, (20, 21)), (8, (21,))):
        edits = [
            contribution(
                user_id * 100 + n, user_id=user_id, page_id=n, title=f"Deleted {n}", timestamp=at("2026-04-20 09:00")
            )
            for n in page_ids
        ]
        finish_fetch(filled, "enwiki", [user_id], day, edits, fetch=2)
        finish_fetch(filled, "enwiki", [user_id], day, fetch=3)
    for page_id in (20, 21):
        save_deletion(filled, "enwiki", page_id, NOON, asked_at=NOON)
    erase(filled, {GONE})
    (page,) = load_deleted(filled, ["enwiki"])
    assert [(one.page_id, one.title, one.user_id) for one in page.contributions] == [(21, "Deleted 21", 8)]
    assert [row[:2] for row in everything(filled)["deletion"]] == [("enwiki", 21)]
    assert "Deleted 20" not in repr(everything(filled))


def test_where_pages_were_created_stays_only_where_it_names_others_and_others_created_them(filled: Store) -> None:
    created = [
        contribution(user_id * 100 + n, user_id=user_id, page_id=n, parent_id=0, timestamp=NOON + timedelta(minutes=n))
        for user_id, n in ((7, 30), (8, 31), (8, 32))
    ]
    later = contribution(830, user_id=8, page_id=30, timestamp=NOON + timedelta(minutes=40))
    save_contributions(filled, (*created, later), fetch=2)
    drafts = {
        30: PageName(namespace=118, title="Of somebody who is gone"),
        31: PageName(namespace=118, title="Draft"),
        32: PageName(namespace=2, title=f"{GONE}/Draft"),
    }
    save_creations(filled, "enwiki", drafts, asked_at=NOON)
    erase(filled, {GONE})
    assert [row[:4] for row in everything(filled)["creation"]] == [
        ("enwiki", 31, 118, "Draft"),
        ("enwiki", 32, None, None),
    ]


def test_a_definition_that_names_them_is_read_again(filled: Store) -> None:
    erase(filled, {GONE})
    states = load_sources(filled)
    assert (states["Page"].text, states["Page"].rev_id) == (None, None)
    assert (states["Other"].text, states["Other"].rev_id) == (STAYS, 5)
    assert [states[source].editor for source in ("Page", "Other")] == [None, STAYS]


def test_nobody_is_erased_by_nothing(filled: Store) -> None:
    before = everything(filled)
    erase(filled, ())
    erase(filled, {"小明"})
    assert everything(filled) == before
