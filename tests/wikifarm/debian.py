"""Debian packages that the project needs, installed where they are missing.

Runs on any Python 3.11 before there is a virtual environment: `python3 tests/wikifarm/debian.py PACKAGE …`, so it
imports nothing but the standard library.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

PHP_PACKAGES = (
    "php-cli",
    "php-sqlite3",
    "php-intl",
    "php-mbstring",
    "php-xml",
    "php-curl",
    "php-apcu",
)
_PURPOSES = {
    "php-cli": "runs MediaWiki",
    "php-sqlite3": "MediaWiki's database",
    "php-intl": "texts in all scripts",
    "php-mbstring": "texts in all scripts",
    "php-xml": "MediaWiki's pages and files",
    "php-curl": "MediaWiki's requests",
    "php-apcu": "MediaWiki's sessions",
}
_OTHER_PURPOSE = "makes the virtual environment"
_APT = ("DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")


def install(packages: Sequence[str]) -> bool:
    """Install what is missing of the packages; False, with a word of what to do, where that is not possible."""
    missing = _missing(packages)
    if not missing:
        return True
    listed = ", ".join(f"{package} ({_PURPOSES.get(package, _OTHER_PURPOSE)})" for package in missing)
    prefix = _become_root()
    if prefix is None:
        print(f"These Debian packages are missing: {listed}.\nAs an administrator, please type:\n")
        print(f"    apt-get update && apt-get install --no-install-recommends {' '.join(missing)}\n", flush=True)
        return False
    print(f"Installing Debian packages: {listed} …", flush=True)
    command = [*prefix, "env", *_APT]
    installing = [*command, "install", "-y", "--no-install-recommends", *missing]
    if _run(installing).returncode == 0:
        return True
    _run([*command, "update"])  # the lists are missing, or older than what the mirror has
    done = _run(installing)
    if done.returncode != 0:
        print(f"That failed:\n{done.stdout}", flush=True)
    return done.returncode == 0


def _missing(packages: Sequence[str]) -> list[str]:
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev} ${Package}\n", *packages]
    known = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    installed = {line.split()[-1] for line in known if line.startswith("ii")}
    return [package for package in packages if package not in installed]


def _become_root() -> list[str] | None:
    """Give what to put before a command so that it runs as root; None where nothing does."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if _run(["sudo", "-n", "true"]).returncode == 0 or sys.stdin.isatty():
        return ["sudo"]
    return None


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


if __name__ == "__main__":
    sys.exit(0 if install(sys.argv[1:]) else 1)
