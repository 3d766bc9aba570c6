"""What becomes of a page, and that people's own words on it stay."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.outcomes import Postponed, Refused, Unchanged
from bot.model.pages import Edit, PageText
from bot.model.reporting import State
from bot.publishing import BEGIN, END, due_at, postpone, prepare_edit, read_region
from tests.unit.factories import NOON


def decide(text: str | None, region: str, *, saved_before: bool = True) -> Edit | Unchanged | Refused:
    page = PageText(title="A/Report", rev_id=None if text is None else 7, text=text, editor=None)
    return prepare_edit(
        page, region, summary="12 edits", canonical=lambda t: t.replace("12:00", ""), saved_before=saved_before
    )


def test_a_new_page_is_the_bots_part_with_its_markers() -> None:
    assert decide(None, "new", saved_before=False) == Edit(
        title="A/Report", text=f"{BEGIN}\nnew\n{END}\n", summary="12 edits", base=None
    )


def test_a_page_that_somebody_deleted_is_not_made_again() -> None:
    assert isinstance(decide(None, "new"), Refused)


def test_only_the_bots_part_is_replaced() -> None:
    text = f"ਸਾਡਾ ਸਮਾਗਮ\n{BEGIN}\nold\n{END}\n[[Category:Events]]"
    assert decide(text, "new") == Edit(
        title="A/Report", text=f"ਸਾਡਾ ਸਮਾਗਮ\n{BEGIN}\nnew\n{END}\n[[Category:Events]]", summary="12 edits", base=7
    )


@pytest.mark.parametrize("spaces", ["", "\n", "\n\n "])
def test_the_same_apart_from_its_times_is_not_saved(spaces: str) -> None:
    assert decide(f"{BEGIN}{spaces}at 12:00: 3 edits{spaces}{END}", "at : 3 edits") == Unchanged()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no markers",
        f"{BEGIN}\nold",
        f"old\n{END}",
        f"{END}\nold\n{BEGIN}",
        f"{BEGIN}\nold\n{END}\n{BEGIN}\nold\n{END}",
        f"{BEGIN}\n{BEGIN}\nold\n{END}",
    ],
)
def test_a_page_whose_markers_are_gone_doubled_or_crossed_is_left_alone(text: str) -> None:
    assert isinstance(decide(text, "new"), Refused)


@pytest.mark.parametrize("word", ["REDIRECT", "redirect", "تحويل", "重定向", "WEITERLEITUNG"])
def test_a_report_that_was_moved_away_is_told_as_such(word: str) -> None:
    refused = decide(f"#{word} [[A/Report 2]]\n", "new")
    assert isinstance(refused, Refused)
    assert "moved" in refused.why


people = st.text(alphabet="ab<!->\n[[]]{{}}", max_size=30)


@given(people, people, st.text(alphabet="ab\n", min_size=1).filter(str.strip))
def test_what_people_wrote_around_it_stays_and_the_part_can_be_read_back(before: str, after: str, region: str) -> None:
    decision = decide(f"{before}{BEGIN}\nsomething else\n{END}{after}", region)
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
