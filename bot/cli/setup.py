"""`campaignbot setup`: the templates and help pages that the bot needs on the home wiki."""

from functools import partial
from pathlib import Path

import click

from bot.cli.exit_codes import Exit
from bot.cli.files import load_settings
from bot.cli.own import shipped_with_own, tell
from bot.model.outcomes import Conflict, Failed, Postponed, Refused, Saved, Unchanged
from bot.publishing.installing import LeftAlone
from bot.run.setup import Installation, set_up
from bot.wikis.session import Session

UNSAVED = (Refused, Failed, Conflict)


def install_pages(config: Path) -> Exit:
    """Install or update the pages, and print what became of each."""
    settings = load_settings(config)
    session = Session()
    catalogue = session.catalogue(settings)
    home = session.log_in_at_home(catalogue)
    unsaved = 0
    shipped, problems = shipped_with_own(config)
    for title, outcome in set_up(home, settings=settings, catalogue=catalogue, shipped=shipped):
        click.echo(f"{title}: {_in_words(outcome)}")
        unsaved += isinstance(outcome, UNSAVED)
    if tell(problems(), partial(click.echo, err=True)):
        return Exit.OPERATOR
    return Exit.INCOMPLETE if unsaved else Exit.COMPLETE


def _in_words(outcome: Installation) -> str:
    """Say to the operator what became of a page."""
    match outcome:
        case Saved():
            return "saved"
        case Unchanged():
            return "up to date"
        case LeftAlone(why=why):
            return f"left alone: {why}"
        case Postponed(why=why):
            return f"not saved: {why}"
        case Conflict():
            return "not saved: somebody edited it at the same moment; run this again"
        case Refused(why=why) | Failed(why=why):
            return f"not saved: {why}"
