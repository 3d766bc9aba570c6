"""Where things are, and which wikis there are."""

import json
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PHP_FILES = Path(__file__).resolve().parent / "php"
WIKIS_FILE = Path(__file__).resolve().parent / "wikis.json"
HOME = CHECKOUT / ".farm"
"""What is downloaded and installed once and then used by every farm of this checkout."""
CODE = HOME / "mediawiki"
TEMPLATE = HOME / "template"
CACHE = HOME / "cache"
DEMO = HOME / "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiEntry:
    """One entry of wikis.json: `code` is pywikibot's, `project` the name of the project namespace."""

    code: str
    language: str
    sitename: str
    project: str
    prefixes: tuple[str, ...]
    """Interwiki prefixes that lead to it from every wiki of the farm."""


def _read_wikis() -> dict[str, WikiEntry]:
    entries = json.loads(WIKIS_FILE.read_text(encoding="utf-8"))
    return {dbname: WikiEntry(**{**entry, "prefixes": tuple(entry["prefixes"])}) for dbname, entry in entries.items()}


WIKIS = _read_wikis()


def data_folder(directory: Path) -> Path:
    """Give the folder of a farm that holds `<dbname>.sqlite` of each wiki."""
    return directory / "data"
