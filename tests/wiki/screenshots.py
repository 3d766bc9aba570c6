"""`python -m tests.wiki.screenshots`: the pictures in docs/images, taken of a demo that is made for them."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.wiki.chromium import chromium
from tests.wikifarm import Farm, demo
from tests.wikifarm.demo.show import main_campaign, refresh_links, run_bot
from tests.wikifarm.layout import CHECKOUT

IMAGES = CHECKOUT / "docs/images"
DESKTOP, PHONE = (900, 1000), (360, 900)
PICTURES = (
    ("en", "Delhi edit-a-thon", "vector-2022", DESKTOP, "report.png"),
    ("en", "Delhi edit-a-thon", "minerva", PHONE, "report-phone.png"),
    ("pa", "Delhi edit-a-thon", "vector-2022", DESKTOP, "report-pa.png"),
    ("ar", "Delhi edit-a-thon", "vector-2022", DESKTOP, "report-ar.png"),
)
"""Each the beginning of a program's report in a language, a skin and a size."""


def main() -> int:
    """Seed a farm, and report in one language after the other."""
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder, Farm.start(Path(folder) / "farm") as farm:
        demo.seed(farm, datetime.now(UTC))
        definition = farm.directory / "config/campaigns/dalit-history-month.yaml"
        plain = definition.read_text(encoding="utf-8")
        page = main_campaign(farm.directory)["page"]
        for language in dict.fromkeys(language for language, *_ in PICTURES):
            definition.write_text(f"{plain}\nlanguage: {language}\n", encoding="utf-8")
            ended = run_bot(farm.directory, "run", capture=True)
            if ended.returncode:
                sys.exit(ended.stdout + ended.stderr)
            refresh_links(farm["metawiki"])
            with chromium() as window:
                for _, program, skin, size, name in (one for one in PICTURES if one[0] == language):
                    window.resize(*size)
                    window.open(f"{farm['metawiki'].page_url(f'{page}/{program}/Report')}?useskin={skin}")
                    window.text("th.headerSort")
                    window.picture(IMAGES / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
