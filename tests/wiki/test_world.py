"""What happens on the wikis after an edit was read: right in the next run, or when everything is read again.

One story for all: the bot runs; then much happens at once; it runs again; a week goes by, and it runs again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wikifarm import Farm, FarmWiki, Revision

NOW = datetime.now(UTC).replace(microsecond=0)
RECENT = NOW - timedelta(days=2)
LONG_AGO = NOW - timedelta(days=30)
"""Before what every run reads again."""
CAMPAIGN = "ਦਲਿਤ ਇਤਿਹਾਸ"
ASHA, GURPREET, FATIMA, ROKEYA, CHEN, SAWITRI = "Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "রোকেয়া", "Chen", "สาวิตรี"
EVERYWHERE = (ASHA, GURPREET, FATIMA, ROKEYA, CHEN)
NAMES = (*EVERYWHERE, SAWITRI)

DEFINITION = f"""campaign: {CAMPAIGN}
wikis: [en, pa]
privacy: public
programs:
  - program: Delhi
    start: {NOW - timedelta(days=60):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants:
      - names: [{", ".join(NAMES)}]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The export of one run."""

    export: dict[str, Any]

    def edits(self, title: str, wiki: str = "enwiki") -> int:
        """Give the edits to a page that count, 0 where it is not among the pages."""
        return sum(p["edits"] for p in self.export["pages"] if (p["wiki"], p["title"]) == (wiki, title))

    def person(self, name: str) -> dict[str, int]:
        person: dict[str, int] = self.export["participants"][name]
        return person


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the bot knew at first, in the run after everything had happened, a week later, and after `--full`."""

    first: Told
    following: Told
    week_later: Told
    full: Told


@pytest.fixture(scope="module")
def story(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Story:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    bot.write("config/campaigns/one.yaml", DEFINITION)
    farm.create_accounts(EVERYWHERE, registered=NOW - timedelta(days=400))
    farm["enwiki"].create_account(SAWITRI, registered=NOW - timedelta(days=400))
    before_the_first_run(farm["enwiki"])
    first = run(bot)
    between_the_runs(farm["enwiki"], farm["pawiki"])
    following = run(bot)
    age_full_readings(bot, timedelta(days=7))
    week_later = run(bot)
    farm["enwiki"].delete("Old, deleted last")
    return Story(first=first, following=following, week_later=week_later, full=run(bot, "--full"))


def run(bot: BotOnFarm, *options: str) -> Told:
    ended = bot("run", *options)
    assert ended.code == 0, ended.errors
    return Told(export=bot.export(CAMPAIGN))


def age_full_readings(bot: BotOnFarm, age: timedelta) -> None:
    """Let accounts have been read in full so much earlier than they were."""
    with closing(sqlite3.connect(bot.folder / "state/campaignbot.sqlite")) as store, store:
        store.execute("UPDATE full_reading SET at = at - ?", (int(age.total_seconds()),))


def before_the_first_run(en: FarmWiki) -> None:
    recent = {
        "ਹਟਾਇਆ": ASHA,
        "ਬਹਾਲ": ASHA,
        "انتقل": ASHA,
        f"User:{ASHA}/খসড়া": ASHA,
        "合并甲": GURPREET,
        "合并乙": ROKEYA,
        "ถูกย้อน": GURPREET,
        "Rolled back": FATIMA,
        "Hidden author": ROKEYA,
        "Hidden text": ROKEYA,
        "Of the renamed": CHEN,
    }
    old = ("Old, deleted", "Old, moved away", "Old, undone", "Old, author hidden", "Old, deleted last")
    en.import_revisions(
        [
            *(Revision(title="ถูกย้อน", text="Begun.", user="Admin", timestamp=RECENT - timedelta(hours=1)),),
            *(Revision(title="Rolled back", text="Begun.", user="Admin", timestamp=RECENT - timedelta(hours=1)),),
            *(Revision(title="Old, undone", text="Begun.", user="Admin", timestamp=LONG_AGO - timedelta(hours=1)),),
            *(Revision(title=t, text=f"{t} ਹੈ।", user=user, timestamp=at) for t, user, at in _moments(recent)),
            *(Revision(title=t, text=f"{t} is.", user=ROKEYA, timestamp=LONG_AGO) for t in old),
        ]
    )
    for title in ("Hidden author", "Hidden text", "Old, author hidden"):
        en.edit(title, " And more.", append=True)  # the latest revision's text cannot be hidden
    en.delete("ਬਹਾਲ")


def _moments(recent: dict[str, str]) -> Iterator[tuple[str, str, datetime]]:
    for number, (title, user) in enumerate(recent.items()):
        yield title, user, RECENT + timedelta(minutes=number)


def between_the_runs(en: FarmWiki, pa: FarmWiki) -> None:
    en.delete("ਹਟਾਇਆ")
    en.undelete("ਬਹਾਲ")
    en.move("انتقل", f"User:{ASHA}/انتقل", leave_redirect=False)
    en.move(f"User:{ASHA}/খসড়া", "খসড়া", leave_redirect=False)
    en.delete("合并乙")
    en.move("合并甲", "合并乙", leave_redirect=False)
    en.undelete("合并乙")
    en.undo(_by(en, "ถูกย้อน", GURPREET))
    en.rollback("Rolled back", FATIMA)
    en.hide_revision(_by(en, "Hidden author", ROKEYA), what=("user",))
    en.hide_revision(_by(en, "Hidden text", ROKEYA), what=("content",))
    en.import_revisions(
        Revision(title=title, text="ਆਯਾਤ", user=FATIMA, timestamp=at)
        for title, at in (("ਆਯਾਤ", RECENT), ("Old, imported", LONG_AGO))
    )
    pa.create_account(SAWITRI)
    pa.edit("ਸਾਵਿਤਰੀ", "ਸਾਵਿਤਰੀ ਹੈ।", user=SAWITRI)

    en.delete("Old, deleted")
    en.move("Old, moved away", f"User:{ROKEYA}/Old", leave_redirect=False)
    en.undo(_by(en, "Old, undone", ROKEYA))
    en.hide_revision(_by(en, "Old, author hidden", ROKEYA), what=("user",))
    en.run_jobs()
    en.rename_user(CHEN, "陈丽华")


def _by(wiki: FarmWiki, title: str, user: str) -> int:
    """Give the revision of a page in namespace 0 that an account made."""
    ((rev_id,),) = wiki.sql(
        "SELECT rev_id FROM revision JOIN page ON page_id = rev_page JOIN actor ON actor_id = rev_actor"
        " WHERE page_namespace = 0 AND CAST(page_title AS TEXT) = ? AND CAST(actor_name AS TEXT) = ?",
        (title.replace(" ", "_"), user),
    )
    return int(rev_id)


def test_a_page_that_was_deleted_counts_no_more(story: Story) -> None:
    assert (story.first.edits("ਹਟਾਇਆ"), story.following.edits("ਹਟਾਇਆ")) == (1, 0)


def test_a_page_that_was_restored_counts_again(story: Story) -> None:
    assert (story.first.edits("ਬਹਾਲ"), story.following.edits("ਬਹਾਲ")) == (0, 1)


def test_a_page_that_was_moved_out_of_the_tracked_namespaces_counts_no_more(story: Story) -> None:
    assert (story.first.edits("انتقل"), story.following.edits("انتقل")) == (1, 0)


def test_a_draft_that_was_moved_to_the_articles_counts(story: Story) -> None:
    assert (story.first.edits("খসড়া"), story.following.edits("খসড়া")) == (0, 1)


def test_two_pages_whose_histories_were_merged_are_one_page_with_the_edits_of_both(story: Story) -> None:
    assert (story.first.edits("合并甲"), story.first.edits("合并乙")) == (1, 1)
    assert (story.following.edits("合并甲"), story.following.edits("合并乙")) == (0, 2)


def test_an_edit_that_was_undone_is_reverted(story: Story) -> None:
    assert (story.first.person(GURPREET)["reverted_edits"], story.following.person(GURPREET)["reverted_edits"]) == (
        0,
        1,
    )
    assert story.following.edits("ถูกย้อน") == 1


def test_an_edit_that_was_rolled_back_is_reverted(story: Story) -> None:
    assert (story.first.person(FATIMA)["reverted_edits"], story.following.person(FATIMA)["reverted_edits"]) == (0, 1)


def test_an_edit_whose_author_was_hidden_counts_no_more(story: Story) -> None:
    assert (story.first.edits("Hidden author"), story.following.edits("Hidden author")) == (1, 0)


def test_an_edit_whose_text_was_hidden_counts_as_before(story: Story) -> None:
    assert (story.first.edits("Hidden text"), story.following.edits("Hidden text")) == (1, 1)


def test_an_edit_that_was_imported_counts(story: Story) -> None:
    assert (story.first.edits("ਆਯਾਤ"), story.following.edits("ਆਯਾਤ")) == (0, 1)


def test_the_edits_of_somebody_who_was_renamed_still_count(story: Story) -> None:
    assert (story.first.edits("Of the renamed"), story.following.edits("Of the renamed")) == (1, 1)


def test_who_got_an_account_on_another_wiki_later_counts_there(story: Story) -> None:
    assert (story.first.edits("ਸਾਵਿਤਰੀ", "pawiki"), story.following.edits("ਸਾਵਿਤਰੀ", "pawiki")) == (0, 1)


@pytest.mark.parametrize("title", ["Old, deleted", "Old, moved away", "Old, author hidden"])
def test_what_became_of_an_old_page_is_seen_within_a_week(story: Story, title: str) -> None:
    assert (story.first.edits(title), story.following.edits(title), story.week_later.edits(title)) == (1, 1, 0)


def test_an_old_edit_that_was_undone_is_seen_within_a_week(story: Story) -> None:
    reverted = [told.person(ROKEYA)["reverted_edits"] for told in (story.first, story.following, story.week_later)]
    assert reverted == [0, 0, 1]


def test_an_edit_that_was_imported_into_the_distant_past_is_seen_within_a_week(story: Story) -> None:
    assert (story.following.edits("Old, imported"), story.week_later.edits("Old, imported")) == (0, 1)


def test_what_else_became_of_old_pages_is_seen_when_everything_is_read_anew(story: Story) -> None:
    assert (story.week_later.edits("Old, deleted last"), story.full.edits("Old, deleted last")) == (1, 0)
