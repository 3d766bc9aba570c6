"""The operator's files, and those that ship with the program."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bot
from bot.definitions import parse_settings
from bot.model.errors import OperatorError
from bot.model.settings import Settings

SETTINGS_FILE = "bot.yaml"


def load_settings(config: Path) -> Settings:
    """Read `bot.yaml`; raises OperatorError, which names every mistake in it."""
    path = config / SETTINGS_FILE
    settings, problems = parse_settings(read_text(path), source=str(path))
    if settings is None:
        raise OperatorError("\n".join(str(problem) for problem in problems))
    return settings


def load_definitions(config: Path) -> dict[str, str]:
    """Give the text of each of the operator's campaign files, by path, in the order of their names."""
    return {str(path): read_text(path) for path in sorted((config / "campaigns").glob("*.yaml"))}


def read_text(path: Path) -> str:
    """Read a file of the operator's; raises OperatorError, which says what is wrong with it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise OperatorError(f"{path}: there is no such file") from None
    except UnicodeDecodeError as error:
        raise OperatorError(f"{path}: not UTF-8 text (byte {error.start + 1}); save it as UTF-8") from None
    except OSError as error:
        raise OperatorError(f"{path}: cannot be read: {error.strerror}") from None


def is_file(source: str) -> bool:
    """Whether somebody means a file by this, and not the title of a page."""
    return source.endswith((".yaml", ".yml")) or Path(source).is_file()


def load_templates() -> dict[str, str]:
    """Give the report templates by file name."""
    folder = _shipped() / "reports"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.jinja"))}


def load_messages() -> dict[str, dict[str, str]]:
    """Give the messages of reports by language."""
    files = (path for path in sorted((_shipped() / "i18n").glob("*.json")) if path.stem not in LIST_DATA)
    return {path.stem: _json(path) for path in files}


def load_list_data() -> Mapping[str, Any]:
    """Give the names of namespaces and templates by which sign-up lists are read."""
    return {name: _json(_shipped() / "i18n" / f"{name}.json") for name in LIST_DATA}


LIST_DATA = ("user-namespaces", "user-templates")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _shipped() -> Path:
    """Give the folder of templates: beside the package in a checkout, inside it in an installed wheel."""
    package = Path(bot.__file__).parent
    inside = package / "_templates"
    return inside if inside.is_dir() else package.parent / "templates"
