"""Somebody who types commands."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BOT_YAML = "home: metawiki\ncontact: https://example.org/bot\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Somebody who types commands; `folder` holds their files."""

    folder: Path

    def write(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYWIKIBOT", "CAMPAIGN"))}
        return subprocess.run(
            [sys.executable, "-m", "bot", "--config", str(self.folder / "config"), *arguments],
            env={**environment, "HOME": str(self.folder), "PYTHONPATH": str(Path.cwd())},
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
