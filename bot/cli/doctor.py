"""`campaignbot doctor`: whether everything is there that a run needs, and what to do about what is not."""

import os
import stat
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.config_files import ENVIRONMENT
from bot.cli.exit_codes import Exit
from bot.cli.files import OTHERS, load_settings
from bot.cli.own import own_problems, shipped_with_own
from bot.cli.stores import database_address
from bot.model.errors import OperatorError
from bot.model.findings import Finding, Verdict, advice, fine, missing
from bot.model.settings import ReadFrom, Settings
from bot.replicas.credentials import NoReplica, find_credentials
from bot.store.upkeep import look_at
from bot.wikis import CONFIG_FILE, find_account

SAMPLE = "ExampleBot"
"""Who stands in the files that ship with the bot."""

PASSWORD_FILE = "user-password.py"  # noqa: S105 - the name of a file


def examine_installation(config: Path) -> Exit:
    """Print a sentence for each thing that was looked at."""
    try:
        settings = load_settings(config)
    except OperatorError as error:
        return _tell([missing(str(error), "campaignbot init, or mend that file")])
    return _tell(_everything(config, settings))


def _everything(config: Path, settings: Settings) -> Iterator[Finding]:
    yield fine(f"{config}/bot.yaml can be read; the home wiki is {settings.home}")
    if SAMPLE in settings.contact:
        yield missing(f"{config}/bot.yaml still names {SAMPLE}", "write your own page or address as `contact:`")
    for problem in own_problems(config):
        yield missing(str(problem), "mend that file; until then the built-in one is used")
    yield _database(config, settings)
    yield from _replicas(settings)
    try:
        find_account(config.resolve().parent, needed=True)
    except OperatorError as error:
        yield missing(str(error).partition(". ")[0], "campaignbot init, or copy user-config.py.sample and fill it in")
        return
    yield from _private_files(Path(os.environ["PYWIKIBOT_DIR"]))
    # Not before `find_account`: pywikibot reads its configuration while it is imported.
    from bot.run.doctor import examine  # noqa: PLC0415
    from bot.wikis.session import Session  # noqa: PLC0415

    yield from examine(Session(), settings, shipped=shipped_with_own(config)[0], now=datetime.now(UTC))


def _database(config: Path, settings: Settings) -> Finding:
    try:
        found = look_at(database_address(settings), folder=config.resolve().parent)
    except OperatorError as error:
        return missing(
            str(error), "see that the address in bot.yaml is right; campaignbot db upgrade makes what is not there yet"
        )
    if found.up_to_date:
        return fine(f"the database {found.address} is up to date")
    told = "has no tables yet" if found.revision is None else "is of another version of the bot"
    return advice(f"the database {found.address} {told}", "campaignbot db upgrade, or nothing: the next run does it")


def _replicas(settings: Settings) -> Iterator[Finding]:
    account = find_credentials(os.environ)
    wants = ReadFrom.REPLICA in (settings.source, *settings.sources.values())
    if isinstance(account, NoReplica):
        yield advice(account.why, "mend that file, or remove it to read from the wikis' APIs")
    elif account is not None:
        yield fine("there is an account for the wiki replicas")
    elif wants:
        yield missing(
            "there is no account for the wiki replicas, from which bot.yaml says to read",
            "run this on Toolforge, or write source: auto",
        )


def _private_files(folder: Path) -> Iterator[Finding]:
    for path in (folder / name for name in (CONFIG_FILE, PASSWORD_FILE)):
        if not path.is_file():
            continue
        if stat.S_IMODE(path.stat().st_mode) & OTHERS:
            yield missing(f"other users of this machine may open {path}", f"chmod 600 {path}")
        else:
            yield fine(f"only you may open {path}")
    text = (folder / CONFIG_FILE).read_text(encoding="utf-8", errors="replace")
    unset = [name for name in ENVIRONMENT if name in text and not os.environ.get(name)]
    if unset:
        yield missing(
            f"{CONFIG_FILE} takes the account's keys from the environment, which lacks {', '.join(unset)}",
            "set them; on Toolforge: toolforge envvars create NAME",
        )


def _tell(findings: Iterable[Finding]) -> Exit:
    """Print each finding as soon as it is there, and give the exit code for all of them."""
    verdicts = set()
    for finding in findings:
        click.echo(f"{finding.verdict}: {finding.what}")
        if finding.remedy:
            click.echo(f"    do: {finding.remedy}")
        verdicts.add(finding.verdict)
    if Verdict.MISSING in verdicts:
        return Exit.OPERATOR
    return Exit.INCOMPLETE if Verdict.UNKNOWN in verdicts else Exit.COMPLETE
