"""A run that counts on a cluster ends with the same numbers and pages as one that counts itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.cluster import DaskCluster
from tests.wiki.bot_on_farm import BOT_YAML, BotOnFarm
from tests.wikifarm import Farm, Revision

NOW = datetime.now(UTC)
TEXTS = {
    "ਗੁਰਪ੍ਰੀਤ": ("pawiki", "ਬਾਮਾ ਇੱਕ ਲੇਖਿਕਾ ਹੈ।<ref>ਹਵਾਲਾ</ref> "),
    "فاطمة": ("arwiki", "كاتبة من الهند<ref name='a' /> "),
    "মাধবী": ("enwiki", "A writer with {{a template}} and [[a link|two words]]. "),
}
CAMPAIGN = f"""campaign: ਕਵੀ ਹਫ਼ਤਾ
wikis: [pa, ar, en]
privacy: public
programs:
  - program: Writing
    start: {NOW - timedelta(days=3):%Y-%m-%d}
    end: {NOW + timedelta(days=3):%Y-%m-%d}
    participants: {{names: [{", ".join(TEXTS)}]}}
"""
EDITS = 30


def run(farm: Farm, folder: Path, settings: str = "") -> tuple[dict[str, Any], str, str]:
    """Run once with a store of its own; give the export, the report, and what was told."""
    bot = BotOnFarm(farm=farm, folder=folder)
    farm.write_pywikibot_config(folder)
    bot.write("config/bot.yaml", BOT_YAML + settings)
    bot.write("config/campaigns/poets.yaml", CAMPAIGN)
    ended = bot("run")
    assert ended.code == 0, ended.errors
    return {**bot.export("ਕਵੀ ਹਫ਼ਤਾ"), "as_of": None}, bot.page("ਕਵੀ ਹਫ਼ਤਾ/Writing/Report"), ended.errors


def test_the_numbers_are_the_same_with_and_without(farm: Farm, tmp_path: Path) -> None:
    farm.create_bot("CampaignBot")
    farm.create_accounts(TEXTS, registered=NOW - timedelta(days=100))
    for person, (dbname, text) in TEXTS.items():
        farm[dbname].import_revisions(
            Revision(
                title=f"{text.split()[0]} {edit}",
                text=text * (edit + 1),
                user=person,
                timestamp=NOW - timedelta(hours=5, seconds=edit),
            )
            for edit in range(EDITS)
        )
    here, report, _ = run(farm, tmp_path / "here")
    with DaskCluster.start(tmp_path / "dask", workers=2) as cluster:
        there, same_report, told = run(farm, tmp_path / "there", f"executor: dask\nscheduler: {cluster.address}\n")
    assert "pawiki: 30 texts counted" in told
    assert "cluster" not in told
    assert here["totals"]["words_added"] > EDITS
    assert there == here
    assert same_report == report
