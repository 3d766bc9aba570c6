"""A page in the bot's user space, saved once a day: that it runs, for whom, and what fails."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.model.outcomes import UNSAVED
from bot.model.pages import PageText
from bot.model.reporting import Heartbeat, LivingCampaign, ReportContext, State, campaign_state, heartbeat_page
from bot.publishing import Draft
from bot.run.define import Defined
from bot.run.drafts import page_titles
from bot.run.ports import Setting
from bot.run.publish import publish
from bot.store.progress import load_report_states, load_wiki_states
from bot.wikis.links import wiki_links

PACE = timedelta(days=1)


def beat(setting: Setting, defined: Iterable[Defined], unknown: Iterable[str], pages: Mapping[str, PageText]) -> int:
    """Write the page where its day has come, after a run for every campaign; give how many pages could not be saved."""
    if setting.options.campaign or setting.options.program:
        return 0
    found, home = tuple(defined), setting.catalogue.home
    named = {home, *(dbname for one in found if one.campaign for p in one.campaign.programs for dbname in p.wikis)}
    silent = sorted(unknown)
    shown = tuple(dbname for dbname in silent if dbname in named)
    states = load_report_states(setting.store)
    saved = ((title, states.get((home, title))) for title in page_titles(setting, found))
    heartbeat = Heartbeat(
        campaigns=tuple(
            LivingCampaign(name=one.campaign.name, page=one.page, state=campaign_state(one.campaign, setting.now))
            for one in found
            if one.campaign
        ),
        unknown_wikis=shown,
        other_wikis=len(silent) - len(shown),
        unsaved_pages=tuple((title, state.why or "") for title, state in saved if state and state.outcome in UNSAVED),
    )
    context = ReportContext(
        now=setting.now,
        check_minutes=setting.settings.report_interval,
        links=wiki_links(setting.home, (setting.catalogue.wikis[dbname] for dbname in shown)),
        unknown={d: state.failure for d, state in load_wiki_states(setting.store).items() if state.failure},
        home=home,
    )
    account, language = setting.home.account_name, setting.catalogue.wikis[home].language
    draft = Draft(
        dbname=home,
        title=heartbeat_page(account),
        region=setting.renderer.heartbeat(heartbeat, context, language),
        summary=setting.renderer.summaries(language, account).heartbeat(len(heartbeat.campaigns)),
        state=State.RUNNING,
        every=PACE,
    )
    return publish(setting, [draft], {home: pages})
