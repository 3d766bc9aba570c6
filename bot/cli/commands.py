"""The command line: what each command takes, and which exit code its ending has.

Each command imports what it needs when it runs: the answers from the store alone are quick, and pywikibot is imported
only after it was told where the account is.
"""

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import click

from bot import __version__
from bot.cli.exit_codes import Exit, exit_of
from bot.cli.files import is_file
from bot.cli.tables import Table
from bot.cli.terminal import Form, Terminal
from bot.model.errors import OperatorError, WikiUnavailableError
from bot.wikis import find_account

EPILOG = """Exit codes: 0 complete; 1 your own files or the bot's account have to be mended;
2 incomplete (a wiki did not answer, a page could not be saved; the rest was done); 3 a bug; 130 interrupted."""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path("config"),
    envvar="CAMPAIGNBOT_CONFIG",
    show_default=True,
    show_envvar=True,
    help="The folder with bot.yaml and the YAML files in campaigns/.",
)
@click.option("--verbose", "-v", is_flag=True, help="Say more of what is going on.")
@click.option(
    "--log",
    "form",
    type=click.Choice([form.value for form in Form]),
    default=Form.TEXT.value,
    envvar="CAMPAIGNBOT_LOG",
    show_default=True,
    show_envvar=True,
    help="How the lines on standard error are written.",
)
@click.version_option(__version__, prog_name="campaignbot")
@click.pass_context
def commands(context: click.Context, config: Path, *, verbose: bool, form: str) -> None:
    """Track the contributions of editing campaigns on wikis and keep on-wiki reports up to date.

    Campaigns are defined on a wiki page or in YAML files; participants sign up on on-wiki lists. Start with
    `campaignbot check`, then `campaignbot run --dry-run`, which shows what it would save and saves nothing.
    """
    terminal: Terminal = context.obj
    terminal.verbose, terminal.form = verbose, Form(form)
    context.obj = (config, terminal)


@commands.command()
@click.pass_obj
def init(place: tuple[Path, Terminal]) -> Exit:
    """Ask a few questions, write bot.yaml and user-config.py, and look everything over.

    What you type as a password or key is not shown, and goes only into files that nobody else may open.
    """
    config, _ = place
    from bot.cli.init import set_up_folder

    return set_up_folder(config)


@commands.command()
@click.pass_obj
def doctor(place: tuple[Path, Terminal]) -> Exit:
    """Look over files, database, account, rights and the home wiki's pages, and say what to do about what is missing.

    Changes nothing, and prints no password.
    """
    config, _ = place
    from bot.cli.doctor import examine_installation

    return examine_installation(config)


@commands.command()
@click.argument("sources", nargs=-1, metavar="[FILE or PAGE]...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print."
)
@click.pass_obj
def check(place: tuple[Path, Terminal], sources: tuple[str, ...], form: str) -> Exit:
    """Validate definitions and print every problem as place:line:column: message.

    A SOURCE is a YAML file, or the title of a page on the home wiki. Without any: bot.yaml and all files in
    campaigns/.
    """
    config, _ = place
    find_account(config.resolve().parent, needed=not all(is_file(source) for source in sources))
    from bot.cli.check import check_definitions

    return check_definitions(config, sources, form)


@commands.command()
@click.option("--campaign", metavar="NAME", help="Only this campaign.")
@click.option("--program", metavar="NAME", help="Only this program.")
@click.option("--full", is_flag=True, help="Read everything anew, not only what is missing.")
@click.option("--dry-run", is_flag=True, help="Print a diff of each page that would be saved; write nothing anywhere.")
@click.option("--force", is_flag=True, help="Save reports that lose much, too, although a wiki did not answer.")
@click.pass_obj
def run(
    place: tuple[Path, Terminal],
    *,
    campaign: str | None,
    program: str | None,
    full: bool,
    dry_run: bool,
    force: bool,
) -> Exit:
    """Do the scheduled job once: read definitions and lists, collect, measure, report, save."""
    config, terminal = place
    find_account(config.resolve().parent, needed=True)
    from bot.cli.run import run_once
    from bot.run.ports import Options

    options = Options(campaign=campaign, program=program, full=full, dry_run=dry_run, force=force)
    return run_once(config, options, terminal)


@commands.command()
@click.argument("campaign")
@click.argument("program", required=False)
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True, help="What to print."
)
@click.option(
    "--table", type=click.Choice([table.value for table in Table]), help="What to list as CSV. [default: all]"
)
@click.pass_obj
def export(place: tuple[Path, Terminal], campaign: str, program: str | None, form: str, table: str | None) -> Exit:
    """Print the stored results of a CAMPAIGN, or of one PROGRAM of it, without asking any wiki."""
    config, _ = place
    from bot.cli.export import export_results

    if table and form != "csv":
        raise click.UsageError("JSON holds every table; for one of them add --format csv")
    return export_results(config, campaign, program, table=Table(table or Table.ALL) if form == "csv" else None)


@commands.command()
@click.argument("campaign")
@click.argument("program", required=False)
@click.option("--person", metavar="NAME", help="Whose edits to explain.")
@click.option("--page", metavar="TITLE", help="Or on which page; its wiki may stand before it: pa:ਬਾਮਾ.")
@click.option("--wiki", metavar="WIKI", help="The wiki of the page: a dbname, or a language for its Wikipedia.")
@click.pass_obj
def explain(
    place: tuple[Path, Terminal],
    campaign: str,
    program: str | None,
    *,
    person: str | None,
    page: str | None,
    wiki: str | None,
) -> Exit:
    """Explain the numbers of one person or page in a CAMPAIGN, or in one PROGRAM of it, without asking any wiki.

    Lists the edits behind them with what each gave, why others do not count, and the sums, as `export` has them. Names
    and lists only whom and what reports name and list.
    """
    if (person is None) == (page is None):
        raise click.UsageError("say whose numbers: either --person NAME or --page TITLE")
    if wiki and page is None:
        raise click.UsageError("--wiki goes with --page TITLE")
    config, _ = place
    find_account(config.resolve().parent, needed=False)
    from bot.cli.explain import explain_number

    return explain_number(config, campaign, program, person=person, page=page, wiki=wiki)


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="For other programs to read.")
@click.option("--only-new", is_flag=True, help="Only what went wrong and was not told so before; exit 2 if any.")
@click.pass_obj
def status(place: tuple[Path, Terminal], *, as_json: bool, only_new: bool) -> Exit:
    """Show campaigns and programs, their state, their last and next update, and what went wrong.

    With --only-new in a scheduled job whose failures are mailed, each trouble is mailed once, also that no run ends.
    """
    if as_json and only_new:
        raise click.UsageError("--json and --only-new do not go together")
    config, _ = place
    from bot.cli.status import print_json, show_status, tell_news

    if only_new:
        return tell_news(config)
    return print_json(config) if as_json else show_status(config)


@commands.command()
@click.argument("campaign")
@click.pass_obj
def approve(place: tuple[Path, Terminal], campaign: str) -> Exit:
    """Let a change of a CAMPAIGN take effect that waits for you: naming people more openly than before."""
    config, _ = place
    from bot.cli.approve import approve_campaign

    return approve_campaign(config, campaign)


@commands.command()
@click.argument("user")
@click.pass_obj
def forget(place: tuple[Path, Terminal], user: str) -> Exit:
    """Forget a USER: out of the store and the next reports, and never collected again.

    Lists the revisions of the bot's pages that still name them, whose deletion you may ask for.
    """
    config, terminal = place
    find_account(config.resolve().parent, needed=True)
    from bot.cli.forget import forget_person

    return forget_person(config, user, terminal)


@commands.command()
@click.pass_obj
def setup(place: tuple[Path, Terminal]) -> Exit:
    """Install or update the bot's templates and help pages on the home wiki.

    A page that people changed since is left as it is, and named.
    """
    config, _ = place
    find_account(config.resolve().parent, needed=True)
    from bot.cli.setup import install_pages

    return install_pages(config)


@commands.group()
def db() -> None:
    """Look after the database: bring it up to date, copy it, put a copy back."""


@db.command()
@click.pass_obj
def upgrade(place: tuple[Path, Terminal]) -> Exit:
    """Bring the tables to the newest form, as each run does by itself; on a server, make a database that is missing."""
    config, _ = place
    from bot.cli.db import upgrade_database

    return upgrade_database(config)


@db.command()
@click.option("--to", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Where; default backups/.")
@click.option("--keep", type=click.IntRange(min=1), default=7, show_default=True, help="How many copies stay there.")
@click.pass_obj
def backup(place: tuple[Path, Terminal], folder: Path | None, keep: int) -> Exit:
    """Copy the database into a SQLite file as it is at one moment; runs may go on meanwhile.

    Copies hold what reports hold, and names besides: keep them as private as the database.
    """
    config, _ = place
    from bot.cli.db import back_up_database

    return back_up_database(config, folder, keep)


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(place: tuple[Path, Terminal], file: Path) -> Exit:
    """Put the copy FILE into the database that bot.yaml names, which has to be empty."""
    config, _ = place
    from bot.cli.db import restore_database

    return restore_database(config, file)


def main() -> None:
    """Run the command that was typed, and end the process with its exit code.

    Whatever it writes is for the account it runs under alone: the store names people.
    """
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    terminal = Terminal()
    sys.exit(_ending(lambda: commands.main(standalone_mode=False, obj=terminal), terminal))


def _ending(command: Callable[[], object], terminal: Terminal) -> int:
    try:
        code = command()
    except Exception as error:  # noqa: BLE001 - the last resort: whatever comes here is told
        _tell(error, terminal)
        return exit_of(error)
    return code if isinstance(code, int) else Exit.COMPLETE


def _tell(error: Exception, terminal: Terminal) -> None:
    """Say to a person why the command ends."""
    match error:
        case click.Abort():
            return
        case click.ClickException():
            error.show()
        case OperatorError():
            terminal.fail(str(error))
        case WikiUnavailableError():
            terminal.fail(f"the home wiki did not answer: {error}; nothing was changed, try again later")
        case _:
            terminal.fail(f"this is a bug in CampaignBot, please report it: {type(error).__name__}: {error}")
            if terminal.verbose:
                terminal.fail(traceback.format_exc())
