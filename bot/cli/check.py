"""`campaignbot check`: every problem of definitions, with its place."""

from pathlib import Path

import click

from bot.cli.exit_codes import Exit
from bot.cli.files import is_file, load_definitions, load_settings, read_text
from bot.definitions import Context, find_conflicts, parse_file, parse_page
from bot.model.problems import Place, Problem, Severity
from bot.model.wikis import CANONICAL_NAMESPACES, Catalogue
from bot.run.sources import context_with, template_names
from bot.wikis.pages import read_pages
from bot.wikis.session import Session


def check_definitions(config: Path, sources: tuple[str, ...]) -> Exit:
    """Print what is wrong with files or pages; mistakes on wiki pages are their organizers' to mend."""
    settings = load_settings(config)
    titles = tuple(source for source in sources if not is_file(source))
    files = {s: read_text(Path(s)) for s in sources if is_file(s)} if sources else load_definitions(config)
    session = Session()
    catalogue = session.catalogue(settings)
    in_files = _check_files(files, catalogue)
    on_pages = _check_pages(session, catalogue, titles) if titles else ()
    for problem in (*in_files, *on_pages):
        click.echo(str(problem))
    if not in_files and not on_pages:
        count = len(files) + len(titles)
        click.echo(f"{count} definition{'' if count == 1 else 's'} checked, no problems.")
    return Exit.OPERATOR if any(p.severity is Severity.ERROR for p in in_files) else Exit.COMPLETE


def _check_files(files: dict[str, str], catalogue: Catalogue) -> tuple[Problem, ...]:
    context = Context(catalogue=catalogue, namespaces=CANONICAL_NAMESPACES)
    parsed = {source: parse_file(text, source=source, context=context) for source, text in files.items()}
    claims = find_conflicts(tuple((source, d.campaign) for source, d in parsed.items() if d.campaign))
    return (*(problem for d in parsed.values() for problem in d.problems), *claims.problems)


def _check_pages(session: Session, catalogue: Catalogue, titles: tuple[str, ...]) -> tuple[Problem, ...]:
    home = session.log_in_at_home(catalogue)
    context = context_with(catalogue, home, template_names(home))
    problems: list[Problem] = []
    for title, page in read_pages(home, titles).items():
        definition = None if page.text is None else parse_page(page.text, title=title, context=context)
        if page.text is None:
            problems.append(_about(title, "there is no such page on the home wiki"))
        elif definition is None:
            problems.append(_about(title, "this page defines no campaign"))
        else:
            problems.extend(definition.problems)
    return tuple(problems)


def _about(title: str, message: str) -> Problem:
    return Problem(place=Place(source=title), message=message)
