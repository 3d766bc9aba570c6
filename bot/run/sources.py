"""The wiki pages that define campaigns, read again only when they changed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.definitions import Context
from bot.model.pages import PageText
from bot.model.wikis import Catalogue
from bot.run.ports import Setting
from bot.store.definitions import SourceState, load_sources
from bot.store.memory import recall, remember
from bot.wikis.accounts import autoconfirmed_among
from bot.wikis.client import Client
from bot.wikis.pages import find_pages, read_pages, read_redirects_to

CAMPAIGN_TEMPLATE = "CampaignBot/Campaign"
PROGRAM_TEMPLATE = "CampaignBot/Program"
NEVER_CAMPAIGNS = {8, 10, 14, 828}
"""Namespaces in which pages define nothing: MediaWiki, Template, Category, Module."""

ASK_AGAIN = timedelta(days=1)
"""How long an editor who was not autoconfirmed is not asked about again, unless they save the page again."""

TEMPLATE_NAMES = "template names"


def read_sources(setting: Setting, in_force: Collection[str]) -> tuple[tuple[SourceState, ...], Context]:
    """Give every page that may define a campaign, the oldest page first, and what parsers have to know.

    `in_force` are pages of campaigns that run: one that is no longer among those found is given as well while the
    editor who took it away may not end a campaign. One request where no page changed.
    """
    home = setting.home
    known = {name: state for name, state in load_sources(setting.store).items() if state.on_wiki}
    every = find_pages(home, setting.settings.campaigns_page)
    found = tuple(page for page in every if page.namespace not in NEVER_CAMPAIGNS)
    gone = sorted({*in_force} - {page.title for page in found})
    changed = tuple(p.title for p in found if p.title not in known or known[p.title].rev_id != p.rev_id)
    fresh = {title: _state(page) for title, page in read_pages(home, (*changed, *gone)).items()}
    states = tuple(fresh.get(page.title) or known[page.title] for page in found)
    left = tuple(_kept(fresh[title], known.get(title)) for title in gone if fresh[title].text is not None)
    listed = {page.title for page in found}
    trusted = _with_trust(setting, (*states, *left))
    kept = tuple(state for state in trusted if state.source in listed or not state.trusted)
    return kept, read_context(setting, anew=bool(changed))


def _kept(fresh: SourceState, known: SourceState | None) -> SourceState:
    """Give what is known already of the same revision, so that its editor is not asked about in every run."""
    return known if known and known.rev_id == fresh.rev_id else fresh


def read_context(setting: Setting, *, anew: bool) -> Context:
    """Give what the parsers have to know of the home wiki; the templates' redirects only `anew` or the first time."""
    names = None if anew else recall(setting.store, TEMPLATE_NAMES)
    if names is None:
        names = template_names(setting.home)
        remember(setting.store, TEMPLATE_NAMES, names)
    return context_with(setting.catalogue, setting.home, names)


def context_with(catalogue: Catalogue, home: Client, names: dict[str, list[str]]) -> Context:
    """Give what the parsers have to know, with the names that `template_names` gives."""
    return Context(
        catalogue=catalogue,
        namespaces=home.namespace_numbers(),
        campaign_templates=frozenset(names[CAMPAIGN_TEMPLATE]),
        program_templates=frozenset(names[PROGRAM_TEMPLATE]),
    )


def template_names(home: Client) -> dict[str, list[str]]:
    """Give, for each of the two templates, its title and those of its redirects, without namespace."""
    titles = {f"Template:{name}": name for name in (CAMPAIGN_TEMPLATE, PROGRAM_TEMPLATE)}
    redirects = read_redirects_to(home, titles)
    return {name: [name, *redirects[title]] for title, name in titles.items()}


def _state(page: PageText) -> SourceState:
    return SourceState(
        source=page.title,
        on_wiki=True,
        problems=(),
        rev_id=page.rev_id,
        text=page.text,
        editor=page.editor,
        trusted=False,
    )


def _with_trust(setting: Setting, states: tuple[SourceState, ...]) -> tuple[SourceState, ...]:
    """Ask about editors nobody has asked about yet, and once a day about those who were not autoconfirmed."""
    now = setting.now
    due = {s for s in states if not s.trusted and (s.trust_asked_at is None or now - s.trust_asked_at >= ASK_AGAIN)}
    names = sorted({state.editor for state in due if state.editor})
    trusted = autoconfirmed_among(setting.home, names)
    return tuple(replace(s, trusted=s.editor in trusted, trust_asked_at=now) if s in due else s for s in states)
