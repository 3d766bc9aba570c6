"""The farm's command: `python -m tests.wikifarm install | up | down | seed`."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.wikifarm.debian import install_php
from tests.wikifarm.errors import FarmError
from tests.wikifarm.farm import Farm
from tests.wikifarm.layout import DEMO
from tests.wikifarm.mediawiki import prepare


def main() -> int:
    """Do what the command line says and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.wikifarm", description="A farm of real MediaWiki wikis.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser(
        "install", help="install the Debian packages, MediaWiki and the wikis that every farm is a copy of"
    )
    for verb, text in (
        ("up", "start a farm, or the one that was there before, and leave it running"),
        ("down", "end a running farm; its wikis stay"),
        ("seed", "fill a farm with the demo, starting it if it does not run"),
    ):
        folder = verbs.add_parser(verb, help=text)
        folder.add_argument("--directory", type=Path, default=DEMO, help="the folder of the farm (%(default)s)")
    arguments = parser.parse_args()
    try:
        return _install() if arguments.verb == "install" else _VERBS[arguments.verb](arguments.directory)
    except FarmError as error:
        print(error, file=sys.stderr)
        return 1


def _install() -> int:
    if not install_php():
        return 1
    prepare()
    return 0


def _up(directory: Path) -> int:
    farm, started = _running(directory)
    print(f"The wikis {'run' if started else 'run already'} at {farm.url}")
    for dbname, wiki in farm.wikis.items():
        print(f"  {dbname:12} {wiki.page_url('')}")
    return 0


def _down(directory: Path) -> int:
    farm = Farm.find(directory)
    if farm is None:
        print("The wikis do not run.")
    else:
        farm.stop()
        print("The wikis have stopped.")
    return 0


def _seed(directory: Path) -> int:
    from tests.wikifarm import demo  # noqa: PLC0415 - the other verbs do without the demo

    farm, _ = _running(directory)
    if demo.is_seeded(farm):
        farm.write_pywikibot_config(farm.directory)  # the port may be another one than last time
    else:
        print("Filling the wikis with the demo …", flush=True)
        try:
            demo.seed(farm, datetime.now(UTC))
        except BaseException:
            farm.discard()  # what is half filled can be neither shown nor filled again
            raise
    demo.show(farm, farm.directory)
    return 0


def _running(directory: Path) -> tuple[Farm, bool]:
    """Give the farm of a folder, and whether it had to be started."""
    farm = Farm.find(directory)
    return (farm, False) if farm is not None else (Farm.start(directory, detached=True), True)


_VERBS = {"up": _up, "down": _down, "seed": _seed}

if __name__ == "__main__":
    sys.exit(main())
