"""A definition written out as text, so that whole values can stand in the files of expected results."""

from dataclasses import fields

from bot.definitions import Definition
from bot.model.campaigns import Campaign, Event, ListPage, Names, Program, Source
from bot.model.intervals import Interval
from bot.model.problems import Problem


def describe(definition: Definition | None) -> str:
    """Give every problem, then every value that is not empty."""
    if definition is None:
        return "no definition\n"
    lines = [_problem(problem) for problem in definition.problems]
    lines += [f"broken: {name}" for name in definition.broken]
    lines += _campaign(definition.campaign) if definition.campaign else ["no campaign"]
    return "\n".join(lines) + "\n"


def _problem(problem: Problem) -> str:
    place = f"{problem.place.line}:{problem.place.column}"
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{place} {problem.severity}: {problem.message}{hint}"


def _campaign(campaign: Campaign) -> list[str]:
    own = [f"{field.name}: {_value(getattr(campaign, field.name))}" for field in fields(campaign)]
    programs = [f"    {line}" for program in campaign.programs for line in _program(program)]
    return [line for line in own if not line.startswith("programs:") and _says_something(line)] + programs


def _program(program: Program) -> list[str]:
    lines = [f"{field.name}: {_value(getattr(program, field.name))}" for field in fields(program)]
    return [line for line in lines if _says_something(line) or line.startswith(("wikis:", "windows:"))]


def _says_something(line: str) -> bool:
    return not line.endswith((": None", ": ", "_by_event: False"))


def _value(value: object) -> str:
    match value:
        case tuple():
            return " | ".join(_value(item) for item in value)
        case Interval():
            return f"{value.start:%Y-%m-%d %H:%M:%S} to {value.end:%Y-%m-%d %H:%M:%S}"
        case ListPage() | Names() | Event():
            return _source(value)
        case _:
            return str(value)


def _source(source: Source) -> str:
    match source:
        case ListPage():
            return f"{source.wiki}:{source.page}" + (f"#{source.section}" if source.section else "")
        case Names():
            return f"names {', '.join(source.names)}"
        case _:
            return str(source)
