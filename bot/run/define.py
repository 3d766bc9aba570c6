"""Stage one: what is to be tracked, from the operator's files and the home wiki's pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.definitions import Context, Definition, find_conflicts, parse_file, parse_page
from bot.model.campaigns import Campaign
from bot.model.problems import Problem, Severity
from bot.run.ports import Setting
from bot.store.campaigns import load_campaigns, save_definitions
from bot.wikis.pages import find_pages

NS_CATEGORY = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """A source of definitions and what became of it; `campaign` may be the last good one (`kept_last_good`)."""

    source: str
    on_wiki: bool
    campaign: Campaign | None
    problems: tuple[Problem, ...]
    kept_last_good: bool

    @property
    def page(self) -> str:
        """The page under which the campaign's reports stand."""
        return self.campaign.page if self.campaign else self.source


def parse_files(files: Mapping[str, str], context: Context) -> tuple[tuple[str, Definition], ...]:
    """Give what each of the operator's files defines."""
    return tuple((source, parse_file(text, source=source, context=context)) for source, text in files.items())


def definition_context(setting: Setting) -> Context:
    """Give what the parsers have to know of the home wiki."""
    return Context(catalogue=setting.catalogue, namespaces=setting.home.namespace_numbers())


def define(setting: Setting) -> tuple[Defined, ...]:
    """Read every definition, put the last good one in the place of a broken one, and record them all."""
    context = definition_context(setting)
    pages = find_pages(
        setting.home, setting.settings.campaigns_page, category_names=setting.home.namespace_names(NS_CATEGORY)
    )
    on_wiki = ((p.title, parse_page(p.text or "", title=p.title, context=context)) for p in pages)
    found = (
        *((source, False, definition) for source, definition in parse_files(setting.files, context)),
        *((title, True, definition) for title, definition in on_wiki if definition),
    )
    last_good = load_campaigns(setting.store)
    defined = _without_conflicts(
        tuple(_with_last_good(source, definition, last_good, on_wiki=wiki) for source, wiki, definition in found)
    )
    save_definitions(
        setting.store,
        tuple(d.campaign for d in defined if d.campaign),
        {d.source: (d.on_wiki, d.problems) for d in defined},
    )
    return defined


def _with_last_good(source: str, definition: Definition, last_good: tuple[Campaign, ...], *, on_wiki: bool) -> Defined:
    """Fill what is broken from the last definition of the same page that was in order."""
    campaign, kept = definition.campaign, False
    broken = any(problem.severity is Severity.ERROR for problem in definition.problems)
    before = next((c for c in last_good if broken and c.on_wiki == on_wiki and _is_it(c, source, campaign)), None)
    if before and campaign is None:
        campaign, kept = before, True
    elif before and campaign:
        old = tuple(p for p in before.programs if p.name in definition.broken)
        campaign, kept = replace(campaign, programs=(*campaign.programs, *old)), bool(old)
    return Defined(source=source, on_wiki=on_wiki, campaign=campaign, problems=definition.problems, kept_last_good=kept)


def _is_it(before: Campaign, source: str, campaign: Campaign | None) -> bool:
    return before.page == source if before.on_wiki else campaign is not None and before.name == campaign.name


def _without_conflicts(defined: tuple[Defined, ...]) -> tuple[Defined, ...]:
    """Let the older of two campaigns that claim the same name or pages stand, and tell the newer one."""
    claims = find_conflicts(tuple((d.source, d.campaign) for d in defined if d.campaign))
    standing = {source for source, _ in claims.definitions}
    return tuple(
        d
        if d.campaign is None or d.source in standing
        else replace(
            d, campaign=None, problems=(*d.problems, *(p for p in claims.problems if p.place.source == d.source))
        )
        for d in defined
    )
