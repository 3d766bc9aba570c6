"""Whether somebody takes part by a list, and whether they said so themselves. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.model.signups import Moment, Traces
from bot.signups.history import TAKEN_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`takes_part`: by this list; `signed`: the account itself added a line; `kept`: though not on the page now.

    `withdrew`: the person took themselves off and has not signed again since.
    """

    takes_part: bool
    signed: bool = False
    kept: bool = False
    withdrew: bool = False


def stand(traces: Traces | None, *, on_page: bool, user_id: int | None, facilitators: Collection[int] = ()) -> Standing:
    """Judge one person by their traces and by whether a line with them stands on the page, not struck.

    `user_id` is the account's on the list's wiki, `facilitators` those of the program there. Only the person or a
    facilitator withdraws a line (DESIGN sections 6 and 7); who withdrew comes back only by signing anew. A name that
    others added is gone, too, when they take it back.
    """
    if traces is None:
        return Standing(takes_part=on_page)
    if _withdrew(traces, user_id):
        return Standing(takes_part=False, withdrew=True)
    if _taken_off(traces, facilitators):
        return Standing(takes_part=False)
    signed = bool(user_id) and user_id in traces.added
    if on_page:
        return Standing(takes_part=True, signed=signed)
    taken_back = not signed and _after(traces.removed.get(TAKEN_BACK), _latest(traces.added.values()))
    return Standing(takes_part=not taken_back, signed=signed and not taken_back, kept=not taken_back)


def _withdrew(traces: Traces, user_id: int | None) -> bool:
    """Whether somebody took themselves off, be it one of several lines, unless all of these were their own."""
    if not user_id:
        return False
    signed_at = traces.added.get(user_id)
    added_by_others = any(who != user_id for who in traces.added)
    dropped = added_by_others and _after(traces.dropped.get(user_id), signed_at)
    return dropped or _after(traces.removed.get(user_id), signed_at)


def _taken_off(traces: Traces, facilitators: Collection[int]) -> bool:
    last = _latest(moment for user_id, moment in traces.removed.items() if user_id in facilitators)
    return _after(last, _latest(traces.added.values()))


def _after(moment: Moment | None, other: Moment | None) -> bool:
    return moment is not None and (other is None or other < moment)


def _latest(moments: Iterable[Moment]) -> Moment | None:
    return max(moments, default=None)
