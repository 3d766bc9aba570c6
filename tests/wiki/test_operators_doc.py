"""docs/operators.md followed line by line in a clean folder, except what only Toolforge has."""

import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.wikifarm import Farm
from tests.wikifarm.layout import CHECKOUT
from tests.wikifarm.wiki import BOT_APP, BOT_SECRET

DOC = (CHECKOUT / "docs/operators.md").read_text("utf-8")
LINES = "".join(re.findall(r"^```sh\n(.*?)^```", DOC, re.DOTALL | re.MULTILINE)).splitlines()
CAMPAIGN_FILE, CAMPAIGN = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", DOC, re.DOTALL | re.MULTILINE)[0]
QUICK = "put_throttle = 0\nminthrottle = 0\n"
INIT = "campaignbot init"
ACCOUNT = "ਮੁਹਿੰਮ Bot"
NOT_THEIRS = ("PYTHONPATH", "VIRTUAL_ENV", "PYWIKIBOT_DIR", "CAMPAIGNBOT_CONFIG", "CAMPAIGNBOT_LOG")


def script(folder: Path) -> str:
    """Give the lines, each followed by the exit code that it ended with; what people do on the wiki is done already."""
    today = datetime.now(UTC).date()
    campaign = CAMPAIGN.replace("2026-04-14", str(today)).replace("2026-04-20", str(today + timedelta(days=6)))
    (folder / "first.yaml").write_text(campaign, encoding="utf-8")
    (folder / "quick").write_text(QUICK, encoding="utf-8")
    after = {INIT: ("cat ../quick >> user-config.py", f"mkdir -p config/campaigns && cp ../first.yaml {CAMPAIGN_FILE}")}
    lines: list[str] = []
    for line in LINES:
        typed = line.replace("ADDRESS", str(CHECKOUT))
        lines += [typed, f"echo $? >> {folder}/codes", *after.get(line, ())]
    return "\n".join(lines) + "\n"


def test_from_an_empty_folder_to_the_first_report(farm: Farm, tmp_path: Path) -> None:
    assert INIT in LINES
    farm.create_bot(ACCOUNT)
    farm.create_accounts(["Asha"], registered=datetime(2020, 1, 1, tzinfo=UTC))
    home = farm["metawiki"]
    home.edit(f"User:{ACCOUNT}/Opt-out", "Add yourself:")
    home.edit("Bama", "A writer.", "Asha")
    (tmp_path / "steps.sh").write_text(script(tmp_path), encoding="utf-8")
    typed = (home.api_url, "", ACCOUNT, "bot@example.org", "password", BOT_APP, BOT_SECRET, "")
    environment = {name: value for name, value in os.environ.items() if name not in NOT_THEIRS}
    ended = subprocess.run(
        ["bash", "-x", str(tmp_path / "steps.sh")],
        cwd=tmp_path,
        env={**environment, "HOME": str(tmp_path), "PIP_CACHE_DIR": str(Path.home() / ".cache/pip")},
        input="\n".join(typed) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    codes = [int(line) for line in (tmp_path / "codes").read_text("utf-8").splitlines()]
    expected = [int(line == INIT) for line in LINES]  # which ends with what `setup` has yet to do
    assert codes == expected, ended.stdout[-3000:] + ended.stderr[-6000:]
    report = home.text("First campaign/First event/Report") or ""
    assert "CampaignBot begin" in report
    assert home.text("First campaign/Status")
    copy, forgotten = sorted((tmp_path / "campaignbot/backups").iterdir())
    assert (copy.suffix, forgotten.name) == (".sqlite", "forgotten.json")
    assert BOT_SECRET not in ended.stdout + ended.stderr
