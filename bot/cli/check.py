"""`campaignbot check`: every problem of definitions, with its place."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from bot.cli.exit_codes import Exit
from bot.cli.files import is_file, load_definitions, load_settings, names_reader, read_text
from bot.cli.own import own_problems
from bot.cli.terminal import harmless
from bot.definitions import Context, find_conflicts, parse_file, parse_page
from bot.model.campaigns import Campaign
from bot.model.problems import Place, Problem, Severity
from bot.model.wikis import CANONICAL_NAMESPACES
from bot.run.names_files import read_names_files
from bot.run.sources import context_with, template_names
from bot.wikis.client import Client
from bot.wikis.pages import read_pages
from bot.wikis.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file or page as it was read; with `of_operator`, its errors are the operator's to mend."""

    source: str
    campaign: Campaign | None
    problems: tuple[Problem, ...]
    of_operator: bool


def check_definitions(config: Path, sources: tuple[str, ...], form: str) -> Exit:
    """Print what is wrong with files or pages; mistakes on wiki pages are their organizers' to mend."""
    settings = load_settings(config)
    titles = tuple(source for source in sources if not is_file(source))
    files = {s: read_text(Path(s)) for s in sources if is_file(s)} if sources else load_definitions(config)
    session = Session()
    catalogue = session.catalogue(settings)
    context = Context(catalogue=catalogue, namespaces=CANONICAL_NAMESPACES)
    others: dict[str, str] = {}
    on_pages: tuple[Checked, ...] = ()
    if titles:
        home = session.log_in_at_home(catalogue)
        context = context_with(catalogue, home, template_names(home))
        on_pages = _check_pages(home, titles, context)
        others = _without(load_definitions(config), files)
    checked = (*_with_names(_check_files(files, context), config), *on_pages)
    told = _with_conflicts(checked, _check_files(others, context))
    own = () if sources else own_problems(config)
    _print((*own, *(problem for one in told for problem in one.problems)), len(told), form)
    operators = (*own, *(p for one in told if one.of_operator for p in one.problems))
    errors = (p for p in operators if p.severity is Severity.ERROR)
    return Exit.OPERATOR if any(errors) else Exit.COMPLETE


def _without(files: dict[str, str], given: dict[str, str]) -> dict[str, str]:
    """Leave out the files that were given, however their paths are written."""
    paths = {Path(source).resolve() for source in given}
    return {source: text for source, text in files.items() if Path(source).resolve() not in paths}


def _with_names(checked: tuple[Checked, ...], config: Path) -> tuple[Checked, ...]:
    """Add what is wrong with the files of names of each definition."""
    read = names_reader(config)
    return tuple(
        replace(one, problems=(*one.problems, *read_names_files(read, [(one.source, one.campaign)]).problems))
        if one.campaign
        else one
        for one in checked
    )


def _check_files(files: dict[str, str], context: Context) -> tuple[Checked, ...]:
    parsed = {source: parse_file(text, source=source, context=context) for source, text in files.items()}
    return tuple(
        Checked(source=source, campaign=d.campaign, problems=d.problems, of_operator=True)
        for source, d in parsed.items()
    )


def _check_pages(home: Client, titles: tuple[str, ...], context: Context) -> tuple[Checked, ...]:
    checked: dict[str, Checked] = {}
    for title, page in read_pages(home, titles).items():
        definition = None if page.text is None else parse_page(page.text, title=page.title, context=context)
        if page.text is None:
            found = _nothing(title, "there is no such page on the home wiki", of_operator=True)
        elif definition is None:
            found = _nothing(page.title, "this page defines no campaign", of_operator=False)
        else:
            found = Checked(
                source=page.title, campaign=definition.campaign, problems=definition.problems, of_operator=False
            )
        checked.setdefault(found.source, found)
    return tuple(checked.values())


def _nothing(source: str, message: str, *, of_operator: bool) -> Checked:
    problem = Problem(place=Place(source=source), message=message)
    return Checked(source=source, campaign=None, problems=(problem,), of_operator=of_operator)


def _with_conflicts(checked: tuple[Checked, ...], others: tuple[Checked, ...]) -> tuple[Checked, ...]:
    """Add what is wrong between campaigns: those of files are older than those of pages, and those of `others` still.

    Only what is `checked` is told of.
    """
    campaigns = tuple((one.source, one.campaign) for one in (*others, *checked) if one.campaign)
    conflicts = {problem.place.source: problem for problem in find_conflicts(campaigns).problems}
    return tuple(
        replace(one, problems=(*one.problems, conflicts[one.source])) if one.source in conflicts else one
        for one in checked
    )


def _print(problems: tuple[Problem, ...], count: int, form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_as_json(problem) for problem in problems], ensure_ascii=False, indent=2))
        return
    for problem in problems:
        click.echo(harmless(str(problem)))
    if not problems:
        click.echo(f"{count} definition{'' if count == 1 else 's'} checked, no problems.")


def _as_json(problem: Problem) -> dict[str, object]:
    """Give a problem for other programs to read; a line of 0 is the whole file or page."""
    return {
        "place": asdict(problem.place),
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
        "quote": problem.quote,
    }
