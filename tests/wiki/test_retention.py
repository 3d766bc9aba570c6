"""Who took part is not kept for ever: the clock goes on, and every byte of the store is searched."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.wiki.bot_on_farm import BotOnFarm
from tests.wiki.leaks import found, stored
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
PEOPLE = ("ਗੁਰਪ੍ਰੀਤ", "فاطمة", "小明")
GOES_ON, RUNS = "Asha", "মীনা"
REPORTS = ("Spring/Report", "Spring/Delhi/Report")
PAGES = tuple(f"Poem {number}" for number in range(len(PEOPLE)))


def definition(campaign: str, program: str, ended: int) -> str:
    return f"""campaign: {campaign}
wikis: [en]
programs:
  - program: {program}
    start: {NOW - timedelta(days=4):%Y-%m-%d}
    end: {NOW - timedelta(days=ended):%Y-%m-%d}
"""


@pytest.fixture(scope="module")
def bot(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> BotOnFarm:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    everybody = (*PEOPLE, GOES_ON)
    farm.create_accounts(everybody, registered=NOW - timedelta(days=100))
    moment = NOW - timedelta(days=2)
    farm["enwiki"].import_revisions(
        [
            *(Revision(title=t, text="Verse. ", user=n, timestamp=moment) for t, n in zip(PAGES, PEOPLE, strict=True)),
            *(Revision(title=f"Of {n}s", text="A verse. ", user=GOES_ON, timestamp=moment) for n in ("spring", "fall")),
        ]
    )
    for title, names in (("Spring/Delhi/Participants", everybody), ("Fall/Pune/Participants", (GOES_ON,))):
        for name in names:
            farm["metawiki"].edit(title, "\n* ~~~~", user=name, append=True)
    bot.write("config/campaigns/spring.yaml", definition("Spring", "Delhi", 1))
    bot.write("config/campaigns/fall.yaml", definition("Fall", "Pune", -30))
    assert bot("run").code == 0
    assert found(PEOPLE, bot.page("Spring/Delhi/Report")) == list(PEOPLE)
    return bot


def run_later(bot: BotOnFarm, days: int) -> str:
    """Run the bot with its clock ahead; give what it said."""
    ended = bot.later(days, "run")
    assert ended.code == 0, ended.errors
    return ended.output + ended.errors


def test_until_then_everything_is_kept(bot: BotOnFarm) -> None:
    run_later(bot, 8 + 88)
    assert set(bot.export("Spring")["participants"]) == {*PEOPLE, GOES_ON}


def test_after_that_the_store_knows_totals_alone_and_who_is_needed_elsewhere(bot: BotOnFarm) -> None:
    before = bot.export("Spring", "Delhi")
    reports = [bot.page(title) for title in REPORTS]
    assert "Spring: over for long" in run_later(bot, 8 + 91)
    assert found([*PEOPLE, *PAGES], stored(bot.folder / "state")) == []
    after = bot.export("Spring", "Delhi")
    assert (after["totals"], after["wikis"]) == (before["totals"], before["wikis"])
    assert (after["participants"], after["pages"]) == ({}, [])
    assert [bot.page(title) for title in REPORTS] == reports, "a report stays as it is until somebody asks"
    assert bot.export("Fall")["participants"][GOES_ON]["edits"] == 2


def test_the_next_run_does_not_collect_them_again(bot: BotOnFarm) -> None:
    assert "over for long" not in run_later(bot, 8 + 92)
    assert found([*PEOPLE, *PAGES], stored(bot.folder / "state")) == []


def test_who_is_forgotten_afterwards_is_taken_off_the_report_which_shows_totals_then(bot: BotOnFarm) -> None:
    assert bot("forget", PEOPLE[0]).code == 0
    run_later(bot, 8 + 93)
    for title in REPORTS:
        assert found([*PEOPLE, *PAGES, GOES_ON], bot.page(title)) == []
        assert "Who took part is not kept any more" in bot.page(title)


def test_a_campaign_that_is_prolonged_is_counted_again_without_who_was_forgotten(bot: BotOnFarm) -> None:
    bot.write("config/campaigns/spring.yaml", definition("Spring", "Delhi", -60))
    run_later(bot, 8 + 94)
    assert set(bot.export("Spring")["participants"]) == {*PEOPLE[1:], GOES_ON}


def test_a_campaign_that_is_defined_nowhere_any_more_is_let_go_as_well(bot: BotOnFarm) -> None:
    (bot.folder / "config/campaigns/spring.yaml").unlink()
    run_later(bot, 8 + 95)
    assert found(PEOPLE[1:], stored(bot.folder / "state")) == list(PEOPLE[1:])
    run_later(bot, 8 + 95 + 91)
    assert found([*PEOPLE, *PAGES], stored(bot.folder / "state")) == []


def test_a_campaign_defined_long_after_its_event_is_counted_and_its_people_kept_as_long_as_others(
    bot: BotOnFarm,
) -> None:
    late = bot.folder / "config/campaigns/late.yaml"
    late.write_text(
        definition("Late", "Goa", 1)
        + f"    participants: [names: [{GOES_ON}]]\n    privacy: public\n    facilitators: [{RUNS}]\n"
    )
    for days in (200, 200 + 89):
        assert "Late: over for long" not in run_later(bot, days)
    assert bot.export("Late")["participants"][GOES_ON]["edits"] == 2
    assert "Late: over for long" in run_later(bot, 200 + 90)
    assert bot.export("Late")["totals"]["edits"] == 2


def test_names_go_as_well_when_somebody_tightens_privacy_after_that(bot: BotOnFarm) -> None:
    late = bot.folder / "config/campaigns/late.yaml"
    assert found([GOES_ON], bot.page("Late/Goa/Report")) == [GOES_ON]
    assert "Late: over for long" not in run_later(bot, 200 + 91)
    assert found([GOES_ON], bot.page("Late/Goa/Report")) == [GOES_ON]
    late.write_text(late.read_text().replace("public", "hidden"))
    run_later(bot, 200 + 92)
    for page in ("Late/Report", "Late/Goa/Report"):
        assert found([GOES_ON], bot.page(page)) == []
    assert found([RUNS], bot.page("Late/Goa/Report")) == [RUNS]
    assert "Late/" not in run_later(bot, 200 + 93), "that was done once"
    assert bot("forget", RUNS).code == 0
    run_later(bot, 200 + 94)
    assert found([RUNS], bot.page("Late/Goa/Report")) == []
    for export in (bot.export("Late"), bot.export("Late", "Goa")):
        assert (export["totals"]["edits"], export["wikis"]) == (None, {}), "one active person is too few"


def test_who_is_forgotten_is_told_of_reports_that_no_run_changes_any_more(bot: BotOnFarm) -> None:
    (bot.folder / "config/campaigns/fall.yaml").unlink()
    run_later(bot, 200 + 95)
    assert found([GOES_ON], bot.page("Fall/Pune/Report")) == [GOES_ON]
    told = bot("forget", GOES_ON).output
    (fall,) = (line for line in told.splitlines() if line.startswith("Fall/Pune/Report"))
    assert "no run changes this page any more" in fall
