"""How the home wiki links to the others."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import requests
from pywikibot.exceptions import Error
from pywikibot.site import APISite

from bot.model.errors import WikiUnavailableError
from bot.model.reporting import WikiLink
from bot.wikis.client import Client


def wiki_links(home: Client, others: Iterable[Client]) -> dict[str, WikiLink]:
    """Give by dbname how the home wiki links there, from its interwiki map; the others are not asked."""
    try:
        interwikis = home.site.siteinfo["interwikimap"]
    except (Error, requests.RequestException, OSError) as error:
        raise WikiUnavailableError(str(error)) from error
    addresses = [(str(entry["prefix"]), str(entry["url"])) for entry in interwikis]
    return {client.wiki.dbname: _link(home, client, addresses) for client in others}


def _link(home: Client, other: Client, addresses: list[tuple[str, str]]) -> WikiLink:
    fallback = f"{other.site.protocol()}://{other.site.hostname()}{other.site.path()}?title=$1"
    prefixes = [(prefix, url) for prefix, url in addresses if _same_wiki(other.site, url)]
    ranked = sorted(prefixes, key=lambda entry: (entry[0] != other.wiki.code, len(entry[0]), entry[0]))
    here = other.wiki.dbname == home.wiki.dbname
    return WikiLink(
        dbname=other.wiki.dbname,
        language=other.wiki.language,
        project=other.wiki.family,
        prefix="" if here else ranked[0][0] if ranked else None,
        url=ranked[0][1] if ranked else fallback,
    )


def _same_wiki(site: APISite, url: str) -> bool:
    """Whether an interwiki address leads to `site`; several wikis on one host differ in the path before `/`."""
    parts = urlsplit(url)
    if parts.netloc != site.hostname() or not url.endswith("$1"):
        return False
    folder = str(site.scriptpath())
    return folder in ("", "/w") or parts.path.startswith(folder + "/")
