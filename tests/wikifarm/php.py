"""Runs PHP: the environment that the scripts in php/ expect, and MediaWiki's maintenance scripts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.wikifarm.errors import FarmError
from tests.wikifarm.layout import CACHE, CODE, PHP_FILES

_OPTIONS = {
    "apc.shm_size": "128M",
    "display_errors": "stderr",
    "max_execution_time": "0",
    "max_input_time": "-1",
    "memory_limit": "512M",
    "opcache.max_accelerated_files": "20000",
    "post_max_size": "110M",
    "realpath_cache_size": "4M",
    "upload_max_filesize": "100M",
}


def php_command(*arguments: str) -> list[str]:
    """Give the command line of PHP with the farm's options.

    Raises FarmError where there is no PHP.
    """
    php = shutil.which("php")
    if php is None:
        raise FarmError("There is no PHP yet: run `python -m tests.wikifarm install` first")
    return [php, *(part for name, value in _OPTIONS.items() for part in ("-d", f"{name}={value}")), *arguments]


def farm_environment(directory: Path) -> dict[str, str]:
    """Give the environment in which PHP serves the farm in `directory`."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "PHP_CLI_SERVER_WORKERS": "4",
        "WIKIFARM_CACHE": str(CACHE),
        "WIKIFARM_CODE": str(CODE),
        "WIKIFARM_DIRECTORY": str(directory),
        "WIKIFARM_PYGMENTIZE": str(Path(sys.executable).parent / "pygmentize"),
    }


def run_php(*arguments: str, environment: dict[str, str]) -> str:
    """Run PHP to its end and give what it printed.

    Raises FarmError with its last words where it failed.
    """
    done = subprocess.run(
        php_command(*arguments),
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise FarmError((done.stderr.strip() or done.stdout.strip() or "PHP failed")[:2000])
    return done.stdout


def run_maintenance(directory: Path, dbname: str, script: str, *arguments: str, url: str = "") -> str:
    """Run a maintenance script on one wiki of the farm in `directory`, and give what it printed."""
    environment = farm_environment(directory) | {
        "MW_CONFIG_FILE": str(PHP_FILES / "LocalSettings.php"),
        "MW_DB": dbname,
        "WIKIFARM_URL": url,
    }
    return run_php(str(CODE / f"maintenance/{script}.php"), *arguments, environment=environment)
