"""The operator's files."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from bot.definitions import parse_settings
from bot.model.errors import OperatorError
from bot.model.settings import Settings

SETTINGS_FILE = "bot.yaml"
YAML_ENDINGS = (".yaml", ".yml")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def load_settings(config: Path) -> Settings:
    """Read `bot.yaml`; raises OperatorError, which names every mistake in it."""
    path = config / SETTINGS_FILE
    settings, problems = parse_settings(read_text(path), source=str(path))
    if settings is None:
        raise OperatorError("\n".join(str(problem) for problem in problems))
    return settings


def load_definitions(config: Path) -> dict[str, str]:
    """Give the text of each of the operator's campaign files, by path, in the order of their names."""
    paths = (path for path in (config / "campaigns").glob("*") if path.suffix in YAML_ENDINGS)
    return {str(path): read_text(path) for path in sorted(paths)}


def names_reader(config: Path) -> Callable[[str], str]:
    """Give what reads the files of names; their paths are relative to the folder above `config`."""
    folder = config.resolve().parent
    return lambda path: read_text(folder / path, private=True)


def read_text(path: Path, *, private: bool = False) -> str:
    """Read a file of the operator's; raises OperatorError, which says what is wrong with it.

    A `private` file is refused where other users of this machine may read or change it, and inside a repository,
    from which it would be published with the next commit.
    """
    if private and any((folder / ".git").exists() for folder in path.resolve().parents):
        raise OperatorError(f"{path}: it is inside a Git repository; move it out, or it may be published with that")
    try:
        with path.open(encoding="utf-8-sig") as file:
            if private and os.fstat(file.fileno()).st_mode & OTHERS:
                raise OperatorError(f"{path}: other users of this machine may open it; change that: chmod 600")
            return file.read()
    except FileNotFoundError:
        raise OperatorError(f"{path}: there is no such file") from None
    except UnicodeDecodeError as error:
        raise OperatorError(f"{path}: not UTF-8 text (byte {error.start + 1}); save it as UTF-8") from None
    except OSError as error:
        raise OperatorError(f"{path}: cannot be read: {error.strerror}") from None


def is_file(source: str) -> bool:
    """Whether somebody means a file by this, and not the title of a page."""
    return source.endswith(YAML_ENDINGS) or Path(source).is_file()
