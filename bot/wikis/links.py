"""How the home wiki links to the others."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import requests
from pywikibot.exceptions import Error
from pywikibot.family import Family

from bot.model.errors import WikiUnavailableError
from bot.model.reporting import WikiLink
from bot.model.wikis import Wiki
from bot.wikis.client import Client


def wiki_links(home: Client, wikis: Iterable[Wiki]) -> dict[str, WikiLink]:
    """Give by dbname how the home wiki links there, from its interwiki map; the others are not asked."""
    addresses = interwiki_addresses(home)
    return {wiki.dbname: _link(home.wiki, wiki, addresses) for wiki in wikis}


def interwiki_addresses(home: Client) -> list[tuple[str, str]]:
    """Give every interwiki prefix of the home wiki with its address, which holds `$1` where the title goes."""
    try:
        interwikis = home.site.siteinfo["interwikimap"]
    except (Error, requests.RequestException, OSError) as error:
        raise WikiUnavailableError(str(error)) from error
    return [(str(entry["prefix"]), str(entry["url"])) for entry in interwikis]


def index_address(wiki: Wiki) -> str:
    """Give the address of a wiki's index.php, without asking the wiki."""
    family = Family.load(wiki.family)
    return f"{family.protocol(wiki.code)}://{family.hostname(wiki.code)}{family.path(wiki.code)}"


def host_of(wiki: Wiki) -> str:
    """Give the name of the host on which a wiki is, without asking the wiki."""
    return str(Family.load(wiki.family).hostname(wiki.code))


def _link(home: Wiki, wiki: Wiki, addresses: list[tuple[str, str]]) -> WikiLink:
    family = Family.load(wiki.family)
    prefixes = [(prefix, url) for prefix, url in addresses if leads_to(family, wiki.code, url)]
    ranked = sorted(prefixes, key=lambda entry: (entry[0] != wiki.code, len(entry[0]), entry[0]))
    fallback = f"{index_address(wiki)}?title=$1"
    return WikiLink(
        dbname=wiki.dbname,
        language=wiki.language,
        project=wiki.family,
        prefix="" if wiki == home else ranked[0][0] if ranked else None,
        url=ranked[0][1] if ranked else fallback,
    )


def leads_to(family: Family, code: str, url: str) -> bool:
    """Whether an interwiki address is that wiki's; several wikis on one host differ in the first part of the path."""
    parts = urlsplit(url)
    if parts.netloc != family.hostname(code) or not url.endswith("$1"):
        return False
    folder = str(family.scriptpath(code))
    return folder in ("", "/w") or parts.path.startswith(folder + "/")
