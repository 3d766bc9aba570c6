"""Puts the demo's story on a farm: accounts, past edits, what is done live, and the bot's own configuration."""

import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from tests.wikifarm import Farm, FarmError, FarmWiki, Revision
from tests.wikifarm.demo.pictures import striped_png
from tests.wikifarm.demo.show import run_bot
from tests.wikifarm.demo.story import (
    FOLDER,
    Delete,
    Edit,
    Move,
    Page,
    Person,
    Undo,
    fill,
    read_pages,
    read_people,
    read_uploads,
    stamp,
)

BOT = "CampaignBot"
COMMONS = "commonswiki"


def seed(farm: Farm, now: datetime) -> None:
    """Fill a fresh farm with the demo's content, and `farm.directory` with what the bot needs to run on it.

    The same `now` gives the same content, except that what is done live carries the moment at which it is done. The
    bot has run once when it is over, and what the story puts `later` has happened since.
    """
    people, pages = read_people(now), tuple(read_pages(now))
    for left_over in ("config", "state"):
        shutil.rmtree(farm.directory / left_over, ignore_errors=True)
    farm.create_bot(BOT)

    def fill_wiki(wiki: FarmWiki) -> None:
        _create_accounts(wiki, people)
        own = [page for page in pages if page.wiki == wiki.dbname]
        wiki.import_revisions(_past(own))
        for page in own:
            _act(wiki, page)
        if wiki.dbname == COMMONS:
            _upload(wiki)
        wiki.run_jobs()

    with ThreadPoolExecutor(max_workers=2) as pool:
        tuple(pool.map(fill_wiki, farm.wikis.values()))
    _write_config(farm, now)
    _operate(farm, "setup")
    _operate(farm, "run")
    for upload in read_uploads():
        if upload.deleted:
            farm[COMMONS].delete(f"File:{upload.title}")
    for page in pages:
        if Delete(later=True) in page.steps:
            farm[page.wiki].delete(page.title)
    _seal(farm).touch()


def is_seeded(farm: Farm) -> bool:
    """Tell whether a farm's wikis hold the whole demo."""
    return _seal(farm).exists()


def _write_config(farm: Farm, now: datetime) -> None:
    """Write the bot's settings and the operator's campaign, and pywikibot's files beside them."""
    for source in sorted((FOLDER / "config").rglob("*.yaml")):
        target = farm.directory / source.relative_to(FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        contact = farm["metawiki"].page_url(f"User:{BOT}")
        target.write_text(fill(source.read_text("utf-8"), now).replace("{contact}", contact), "utf-8")
    farm.write_pywikibot_config(farm.directory, user=BOT)


def _operate(farm: Farm, command: str) -> None:
    """Let the bot do something: run, or put its templates and help pages on the home wiki."""
    ended = run_bot(farm.directory, command, capture=True)
    if ended.returncode:
        raise FarmError(f"campaignbot {command} failed:\n{ended.stdout}{ended.stderr}")


def _seal(farm: Farm) -> Path:
    """Give the file that stands beside the wikis' databases, and goes with them, once the demo is in them."""
    return farm["metawiki"].database.with_name("demo-is-seeded")


def _create_accounts(wiki: FarmWiki, people: Iterable[Person]) -> None:
    alike: dict[tuple[datetime, tuple[str, ...]], list[str]] = {}
    for person in people:
        if wiki.dbname in (person.wikis or (wiki.dbname,)):
            alike.setdefault((person.registered, person.groups), []).append(person.name)
    for (registered, groups), names in alike.items():
        wiki.create_accounts(names, groups=groups, registered=registered)


def _past(pages: Iterable[Page]) -> list[Revision]:
    return [
        Revision(title=page.title, text=step.text, user=step.user, timestamp=step.at, comment=step.summary)
        for page in pages
        for step in page.steps
        if isinstance(step, Edit) and step.at
    ]


def _act(wiki: FarmWiki, page: Page) -> None:
    for step in page.steps:
        match step:
            case Edit(at=None):
                wiki.edit(page.title, step.text, user=step.user, summary=step.summary)
            case Undo():
                wiki.undo(_revision_of(wiki, step), user=step.user)
            case Move():
                wiki.move(page.title, step.title, user=step.user)
            case Delete(later=False):
                wiki.delete(page.title)


def _upload(commons: FarmWiki) -> None:
    for upload in read_uploads():
        commons.upload(upload.title, striped_png(upload.stripes), user=upload.user, text=upload.text)


def _revision_of(wiki: FarmWiki, step: Undo) -> int:
    ((rev_id,),) = wiki.sql("SELECT rev_id FROM revision WHERE rev_timestamp = ?", (stamp(step.at),))
    return int(rev_id)
