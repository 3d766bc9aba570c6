"""A sign-up list on which nobody stands yet, as the bot makes it once for people to go on with."""

from dataclasses import dataclass

from bot.model.campaigns import Campaign, Program
from bot.model.reporting import program_page
from bot.reports.joining import LOGIN, join_query
from bot.reports.scribe import Scribe
from bot.reports.views import on_a_button
from bot.reports.wikitext import Wikitext, link


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """What stands above the names: sentences, and the button that adds one."""

    about: Wikitext
    sentences: tuple[Wikitext, ...]
    join: Wikitext


def new_list(program: Program, campaign: Campaign, scribe: Scribe) -> NewList:
    """Work out a program's list; it stays as it is, so it says nothing that may change.

    Its button follows the page wherever people move it.
    """
    t = scribe.t
    button = f"[{{{{fullurl:{LOGIN}|{join_query('{{FULLPAGENAMEE}}')}}}}} {on_a_button(t('sign-up'))}]"
    return NewList(
        about=t("list-about", link(program_page(campaign, program.name), program.name), link(campaign.page)),
        sentences=(t("list-how"), t("list-public"), t("list-leave")),
        join=Wikitext(button),
    )
