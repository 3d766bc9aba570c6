"""`python -m tests.benchmarks [--full-size]`: everything side by side, as one table."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from tests.benchmarks.clusters import measure_cluster
from tests.benchmarks.collecting import FULL, LARGE, SMALL, YEAR, compare_collecting, compare_nothing_new, create_world
from tests.benchmarks.rendering import measure_rendering
from tests.benchmarks.replicas import measure_replicas
from tests.benchmarks.rows import Section, table_of
from tests.benchmarks.signing_up import measure_signups
from tests.benchmarks.storing import measure_store
from tests.benchmarks.texts import measure_texts
from tests.benchmarks.totals import measure_totals
from tests.wikifarm import Farm

REVISIONS = 1_000_000
"""In the store."""


def main() -> int:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="How fast, with how few requests.")
    parser.add_argument("--full-size", action="store_true", help="five wikis: many minutes")
    full_size = parser.parse_args().full_size
    sections = []
    with Console(stderr=True).status("Starting wikis …") as status:
        for section in _sections(full_size=full_size):
            sections.append(section)
            status.update(f"Measured: {section.title} …")
    Console().print(table_of(tuple(sections)))
    return 0


def _sections(*, full_size: bool) -> Iterator[Section]:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        with Farm.start(folder / "farm") as farm:
            world = create_world(farm, folder, FULL if full_size else SMALL, year=YEAR)
            yield from compare_collecting(world)
            yield compare_nothing_new(world)
            yield measure_rendering(farm["metawiki"], folder / "reports")
        if full_size:
            with Farm.start(folder / "large farm") as farm:
                world = create_world(farm, folder / "large", LARGE)
                yield from compare_collecting(world, rounds=1, libraries=False)
        yield measure_replicas(folder / "replicas")
        yield measure_store(folder / "store", REVISIONS)
        yield measure_totals(folder / "totals", REVISIONS)
        yield measure_signups()
        yield measure_texts()
        yield measure_cluster(folder / "cluster")


if __name__ == "__main__":
    sys.exit(main())
