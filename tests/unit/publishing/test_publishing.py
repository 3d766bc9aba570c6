"""What becomes of a page, and that people's own words on it stay."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.outcomes import Gone, Postponed, Refused, Unchanged
from bot.model.pages import Edit, PageText
from bot.model.reporting import State
from bot.publishing import BEGIN, END, TAKEN_AWAY, Draft, due_at, postpone, prepare_edit, read_region
from tests.unit.factories import NOON


def decide(
    text: str | None, region: str, *, saved_before: bool = True, redirect: bool = False, may_create: bool = True
) -> Edit | Unchanged | Refused:
    page = PageText(title="A/Report", rev_id=None if text is None else 7, text=text, editor=None, is_redirect=redirect)
    return prepare_edit(
        page,
        Draft(dbname="metawiki", title="A/Report", region=region, summary="12 edits", state=State.RUNNING),
        account="CampaignBot",
        canonical=lambda t: t.replace("12:00", ""),
        saved_before=saved_before,
        may_create=may_create,
    )


def why(decision: object) -> str:
    assert isinstance(decision, Refused)
    return decision.why


def test_a_new_page_is_the_bots_part_with_its_markers() -> None:
    assert decide(None, "new", saved_before=False) == Edit(
        title="A/Report", text=f"{BEGIN}\nnew\n{END}\n", summary="12 edits", base=None
    )


def test_a_page_that_somebody_deleted_is_not_made_again() -> None:
    assert decide(None, "new") == Gone(why=TAKEN_AWAY)


def test_where_the_bot_may_make_no_pages_it_makes_none() -> None:
    assert "no such page" in why(decide(None, "new", saved_before=False, may_create=False))


def test_only_the_bots_part_is_replaced() -> None:
    text = f"ਸਾਡਾ ਸਮਾਗਮ\n{BEGIN}\nold\n{END}\n[[Category:Events]]"
    assert decide(text, "new") == Edit(
        title="A/Report", text=f"ਸਾਡਾ ਸਮਾਗਮ\n{BEGIN}\nnew\n{END}\n[[Category:Events]]", summary="12 edits", base=7
    )


@pytest.mark.parametrize("spaces", ["", "\n", "\n\n "])
def test_the_same_apart_from_its_times_is_not_saved(spaces: str) -> None:
    assert decide(f"{BEGIN}{spaces}at 12:00: 3 edits{spaces}{END}", "at : 3 edits") == Unchanged()


GOOD = f"{BEGIN}\nold\n{END}"
OTHERS_WORDS = {
    "nothing": ("", "missing"),
    "no markers": ("ਸਾਡਾ ਸਮਾਗਮ", "missing"),
    "no end": (f"{BEGIN}\nold", "missing"),
    "no beginning": (f"old\n{END}", "missing"),
    "in another language": ("<!-- ਕੈਂਪੇਨਬੋਟ ਸ਼ੁਰੂ -->\nold\n<!-- ਕੈਂਪੇਨਬੋਟ ਅੰਤ -->", "missing"),
    "crossed": (f"{END}\nold\n{BEGIN}", "crossed"),
    "both twice": (f"{GOOD}\n{GOOD}", "twice"),
    "the first twice": (f"{BEGIN}\n{GOOD}", "twice"),
    "the last twice": (f"{GOOD}\n{END}", "twice"),
    "another case": (GOOD.lower(), "is written <!-- campaignbot begin -->"),
    "other spaces": (GOOD.replace("<!-- ", "<!--"), "is written <!--CampaignBot begin -->"),
    "right, and another case": (f"{GOOD}\n{GOOD.upper()}", "is written <!-- CAMPAIGNBOT BEGIN -->"),
    "inside nowiki": (f"<nowiki>{GOOD}</nowiki>", "stands in a comment, or in nowiki"),
    "inside pre": (f"<PRE class='x'>\n{GOOD}</pre >", "stands in a comment, or in nowiki"),
    "inside syntaxhighlight": (f"<syntaxhighlight lang=text>{GOOD}</syntaxhighlight>", "in nowiki"),
    "shown once more as an example": (f"Put <nowiki>{BEGIN}</nowiki> here.\n{GOOD}", "in nowiki"),
    "only the end inside nowiki": (f"{BEGIN}\nold<nowiki>\n{END}</nowiki>", "in nowiki"),
    "commented out": (f"<!-- not now\n{GOOD}\n-->", "stands in a comment"),
    "inside a comment that nobody ended": (f"{BEGIN}\nold\n<!-- {END}", "stands in a comment"),
}


@pytest.mark.parametrize("case", OTHERS_WORDS)
def test_a_page_whose_markers_leave_any_doubt_is_left_alone(case: str) -> None:
    text, words = OTHERS_WORDS[case]
    assert words in why(decide(text, "new"))


def test_nowiki_that_is_closed_or_empty_hides_no_marker() -> None:
    text = f"<nowiki/> <nowiki>{{{{x}}}}</nowiki> <pre> left open\n{GOOD} <!-- ours -->"
    assert isinstance(decide(text, "new"), Edit)


@pytest.mark.parametrize("hostile", ["<pre>", "<nowiki><pre>", "<!--", "<pre", "<pre></nowiki>", "</pre>", "{{bots|"])
def test_a_page_made_to_be_read_for_ever_is_read_in_time_that_grows_with_it(hostile: str) -> None:
    many = hostile * 200_000
    decision = decide(f"{GOOD}\n{many}", "new")
    assert isinstance(decision, Edit)
    assert decision.text.endswith(many)


def test_a_report_that_would_swallow_its_own_marker_is_not_saved() -> None:
    assert "left open" in why(decide(GOOD, "new <!-- and not ended"))


@pytest.mark.parametrize("text", ["#REDIRECT [[A/Report 2]]", f"#تحويل [[ب]]\n{GOOD}"])
def test_a_page_that_is_a_redirect_is_told_as_such(text: str) -> None:
    assert "moved" in why(decide(text, "new", redirect=True))


@pytest.mark.parametrize(
    ("template", "kept_off"),
    [
        ("{{nobots}}", True),
        ("{{ Nobots }}", True),
        ("{{Template:nobots}}", True),
        ("{{nobots|CampaignBot}}", True),
        ("{{nobots|ਹੋਰਬੋਟ}}", False),
        ("{{bots}}", False),
        ("{{bots|deny=all}}", True),
        ("{{bots|deny=ਹੋਰਬੋਟ,campaignBot}}", True),
        ("{{bots|deny=none}}", False),
        ("{{bots|deny=ਹੋਰਬੋਟ}}", False),
        ("{{bots|allow=none}}", True),
        ("{{bots|allow=ਹੋਰਬੋਟ}}", True),
        ("{{bots|allow=ਹੋਰਬੋਟ, CampaignBot}}", False),
        ("{{bots|allow=all}}", False),
        ("{{bots|optout=all}}", False),
        ("<nowiki>{{nobots}}</nowiki> <!-- {{nobots}} -->", False),
        ("{{robots}}", False),
    ],
)
def test_who_keeps_bots_off_a_page_keeps_ours_off(template: str, *, kept_off: bool) -> None:
    decision = decide(f"{template}\n{GOOD}", "new")
    assert ("keeps the bot off" in why(decision)) if kept_off else isinstance(decision, Edit)


people = st.text(alphabet="ab<!->\n[[]]{{}}", max_size=30)


@given(people, people, st.text(alphabet="ab\n", min_size=1).filter(str.strip))
def test_what_people_wrote_around_it_stays_and_the_part_can_be_read_back(before: str, after: str, region: str) -> None:
    decision = decide(f"{before}{BEGIN}\nsomething else\n{END}{after}", region)
    if "<!--" in before and isinstance(decision, Refused):
        return
    assert isinstance(decision, Edit)
    assert decision.text.startswith(before + BEGIN)
    assert decision.text.endswith(END + after)
    assert read_region(decision.text) == region.strip()


@pytest.mark.parametrize(
    ("state", "minutes_ago", "interval", "waits"),
    [
        (State.RUNNING, None, 10, False),
        (State.RUNNING, 3, 10, True),
        (State.RUNNING, 10, 10, False),
        (State.RUNNING, 3, 0, False),
        (State.SETTLING, 60, 10, True),
        (State.SETTLING, 24 * 60, 10, False),
        (State.SETTLING, 3, 0, False),
    ],
)
def test_a_report_waits_for_its_turn(state: State, minutes_ago: int | None, interval: int, *, waits: bool) -> None:
    saved_at = None if minutes_ago is None else NOON - timedelta(minutes=minutes_ago)
    wait = postpone(
        state,
        now=NOON,
        saved_at=saved_at,
        interval=timedelta(minutes=interval),
        closed_at=None,
        last_update_at=None,
        exists=True,
        complete=True,
        views_complete=True,
    )
    assert isinstance(wait, Postponed) == waits
    due = due_at(state, saved_at=saved_at, interval=timedelta(minutes=interval))
    assert (due is not None and due > NOON) == waits


@pytest.mark.parametrize("interval", [0, 10])
@pytest.mark.parametrize("state", [State.RUNNING, State.SETTLING])
def test_numbers_of_hidden_people_are_shown_once_a_day_at_most(state: State, interval: int) -> None:
    def wait(hours_ago: int | None) -> Postponed | None:
        return postpone(
            state,
            now=NOON,
            saved_at=None if hours_ago is None else NOON - timedelta(hours=hours_ago),
            interval=timedelta(minutes=interval),
            closed_at=None,
            last_update_at=None,
            exists=True,
            complete=True,
            views_complete=True,
            hidden=True,
        )

    assert [wait(None), wait(24)] == [None, None]
    assert wait(23) == Postponed(why="its turn is at 2026-04-14 13:00 UTC")


@pytest.mark.parametrize(
    ("saved_days_after_closing", "exists", "complete", "waits"),
    [
        (None, False, False, False),
        (None, True, True, True),
        (-1, True, True, False),
        (-1, True, False, True),
        (1, True, True, True),
    ],
)
def test_a_closed_programs_report_is_finished_once_and_then_left(
    saved_days_after_closing: int | None, *, exists: bool, complete: bool, waits: bool
) -> None:
    closed_at = NOON - timedelta(days=10)
    saved_at = None if saved_days_after_closing is None else closed_at + timedelta(days=saved_days_after_closing)
    wait = postpone(
        State.CLOSED,
        now=NOON,
        saved_at=saved_at,
        interval=timedelta(0),
        closed_at=closed_at,
        last_update_at=NOON + timedelta(days=21),
        exists=exists,
        complete=complete,
        views_complete=True,
    )
    assert isinstance(wait, Postponed) == waits


@pytest.mark.parametrize(
    ("days_since", "saved_days_ago", "complete", "views_complete", "waits"),
    [
        (-1, 20, True, True, True),
        (0, 20, True, True, False),
        (0, 20, False, True, True),
        (0, 20, True, False, True),
        (6, 20, True, False, True),
        (7, 20, True, False, False),
        (7, 20, False, False, True),
        (1, 1, True, True, True),
        (300, None, True, True, True),
    ],
)
def test_a_closed_programs_report_is_brought_up_to_date_a_last_time(
    days_since: int, saved_days_ago: int | None, *, complete: bool, views_complete: bool, waits: bool
) -> None:
    last_update_at = NOON - timedelta(days=days_since)
    wait = postpone(
        State.CLOSED,
        now=NOON,
        saved_at=None if saved_days_ago is None else NOON - timedelta(days=saved_days_ago),
        interval=timedelta(0),
        closed_at=last_update_at - timedelta(days=31),
        last_update_at=last_update_at,
        exists=True,
        complete=complete,
        views_complete=views_complete,
    )
    assert isinstance(wait, Postponed) == waits


# Several parts of the bot's on one page


def find_brackets(text: str) -> tuple[tuple[int, int], ...] | Refused:
    found = tuple(match.span(1) for match in re.finditer(r"<([^<>]*)>", text))
    return found if text.count("<") == len(found) else Refused(why="crossed")


def fill(text: str, *regions: str, find: Callable[[str], tuple[tuple[int, int], ...] | Refused] = find_brackets) -> str:
    page = PageText(title="ਵਰਤੋਂਕਾਰ:Asha", rev_id=7, text=text, editor=None)
    draft = Draft(
        dbname="pawiki",
        title=page.title,
        region=regions[0],
        further=regions[1:],
        summary="",
        state=State.RUNNING,
        find=find,
    )
    decision = prepare_edit(page, draft, account="CampaignBot", canonical=str, saved_before=False, may_create=False)
    return decision.text if isinstance(decision, Edit) else type(decision).__name__


def test_each_part_of_a_page_is_replaced_by_what_belongs_there() -> None:
    assert fill("ਸਾਡਾ <ਪੁਰਾਣਾ> ਸਮਾਗਮ <> ਹੈ", "ਨਵਾਂ", "2") == "ਸਾਡਾ <\nਨਵਾਂ\n> ਸਮਾਗਮ <\n2\n> ਹੈ"


def test_a_page_is_saved_when_one_of_its_parts_says_something_new() -> None:
    assert fill("<1> <2>", "1", "2") == "Unchanged"
    assert fill("<1> <2>", "1", "3") == "<\n1\n> <\n3\n>"


def test_a_part_that_would_swallow_another_is_refused() -> None:
    assert fill("<1> <2>", "new <", "2") == "Refused"
    assert fill("{{nobots}} <1> <2>", "1", "3") == "Refused"
    assert fill("<1> <{{nobots}}>", "1", "3") == "<\n1\n> <\n3\n>", "what is replaced keeps nobody off"
