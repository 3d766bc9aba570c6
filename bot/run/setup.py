"""`campaignbot setup`: the bot's templates and help pages to the home wiki, and kept up to date there."""

from collections.abc import Iterator

from bot import __version__
from bot.model.outcomes import Conflict, Outcome, Unchanged
from bot.model.pages import Edit, PageText
from bot.model.settings import Settings
from bot.model.wikis import Catalogue
from bot.publishing.installing import LeftAlone, prepare_installation
from bot.reports.installed import Discovery, Place, Shipped, installed_pages
from bot.reports.messages import Translator
from bot.run.writing import save
from bot.wikis.client import Client
from bot.wikis.histories import read_last_text_by, was_taken_away
from bot.wikis.pages import NS_CATEGORY, NS_TEMPLATE, read_pages

Installation = Outcome | LeftAlone


def set_up(
    home: Client, *, settings: Settings, catalogue: Catalogue, shipped: Shipped
) -> Iterator[tuple[str, Installation]]:
    """Save each page that is not what ships with the bot, and give its title and how that ended.

    A page is the bot's to change while it stands as the bot's own account left it. Raises WikiUnavailableError when
    the wiki stops answering.
    """
    wanted = wanted_pages(home, settings=settings, catalogue=catalogue, shipped=shipped)
    language = catalogue.wikis[home.wiki.dbname].language
    told = Translator(language, shipped.words, shipped.fallbacks).plain("summary-setup", __version__)
    summary = f"{told} ([[User:{home.account_name}|CampaignBot]])"
    pages = read_pages(home, wanted)
    for title, text in wanted.items():
        decision = decide(home, pages[title], text, summary)
        if isinstance(decision, Edit):
            yield title, _save(home, decision, settings.stop_page)
        else:
            yield title, decision


def _save(home: Client, edit: Edit, stop_page: str) -> Outcome:
    def unless_edited(page: PageText) -> Edit | Conflict:
        return edit if page.rev_id == edit.base else Conflict()

    return save(home, edit.title, unless_edited, stop_page=stop_page)


def wanted_pages(home: Client, *, settings: Settings, catalogue: Catalogue, shipped: Shipped) -> dict[str, str]:
    """Give the pages that ship with the bot as they are to stand on the home wiki."""
    place = Place(
        settings=settings,
        account=home.account_name,
        language=catalogue.wikis[home.wiki.dbname].language,
        discovery=_discovery(home, settings.campaigns_page),
    )
    return installed_pages(shipped, place)


def _discovery(home: Client, where: str) -> Discovery:
    """Say how `find_pages` of bot.wikis.pages takes the name of the place where campaigns are found."""
    if where.endswith("/"):
        return Discovery.PREFIX
    kinds = {NS_CATEGORY: Discovery.CATEGORY, NS_TEMPLATE: Discovery.TEMPLATE}
    prefix, colon, _ = where.partition(":")
    namespace = home.namespace_numbers().get(prefix.strip().lower()) if colon else None
    return kinds.get(namespace, Discovery.LIST) if namespace is not None else Discovery.LIST


def decide(home: Client, page: PageText, text: str, summary: str = "") -> Edit | Unchanged | LeftAlone:
    """Say what is to become of a page that should have this text; an edit has the `summary`."""
    user = home.account_name
    own_text = page.text
    if page.text is not None and page.editor != user and page.text.rstrip() != text.rstrip():
        own_text = read_last_text_by(home, page.title, user)
    return prepare_installation(
        page,
        text,
        summary=summary,
        own_text=own_text,
        deleted=page.text is None and was_taken_away(home, page.title),
    )
