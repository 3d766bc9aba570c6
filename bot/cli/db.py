"""`campaignbot db`: the database as a whole."""

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.exit_codes import Exit
from bot.cli.files import load_settings
from bot.cli.stores import database_address, open_operators_store
from bot.model.errors import OperatorError
from bot.store.forgotten import FILE, copy_forgotten, forgotten_file
from bot.store.lock import hold
from bot.store.upkeep import back_up, restore, upgrade

ENDING = ".sqlite"


def upgrade_database(config: Path) -> Exit:
    """Bring the tables to the newest form."""
    before = upgrade(database_address(load_settings(config)), folder=config.resolve().parent)
    if before.up_to_date:
        click.echo(f"{before.address}: up to date")
    else:
        click.echo(f"{before.address}: {'made' if before.revision is None else 'brought up to date'}")
    return Exit.COMPLETE


def back_up_database(config: Path, folder: Path | None, keep: int) -> Exit:
    """Copy the database into a file that is called after the moment, and remove older copies beside the newest.

    Who was forgotten is copied, too, as of now, whichever copy is put back.
    """
    settings = load_settings(config)
    store = open_operators_store(settings, config)
    folder = folder or config.resolve().parent / "backups"
    path = folder / f"campaignbot-{datetime.now(UTC):%Y%m%dT%H%M%SZ}{ENDING}"
    back_up(store, path)
    copy_forgotten(forgotten_file(settings.database, folder=config.resolve().parent), folder / FILE)
    click.echo(path)
    for old in sorted(folder.glob(f"campaignbot-*{ENDING}"))[:-keep]:
        old.unlink()
    return Exit.COMPLETE


def restore_database(config: Path, path: Path) -> Exit:
    """Put a copy's rows into the database, which has to be empty; not while a run is under way."""
    settings = load_settings(config)
    store = open_operators_store(settings, config)
    with hold(store, owner="campaignbot db restore") as other:
        if other:
            raise OperatorError(f"a run is under way ({other}); wait for its end")
        restore(path, store, settings.database, folder=config.resolve().parent)
    click.echo(f"restored from {path}")
    return Exit.COMPLETE
