"""The pages that ship with the bot, as they are to stand on this home wiki: help, templates, preloads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any

from bot.model.settings import Settings
from bot.reports.joining import join_query
from bot.reports.markdown import Shelf, to_wikitext
from bot.reports.messages import DOCUMENTATION, FALLBACK, Catalogues, Fallbacks, Translator
from bot.reports.own_templates import Templates
from bot.reports.wikitext import Wikitext

DOCUMENT = ".md"
START_PAGE = "Help:CampaignBot"
METRICS_PAGE = "Help:CampaignBot/Metrics"
CAMPAIGNS_PAGE, STOP_PAGE, OPT_OUT_PAGE = "campaigns_page", "stop_page", "opt_out_page"


class Discovery(Enum):
    """How the bot finds the pages that define campaigns."""

    CATEGORY = "category"
    PREFIX = "prefix"
    TEMPLATE = "template"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """What ships with the bot: `templates/wiki/` and the documents that become help pages.

    `manifest`: title of a page -> its file. `parameters`: the templates' parameters, as `parameters.json` holds them.
    `words` by language, `fallbacks` as Translator has them. `with_own`: templates with the operator's in their place.
    """

    manifest: Mapping[str, str]
    templates: Mapping[str, str]
    documents: Mapping[str, str]
    parameters: Mapping[str, Any]
    words: Catalogues
    fallbacks: Fallbacks = field(default_factory=dict)
    with_own: Templates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The home wiki as the pages speak of it; `account` is the bot's name there."""

    settings: Settings
    account: str
    language: str
    discovery: Discovery


def installed_pages(shipped: Shipped, place: Place) -> dict[str, str]:
    """Give the text of each page by title, in the order in which they are to be saved."""
    maker = _Maker(shipped=shipped, place=place)
    return {maker.title(title): maker.page(title) for title in shipped.manifest if maker.is_wanted(title)}


def templatedata(shipped: Shipped, template: str) -> dict[str, Any]:
    """Give the TemplateData of a template: what the visual editor shows as a form (Extension:TemplateData)."""
    spec = shipped.parameters["templates"][template]
    kind = spec["words"]
    return {
        "description": _in_languages(shipped, f"template-{kind}"),
        "params": {name: _parameter(shipped, spec, name) for name in spec["order"]},
        "paramOrder": spec["order"],
        "format": "block",
    }


def _parameter(shipped: Shipped, spec: Mapping[str, Any], name: str) -> dict[str, Any]:
    kind = spec["words"]
    given = shipped.parameters["parameters"][name]
    texts = {
        "label": _in_languages(shipped, name),
        "description": _in_languages(shipped, f"{kind}-{name}-about", f"{name}-about"),
        "default": _in_languages(shipped, f"{kind}-{name}-default", f"{name}-default"),
    }
    marks = {mark: True for mark in ("required", "suggested") if name in spec[mark]}
    example = {"example": spec["examples"][name]} if name in spec["examples"] else {}
    return {**{key: text for key, text in texts.items() if text}, **given, **example, **marks}


def _in_languages(shipped: Shipped, *keys: str) -> dict[str, str]:
    """Give the text of the first of these keys that there is, in every language that has it."""
    key = next((key for key in keys if key in shipped.words[FALLBACK]), "")
    languages = (language for language in shipped.words if language != DOCUMENTATION)
    return {language: shipped.words[language][key] for language in languages if key in shipped.words[language]}


class _Maker:
    """Makes the pages of one wiki."""

    def __init__(self, *, shipped: Shipped, place: Place) -> None:
        self._shipped = shipped
        self._place = place
        self._renamed = _renamed(place)
        self._shelf = Shelf(
            documents=shipped.documents,
            titles={file: title for title, file in shipped.manifest.items() if file.endswith(DOCUMENT)},
            renamed=self._renamed,
            linked=frozenset({*shipped.manifest, *self._renamed.values()}),
        )
        self._templates = shipped.with_own or Templates(shipped.templates)

    def title(self, title: str) -> str:
        """Give what a page of the manifest is called here."""
        return self._renamed.get(title, title)

    def is_wanted(self, title: str) -> bool:
        """Say whether a page has a use here: that of the category has none where campaigns are found otherwise."""
        return title != _default(CAMPAIGNS_PAGE) or self._place.discovery is Discovery.CATEGORY

    def page(self, title: str) -> str:
        file = self._shipped.manifest[title]
        if file.endswith(DOCUMENT):
            return self._render("page-of-docs.wikitext.jinja", title=title, body=to_wikitext(file, self._shelf))
        return self._render(file, title=title)

    def _render(self, file: str, **values: object) -> str:
        known = {
            "t": Translator(self._place.language, self._shipped.words, self._shipped.fallbacks),
            "wikitext": Wikitext,
            "help_pages": _help_pages(self._shipped),
            "bot_link": Wikitext(f"[[User:{self._place.account}|CampaignBot]]"),
            "settings": self._place.settings,
            "found_by": self._place.discovery.value,
            "example": self._example,
            "join_query": join_query,
            "templatedata": lambda template: _as_json(templatedata(self._shipped, template)),
        }
        return self._templates.render(file, {**known, **values})

    def _example(self, template: str) -> str:
        """Give a call of a template with what everybody fills in."""
        data = templatedata(self._shipped, template)
        usual = {name: p for name, p in data["params"].items() if p.get("required") or p.get("suggested")}
        name = template.removeprefix("Template:")
        if not usual:
            return "{{" + name + "}}"
        lines = (f"|{parameter}={spec['example']}" for parameter, spec in usual.items())
        return "\n".join(["{{" + name, *lines, "}}"])


def _help_pages(shipped: Shipped) -> tuple[tuple[str, str], ...]:
    """Give the titles of the help pages and their names: the main headings of their documents."""
    files = ((title, shipped.documents.get(file)) for title, file in shipped.manifest.items())
    named = ((title, text.partition("\n")[0].removeprefix("# ")) for title, text in files if text)
    return (START_PAGE, "CampaignBot"), *named


def _renamed(place: Place) -> dict[str, str]:
    """Give what the documentation calls by its default name, and what it is called here."""
    settings = place.settings
    names = {_default(name): getattr(settings, name) for name in (STOP_PAGE, OPT_OUT_PAGE)}
    campaigns = _default(CAMPAIGNS_PAGE)
    if place.discovery is Discovery.CATEGORY:
        return {campaigns: settings.campaigns_page, **names}
    return {f"[[{campaigns}]]": "", **names}


def _default(name: str) -> str:
    return next(str(one.default) for one in fields(Settings) if one.name == name)


def _as_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent="\t")
