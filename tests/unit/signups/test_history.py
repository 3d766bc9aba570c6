"""Who said themselves that they take part, whatever happens to the list afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.signups import Moment, Traces, Version
from bot.signups import Follower, merge_traces, parse_signups, shown_key
from bot.signups.standing import Standing, stand
from tests.unit.signups.shipped import syntax

ASHA, BOLA, ORGANIZER, STRANGER = 1, 2, 8, 9
IDS = {"Asha": ASHA, "ਬੋਲਾ": BOLA}
START = datetime(2026, 4, 14, 10, tzinfo=UTC)

SIGNED = Standing(takes_part=True, signed=True)
COUNTED = Standing(takes_part=True)
KEPT = Standing(takes_part=True, kept=True)
KEPT_SIGNED = Standing(takes_part=True, signed=True, kept=True)
GONE = Standing(takes_part=False)
WITHDREW = Standing(takes_part=False, withdrew=True)

A, B, C, D = "* [[User:Asha]]", "* [[User:ਬੋਲਾ]]", "* [[User:Chen]]", "* [[User:ดาว]]"

Edit = tuple[int, str | None] | tuple[int, str | None, bool]


def versions(edits: Sequence[Edit]) -> list[Version]:
    """Give the versions that these edits leave: by whom, the whole text, and whether the wiki calls it a revert."""
    return [
        Version(
            at=Moment(timestamp=START + timedelta(minutes=number), rev_id=number),
            parent_id=number - 1,
            user_id=edit[0],
            text=edit[1],
            reverts=len(edit) > 2 and bool(edit[2]),
        )
        for number, edit in enumerate(edits, 1)
    ]


def traces(*edits: Edit, section: str | None = None) -> dict[str, Traces]:
    return follow({}, versions(edits), section=section).traces


def follow(
    known: Mapping[str, Traces], history: Iterable[Version], section: str | None = None, after: Moment | None = None
) -> Follower:
    follower = Follower(
        known,
        lambda text: parse_signups(text, syntax=syntax(), section=section),
        read_page=lambda text: parse_signups(text, syntax=syntax()),
        after=after,
    )
    for version in history:
        follower.take(version)
    return follower


def standing(*edits: Edit, name: str = "Asha", facilitators: Sequence[int] = ()) -> Standing:
    text = next(text for _, text, *_ in reversed(edits) if text is not None)
    on_page = any(entry.name == name and not entry.withdrawn for entry in parse_signups(text, syntax=syntax()).entries)
    return stand(traces(*edits).get(name), on_page=on_page, user_id=IDS.get(name), facilitators=facilitators)


CASES: dict[str, tuple[Standing, tuple[Edit, ...]]] = {
    "who adds the own line has signed": (SIGNED, ((STRANGER, B), (ASHA, f"{B}\n{A}"))),
    "who is added by another has not": (COUNTED, ((ASHA, ""), (ORGANIZER, A))),
    "a signature that somebody else typed is no word of theirs": (
        COUNTED,
        ((ORGANIZER, "* [[User:Asha|Asha]] ([[User talk:Asha|talk]]) 16:34, 23 April 2026 (UTC)"),),
    ),
    "who signs below an organizer's line has signed": (SIGNED, ((ORGANIZER, A), (ASHA, f"{A}\n{A} me, too"))),
    "a comment on a line that an organizer added is no signature": (COUNTED, ((ORGANIZER, A), (ASHA, f"{A} hello"))),
    "a stranger writes the list anew": (SIGNED, ((ASHA, A), (STRANGER, f"{B}\n# {{{{user|Asha}}}} – Delhi"))),
    "an organizer sorts the list into a table": (
        SIGNED,
        ((ASHA, A), (BOLA, f"{A}\n{B}"), (ORGANIZER, "{|\n|-\n| [[User:ਬੋਲਾ]] || 1\n|-\n| [[User:Asha]] || 2\n|}")),
    ),
    "a stranger's removal is undone by another": (SIGNED, ((ASHA, A), (STRANGER, ""), (ORGANIZER, A, True))),
    "a stranger's removal stands": (KEPT_SIGNED, ((ASHA, A), (STRANGER, "", True))),
    "a stranger takes off whom an organizer added": (KEPT, ((ORGANIZER, A), (STRANGER, ""))),
    "a stranger strikes the line": (KEPT_SIGNED, ((ASHA, A), (STRANGER, "* <s>[[User:Asha]]</s>"))),
    "who removes the own line has withdrawn": (WITHDREW, ((ASHA, f"{B}\n{A}"), (ASHA, B))),
    "who strikes the own line has withdrawn": (WITHDREW, ((ASHA, A), (ASHA, "* <s>[[User:Asha]]</s>"))),
    "who was added by another may withdraw": (WITHDREW, ((ORGANIZER, A), (ASHA, ""))),
    "who withdrew is not brought back by others": (WITHDREW, ((ASHA, A), (ASHA, ""), (STRANGER, A, True))),
    "who withdrew comes back by signing anew": (SIGNED, ((ASHA, A), (ASHA, ""), (ASHA, A))),
    "an organizer takes back what they added": (GONE, ((ORGANIZER, f"{A}\n{B}"), (ORGANIZER, B))),
    "what somebody added is reverted": (GONE, ((ORGANIZER, ""), (STRANGER, A), (ORGANIZER, "", True))),
    "a stranger empties the list": (
        KEPT,
        ((ORGANIZER, f"{A}\n{B}\n{C}"), (STRANGER, "")),
    ),
    "whoever wrote the list empties it": (KEPT, ((ORGANIZER, f"{A}\n{B}\n{C}"), (ORGANIZER, ""))),
    "a blank page of before is restored over a long list": (
        KEPT,
        ((ORGANIZER, ""), (ORGANIZER, f"{A}\n{B}\n{C}"), (STRANGER, "", True)),
    ),
    "the list is replaced by another": (KEPT, ((ORGANIZER, f"{A}\n{B}\n{C}"), (STRANGER, D))),
    "the revision's author is hidden": (COUNTED, ((0, A),)),
    "the text of the revision before is hidden": (COUNTED, ((ORGANIZER, B), (ORGANIZER, None), (ASHA, f"{A}\n{B}"))),
    "who removed the own line twice over": (WITHDREW, ((ASHA, f"{A}\n{A}"), (ASHA, A), (ASHA, ""))),
    "who signed twice removes one of the lines": (SIGNED, ((ASHA, f"{A}\n{A}"), (ASHA, A))),
    "whom an organizer lists again takes the own line off": (
        WITHDREW,
        ((ASHA, A), (ORGANIZER, f"{A}\n{A} again"), (ASHA, f"{A} again")),
    ),
    "whom an organizer lists again strikes the own line": (
        WITHDREW,
        ((ASHA, A), (ORGANIZER, f"{A}\n{A} again"), (ASHA, f"<s>{A}</s>\n{A} again")),
    ),
    "a stranger removes a double": (SIGNED, ((ASHA, A), (ORGANIZER, f"{A}\n{A}"), (STRANGER, A))),
    "who undoes somebody's blanking is not its author": (
        COUNTED,
        ((ORGANIZER, A), (STRANGER, ""), (ASHA, A, True)),
    ),
    "who writes a blanked list again by hand is not its author": (
        COUNTED,
        ((ORGANIZER, f"{A}\n{B}"), (STRANGER, ""), (ASHA, f"{B}\n{A} welcome")),
    ),
    "who signs after a stranger took them off has signed": (SIGNED, ((ORGANIZER, A), (STRANGER, ""), (ASHA, A))),
    "who undoes the own removal has signed": (SIGNED, ((ORGANIZER, A), (ASHA, ""), (ASHA, A, True))),
}


@pytest.mark.parametrize(("expected", "edits"), CASES.values(), ids=list(CASES))
def test_what_a_list_s_history_says(expected: Standing, edits: tuple[Edit, ...]) -> None:
    assert standing(*edits) == expected


def test_a_facilitator_takes_somebody_off() -> None:
    assert standing((ASHA, A), (ORGANIZER, ""), facilitators=[ORGANIZER]) == GONE
    assert standing((ASHA, A), (ORGANIZER, ""), (ASHA, A), facilitators=[ORGANIZER]) == SIGNED


def test_a_facilitator_empties_the_list() -> None:
    edits = ((ASHA, A), (BOLA, f"{A}\n{B}"), (BOLA, f"{A}\n{B}\n{C}"), (ORGANIZER, ""))
    assert standing(*edits, facilitators=[ORGANIZER]) == GONE
    assert standing(*edits) == KEPT_SIGNED


def test_who_has_no_account_on_the_wiki_of_the_list_cannot_have_signed() -> None:
    trace = traces((ASHA, A))["Asha"]
    assert stand(trace, on_page=True, user_id=None) == COUNTED


def test_the_time_of_joining_is_that_of_the_first_line() -> None:
    told = traces((ORGANIZER, B), (ORGANIZER, f"{B}\n{A}"), (STRANGER, B), (ASHA, f"{B}\n{A}"))
    assert told["Asha"].joined_at == START + timedelta(minutes=2)


def test_only_the_section_that_is_the_list_counts() -> None:
    page = "== Names ==\n{}\n== Talk ==\n{}"
    told = traces((ORGANIZER, page.format(A, "")), (ASHA, page.format(A, A)), section="Names")
    assert stand(told["Asha"], on_page=True, user_id=ASHA) == COUNTED


def test_a_section_that_is_called_something_else_for_a_while_changes_nothing() -> None:
    page = "== {} ==\n" + A
    told = traces(
        (ASHA, page.format("Names")), (STRANGER, page.format("X")), (BOLA, page.format("Names")), section="Names"
    )
    assert stand(told["Asha"], on_page=True, user_id=ASHA) == SIGNED


def test_versions_that_cannot_be_read_are_looked_at_again() -> None:
    history = versions([(ASHA, A), (STRANGER, None)])
    follower = follow({}, history)
    assert (set(follower.traces), follower.last) == ({"Asha"}, history[0].at)


def test_who_mends_the_heading_is_not_the_author_of_the_list() -> None:
    told = traces((ORGANIZER, "== Nmaes ==\n" + A), (ASHA, "== Names ==\n" + A), section="Names")
    assert stand(told["Asha"], on_page=True, user_id=ASHA) == COUNTED


def test_who_makes_the_section_with_the_own_name_has_signed() -> None:
    told = traces((ORGANIZER, "An event."), (ASHA, "An event.\n== Names ==\n" + A), section="Names")
    assert stand(told["Asha"], on_page=True, user_id=ASHA) == SIGNED


def test_what_came_with_a_version_that_is_missing_is_nobodys() -> None:
    first, hidden, last = versions([(ORGANIZER, ""), (ORGANIZER, A), (ASHA, f"{A}.")])
    assert hidden.at < last.at
    told = follow({}, [first, last]).traces
    assert stand(told["Asha"], on_page=True, user_id=ASHA) == COUNTED


def test_the_traces_of_two_names_of_one_account_are_those_of_one_person() -> None:
    old, new = "* [[User:Asha]]", "* [[User:Usha]]"
    told = traces((ASHA, old), (STRANGER, new), (ASHA, ""))
    merged = merge_traces(told.values())
    assert stand(merged, on_page=False, user_id=ASHA) == WITHDREW
    assert stand(merge_traces(traces((ASHA, old), (ORGANIZER, new)).values()), on_page=True, user_id=ASHA) == SIGNED


def test_a_page_that_is_shown_is_followed_like_a_name() -> None:
    told = traces((ORGANIZER, "{{/Delhi}}"), (STRANGER, ""))
    assert stand(told[shown_key("/Delhi")], on_page=False, user_id=None) == KEPT
    assert stand(told[shown_key("/Delhi")], on_page=False, user_id=None, facilitators=[STRANGER]) == GONE


@pytest.mark.parametrize(
    ("covered", "shown"),
    [
        (f"<!-- invited\n{A}", f"<!-- invited -->\n{A}"),
        (f"<nowiki>\n{A}\n</nowiki>", A),
        (f"<pre>\n{A}\n</pre>", A),
        ("* <s>[[User:Asha]]</s>", A),
        (f"== Organizers ==\n{A}", f"== Participants ==\n{A}"),
        (f"== ਪ੍ਰਬੰਧਕ ==\n{B}\n{A}", f"{B}\n{A}"),
    ],
)
def test_who_uncovers_a_line_has_not_written_it(covered: str, shown: str) -> None:
    assert standing((STRANGER, covered), (ASHA, shown)) == COUNTED


def test_who_leaves_while_the_heading_is_another_has_left() -> None:
    told = traces(
        (ASHA, f"== Names ==\n{A}"),
        (STRANGER, f"== People ==\n{A}"),
        (ASHA, "== People =="),
        (ORGANIZER, f"== Names ==\n{A}"),
        section="Names",
    )
    assert stand(told["Asha"], on_page=True, user_id=ASHA) == WITHDREW


def test_who_left_in_a_version_that_is_hidden_has_left() -> None:
    assert standing((ASHA, A), (ASHA, None), (STRANGER, "")) == WITHDREW


LINES = (A, B, C, D, "* <s>[[User:Asha]]</s>", "Organizers of the event", "* {{user|Chen}}")
edits = st.lists(
    st.tuples(st.sampled_from([0, ASHA, BOLA, ORGANIZER]), st.lists(st.sampled_from(LINES), max_size=6), st.booleans()),
    max_size=12,
)


@given(edits, st.integers(0, 12))
def test_a_history_read_in_two_parts_says_the_same(written: list[tuple[int, list[str], bool]], cut: int) -> None:
    history = versions([(by, "\n".join(lines), reverts) for by, lines, reverts in written])
    first = follow({}, history[:cut])
    rest = follow(first.traces, history[max(cut - 1, 0) :], after=first.last)
    assert rest.traces == follow({}, history).traces


@given(edits)
def test_only_those_have_signed_who_edited_the_list(written: list[tuple[int, list[str], bool]]) -> None:
    told = traces(*((by, "\n".join(lines), reverts) for by, lines, reverts in written))
    editors = {by for by, _, _ in written}
    for name, trace in told.items():
        assert not stand(trace, on_page=True, user_id=IDS.get(name)).signed or IDS[name] in editors
