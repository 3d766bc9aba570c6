"""Views and templates to the text of pages."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from bot.model.campaigns import Campaign, Program
from bot.model.problems import Problem
from bot.model.reporting import (
    CampaignReport,
    Heartbeat,
    Part,
    ProgramReport,
    ReportContext,
    StatusReport,
    campaign_page,
    program_page,
)
from bot.reports.excerpts import excerpt
from bot.reports.heartbeat import heartbeat_view
from bot.reports.messages import FALLBACK, NO_FALLBACKS, Catalogues, Fallbacks, Translator
from bot.reports.new_list import new_list
from bot.reports.own_templates import NO_OWN, OwnTemplate, Templates
from bot.reports.paging import LONGEST_PAGE, Paging, fitting
from bot.reports.scribe import Scribe
from bot.reports.status import status_view
from bot.reports.summaries import Summaries
from bot.reports.views import Page, campaign_view, program_view
from bot.reports.wikitext import Wikitext, escape, link

_TIMESTAMP = re.compile(r"<!--t-->.*?<!--/t-->", re.DOTALL)


class Renderer:
    """Renders report pages; `templates` by file name, `messages` by language, as they stand in `templates/`.

    `fallbacks`: a language -> those in which it is read where it has no messages, best first. `own` are the operator's
    templates; `problems` tells what is wrong with them, once pages were made.
    """

    def __init__(
        self,
        templates: Mapping[str, str],
        messages: Catalogues,
        fallbacks: Fallbacks = NO_FALLBACKS,
        own: Mapping[str, OwnTemplate] = NO_OWN,
    ) -> None:
        self._messages = messages
        self._fallbacks = fallbacks
        self._translators: dict[str, Translator] = {}
        self._templates = Templates(templates, own, _finalize)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._templates.problems

    def program(self, report: ProgramReport, campaign: Campaign, context: ReportContext) -> tuple[str, ...]:
        """Give a program's report, and the pages that continue it."""
        scribe = self._scribe(report.program.language, context)
        title = program_page(campaign, report.program.name)
        return self._paged("program", program_view(report, campaign, scribe), title, scribe)

    def campaign(self, report: CampaignReport, context: ReportContext) -> tuple[str, ...]:
        """Give a campaign's report, and the pages that continue it."""
        scribe = self._scribe(report.campaign.language, context)
        return self._paged("campaign", campaign_view(report, scribe), campaign_page(report.campaign), scribe)

    def excerpt(
        self,
        report: ProgramReport | CampaignReport,
        campaign: Campaign,
        context: ReportContext,
        *,
        language: str,
        parts: Collection[Part],
    ) -> str:
        """Give a report, whole or these parts of it, for a page of another wiki in the language of that page."""
        scribe = self._scribe(language, context)
        if isinstance(report, CampaignReport):
            page, title = campaign_view(report, scribe), campaign_page(campaign)
        else:
            page, title = program_view(report, campaign, scribe), program_page(campaign, report.program.name)
        return self._page("excerpt", scribe, lambda rows: excerpt(page, title, parts, rows, scribe))

    def no_longer_needed(self, title: str, language: str, context: ReportContext) -> str:
        """Give what stands on a page that continued a report of this title when it was longer."""
        scribe = self._scribe(language, context)
        return self._page("emptied", scribe, lambda _: link(title))

    def status(self, status: StatusReport, context: ReportContext) -> str:
        """Give the page that tells organizers how their definition was understood."""
        scribe = self._scribe(status_language(status, context), context)
        return self._page("status", scribe, lambda rows: status_view(status, scribe, rows))

    def heartbeat(self, heartbeat: Heartbeat, context: ReportContext, language: str) -> str:
        """Give the page that shows that the bot is at work."""
        scribe = self._scribe(language, context)
        return self._page("heartbeat", scribe, lambda _: heartbeat_view(heartbeat, scribe))

    def sign_up_list(self, program: Program, campaign: Campaign, now: datetime) -> str:
        """Give a sign-up list on which nobody stands yet; everything that it links to is on the home wiki."""
        context = ReportContext(now=now, check_minutes=0, links={}, unknown={}, home="")
        scribe = self._scribe(program.language, context)
        return self._page("list", scribe, lambda _: new_list(program, campaign, scribe))

    def summaries(self, language: str, account: str) -> Summaries:
        """Give the edit summaries of pages in a language; `account` is the bot's name on the wiki."""
        return Summaries(self._translator(language), account)

    def _paged(self, template: str, page: Page, title: str, scribe: Scribe) -> tuple[str, ...]:
        """Render a report and what continues it; where own templates make a page too long, from the built-in ones."""

        def made(render: Callable[[str, Mapping[str, object]], str]) -> tuple[str, ...]:
            def one(name: str, shown: object) -> str:
                return render(f"{name}.wikitext.jinja", _values(scribe, shown))

            return Paging(page, title, template=template, scribe=scribe, render=one).texts()

        texts = made(self._templates.render)
        too_long = any(len(text.encode()) > LONGEST_PAGE for text in texts)
        if too_long and self._templates.gives_up(f"{template}.wikitext.jinja", LONGEST_PAGE):
            return made(self._templates.render_shipped)
        return texts

    def _scribe(self, language: str, context: ReportContext) -> Scribe:
        return Scribe(self._translator(language), context)

    def _translator(self, language: str) -> Translator:
        if language not in self._translators:
            self._translators[language] = Translator(language, self._messages, self._fallbacks)
        return self._translators[language]

    def _page(self, name: str, scribe: Scribe, view: Callable[[int], object]) -> str:
        """Render a view; where own templates make it too long, from the built-in ones."""
        file = f"{name}.wikitext.jinja"
        text = fitting(lambda rows: self._templates.render(file, _values(scribe, view(rows))))[0]
        if len(text.encode()) > LONGEST_PAGE and self._templates.gives_up(file, LONGEST_PAGE):
            return fitting(lambda rows: self._templates.render_shipped(file, _values(scribe, view(rows))))[0]
        return text


def _values(scribe: Scribe, page: object) -> dict[str, object]:
    """Give what templates know."""
    return {"t": scribe.t, "language": scribe.t.html_language, "direction": scribe.formats.direction, "page": page}


def status_language(status: StatusReport, context: ReportContext) -> str:
    """Give the language of a status page: the campaign's, or while there is none the home wiki's."""
    if status.campaign:
        return status.campaign.language
    home = context.links.get(context.home)
    return home.language if home else FALLBACK


def canonical(text: str) -> str:
    """Give a region without the parts that change with every update, to see whether anything else did."""
    return _TIMESTAMP.sub("<!--t--><!--/t-->", text)


def _finalize(value: object) -> Wikitext:
    return value if isinstance(value, Wikitext) else escape(str(value))
