"""What a run did, in numbers: its last line in the log, and what `status` shows of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bot.model.outcomes import UNSAVED
from bot.run.freshness import oldest_report
from bot.run.stopwatch import Stopwatch
from bot.store import Store
from bot.store.progress import load_report_states
from bot.wikis.session import Session

MOST_KINDS = 3
"""Of requests to one wiki, in words; JSON has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """`requests` by wiki and kind; `pages` by what became of them; `seconds` by stage."""

    requests: Mapping[str, Mapping[str, int]]
    pages: Mapping[str, int]
    oldest_report: timedelta | None
    """For how long the report of an open program has not been brought up to date; None where none is open."""
    seconds: Mapping[str, float]

    def in_words(self) -> str:
        """Give one line for a person."""
        total = sum(sum(kinds.values()) for kinds in self.requests.values())
        refused = sum(self.pages.get(outcome, 0) for outcome in UNSAVED)
        parts = (
            f"{total} requests" + "".join(f"; {dbname} {_kinds(kinds)}" for dbname, kinds in self.requests.items()),
            f"{self.pages.get('saved', 0)} pages saved, {refused} refused",
            "no program is open" if self.oldest_report is None else f"oldest report {_minutes(self.oldest_report)} old",
            ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in self.seconds.items()),
        )
        return " | ".join(part for part in parts if part)

    def as_json(self) -> dict[str, Any]:
        oldest = None if self.oldest_report is None else self.oldest_report // timedelta(minutes=1)
        return {
            "requests": self.requests,
            "pages": self.pages,
            "oldest_report_minutes": oldest,
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
        }


def summarize(store: Store, session: Session, stopwatch: Stopwatch, *, home: str, now: datetime) -> Summary:
    """Say what the run that began `now` has done until this moment."""
    reports = load_report_states(store)
    begun = now.replace(microsecond=0)
    outcomes = Counter(report.outcome for report in reports.values() if report.checked_at >= begun)
    return Summary(
        requests=session.requests(),
        pages=dict(outcomes.most_common()),
        oldest_report=oldest_report(store, home, reports, now),
        seconds=stopwatch.read(),
    )


def _kinds(kinds: Mapping[str, int]) -> str:
    total = sum(kinds.values())
    told = ", ".join(f"{kind} {count}" for kind, count in islice(kinds.items(), MOST_KINDS))
    return f"{total} ({told}{', …' if len(kinds) > MOST_KINDS else ''})"


def _minutes(age: timedelta) -> str:
    minutes = age // timedelta(minutes=1)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
