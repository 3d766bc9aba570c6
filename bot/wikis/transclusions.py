"""Pages of a wiki whose community made room for a report, by the bot's template on them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.wikis.client import Client
from bot.wikis.pages import NS_PROJECT, NS_TEMPLATE, NS_USER


@dataclass(frozen=True, slots=True, kw_only=True)
class Transclusions:
    """The titles of pages that use a template, those of the project before those of users, the oldest first.

    `names`: each template -> its title and those of its redirects, without namespace. `complete`: there are no others.
    """

    titles: tuple[str, ...]
    names: Mapping[str, frozenset[str]]
    complete: bool


def read_transclusions(client: Client, template: str, *others: str) -> Transclusions:
    """Give the project and user pages that use a template, and what it and the others are called; in one request.

    Templates are given without namespace. Of more pages than the wiki gives at once, some of users are left out.
    """
    templates = [f"Template:{name}" for name in (template, *others)]
    answer = client.get(
        action="query",
        list="embeddedin",
        eititle=templates[0],
        einamespace=f"{NS_USER}|{NS_PROJECT}",
        eidir="descending",
        eilimit="max",
        titles="|".join(templates),
        prop="redirects",
        rdprop="title",
        rdnamespace=NS_TEMPLATE,
        rdlimit="max",
    )
    found = answer.get("query", {})
    pages = sorted(found.get("embeddedin", ()), key=lambda page: (page["ns"] != NS_PROJECT, page["pageid"]))
    normalized = {entry["to"]: entry["from"] for entry in found.get("normalized", ())}
    names = {name: frozenset({name}) for name in (template, *others)}
    for entry in found.get("pages", ()):
        name = _bare(normalized.get(entry["title"], entry["title"]))
        names[name] |= {_bare(redirect["title"]) for redirect in entry.get("redirects", ())}
    return Transclusions(
        titles=tuple(page["title"] for page in pages),
        names=names,
        complete="eicontinue" not in answer.get("continue", {}),
    )


def _bare(title: str) -> str:
    return title.partition(":")[2]
