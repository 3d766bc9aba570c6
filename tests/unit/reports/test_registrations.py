"""What a report says of people on an event registration, and of people about whom nobody asked yet."""

import html
import re
from dataclasses import replace

from bot.model.campaigns import Event, Privacy
from bot.model.reporting import ListNotes
from bot.reports import Renderer
from tests.unit.reports import samples


def who(renderer: Renderer, notes: ListNotes, privacy: Privacy = Privacy.PUBLIC) -> str:
    """Give the sentences about whose edits count."""
    report = samples.program_report(sources=(Event(event_id=42),), privacy=privacy)
    text = renderer.program(replace(report, notes=notes), samples.CAMPAIGN, samples.CONTEXT)[0]
    (line,) = re.findall(r"^\* '''Who&#58;''' (.*)$", text, flags=re.MULTILINE)
    return str(line)


NOTES = ListNotes(lists=(), listed=25, not_found=(), missing_lists=(), empty=False)


def test_people_whose_names_are_hidden_are_counted_in_words(renderer: Renderer) -> None:
    assert html.unescape(who(renderer, replace(NOTES, hidden=2))) == (
        "25 names on event registration 42 · "
        "2 more people, whose names the registration hides, count without being named · "
        "Everyone on the list is named, as the organizers have everyone's agreement."
    )
    assert "1 more person, whose name the registration hides, counts" in who(renderer, replace(NOTES, hidden=1))
    assert "more" not in who(renderer, NOTES)


def test_people_nobody_asked_about_yet_are_told(renderer: Renderer) -> None:
    text = who(renderer, replace(NOTES, unasked=7), Privacy.HIDDEN)
    assert "it is not known yet on which wikis 7 of them edit" in text
