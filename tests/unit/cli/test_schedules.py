"""The files and examples from which schedulers start the bot."""

import json
import re
import shlex
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from bot.cli.commands import commands
from bot.cli.terminal import Terminal

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CLIENT = json.loads((HERE / "toolforge_jobs.json").read_text("utf-8"))
JOBS: list[dict[str, Any]] = yaml.safe_load((ROOT / "jobs.yaml").read_text("utf-8"))
PROCFILE = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text("utf-8").splitlines())
DOC = (ROOT / "docs/operators.md").read_text("utf-8")
CRON = re.findall(r"```cron\n(.*?)```", DOC, re.DOTALL)[0].splitlines()[1:]
UNITS = re.findall(r"```ini\n(.*?)```", DOC, re.DOTALL)
MACROS = {"@hourly", "@daily", "@weekly", "@monthly", "@yearly"}
TYPES = {"text": str, "flag": bool, "number": int}


def takes(arguments: str) -> bool:
    """Tell whether the program takes these arguments; nothing is done."""
    return CliRunner().invoke(commands, [*shlex.split(arguments), "--help"], obj=Terminal()).exit_code == 0


def commands_of(text: str) -> Iterator[str]:
    """Give what stands after the program's name, up to the end of the command."""
    yield from re.findall(r"(?:campaignbot|python -m bot)(?!-)((?: (?![|>&2])[\w.:/-]+)+)", text)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: str(job["name"]))
def test_toolforge_takes_each_job(job: dict[str, Any]) -> None:
    assert set(CLIENT["required"]) <= job.keys() <= set(CLIENT["fields"])
    for field, value in job.items():
        kind = CLIENT["fields"][field]
        assert value in kind if isinstance(kind, list) else type(value) is TYPES[kind], field
    assert not job.keys() & set(CLIENT["only_continuous"])
    assert re.fullmatch(r"[a-z][a-z0-9-]{0,51}", job["name"])
    assert "schedule" in job
    assert is_schedule(job["schedule"])
    assert job["mount"] == "all"
    assert "filelog" not in job


def test_each_job_has_a_name_of_its_own_and_a_command_of_the_procfile() -> None:
    assert len({job["name"] for job in JOBS}) == len(JOBS)
    assert {job["command"] for job in JOBS} <= PROCFILE.keys()


def test_what_somebody_has_to_mend_is_mailed_and_what_the_next_run_mends_is_not() -> None:
    assert {job["name"]: job["emails"] for job in JOBS} == {
        job["name"]: "none" if job["name"] == "run" else "onfailure" for job in JOBS
    }


@pytest.mark.parametrize("command", PROCFILE.values())
def test_the_program_takes_each_command_of_the_procfile(command: str) -> None:
    assert command.startswith("python -m bot ")
    assert takes(command.removeprefix("python -m bot "))


def test_a_command_that_there_is_not_would_be_seen() -> None:
    assert not takes("rum")
    assert not takes("run --fulll")


@pytest.mark.parametrize("line", CRON)
def test_each_line_for_cron_is_one(line: str) -> None:
    *times, command = line.split(" ", 5)
    assert is_schedule(" ".join(times))
    found = tuple(commands_of(command))
    assert [takes(arguments) for arguments in found] == [True]


def test_the_units_for_systemd_start_the_bot() -> None:
    service, timer = map(_unit, UNITS)
    assert takes(service["Service"]["ExecStart"].partition("campaignbot ")[2].partition("campaignbot ")[2])
    assert service["Service"]["Type"] == "oneshot"
    assert timer["Timer"]["OnCalendar"] == "*:0/5"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_the_operators_document_names_every_command_that_has_to_be_typed() -> None:
    needed = ("init", "doctor", "setup", "check", "run", "status", "db backup", "db upgrade", "db restore")
    assert [name for name in needed if f"campaignbot {name}" not in DOC] == []


def is_schedule(text: str) -> bool:
    """Tell whether these are the five fields of cron, or a word for them."""
    fields = text.split()
    return text in MACROS or (len(fields) == 5 and all(re.fullmatch(r"[\d*/,-]+", field) for field in fields))


def _unit(text: str) -> RawConfigParser:
    parser = RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign] # systemd minds the case
    parser.read_string(text)
    return parser
