"""The operator's own templates and messages, in `templates/` of the configuration's folder."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.cli.files import read_text
from bot.cli.shipped import load_messages, load_shipped, load_templates
from bot.model.errors import OperatorError
from bot.model.problems import Place, Problem, Severity
from bot.reports.catalogues import read_catalogue, sound_messages, translation_problems
from bot.reports.installed import Shipped
from bot.reports.messages import DOCUMENTATION, FALLBACK, Catalogues
from bot.reports.own_templates import OwnTemplate, Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFiles:
    """Templates by file name, and the messages by language with those of the operator's in place of the shipped ones.

    `problems` are what is wrong with files of messages; what they name is not taken over.
    """

    templates: Mapping[str, OwnTemplate]
    messages: Catalogues
    problems: tuple[Problem, ...]


def own_files(folder: Path, *, templates: str, messages: str, shipped: Catalogues) -> OwnFiles:
    """Read the templates and the messages in two folders inside `folder`; neither has to be there."""
    problems: list[Problem] = []
    pages = dict(_texts(folder / templates, "*.jinja", problems))
    catalogues = {language: dict(found) for language, found in shipped.items()}
    for path, text in _texts(folder / messages, "*.json", problems):
        read = read_catalogue(text, source=str(path), language=path.stem)
        problems.extend(translation_problems(read, shipped[FALLBACK], shipped[DOCUMENTATION]))
        sound = sound_messages(read, shipped[FALLBACK], shipped[DOCUMENTATION])
        if sound:
            catalogues.setdefault(path.stem, {}).update(sound)
    return OwnFiles(
        templates={path.name: OwnTemplate(path=str(path), text=text) for path, text in pages.items()},
        messages=catalogues,
        problems=tuple(problems),
    )


def shipped_with_own(config: Path) -> tuple[Shipped, Callable[[], tuple[Problem, ...]]]:
    """Give what ships for the home wiki with the operator's own in its place, and what tells what is wrong with it."""
    shipped = load_shipped()
    own = own_files(config / "templates/wiki", templates=".", messages="i18n", shipped=shipped.words)
    templates = Templates(shipped.templates, own.templates)
    return replace(shipped, words=own.messages, with_own=templates), lambda: (*own.problems, *templates.problems)


def own_problems(config: Path) -> tuple[Problem, ...]:
    """Find what is wrong with the operator's templates and messages, as far as can be told without making a page."""
    own = own_files(config / "templates", templates="reports", messages="i18n", shipped=load_messages())
    _, on_wiki = shipped_with_own(config)
    return (*own.problems, *Templates(load_templates(), own.templates).problems, *on_wiki())


def tell(problems: Iterable[Problem], warn: Callable[[str], None]) -> bool:
    """Tell what is wrong, and give whether the operator has to mend something."""
    told = tuple(problems)
    for problem in told:
        warn(str(problem))
    return any(problem.severity is Severity.ERROR for problem in told)


def _texts(folder: Path, pattern: str, problems: list[Problem]) -> list[tuple[Path, str]]:
    """Give the files that can be read, and note those that cannot."""
    found: list[tuple[Path, str]] = []
    for path in sorted(folder.glob(pattern)):
        try:
            found.append((path, read_text(path)))
        except OperatorError as error:
            problems.append(Problem(place=Place(source=str(path)), message=str(error).removeprefix(f"{path}: ")))
    return found
