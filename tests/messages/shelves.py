"""The folders of messages, what uses them, and what is wrong with them."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.cli.shipped import LIST_DATA
from bot.model.problems import Place, Problem
from bot.reports.catalogues import (
    UNCHECKED,
    Catalogue,
    documentation_problems,
    metadata_problems,
    missing_messages,
    read_catalogue,
    translation_problems,
)
from bot.reports.messages import DOCUMENTATION, FALLBACK

ROOT = Path(__file__).parents[2]
TRANSLATING = "docs/translating.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A folder of messages; `asked` gives the keys for which something surely asks, `used` those it may ask for."""

    folder: Path
    asked: Callable[[], set[str]]
    used: Callable[[], set[str]]
    root: Path = ROOT


def _text(*patterns: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern)))


def _asked(*patterns: str) -> set[str]:
    return set(re.findall(r'\b(?:t|plain)\(\s*"([^"]+)"', _text(*patterns)))


def _used(*patterns: str) -> set[str]:
    """Give every quoted word that looks like a key; a key is always written out."""
    return set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', _text(*patterns)))


REPORTS = ("bot/reports/*.py", "templates/reports/*.jinja")
WIKI = ("bot/reports/installed.py", "bot/run/setup.py", "templates/wiki/*.jinja")


def _words_of_forms() -> set[str]:
    """Give the keys that are put together from the names of templates and their parameters."""
    spec = json.loads(_text("templates/wiki/parameters.json"))
    kinds = {template["words"] for template in spec["templates"].values()}
    names = {name for template in spec["templates"].values() for name in template["order"]}
    told = {f"{name}{end}" for name in names for end in ("", "-about", "-default")}
    return {f"template-{kind}" for kind in kinds} | told | {f"{kind}-{word}" for kind in kinds for word in told}


SHELVES = (
    Shelf(
        folder=ROOT / "templates/i18n",
        asked=lambda: _asked(*REPORTS[1:]) | _asked("bot/reports/[!i]*.py"),
        used=lambda: _used(*REPORTS),
    ),
    Shelf(
        folder=ROOT / "templates/wiki/i18n",
        asked=lambda: _asked(*WIKI[1:]),
        used=lambda: _used(*WIKI) | _words_of_forms(),
    ),
)


def read_shelf(shelf: Shelf) -> dict[str, Catalogue]:
    """Give every file of messages by language."""
    files = (path for path in sorted(shelf.folder.glob("*.json")) if path.stem not in LIST_DATA)
    return {
        path.stem: read_catalogue(
            path.read_text(encoding="utf-8"), source=str(path.relative_to(shelf.root)), language=path.stem
        )
        for path in files
    }


def shelf_problems(shelf: Shelf) -> tuple[Problem, ...]:
    """Find what is wrong with a folder: mistakes first, then what is not translated."""
    read = read_shelf(shelf)
    english, documentation = read[FALLBACK], read[DOCUMENTATION]
    translations = [one for language, one in read.items() if language not in (FALLBACK, DOCUMENTATION)]
    asked, used = shelf.asked(), shelf.used()
    unused = [english.problem(key, "is used nowhere") for key in english.messages if key not in used]
    unknown = [
        Problem(place=Place(source=english.source), message=f"{key}: is asked for and not there")
        for key in sorted(asked - set(english.messages))
    ]
    return (
        *translation_problems(english, english.messages),
        *documentation_problems(english, documentation),
        *unused,
        *unknown,
        *(p for one in translations for p in translation_problems(one, english.messages, documentation.messages)),
        *(p for one in translations for p in metadata_problems(one)),
        *(p for one in translations for p in missing_messages(one, english.messages)),
    )


def unlisted_translations(shelf: Shelf) -> tuple[Problem, ...]:
    """Find translations that no speaker has checked and of which the documentation does not say so."""
    told = (shelf.root / TRANSLATING).read_text(encoding="utf-8")
    return tuple(
        Problem(place=Place(source=TRANSLATING), message=f"does not list {language} as {UNCHECKED}")
        for language, read in read_shelf(shelf).items()
        if read.metadata.get(UNCHECKED) is True and f"`{language}`" not in told
    )
