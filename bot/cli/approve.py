"""`campaignbot approve`: the operator agrees to what an organizer asked for on the wiki."""

from pathlib import Path

import click

from bot.cli.exit_codes import Exit
from bot.cli.files import load_settings
from bot.cli.stores import open_operators_store
from bot.model.errors import OperatorError
from bot.store.waiting import approve_wishes, load_wishes


def approve_campaign(config: Path, campaign: str) -> Exit:
    """Approve all that waits of a campaign; raises OperatorError when nothing does."""
    settings = load_settings(config)
    store = open_operators_store(settings, config)
    wishes = approve_wishes(store, campaign)
    if not wishes:
        waiting = ", ".join(sorted({wish.campaign for wish in load_wishes(store)})) or "none"
        raise OperatorError(f"nothing of {campaign} waits for approval; campaigns of which something does: {waiting}")
    for wish in wishes:
        what = f"program {wish.program}" if wish.program else "the campaign"
        click.echo(f"{wish.campaign}: privacy {wish.privacy} for {what}, from the next run")
    return Exit.COMPLETE
