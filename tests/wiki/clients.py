"""Clients of real wikis inside the test process, what their work costs, and what only databases tell."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from tests.wiki.pywikibot_here import use_config  # isort: skip - pywikibot reads its configuration when imported

from bot.model.pages import PageVersion
from bot.model.signups import Rename
from bot.model.wikis import Wiki
from bot.wikis.client import Client
from tests.wikifarm import Farm, FarmWiki
from tests.wikifarm.session import ApiSession

CODES = {"metawiki": "meta", "enwiki": "en", "pawiki": "pa", "arwiki": "ar", "commonswiki": "commons"}
FLAGS = {"metawiki": ("bot",), "commonswiki": ("sysop", "suppress")}
"""What the bot may do: on most of these wikis nothing that others may not."""

T = TypeVar("T")


def let_bot_in(farm: Farm, folder: Path) -> None:
    """Give the bot an account on the wikis of a farm, and pywikibot what it needs to use it."""
    for dbname in CODES:
        farm[dbname].create_accounts(["CampaignBot"], groups=FLAGS.get(dbname, ()), bot_password=True)
    farm.write_pywikibot_config(folder)
    use_config(folder)


class Sparing(Client):
    """A wiki of which one asks for one entry of the log at a time."""

    def get(self, **parameters: Any) -> dict[str, Any]:
        return super().get(**{name: "1" if name == "lelimit" else value for name, value in parameters.items()})


class Elsewhere(Client):
    """A wiki that keeps no log of renames; it is asked for one that no wiki has."""

    def get(self, **parameters: Any) -> dict[str, Any]:
        return super().get(**{name: "rebaptize" if name == "letype" else value for name, value in parameters.items()})


def client_of(dbname: str, kind: type[Client] = Client) -> Client:
    """Give a client that has logged in and learnt what pywikibot has to know of a wiki."""
    client = kind(Wiki(dbname=dbname, family="farm", code=CODES[dbname], language="en", wikimedia=False))
    client.get(action="query", prop="info", titles="Any")
    assert client.batch == (50 if dbname in {"enwiki", "pawiki", "arwiki"} else 500)
    return client


def counting(farm: Farm, work: Callable[[], T]) -> tuple[T, list[Mapping[str, str]]]:
    """Give what some work gives, and what was asked of wikis for it."""
    before = len(farm.requests())
    given = work()
    return given, [request.params for request in farm.requests()[before:]]


def as_it_stands(wiki: FarmWiki, title: str) -> PageVersion:
    """Give what the database says of a page that has its title without the namespace to itself."""
    ((namespace, page_id, rev_id),) = wiki.sql(
        "SELECT page_namespace, page_id, page_latest FROM page WHERE page_title = ?",
        (title.rpartition(":")[2].replace(" ", "_"),),
    )
    return PageVersion(title=title, namespace=namespace, page_id=page_id, rev_id=rev_id)


def renamed(wiki: FarmWiki, old: str, name: str, *, new: bool = True) -> Rename:
    """Rename an account, a new one unless it is said to be there, and give what the database says of it."""
    if new:
        wiki.create_account(old)
    wiki.rename_user(old, name)
    ((logged,),) = wiki.sql("SELECT max(log_timestamp) FROM logging WHERE log_type = 'renameuser'")
    return Rename(old=old, new=name, at=datetime.strptime(f"{logged}+0000", "%Y%m%d%H%M%S%z"))


def make_temporary(wiki: FarmWiki, old: str, name: str) -> None:
    """Give an account a temporary name, which the wiki itself gives only to people without an account."""
    with closing(sqlite3.connect(wiki.database)) as database, database:
        database.execute("UPDATE user SET user_name = ? WHERE user_name = ?", (name, old))
        database.execute("UPDATE actor SET actor_name = ? WHERE actor_name = ?", (name, old))


def user_id(wiki: FarmWiki, name: str) -> int:
    ((number,),) = wiki.sql("SELECT user_id FROM user WHERE user_name = ?", (name,))
    return int(number)


def write_as(farm: Farm, wiki: FarmWiki, name: str, params: Mapping[str, str | int]) -> None:
    """Do something that the farm has no word for, as an account."""
    with closing(ApiSession(wiki.api_url, name, farm.PASSWORD)) as session:
        session.write(params)


def edit_without_account(wiki: FarmWiki, title: str, text: str) -> None:
    """Save a page from the IP address 127.0.0.1."""
    with closing(ApiSession(wiki.api_url, None, "")) as session:
        session.post({"action": "edit", "title": title, "text": text, "token": "+\\"})
