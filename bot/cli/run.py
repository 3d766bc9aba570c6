"""`campaignbot run`: the scheduled job."""

import os
import socket
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.exit_codes import Exit, exit_of
from bot.cli.files import load_definitions, load_settings, names_reader
from bot.cli.own import own_files, tell
from bot.cli.shipped import load_fallbacks, load_list_data, load_messages, load_templates, text_vocabularies
from bot.cli.stores import open_operators_store
from bot.cli.terminal import Terminal
from bot.reports import Renderer
from bot.run.freshness import LAST_RUN
from bot.run.one_pass import Ending, run
from bot.run.ports import Options, Setting
from bot.run.stopwatch import Stopwatch
from bot.run.summary import Summary, summarize
from bot.services.page_views import PageViews
from bot.store import Store
from bot.store.forgotten import open_forgotten
from bot.store.lock import hold
from bot.store.memory import remember
from bot.wikis.session import Session


def run_once(config: Path, options: Options, terminal: Terminal) -> Exit:
    """Do everything once and tell how it ended; another run that is under way is left to do it."""
    settings = load_settings(config)
    files = load_definitions(config)
    now = datetime.now(UTC)
    store = open_operators_store(settings, config, scratch=options.dry_run)
    with hold(store, owner=f"process {os.getpid()} on {socket.gethostname()}, since {now:%Y-%m-%d %H:%M} UTC") as other:
        if other:
            terminal.warn(f"another run is under way ({other}); this one leaves it to that")
            return Exit.COMPLETE
        session, stopwatch = Session(), Stopwatch()
        code = Exit.BUG
        try:
            catalogue = session.catalogue(settings)
            own = own_files(config / "templates", templates="reports", messages="i18n", shipped=load_messages())
            renderer = Renderer(load_templates(), own.messages, load_fallbacks(), own.templates)
            ending = run(
                Setting(
                    settings=settings,
                    files=files,
                    read_names=names_reader(config),
                    data=load_list_data(),
                    vocabulary=text_vocabularies(config),
                    catalogue=catalogue,
                    session=session,
                    home=session.log_in_at_home(catalogue),
                    page_views=PageViews(contact=settings.contact),
                    store=store,
                    forgotten=open_forgotten(
                        store, settings.database, folder=config.resolve().parent, keep=not options.dry_run
                    ),
                    renderer=renderer,
                    options=options,
                    now=now,
                    teller=terminal,
                    stopwatch=stopwatch,
                )
            )
            code = _told(ending, terminal)
            if tell((*own.problems, *renderer.problems), terminal.warn):
                code = Exit.OPERATOR
        except BaseException as error:
            code = exit_of(error)
            raise
        finally:
            summary = summarize(store, session, stopwatch, home=settings.home, now=now)
            _record(store, terminal, summary, code, began=now)
    return code


def _record(store: Store, terminal: Terminal, summary: Summary, code: Exit, *, began: datetime) -> None:
    """Leave what a run amounted to in the store, and in the last line of its log."""
    result, took = code.name.lower(), datetime.now(UTC) - began
    record = {
        "began_at": f"{began:%Y-%m-%dT%H:%M:%SZ}",
        "ended_at": f"{began + took:%Y-%m-%dT%H:%M:%SZ}",
        "result": result,
        "exit_code": int(code),
        **summary.as_json(),
    }
    remember(store, LAST_RUN, {"run": terminal.run_id, **record})
    terminal.sum_up(f"{result} after {took.total_seconds():.1f} s | {summary.in_words()}", record)


def _told(ending: Ending, terminal: Terminal) -> Exit:
    """Tell what could not be done, and give the exit code."""
    if ending.unknown_wikis:
        terminal.warn(f"incomplete: nothing new is known of {', '.join(ending.unknown_wikis)}")
    if ending.unsaved_pages:
        terminal.warn(f"incomplete: {ending.unsaved_pages} page(s) could not be saved")
    if ending.operator_problems:
        return Exit.OPERATOR
    return Exit.COMPLETE if ending.complete else Exit.INCOMPLETE
