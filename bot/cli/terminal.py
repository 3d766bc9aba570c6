"""Telling a person how a run goes: progress bars on a terminal, plain lines in a log."""

import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text


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


class Terminal:
    """Speaks on standard error, so that standard output holds only what was asked for."""

    def __init__(self, *, verbose: bool) -> None:
        self.console = Console(stderr=True, highlight=False)
        self.verbose = verbose

    def say(self, text: str) -> None:
        if self.verbose or not self.console.is_terminal:
            self._line(text, style="")

    def warn(self, text: str) -> None:
        self._line(text, style="yellow")

    def fail(self, text: str) -> None:
        """Tell why the program ends."""
        self._line(text, style="bold red")

    def diff(self, title: str, before: str, after: str) -> None:
        lines = difflib.unified_diff(
            before.splitlines(), after.splitlines(), f"{title} (now)", f"{title} (would be)", lineterm=""
        )
        click.echo("\n".join(lines))

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Bar | Lines]:
        if not self.console.is_terminal:
            yield Lines()
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, TextColumn("{task.fields[what]}"), console=self.console, transient=True) as progress:
            yield Bar(progress, progress.add_task(name, total=total, what=""))

    def _line(self, text: str, *, style: str) -> None:
        """Print text from anywhere, without what terminals take for commands."""
        safe = "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
        stamp = "" if self.console.is_terminal else f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} "
        self.console.print(Text(stamp + safe, style=style), soft_wrap=True)
