"""Telling a person how a run goes: progress bars on a terminal, plain lines in a log."""

import difflib
import json
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

STYLES = {"info": "", "warning": "yellow", "error": "bold red"}


def harmless(text: str) -> str:
    """Give text without what terminals take for commands."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)


class Bar:
    """The steps of one stage, as a bar."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def done(self, what: str) -> None:
        self._progress.update(self._task, advance=1, what=what)


class Lines:
    """The steps of one stage in a log: each thing done has its own line already."""

    def done(self, what: str) -> None:
        """Say nothing more."""


class Form(StrEnum):
    """How lines are written."""

    TEXT = "text"
    JSON = "json"


class Terminal:
    """Speaks on standard error, so that standard output holds only what was asked for.

    Each line of a log bears the id of the run, and what was warned of once is counted from then on.
    """

    def __init__(self, *, verbose: bool = False) -> None:
        self.console = Console(stderr=True, highlight=False)
        self.verbose = verbose
        self.form = Form.TEXT
        self.run_id = secrets.token_hex(4)
        self._warned: Counter[str] = Counter()

    @property
    def is_log(self) -> bool:
        return self.form is Form.JSON or not self.console.is_terminal

    def say(self, text: str) -> None:
        if self.verbose or self.is_log:
            self._line("info", text)

    def warn(self, text: str) -> None:
        self._warned[text] += 1
        if self._warned[text] == 1:
            self._line("warning", text)

    def fail(self, text: str) -> None:
        """Tell why the program ends."""
        self._line("error", text)

    def sum_up(self, text: str, values: Mapping[str, Any]) -> None:
        """Write the last line of a run, with its numbers for other programs; before it, what was warned of often."""
        for warning, count in self._warned.items():
            if count > 1:
                self.say(f"{count} times in all: {warning}")
        if self.verbose or self.is_log:
            self._line("info", text, values)

    def diff(self, title: str, before: str, after: str) -> None:
        lines = difflib.unified_diff(
            before.splitlines(), after.splitlines(), f"{title} (now)", f"{title} (would be)", lineterm=""
        )
        click.echo("\n".join(map(harmless, lines)))

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Bar | Lines]:
        if self.is_log:
            yield Lines()
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, TextColumn("{task.fields[what]}"), console=self.console, transient=True) as progress:
            yield Bar(progress, progress.add_task(name, total=total, what=""))

    def _line(self, level: str, text: str, values: Mapping[str, Any] | None = None) -> None:
        """Print text from anywhere, without what terminals take for commands."""
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        if self.form is Form.JSON:
            line = {"time": now, "run": self.run_id, "level": level, "message": text, **(values or {})}
            click.echo(json.dumps(line, ensure_ascii=False), err=True)
            return
        stamp = f"{now} {self.run_id} " if self.is_log else ""
        self.console.print(Text(stamp + harmless(text), style=STYLES[level]), soft_wrap=True)
