"""`python -m tests.benchmarks.stages CONFIG [WIKIS]`: one run of the bot that prints how long each stage took, as JSON.

WIKIS is how many wikis it reads at once; without it, as many as it always does.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.run import run_once
from bot.cli.terminal import Bar, Lines, Terminal
from bot.run import side_by_side
from bot.run.ports import Options


class Stopwatch(Terminal):
    """Tells a person how the run goes, and remembers how long."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Bar | Lines]:
        begun = time.perf_counter()
        with super().stage(name, total) as steps:
            yield steps
        self.seconds[name] = time.perf_counter() - begun


def main() -> int:
    """Run once and give the bot's exit code."""
    if sys.argv[2:]:
        side_by_side.MOST_AT_ONCE = int(sys.argv[2])
    stopwatch = Stopwatch()
    ended = run_once(Path(sys.argv[1]), Options(), stopwatch)
    print(json.dumps(stopwatch.seconds))
    return ended


if __name__ == "__main__":
    sys.exit(main())
