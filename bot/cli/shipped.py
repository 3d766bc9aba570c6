"""What ships with the program: from a checkout, or from inside an installed package."""

import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

import bot
from bot.measures import TextVocabulary, text_vocabulary
from bot.model.errors import OperatorError
from bot.reports.installed import DOCUMENT, Shipped

LIST_DATA = ("user-namespaces", "user-templates")


def load_templates() -> dict[str, str]:
    """Give the report templates by file name."""
    folder = _folder("templates") / "reports"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.jinja"))}


def load_messages() -> dict[str, dict[str, str]]:
    """Give the messages of reports by language."""
    files = (path for path in sorted((_folder("templates") / "i18n").glob("*.json")) if path.stem not in LIST_DATA)
    return {path.stem: _json(path) for path in files}


def load_fallbacks() -> dict[str, tuple[str, ...]]:
    """Give the languages in which MediaWiki reads one that lacks a message, best first."""
    found = _json(_folder("config") / "vocabulary" / "languages.json")["fallbacks"]
    return {language: tuple(others) for language, others in found.items()}


def load_list_data() -> Mapping[str, Any]:
    """Give the names of namespaces and templates by which sign-up lists are read."""
    return {name: _json(_folder("templates") / "i18n" / f"{name}.json") for name in LIST_DATA}


def text_vocabularies(config: Path) -> Callable[[str], TextVocabulary]:
    """Give what tells prose and references on each wiki, by dbname.

    The operator's own `vocabulary/citations.yaml` takes the place of the shipped one. Raises OperatorError.
    """
    shipped = _folder("config") / "vocabulary"
    links = _json(shipped / "links.json")
    own = config / "vocabulary" / "citations.yaml"
    path = own if own.is_file() else shipped / "citations.yaml"
    try:
        citations = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return cache(partial(text_vocabulary, links, citations))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OperatorError(f"{path}: it cannot be read: {str(error).splitlines()[0]}") from None


def load_shipped() -> Shipped:
    """Give what ships for the home wiki."""
    wiki = _folder("templates") / "wiki"
    docs = _folder("docs")
    manifest: dict[str, str] = _json(wiki / "manifest.json")
    return Shipped(
        manifest=manifest,
        templates={path.name: path.read_text(encoding="utf-8") for path in wiki.glob("*.jinja")},
        documents={
            file: (docs / file).read_text(encoding="utf-8") for file in manifest.values() if file.endswith(DOCUMENT)
        },
        parameters=_json(wiki / "parameters.json"),
        words={path.stem: _json(path) for path in sorted((wiki / "i18n").glob("*.json"))},
        fallbacks=load_fallbacks(),
    )


def _folder(name: str) -> Path:
    """Give a folder that is beside the package in a checkout, and inside it in an installed wheel."""
    package = Path(bot.__file__).parent
    inside = package / f"_{name}"
    return inside if inside.is_dir() else package.parent / name


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
