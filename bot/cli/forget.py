"""`campaignbot forget`: somebody asked to be forgotten."""

import os
import socket
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import click

from bot.cli.exit_codes import Exit
from bot.cli.files import load_settings
from bot.cli.stores import open_operators_store
from bot.cli.terminal import Terminal
from bot.model.errors import OperatorError, WikiUnavailableError
from bot.run.forgetting import Mention, find_mentions, forget, look_up
from bot.run.rooms import UNMARKED
from bot.signups import normalize_name
from bot.store import Store
from bot.store.campaigns import load_campaigns
from bot.store.forgotten import open_forgotten
from bot.store.lock import hold
from bot.store.progress import load_report_states
from bot.wikis.client import Client
from bot.wikis.links import index_address
from bot.wikis.session import Session


def forget_person(config: Path, user: str, terminal: Terminal) -> Exit:
    """Forget somebody, then list the revisions of the bot's pages that still name them."""
    name = normalize_name(user)
    if name is None:
        raise OperatorError(f"{user} is no account name; write it as it stands on their user page, without User:")
    folder = config.resolve().parent
    settings = load_settings(config)
    store = open_operators_store(settings, config)
    session = Session()
    catalogue = session.catalogue(settings)
    home = session.client(catalogue, settings.home)
    with hold(
        store, owner=f"process {os.getpid()} on {socket.gethostname()}, since {datetime.now(UTC):%H:%M}"
    ) as other:
        if other:
            raise OperatorError(f"another run is under way ({other}); forget {name} when it has ended")
        forgotten = open_forgotten(store, settings.database, folder=folder, keep=True)
        unanswered = None
        try:
            told = look_up(home, name)
        except WikiUnavailableError as error:
            told, unanswered = (), error
        names = forget(store, forgotten, name, told)
    click.echo(
        f"{', '.join(names)}: taken out of the store, and not collected again. The next run updates the reports."
    )
    if unanswered:
        terminal.warn(f"{settings.home} did not answer ({unanswered}): repeat this, or another name is not noticed")
        return Exit.INCOMPLETE
    try:
        wikis = dict.fromkeys((settings.home, *settings.report_wikis))
        count = sum(_list_mentions(session.client(catalogue, w), store, names, home=settings.home) for w in wikis)
    except WikiUnavailableError as error:
        terminal.warn(f"not all histories could be read ({error}): repeat this to see which revisions name them")
        return Exit.INCOMPLETE
    click.echo(
        "\nAdministrators can hide these revisions (Special:RevisionDelete), once the next run has saved the pages."
        if count
        else "No revision of a page that the bot keeps names them."
    )
    return Exit.COMPLETE


def _list_mentions(client: Client, store: Store, names: tuple[str, ...], *, home: str) -> int:
    """List what names somebody on every page of a wiki that the bot ever kept; give how many revisions that is."""
    wiki = client.wiki.dbname
    kept = {title: state for (dbname, title), state in load_report_states(store).items() if dbname == wiki}
    in_force = tuple(f"{campaign.page}/" for campaign in load_campaigns(store).values())
    address = index_address(client.wiki)
    count = 0
    for title, found in groupby(find_mentions(client, kept, names), key=lambda mention: mention.title):
        mentions: list[Mention] = list(found)
        count += len(mentions)
        keeps = title.startswith(in_force) if wiki == home else kept[title].outcome != UNMARKED
        latest = _what_becomes_of_it(is_in_force=keeps) if mentions[-1].is_latest else ""
        click.echo(f"\n{title}: {len(mentions)} revision{'' if len(mentions) == 1 else 's'}{latest}")
        for mention in mentions:
            click.echo(f"  {mention.timestamp:%Y-%m-%d %H:%M} {address}?oldid={mention.rev_id}")
    return count


def _what_becomes_of_it(*, is_in_force: bool) -> str:
    if is_in_force:
        return "; the next run takes the name off what it shows now"
    return "; no run changes this page any more, as nothing asks for it: take the name off yourself"
