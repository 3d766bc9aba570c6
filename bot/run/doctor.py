"""Looking an installation over on its wikis, without changing anything there."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.model.errors import OperatorError, WikiUnavailableError
from bot.model.findings import Finding, advice, fine, missing, unknown
from bot.model.settings import Settings
from bot.model.wikis import Catalogue
from bot.publishing.installing import LeftAlone
from bot.reports.installed import Shipped
from bot.run.judging import judge_reading, judge_writing
from bot.run.setup import decide, wanted_pages
from bot.wikis.client import Client
from bot.wikis.pages import find_pages, read_pages
from bot.wikis.session import Session
from bot.wikis.standing import read_standing

MOST_NAMED = 5
"""Pages; of more the number is enough."""

AGAIN = "try again later; if that lasts, see whether you can open the wiki from this computer"


def examine(session: Session, settings: Settings, *, shipped: Shipped, now: datetime) -> Iterator[Finding]:
    """Tell of the account on each wiki where it writes or that is the operator's own, and of the home wiki's pages."""
    try:
        catalogue = session.catalogue(settings)
    except OperatorError as error:
        yield missing(str(error), "mend bot.yaml")
        return
    yield from _home(session, settings, catalogue, shipped=shipped, now=now)
    for dbname in dict.fromkeys((*settings.report_wikis, *settings.wikis)):
        if dbname != settings.home:
            writes = dbname in settings.report_wikis
            yield from _other(session.client(catalogue, dbname), writes=writes, now=now)


def _home(
    session: Session, settings: Settings, catalogue: Catalogue, *, shipped: Shipped, now: datetime
) -> Iterator[Finding]:
    try:
        home = session.log_in_at_home(catalogue)
        yield fine(f"logged in on {settings.home} as {home.account_name}")
        standing = read_standing(home)
        yield from judge_reading(standing, settings.home, now)
        yield from judge_writing(standing, settings.home)
        yield from _pages(home, settings)
        yield from _installed(home, settings, catalogue, shipped)
    except OperatorError as error:
        yield missing(str(error).partition(". ")[0], "mend the name and the password or OAuth keys in user-config.py")
    except WikiUnavailableError as error:
        yield unknown(f"{settings.home} did not answer: {error}", AGAIN)


def _other(client: Client, *, writes: bool, now: datetime) -> Iterator[Finding]:
    dbname = client.wiki.dbname
    try:
        client.log_in()
        if client.logged_in:
            yield fine(f"logged in on {dbname} as {client.account_name}")
        else:
            told = f"the account cannot log in on {dbname}: {client.login_failure}"
            remedy = "give the account access there; without, the wiki is read slowly"
            yield missing(told, remedy) if writes else advice(told, remedy)
        standing = read_standing(client)
        yield from judge_reading(standing, dbname, now)
        if writes:
            yield from judge_writing(standing, dbname)
    except WikiUnavailableError as error:
        yield unknown(f"{dbname} did not answer: {error}", AGAIN)


def _pages(home: Client, settings: Settings) -> Iterator[Finding]:
    """Tell of the three pages that bot.yaml names."""
    pages = read_pages(home, (settings.stop_page, settings.opt_out_page))
    if (pages[settings.stop_page].text or "").strip():
        yield advice(
            f"{settings.stop_page} has text, so nothing is written",
            "find out who stopped the bot and why, then empty it",
        )
    else:
        yield fine(f"{settings.stop_page} does not stop the bot")
    if pages[settings.opt_out_page].text is None:
        yield advice(
            f"there is no page {settings.opt_out_page}, on which people take themselves out",
            "create it, with a line that says what it is for",
        )
    else:
        yield fine(f"people can opt out on {settings.opt_out_page}")
    found = len(find_pages(home, settings.campaigns_page))
    yield fine(f"{found} page{'' if found == 1 else 's'} found by {settings.campaigns_page}")


def _installed(home: Client, settings: Settings, catalogue: Catalogue, shipped: Shipped) -> Iterator[Finding]:
    """Tell which of the pages that ship with the bot are not on the home wiki as they should be."""
    wanted = wanted_pages(home, settings=settings, catalogue=catalogue, shipped=shipped)
    pages = read_pages(home, wanted)
    differing = tuple(title for title, text in wanted.items() if (pages[title].text or "").rstrip() != text.rstrip())
    decisions = {title: decide(home, pages[title], wanted[title]) for title in differing}
    left = {title: one for title, one in decisions.items() if isinstance(one, LeftAlone)}
    for title, one in left.items():
        yield advice(f"{title} stays as it is: {one.why}", "nothing, if that is meant so")
    due = tuple(title for title in differing if title not in left)
    if due:
        yield missing(f"not on {settings.home} yet, or of another version: {_named(due)}", "campaignbot setup")
    else:
        yield fine(f"the bot's templates and help pages are on {settings.home}")


def _named(titles: Sequence[str]) -> str:
    more = len(titles) - MOST_NAMED
    return ", ".join(titles[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
