"""The operator's files as `campaignbot init` writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import yaml

from bot.wikis.discovery import Discovered

BOT_PASSWORD_NAME = "campaignbot"  # noqa: S105 - a name, under which the wiki lists it
KEYS = ("consumer token", "consumer secret", "access token", "access secret")
ENVIRONMENT = (
    "CAMPAIGNBOT_CONSUMER_TOKEN",
    "CAMPAIGNBOT_CONSUMER_SECRET",
    "CAMPAIGNBOT_ACCESS_TOKEN",
    "CAMPAIGNBOT_ACCESS_SECRET",
)
"""Where the keys are, in the same order, for who keeps secrets in the environment."""


class Login(StrEnum):
    """How the account logs in."""

    OAUTH = "oauth"
    PASSWORD = "password"  # noqa: S105 - a word
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the operator said; `own_wikis` are those that are not Wikimedia's, the home wiki first."""

    home: str
    own_wikis: tuple[Discovered, ...]
    account: str
    contact: str
    database: str
    login: Login
    secrets: tuple[str, ...] = field(repr=False)
    """OAuth's four keys, or the name and the password of a bot password, or nothing."""


def bot_yaml(answers: Answers) -> str:
    """Give the text of `config/bot.yaml`."""
    settings: dict[str, object] = {
        "home": answers.home,
        "contact": answers.contact,
        "database": answers.database,
        "pages": {
            "campaigns": "Category:CampaignBot campaigns",
            "stop": f"User:{answers.account}/Stop",
            "opt_out": f"User:{answers.account}/Opt-out",
        },
    }
    if answers.own_wikis:
        settings["wikis"] = {
            wiki.dbname: {"family": family_name(wiki.dbname), "code": wiki.language} for wiki in answers.own_wikis
        }
    text: str = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    return "# CampaignBot's settings; docs/definitions.md explains each of them.\n" + text


def user_config(answers: Answers, family_files: Mapping[str, str]) -> str:
    """Give the text of `user-config.py`; `family_files` are absolute paths by family."""
    wikis = answers.own_wikis
    family, code = (family_name(wikis[0].dbname), wikis[0].language) if wikis else ("meta", "meta")
    lines = [
        '"""pywikibot\'s configuration, written by `campaignbot init`: keep it to yourself (chmod 600)."""',
        "",
        *(("import os", "") if answers.login is Login.ENVIRONMENT else ()),
        f"family = {family!r}",
        f"mylang = {code!r}",
        *(f"family_files[{name!r}] = {path!r}" for name, path in family_files.items()),
        f'usernames["*"]["*"] = {answers.account!r}',
        *_login_lines(answers),
        "",
        "# A wiki that is down is left out of the run and asked again in the next one.",
        "max_retries = 3",
        "",
    ]
    return "\n".join(lines)


def user_password(answers: Answers) -> str:
    """Give the text of `user-password.py`, for a bot password."""
    name, password = answers.secrets
    return f"({answers.account!r}, BotPassword({name!r}, {password!r}))\n"


def family_file(wiki: Discovered) -> str:
    """Give the text of the file by which pywikibot knows a wiki: a family of one, whose code is its language."""
    return f'''"""A wiki as pywikibot has to know it, written by `campaignbot init`."""

from pywikibot import family


class Family(family.Family):
    name = {family_name(wiki.dbname)!r}
    langs = {{{wiki.language!r}: {wiki.host!r}}}

    def protocol(self, code):
        return {wiki.protocol!r}

    def scriptpath(self, code):
        return {wiki.script_path!r}

    def dbName(self, code):
        return {wiki.dbname!r}
'''


def family_name(dbname: str) -> str:
    """Give a name in letters and digits, as pywikibot's have to be."""
    return "".join(c for c in dbname if c.isascii() and c.isalnum())


def _login_lines(answers: Answers) -> Sequence[str]:
    match answers.login:
        case Login.PASSWORD:
            return ('password_file = "user-password.py"',)
        case Login.OAUTH:
            keys = repr(answers.secrets)
        case Login.ENVIRONMENT:
            keys = "(" + ", ".join(f'os.environ.get("{name}", "")' for name in ENVIRONMENT) + ")"
    return tuple(f"authenticate[{host!r}] = {keys}" for host in _hosts(answers))


def _hosts(answers: Answers) -> Sequence[str]:
    if answers.own_wikis:
        return tuple(dict.fromkeys(wiki.host for wiki in answers.own_wikis))
    return WIKIMEDIA


WIKIMEDIA = (
    "*.wikimedia.org",
    "*.wikipedia.org",
    "*.wiktionary.org",
    "*.wikibooks.org",
    "*.wikinews.org",
    "*.wikiquote.org",
    "*.wikisource.org",
    "*.wikiversity.org",
    "*.wikivoyage.org",
    "*.wikidata.org",
    "*.wikifunctions.org",
    "*.mediawiki.org",
)
