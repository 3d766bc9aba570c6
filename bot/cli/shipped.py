"""What ships with the bot for the home wiki."""

import json
from pathlib import Path
from typing import Any

import bot
from bot.reports.installed import DOCUMENT, Shipped


def load_shipped() -> Shipped:
    """Give what ships for the home wiki: from a checkout, or from inside an installed package."""
    package = Path(bot.__file__).parent
    inside = package / "_templates"
    wiki = (inside if inside.is_dir() else package.parent / "templates") / "wiki"
    docs = package / "_docs" if inside.is_dir() else package.parent / "docs"
    manifest: dict[str, str] = _json(wiki / "manifest.json")
    return Shipped(
        manifest=manifest,
        templates={path.name: path.read_text(encoding="utf-8") for path in wiki.glob("*.jinja")},
        documents={
            file: (docs / file).read_text(encoding="utf-8") for file in manifest.values() if file.endswith(DOCUMENT)
        },
        parameters=_json(wiki / "parameters.json"),
        words={path.stem: _json(path) for path in sorted((wiki / "i18n").glob("*.json"))},
    )


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
