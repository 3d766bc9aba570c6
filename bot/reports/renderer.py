"""Views and templates to the text of pages."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.model.campaigns import Campaign, Program
from bot.model.problems import Problem
from bot.model.reporting import CampaignReport, ProgramReport, ReportContext, StatusReport
from bot.reports.messages import FALLBACK, NO_FALLBACKS, Catalogues, Fallbacks, Translator
from bot.reports.new_list import new_list
from bot.reports.own_templates import NO_OWN, OwnTemplate, Templates
from bot.reports.scribe import Scribe
from bot.reports.status import status_view
from bot.reports.summaries import Summaries
from bot.reports.views import campaign_view, program_view
from bot.reports.wikitext import Wikitext, escape

LONGEST_PAGE = 480_000
"""Bytes; pages are to stay below 500 kB together with what people write around the bot's region."""

MOST_ROWS = 500
"""Rows of the tables of people, of pages and of the lines of a sign-up list."""

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
        self._templates = Templates(templates, own, _finalize)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._templates.problems

    def program(self, report: ProgramReport, campaign: Campaign, context: ReportContext) -> str:
        """Give a program's report."""
        scribe = self._scribe(report.program.language, context)
        return self._page("program", scribe, lambda rows: program_view(report, campaign, scribe, rows))

    def campaign(self, report: CampaignReport, context: ReportContext) -> str:
        """Give a campaign's report."""
        scribe = self._scribe(report.campaign.language, context)
        return self._page("campaign", scribe, lambda rows: campaign_view(report, scribe, rows))

    def status(self, status: StatusReport, context: ReportContext) -> str:
        """Give the page that tells organizers how their definition was understood."""
        scribe = self._scribe(status_language(status, context), context)
        return self._page("status", scribe, lambda rows: status_view(status, scribe, rows))

    def sign_up_list(self, program: Program, campaign: Campaign, now: datetime) -> str:
        """Give a sign-up list on which nobody stands yet; everything that it links to is on the home wiki."""
        context = ReportContext(now=now, check_minutes=0, links={}, unknown={}, home="")
        scribe = self._scribe(program.language, context)
        return self._page("list", scribe, lambda _: new_list(program, campaign, scribe))

    def summaries(self, language: str, account: str) -> Summaries:
        """Give the edit summaries of pages in a language; `account` is the bot's name on the wiki."""
        return Summaries(self._translator(language), account)

    def _scribe(self, language: str, context: ReportContext) -> Scribe:
        return Scribe(self._translator(language), context)

    def _translator(self, language: str) -> Translator:
        return Translator(language, self._messages, self._fallbacks)

    def _page(self, name: str, scribe: Scribe, view: Callable[[int], object]) -> str:
        """Render a view; where own templates make it too long, from the built-in ones."""
        file = f"{name}.wikitext.jinja"
        text = _within_limit(lambda rows: self._templates.render(file, _values(scribe, view(rows))))
        if len(text.encode()) > LONGEST_PAGE and self._templates.gives_up(file, LONGEST_PAGE):
            return _within_limit(lambda rows: self._templates.render_shipped(file, _values(scribe, view(rows))))
        return text


def _values(scribe: Scribe, page: object) -> dict[str, object]:
    """Give what templates know."""
    return {"t": scribe.t, "language": scribe.t.html_language, "direction": scribe.formats.direction, "page": page}


def _within_limit(render: Callable[[int], str]) -> str:
    """Render with fewer and fewer rows until the page is short enough."""
    rows = MOST_ROWS
    text = render(rows)
    while rows and len(text.encode()) > LONGEST_PAGE:
        rows = rows * 3 // 4
        text = render(rows)
    return text


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
