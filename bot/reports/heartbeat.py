"""The page on which everybody sees that the bot is alive, and what it is at."""

from dataclasses import dataclass

from bot.model.reporting import Heartbeat
from bot.reports.formats import UTC_NAME
from bot.reports.programs import STATES
from bot.reports.scribe import Scribe
from bot.reports.wikitext import Wikitext, isolated, link


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartbeatPage:
    """The page in words; `troubles` is empty where all is well."""

    ran: Wikitext
    campaigns: tuple[Wikitext, ...]
    tracked: Wikitext
    troubles: tuple[Wikitext, ...]
    fine: Wikitext


def heartbeat_view(heartbeat: Heartbeat, scribe: Scribe) -> HeartbeatPage:
    """Work out the page; the reasons of failures are shown as they were told."""
    t = scribe.t
    silent = tuple(t("beat-wiki", scribe.wiki(dbname), scribe.reason(dbname)) for dbname in heartbeat.unknown_wikis)
    others = (t("beat-others", heartbeat.other_wikis),) if heartbeat.other_wikis else ()
    unsaved = tuple(t("beat-page", link(title), isolated(why, "en")) for title, why in heartbeat.unsaved_pages)
    return HeartbeatPage(
        ran=t("beat-ran", scribe.formats.moment(scribe.context.now, UTC_NAME)),
        tracked=t("beat-campaigns", len(heartbeat.campaigns)),
        campaigns=tuple(
            t("beat-campaign", link(f"{one.page}/Status", one.name), t(STATES[one.state]))
            for one in heartbeat.campaigns
        ),
        troubles=(*silent, *others, *unsaved),
        fine=t("beat-fine"),
    )
