"""Who takes part and who is named, whatever people do to their lists, on real wikis."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.wiki.bot_on_farm import BotOnFarm, Ended
from tests.wikifarm import Farm

NOW = datetime.now(UTC)
CAMPAIGN = "ਹਫ਼ਤਾ"
PEOPLE = ("Asha", "ਗੁਰਪ੍ਰੀਤ", "فاطمة", "সুমিত্রা", "小明", "สมชาย", "Old name", "First name", "Organizer", "Stranger")
OPTED_OUT = "Opted out"
PROGRAMS = (
    *("signed", "reverted", "rewritten", "renamed", "emptied", "deleted", "left", "shown", "elsewhere", "plain"),
    *("redirected", "restored", "foreign", "gone", "unshown"),
)

Named = tuple[int, set[str]]
"""How many people take part, and the names of those who may be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A farm on which the bot ran before and after people changed their lists."""

    bot: BotOnFarm
    before: Mapping[str, Named]
    after: Mapping[str, Named]
    status: str
    idle: Ended


def definition() -> str:
    programs = "".join(
        f"""
  - program: {program}
    start: {NOW - timedelta(days=1):%Y-%m-%d}
    end: {NOW + timedelta(days=2):%Y-%m-%d}
    participants:
      - page: {"pa:ਸੂਚੀ" if program == "elsewhere" else page(program)}
{"      - event: 42" if program == "left" else ""}
"""
        for program in PROGRAMS
    )
    return f"campaign: {CAMPAIGN}\nwikis: [en, pa]\nfacilitators: [Organizer]\nprograms:{programs}"


def page(program: str) -> str:
    return f"{CAMPAIGN}/{program}/Participants"


def sign_lists(farm: Farm) -> None:
    """Let everybody sign up as people do."""
    home = farm["metawiki"]
    for program in PROGRAMS:
        if program not in {"elsewhere", "plain", "shown", "unshown", "foreign"}:
            home.edit(page(program), "Sign below:", user="Organizer")
            home.edit(page(program), "\n* ~~~~", user="Asha", append=True)
            home.edit(page(program), "\n* {{user|ਗੁਰਪ੍ਰੀਤ}}", user="Organizer", append=True)
    for program in ("emptied", "deleted"):
        for name in ("فاطمة", "সুমিত্রা"):
            home.edit(page(program), f"\n* [[User:{name}]]", user=name, append=True)
    home.edit(page("renamed"), "\n* ~~~~", user="Old name", append=True)
    home.edit(page("renamed"), "\n* ~~~~", user="First name", append=True)
    home.edit(page("left"), "\n* ~~~~", user="小明", append=True)
    home.edit("Talk:Debate participants", "* ~~~~", user="小明")
    home.edit("Talk:Debate", "* Support ~~~~", user="สมชาย")
    home.edit(page("foreign"), "{{Talk:Debate participants}}\n{{Talk:Debate}}", user="Stranger")
    home.edit(page("gone"), "\n* ~~~~", user="Old name", append=True)
    for program in ("shown", "unshown"):
        home.edit(page(program), "{{/Delhi}}\n", user="Organizer")
        home.edit(f"{page(program)}/Delhi", "# [[User:小明]]\n", user="小明")
    home.edit(page("plain"), "{{CampaignBot/Names}}\nAsha\nসুমিত্রা\nสมชาย\n", user="Asha")
    home.edit("User:CampaignBot/Opt-out", "Not me, please. ~~~~", user=OPTED_OUT)
    home.edit(page("signed"), "\n* ~~~~", user=OPTED_OUT, append=True)
    farm["pawiki"].edit("ਸੂਚੀ", "* [[ਵਰਤੋਂਕਾਰ:ਗੁਰਪ੍ਰੀਤ]]\n", user="ਗੁਰਪ੍ਰੀਤ")
    farm["pawiki"].edit("ਸੂਚੀ", "\n* [[ਵਰਤੋਂਕਾਰ:สมชาย]]", user="ਗੁਰਪ੍ਰੀਤ", append=True)
    for wiki in (home, farm["enwiki"]):
        wiki.rename_user("First name", "Second name")


def change_lists(farm: Farm) -> None:
    """Let people do to the lists whatever people do to lists."""
    home = farm["metawiki"]
    home.edit(page("reverted"), "Sign below:", user="Stranger")
    home.rollback(page("reverted"), "Stranger")
    home.edit(
        page("rewritten"),
        "{| class=wikitable\n! Who !! Where\n|-\n| [[User:ਗੁਰਪ੍ਰੀਤ]] || ਅੰਮ੍ਰਿਤਸਰ\n|-\n| {{u|Asha}} || دلّی\n|}",
        user="Stranger",
    )
    home.rename_user("Old name", "ਨਵਾਂ ਨਾਂ")
    home.edit(page("emptied"), "", user="Stranger")
    home.delete(page("deleted"))
    home.edit(page("redirected"), "#REDIRECT [[Main Page]]", user="Stranger")
    restored = home.edit(page("restored"), "", user="Stranger")
    home.undo(restored, user="ਗੁਰਪ੍ਰੀਤ")
    text = home.text(page("gone")) or ""
    home.edit(page("gone"), text.replace("Old name", "ਨਵਾਂ ਨਾਂ"), user="Stranger")
    home.edit(page("gone"), "\n".join(text.splitlines()[:-1]), user="ਨਵਾਂ ਨਾਂ")
    home.edit(page("unshown"), "Moved elsewhere.", user="Stranger")
    home.edit("User:CampaignBot/Opt-out", "#REDIRECT [[Main Page]]", user="Stranger")
    text = home.text(page("left")) or ""
    home.edit(page("left"), "\n".join(line for line in text.splitlines() if "小明" not in line), user="小明")
    text = home.text(page("left")) or ""
    home.edit(page("left"), "\n".join(line for line in text.splitlines() if "ਗੁਰਪ੍ਰੀਤ" not in line), user="Organizer")
    text = home.text(page("signed")) or ""
    home.edit(page("signed"), text + "\n* ~~~~", user="ਗੁਰਪ੍ਰੀਤ")


def told(bot: BotOnFarm) -> dict[str, Named]:
    exports: dict[str, dict[str, Any]] = {program: bot.export(CAMPAIGN, program) for program in PROGRAMS}
    return {program: (one["totals"]["participants"], set(one["participants"])) for program, one in exports.items()}


@pytest.fixture(scope="module")
def world(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> World:
    bot = BotOnFarm(farm=farm, folder=tmp_path_factory.mktemp("bot"))
    bot.prepare()
    farm.create_accounts((*PEOPLE, OPTED_OUT))
    for name in ("Asha", "Old name", "First name"):
        farm["enwiki"].edit(f"Article by {name}", "Text.", user=name)
    sign_lists(farm)
    bot.write("config/campaigns/week.yaml", definition())
    first = bot("run")
    assert first.code == 0, first.errors
    before = told(bot)
    change_lists(farm)
    second = bot("run")
    assert second.code == 0, second.errors
    return World(bot=bot, before=before, after=told(bot), status=bot.page(f"{CAMPAIGN}/Status"), idle=bot("run"))


def test_before_anything_changed_those_are_named_who_signed_themselves(world: World) -> None:
    assert world.before == {
        "signed": (2, {"Asha"}),
        "reverted": (2, {"Asha"}),
        "rewritten": (2, {"Asha"}),
        "renamed": (4, {"Asha", "Old name", "Second name"}),
        "emptied": (4, {"Asha", "فاطمة", "সুমিত্রা"}),
        "deleted": (4, {"Asha", "فاطمة", "সুমিত্রা"}),
        "left": (3, {"Asha", "小明"}),
        "shown": (1, {"小明"}),
        "elsewhere": (2, {"ਗੁਰਪ੍ਰੀਤ"}),
        "plain": (3, {"Asha"}),
        "redirected": (2, {"Asha"}),
        "restored": (2, {"Asha"}),
        "foreign": (1, set()),
        "gone": (3, {"Asha", "Old name"}),
        "unshown": (1, {"小明"}),
    }


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("signed", (2, {"Asha", "ਗੁਰਪ੍ਰੀਤ"})),
        ("reverted", (2, {"Asha"})),
        ("rewritten", (2, {"Asha"})),
        ("renamed", (4, {"Asha", "ਨਵਾਂ ਨਾਂ", "Second name"})),
        ("emptied", (4, {"Asha", "فاطمة", "সুমিত্রা"})),
        ("deleted", (4, {"Asha", "فاطمة", "সুমিত্রা"})),
        ("left", (1, {"Asha"})),
        ("redirected", (2, {"Asha"})),
        ("restored", (2, {"Asha"})),
        ("gone", (2, {"Asha"})),
        ("unshown", (1, {"小明"})),
    ],
)
def test_afterwards(world: World, program: str, expected: Named) -> None:
    assert world.after[program] == expected


def test_the_edits_of_renamed_people_are_still_theirs(world: World) -> None:
    people = world.bot.export(CAMPAIGN, "renamed")["participants"]
    assert {name: totals["edits"] for name, totals in people.items()} == {
        "Asha": 1,
        "ਨਵਾਂ ਨਾਂ": 1,
        "Second name": 1,
    }


def test_lists_that_did_not_change_cost_nothing(world: World) -> None:
    asked = [r.params for r in world.idle.requests if r.wiki == "metawiki" and "revisions" in r.params.get("prop", "")]
    assert [one.get("rvdir") for one in asked] == [None]
    assert world.idle.saved() == ()


def test_no_name_is_on_the_status_page(world: World) -> None:
    assert [name for name in (*PEOPLE, "ਨਵਾਂ ਨਾਂ", "Second name") if name in world.status] == []
