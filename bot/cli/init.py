"""`campaignbot init`: a few questions, and the operator's files."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bot import __version__
from bot.cli.config_files import (
    BOT_PASSWORD_NAME,
    ENVIRONMENT,
    KEYS,
    Answers,
    Login,
    bot_yaml,
    family_file,
    family_name,
    user_config,
    user_password,
)
from bot.cli.doctor import PASSWORD_FILE, SAMPLE, examine_installation
from bot.cli.exit_codes import Exit
from bot.cli.files import SETTINGS_FILE
from bot.model.errors import OperatorError, WikiUnavailableError
from bot.replicas.credentials import Credentials, find_toolsdb_account
from bot.wikis import CONFIG_FILE
from bot.wikis.discovery import Discovered, discover

SQLITE = "sqlite:///state/campaignbot.sqlite"
SECRET, PUBLIC = 0o600, 0o644


def set_up_folder(config: Path) -> Exit:
    """Ask, write the files, and look everything over."""
    write_files(config)
    click.echo()
    return examine_installation(config)


def write_files(config: Path) -> None:
    """Ask, and write the files; raises OperatorError where there are some already."""
    folder = config.resolve().parent
    _refuse_to_overwrite(config, folder)
    answers = _ask()
    for path, (text, mode) in _files(answers, config, folder).items():
        _write(path, text, mode)
        click.echo(f"written: {path}")


def _refuse_to_overwrite(config: Path, folder: Path) -> None:
    """Raise OperatorError where an operator's files are already; the one that ships is nobody's."""
    settings = config / SETTINGS_FILE
    theirs = [settings] if settings.is_file() and SAMPLE not in settings.read_text(encoding="utf-8") else []
    theirs += [path for path in (folder / CONFIG_FILE, folder / PASSWORD_FILE) if path.exists()]
    if theirs:
        raise OperatorError(
            f"{theirs[0]} is there already; `campaignbot doctor` looks it over. To begin anew, move it away"
        )


def _files(answers: Answers, config: Path, folder: Path) -> dict[Path, tuple[str, int]]:
    """Give the text and the mode of each file."""
    families = {
        family_name(wiki.dbname): (folder / "families" / f"{family_name(wiki.dbname)}_family.py", wiki)
        for wiki in answers.own_wikis
    }
    paths = {name: str(path) for name, (path, _) in families.items()}
    files = {path: (family_file(wiki), PUBLIC) for path, wiki in families.values()}
    files[folder / CONFIG_FILE] = (user_config(answers, paths), SECRET)
    if answers.login is Login.PASSWORD:
        files[folder / PASSWORD_FILE] = (user_password(answers), SECRET)
    files[config / SETTINGS_FILE] = (bot_yaml(answers), PUBLIC)  # the last: what is half written is asked for again
    return files


def _write(path: Path, text: str, mode: int) -> None:
    """Write a file that never was open to more people than it is to be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=mode)
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def _ask() -> Answers:
    home, own = _ask_wikis()
    account = click.prompt("The bot's account, as it is called there").strip()
    contact = click.prompt(
        "A page or address where people reach you; each request to a wiki carries it",
        default=None if own else f"https://meta.wikimedia.org/wiki/User:{account.replace(' ', '_')}",
    ).strip()
    login = Login(
        click.prompt(
            "How it logs in: with OAuth keys, with a bot password, or with OAuth keys from the environment",
            type=click.Choice([login.value for login in Login]),
            default=(Login.PASSWORD if own else Login.OAUTH).value,
        )
    )
    secrets = tuple(_ask_secrets(login))
    database = click.prompt("The database", default=_database()).strip()
    return Answers(
        home=home,
        own_wikis=own,
        account=account,
        contact=contact,
        database=database,
        login=login,
        secrets=secrets,
    )


def _ask_wikis() -> tuple[str, tuple[Discovered, ...]]:
    """Give the home wiki's dbname, and the wikis that are not Wikimedia's."""
    told = click.prompt(
        "The home wiki, where campaigns are described and reported: a database name of Wikimedia's, or the address of "
        "another wiki's api.php",
        default="metawiki",
    ).strip()
    if "/" not in told:
        return told, ()
    own = [_discover(told)]
    while told := click.prompt("Another wiki whose edits count, or nothing", default="", show_default=False).strip():
        own.append(_discover(told))
    return own[0].dbname, tuple({wiki.dbname: wiki for wiki in own}.values())


def _discover(address: str) -> Discovered:
    try:
        found = discover(address, user_agent=f"CampaignBot/{__version__}")
    except WikiUnavailableError as error:
        raise OperatorError(str(error)) from None
    click.echo(f"  found {found.dbname}, whose language is {found.language}")
    return found


def _ask_secrets(login: Login) -> Iterator[str]:
    match login:
        case Login.OAUTH:
            for key in KEYS:
                yield _secret(f"The {key}")
        case Login.PASSWORD:
            yield click.prompt("The name of the bot password", default=BOT_PASSWORD_NAME).strip()
            yield _secret("The password that Special:BotPasswords showed")
        case Login.ENVIRONMENT:
            click.echo(f"  put the keys into {', '.join(ENVIRONMENT)}")


def _secret(what: str) -> str:
    """Ask without showing what is typed."""
    told: str = click.prompt(what, hide_input=sys.stdin.isatty())
    return told.strip()


def _database() -> str:
    """Give ToolsDB where there is an account for it, else a file."""
    account = find_toolsdb_account(os.environ)
    return f"mysql+pymysql:///{account.user}__campaignbot" if isinstance(account, Credentials) else SQLITE
