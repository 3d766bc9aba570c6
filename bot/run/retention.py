"""Letting people go: of a campaign that is over for long, only the totals are kept (DESIGN section 7)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.definitions import STRICTNESS, levels
from bot.model.campaigns import Campaign, ListPage, Privacy
from bot.model.reporting import campaign_page, closing, program_page
from bot.model.settings import ClosedReports
from bot.publishing import APART
from bot.run.define import Defined
from bot.run.lists import list_key, opt_out_key
from bot.run.ports import Setting
from bot.run.results import stored_results
from bot.run.rooms import Room
from bot.run.shown_lists import shown_in
from bot.signups import normalize_name
from bot.store.kept import drop_kept, enrolled_campaigns, keep_totals, let_people_go, load_kept, sweep
from bot.store.memory import recall, remember
from bot.store.progress import load_report_states
from bot.store.signup_lists import load_signup_lists

_MET = "campaigns since"
"""Under which key the store remembers since when it knows of each campaign."""

_GONE = "gone campaigns"
"""Under which key the store remembers since when campaigns of which it knows people are defined nowhere."""


_SHOWN = "privacy of campaigns that are over"
"""Under which key the store remembers how open each program was when people were let go."""


def let_go(setting: Setting, defined: Sequence[Defined]) -> frozenset[str]:
    """Let people of campaigns go that have been over, or are defined nowhere, for long; give the names of the former.

    A campaign that is defined when it has been over for long is counted, and its people are kept from then on for as
    long as others. One that was prolonged is counted again from its lists.
    """
    campaigns = [one.campaign for one in defined if one.campaign]
    met = _met(setting, [campaign.name for campaign in campaigns])
    over = [campaign for campaign in campaigns if _is_over(setting, campaign, met[campaign.name])]
    fresh = [campaign for campaign in over if not load_kept(setting.store, campaign.name)]
    for campaign in campaigns:
        if campaign not in over and load_kept(setting.store, campaign.name):
            drop_kept(setting.store, campaign.name)
    for campaign in fresh:
        whole, programs = stored_results(setting.store, campaign)
        keep_totals(setting.store, whole, programs, at=setting.now)
        setting.teller.say(f"{campaign.name}: over for long; who took part is not kept any more, the totals are")
    for campaign in over:
        let_people_go(setting.store, campaign.name, [program.name for program in campaign.programs])
    _note_privacy(setting, over)
    gone = _gone_for_long(setting, [campaign.name for campaign in campaigns])
    for name in gone:
        let_people_go(setting.store, name, ())
    if fresh or gone:
        _sweep(setting, [campaign for campaign in campaigns if campaign not in over])
    return frozenset(campaign.name for campaign in over)


def is_to_be_replaced(setting: Setting, campaign: Campaign, rooms: Sequence[Room]) -> bool:
    """Whether the reports of a campaign whose people were let go are to show totals alone.

    That is where the operator wants it so, and as soon as they name somebody who must not be named any more, or
    privacy is stricter than it was when people were let go. `rooms` are the pages of other wikis that show it.
    """
    below = f"{campaign.page}/"
    home = setting.catalogue.home
    elsewhere = {(room.dbname, room.page.title) for room in rooms}
    shown = {
        page: state.named
        for page, state in load_report_states(setting.store).items()
        if (page[0] == home and page[1].startswith(below)) or page in elsewhere
    }
    if any(map(setting.forgotten.any_of, shown.values())):
        return True
    if any(APART in shown.get((home, title), ()) for title in _without_names(campaign)):
        return True
    stays = {APART, *map(setting.forgotten.mark, _facilitators([campaign]))}
    names_somebody = any(named - stays for named in shown.values())
    as_totals = setting.settings.closed_reports is ClosedReports.TOTALS
    return names_somebody and (as_totals or _is_tightened(setting, campaign))


def _without_names(campaign: Campaign) -> frozenset[str]:
    """Give the titles of a campaign's reports that may tell nothing but totals."""
    hidden = [program for program in campaign.programs if program.privacy is Privacy.HIDDEN]
    return frozenset(program_page(campaign, p.name) for p in hidden) | {campaign_page(campaign) for _ in hidden}


def _note_privacy(setting: Setting, over: Sequence[Campaign]) -> None:
    """Remember how open each program is of campaigns whose people are let go, as of when they are."""
    before: dict[str, dict[str, str]] = recall(setting.store, _SHOWN) or {}
    now = {campaign.name: before.get(campaign.name) or dict(levels(campaign)) for campaign in over}
    if now != before:
        remember(setting.store, _SHOWN, now)


def _is_tightened(setting: Setting, campaign: Campaign) -> bool:
    shown: Mapping[str, str] = (recall(setting.store, _SHOWN) or {}).get(campaign.name, {})
    return any(
        STRICTNESS[level] > STRICTNESS[Privacy(shown[key])] for key, level in levels(campaign).items() if key in shown
    )


def _met(setting: Setting, names: Sequence[str]) -> dict[str, datetime]:
    """Give since when the store knows of each campaign, and remember those that are new."""
    before: dict[str, str] = recall(setting.store, _MET) or {}
    since = {name: before.get(name) or setting.now.isoformat() for name in names}
    if since != before:
        remember(setting.store, _MET, since)
    return {name: datetime.fromisoformat(at) for name, at in since.items()}


def _is_over(setting: Setting, campaign: Campaign, met: datetime) -> bool:
    closed = [closing(program) for program in campaign.programs]
    known = [moment for moment in closed if moment]
    return len(known) == len(closed) and setting.now >= max(met, *known) + _kept_for(setting)


def _kept_for(setting: Setting) -> timedelta:
    return timedelta(days=setting.settings.retention_days)


def _gone_for_long(setting: Setting, names: Sequence[str]) -> tuple[str, ...]:
    """Give the campaigns with people that have been defined nowhere for as long as people are kept."""
    before: dict[str, str] = recall(setting.store, _GONE) or {}
    gone = sorted(enrolled_campaigns(setting.store) - set(names))
    since = {name: before.get(name) or setting.now.isoformat() for name in gone}
    if since != before:
        remember(setting.store, _GONE, since)
    return tuple(n for n, at in since.items() if setting.now >= datetime.fromisoformat(at) + _kept_for(setting))


def _sweep(setting: Setting, campaigns: Sequence[Campaign]) -> None:
    programs = [program for campaign in campaigns for program in campaign.programs]
    lists = {list_key(source) for program in programs for source in program.sources if isinstance(source, ListPage)}
    lists |= {shown for known in load_signup_lists(setting.store, lists).values() for shown in shown_in(known)}
    sweep(
        setting.store,
        {*lists, opt_out_key(setting)},
        {event_id for program in programs for event_id in program.event_ids},
        _facilitators(campaigns),
    )


def _facilitators(campaigns: Sequence[Campaign]) -> frozenset[str]:
    names = {name for campaign in campaigns for name in campaign.facilitators}
    names |= {name for campaign in campaigns for program in campaign.programs for name in program.facilitators}
    return frozenset(normalize_name(name) or name for name in names)
