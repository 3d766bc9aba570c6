"""Whole pages, as they are saved; run with UPDATE_SNAPSHOTS=1 to write them anew, and look at the difference."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.campaigns import Privacy
from bot.reports import Renderer
from tests.unit.reports import lists, samples

SNAPSHOTS = Path(__file__).parent / "snapshots"

PAGES: dict[str, Callable[[Renderer], str | tuple[str, ...]]] = {
    "program-running": lambda r: r.program(samples.RUNNING, samples.CAMPAIGN, samples.CONTEXT),
    "program-with-uploads": lambda r: r.program(samples.WITH_UPLOADS, samples.CAMPAIGN, samples.CONTEXT),
    "program-wikis-unknown": lambda r: r.program(samples.UNKNOWN, samples.CAMPAIGN, samples.UNKNOWN_CONTEXT),
    "program-never-counted": lambda r: r.program(samples.NEVER, samples.CAMPAIGN, samples.CONTEXT),
    "program-consented": lambda r: r.program(samples.CONSENTED, samples.CAMPAIGN, samples.CONTEXT),
    "program-hidden": lambda r: r.program(samples.HIDDEN, samples.CAMPAIGN, samples.CONTEXT),
    "program-withheld": lambda r: r.program(samples.WITHHELD, samples.CAMPAIGN, samples.CONTEXT),
    "program-empty": lambda r: r.program(samples.EMPTY, samples.CAMPAIGN, samples.CONTEXT),
    "program-upcoming": lambda r: r.program(samples.UPCOMING, samples.CAMPAIGN, samples.CONTEXT),
    "program-closed": lambda r: r.program(samples.CLOSED, samples.CAMPAIGN, samples.CONTEXT),
    "program-in-arabic": lambda r: r.program(samples.program_report(language="ar"), samples.CAMPAIGN, samples.CONTEXT),
    "program-in-bengali": lambda r: r.program(samples.program_report(language="bn"), samples.CAMPAIGN, samples.CONTEXT),
    "program-in-punjabi": lambda r: r.program(samples.program_report(language="pa"), samples.CAMPAIGN, samples.CONTEXT),
    "program-in-urdu": lambda r: r.program(samples.program_report(language="ur"), samples.CAMPAIGN, samples.CONTEXT),
    "campaign-in-arabic": lambda r: r.campaign(samples.campaign_report("ar"), samples.CONTEXT),
    "campaign-in-urdu": lambda r: r.campaign(samples.campaign_report("ur"), samples.CONTEXT),
    "list": lambda r: r.sign_up_list(lists.OPEN, samples.CAMPAIGN, samples.NOW),
    "list-in-arabic": lambda r: r.sign_up_list(replace(lists.OPEN, language="ar"), samples.CAMPAIGN, samples.NOW),
    "heartbeat": lambda r: r.heartbeat(samples.HEARTBEAT, samples.UNKNOWN_CONTEXT, "en"),
    "heartbeat-in-arabic": lambda r: r.heartbeat(samples.WELL, samples.CONTEXT, "ar"),
    "campaign": lambda r: r.campaign(samples.CAMPAIGN_REPORT, samples.CONTEXT),
    "campaign-many-pages": lambda r: r.campaign(samples.standing_out("en"), samples.CONTEXT),
    "campaign-many-pages-in-punjabi": lambda r: r.campaign(samples.standing_out("pa"), samples.CONTEXT),
    "status-mistakes": lambda r: r.status(samples.STATUS, samples.CONTEXT),
    "status-good": lambda r: r.status(samples.STATUS_GOOD, samples.CONTEXT),
    "status-that-waits": lambda r: r.status(samples.STATUS_WAITS, samples.CONTEXT),
    "status-nothing-holds": lambda r: r.status(samples.STATUS_NONE, samples.CONTEXT),
    "status-public-list": lambda r: r.status(lists.status(lists.READING, privacy=Privacy.PUBLIC), samples.CONTEXT),
    "status-lists": lambda r: r.status(
        lists.status(lists.CAREFUL, lists.SHOWN_INSIDE, lists.ELSEWHERE, lists.UNPREFIXED), samples.CONTEXT
    ),
    "status-lists-in-trouble": lambda r: r.status(lists.status(*lists.EVERY_TROUBLE), samples.CONTEXT),
    "status-in-punjabi": lambda r: r.status(lists.status(lists.CAREFUL, language="pa"), samples.CONTEXT),
    "status-in-urdu": lambda r: r.status(lists.status(*lists.EVERY_TROUBLE, language="ur"), samples.CONTEXT),
    "status-in-arabic": lambda r: r.status(lists.status(lists.CAREFUL, language="ar"), samples.CONTEXT),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_the_one_that_was_looked_at(name: str, renderer: Renderer) -> None:
    made = PAGES[name](renderer)
    text = (made if isinstance(made, str) else "\n\n".join(made)) + "\n"
    path = SNAPSHOTS / f"{name}.wikitext"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_every_snapshot_belongs_to_a_page() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.wikitext")} == set(PAGES)
