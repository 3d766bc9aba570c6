"""The last stage alone, or a whole run, inside the test process: drafts to pages of real wikis."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.wiki.pywikibot_here import use_config  # isort: skip - pywikibot reads its configuration when imported

from bot.cli.shipped import load_messages, load_templates, text_vocabularies
from bot.cli.terminal import Terminal
from bot.model.reporting import State
from bot.model.settings import Settings, SitePointer
from bot.publishing import BEGIN, END, Draft
from bot.reports import Renderer
from bot.run.budget import Budget
from bot.run.one_pass import Ending, run
from bot.run.ports import Options, Setting, Teller
from bot.run.publish import publish
from bot.services.page_views import PageViews
from bot.store import Store, open_store
from bot.store.forgotten import in_memory
from bot.store.progress import ReportState, load_report_states
from bot.wikis.client import Client
from bot.wikis.pages import read_pages
from bot.wikis.session import Session
from tests.wikifarm import Farm
from tests.wikifarm.layout import WIKIS
from tests.wikifarm.pywikibot_config import write_config

BOT = "CampaignBot"
STOP = "User:CampaignBot/Stop"
NOW = datetime.now(UTC).replace(microsecond=0)


def framed(region: str) -> str:
    """Give the wikitext of a page that the bot made."""
    return f"{BEGIN}\n{region}\n{END}"


def draft(title: str, region: str = "new", *, dbname: str = "metawiki") -> Draft:
    return Draft(dbname=dbname, title=title, region=region, summary="12 edits", state=State.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Publishes drafts with one store and one session."""

    setting: Setting

    @property
    def home(self) -> Client:
        return self.setting.home

    @property
    def store(self) -> Store:
        return self.setting.store

    def __call__(self, *drafts: Draft, teller: Teller | None = None, force: bool = False, now: datetime = NOW) -> int:
        """Read the pages as a run does, publish, and give how many could not be saved."""
        setting = replace(self.setting, teller=teller or self.setting.teller, options=Options(force=force), now=now)
        pages = {
            dbname: read_pages(setting.client(dbname), (STOP, *(d.title for d in drafts if d.dbname == dbname)))
            for dbname in ("metawiki", *setting.settings.report_wikis)
            if dbname == "metawiki" or any(d.dbname == dbname for d in drafts)
        }
        return publish(setting, drafts, pages)

    def run(self, definition: str, *, now: datetime | None = None, budget: Budget | None = None) -> Ending:
        """Do everything once for the campaign of one file."""
        return run(
            replace(
                self.setting,
                files={"one.yaml": definition},
                renderer=Renderer(load_templates(), load_messages()),
                now=now or datetime.now(UTC),
                budget=budget or Budget(),
            )
        )

    def state(self, title: str, dbname: str = "metawiki") -> ReportState:
        return load_report_states(self.store)[dbname, title]

    def outcome(self, title: str, dbname: str = "metawiki") -> str:
        return self.state(title, dbname).outcome


def make_publisher(farm: Farm, folder: Path, *, url: str | None = None, user: str = BOT, **settings: Any) -> Publisher:
    """Give a publisher with a new store and a new session; `url` is where the wikis are, if not at the farm's own."""
    write_config(folder, url or farm.url, user)
    use_config(folder)
    pointers = {dbname: SitePointer(family="farm", code=wiki.code) for dbname, wiki in WIKIS.items()}
    chosen = replace(
        Settings(home="metawiki", contact="https://example.org/", report_interval=0, wikis=pointers), **settings
    )
    session = Session()
    catalogue = session.catalogue(chosen)
    return Publisher(
        setting=Setting(
            settings=chosen,
            files={},
            read_names=str,
            data={},
            vocabulary=text_vocabularies(Path()),
            catalogue=catalogue,
            session=session,
            home=session.log_in_at_home(catalogue),
            store=open_store("sqlite:///test.sqlite", folder=folder),
            forgotten=in_memory(),
            page_views=PageViews(contact="https://example.org/bot"),
            renderer=Renderer({}, {}),
            options=Options(),
            now=NOW,
            teller=Terminal(verbose=True),
        )
    )
